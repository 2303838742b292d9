"""Eastings and northings, against the publisher's own worked example and against PROJ."""

import numpy as np
import pytest
from pyproj import Transformer

from layers.ground import british_grid
from layers.ground.british_grid import degrees_of
from layers.ground.distances import metres_between


def test_the_projection_is_that_of_the_worked_example() -> None:
    # Ordnance Survey, A guide to coordinate systems in Great Britain, annex C.
    longitude, latitude = british_grid._on_airy(np.array(651_409.903), np.array(313_177.270))
    assert float(np.degrees(latitude)) == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
    assert float(np.degrees(longitude)) == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)


def test_points_are_where_proj_has_them_to_a_few_metres() -> None:
    east, north = np.meshgrid(np.linspace(420e3, 480e3, 7), np.linspace(370e3, 420e3, 6))
    proj = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    expected = np.array(proj.transform(east.ravel(), north.ravel()))
    found = np.array(degrees_of(east.ravel(), north.ravel()))
    assert metres_between(*found, *expected).max() < 5
