"""How far things are from homes."""

import numpy as np
import pandas as pd
import pytest

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
