"""How far patients live from their practice."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data import distances
from tests.data.shapes import in_degrees

HOME = (434_000, 406_000)
# Kilometres east of the practice.
AREAS = {"A": 0.0, "B": 1.0, "C": 3.0, "D": 10.0}


def point(east_km: float) -> tuple[float, float]:
    spot = in_degrees(shapely.Point(HOME[0] + 1000 * east_km, HOME[1]))
    return spot.x, spot.y


POINTS = {code: point(km) for code, km in AREAS.items()}


def spread(rows: list[tuple[str, str, float]], known: bool = True) -> pd.Series:
    registrations = pd.DataFrame(rows, columns=["practice", "lsoa", "patients"])
    place = point(0) if known else (np.nan, np.nan)
    practices = pd.DataFrame([place], columns=["longitude", "latitude"], index=["P"])
    return distances.spread(registrations, POINTS, practices).loc["P"]


def test_shares_of_patients_within_a_distance() -> None:
    found = spread([("P", "A", 50), ("P", "D", 5), ("P", "C", 15), ("P", "B", 30),
                    ("P", "NO2011", 20), ("P", "E09", 5), ("Q", "D", 999)])  # fmt: skip
    # Of 100 placed: 50 at the practice, 80 within 1 km, 95 within 3 km, all within 10 km.
    assert found[["km_50", "km_80", "km_95"]].tolist() == [0.0, 1.0, 3.0]
    assert found["km_placed"] == 0.8


def test_a_practice_whose_place_is_not_known_has_no_distances() -> None:
    assert spread([("P", "A", 50)], known=False).isna().all()


def test_a_practice_without_placed_patients_has_no_distances() -> None:
    found = spread([("P", "NO2011", 50)])
    assert found[["km_50", "km_80", "km_95"]].isna().all()


@given(st.lists(st.floats(0.01, 1000), min_size=4, max_size=4), st.floats(0.05, 0.95))
def test_splitting_an_area_changes_nothing(patients: list[float], part: float) -> None:
    whole = [("P", code, n) for code, n in zip(AREAS, patients, strict=True)]
    halves = [("P", code, n * p) for _, code, n in whole for p in (part, 1 - part)]
    once, twice = spread(whole), spread(halves)
    held = np.cumsum(patients) / sum(patients)
    for column, share in distances.HELD.items():
        # Where a share is met to the last bit, halves may fall to the other side.
        if np.abs(held - share).min() > 1e-9:
            assert once[column] == twice[column]
        assert once[column] == pytest.approx(
            list(AREAS.values())[int(np.argmax(held >= share - 1e-9))], abs=0.05
        )
    assert once["km_50"] <= once["km_80"] <= once["km_95"]
