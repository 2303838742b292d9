"""How far things are from homes."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.ground import distances
from tests.layers.ground.made import FULL

EARTH_KM = 6371.0


def kilometres(one: pd.DataFrame, other: pd.Series) -> np.ndarray:
    """Great-circle distances (haversine) from some points to one."""
    north, east = np.radians(one["latitude"]), np.radians(one["longitude"])
    north_there, east_there = np.radians(other["latitude"]), np.radians(other["longitude"])
    half = np.sin((north - north_there) / 2) ** 2
    half = half + np.cos(north) * np.cos(north_there) * np.sin((east - east_there) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(half)))


def test_from_the_nearest_postcode_or_the_middle_of_an_area_without_one() -> None:
    there = pd.DataFrame({"longitude": [-1.45, -1.4700], "latitude": [53.4, 53.4]})
    # Not from the boxes of area A at -1.40.
    far = pd.DataFrame({"longitude": [-1.40], "latitude": [53.4]})
    assert distances.km_from_homes(FULL, ["A"], there, 5).tolist() == pytest.approx(
        [0, 1.261], abs=0.01
    )
    assert distances.km_from_homes(FULL, ["C"], there, 5)[1] == 0
    assert distances.km_from_homes(FULL, ["A"], far, 5)[0] == pytest.approx(3.32, abs=0.01)
    assert np.isinf(distances.km_from_homes(FULL, ["A"], far, 3)).all()
    assert np.isinf(distances.km_from_homes(FULL, [], there, 5)).all()


def test_as_on_a_sphere(atlas: Atlas) -> None:
    codes = atlas.areas.index[300:303].tolist()
    stops = atlas.extra("stops")
    homes = atlas.extra("postcodes").query("lsoa in @codes")
    true = np.min([kilometres(stops, home) for _, home in homes.iterrows()], axis=0)
    found = distances.km_from_homes(atlas, codes, stops, 2.0)
    near = true < 1.99
    assert near.sum() > 30
    assert found[near] == pytest.approx(true[near], abs=0.004)
    assert np.isinf(found[true > 2.01]).all()


def points(rows: list[tuple[float, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["longitude", "latitude"], dtype=float)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        # A degree of a great circle of the mean radius, 2πR/360, on a meridian and at the equator.
        ((-1.5, 53.0), (-1.5, 54.0), 111_195.08),
        ((0.0, 0.0), (1.0, 0.0), 111_195.08),
        # A degree east at 60° north, by the cosine rule: R·acos(sin² 60° + cos² 60° · cos 1°).
        ((10.0, 60.0), (11.0, 60.0), 55_597.01),
        # Halfway round the globe, where rounding must not ask for the arcsine of more than 1.
        ((0.0, 0.0), (180.0, 0.0), math.pi * distances.EARTH),
        ((-1.47, 53.38), (-1.47, 53.38), 0.0),
    ],
)
def test_straight_lines_over_the_ground(
    one: tuple[float, float], other: tuple[float, float], metres: float
) -> None:
    assert distances.metres_between(*one, *other) == pytest.approx(metres, abs=0.5)
    assert distances.metres_between(*other, *one) == pytest.approx(metres, abs=0.5)


PLACE = st.tuples(st.floats(-1.6, -1.4), st.floats(53.3, 53.5))


@given(
    st.lists(PLACE, max_size=12), st.lists(PLACE, max_size=12), st.floats(1, 20_000), st.booleans()
)
def test_pairs_are_those_that_measuring_all_of_them_finds(
    here: list[tuple[float, float]], there: list[tuple[float, float]], metres: float, few: bool
) -> None:
    """In one go, and in blocks of a few."""
    with pytest.MonkeyPatch.context() as patch:
        if few:
            patch.setattr(distances, "_MOST_AT_ONCE", 3)
        at, other, apart = distances.pairs_within(points(here), points(there), metres)
    wanted = [
        (one, two, float(distances.metres_between(*here[one], *there[two])))
        for one in range(len(here))
        for two in range(len(there))
        if distances.metres_between(*here[one], *there[two]) <= metres
    ]
    assert list(zip(at, other, apart, strict=True)) == wanted


def test_a_point_on_the_very_edge_is_within() -> None:
    """Due north, where the band that is looked in ends."""
    here, there = points([(-1.5, 53.4)]), points([(-1.5, 53.41), (-1.5, 53.39)])
    edge = float(distances.metres_between(-1.5, 53.4, -1.5, 53.41))
    further = float(distances.metres_between(-1.5, 53.4, -1.5, 53.39))
    both = distances.pairs_within(here, there, max(edge, further))[1]
    assert both.tolist() == [0, 1]
    assert distances.pairs_within(here, there, min(edge, further) - 1e-6)[1].tolist() == []
