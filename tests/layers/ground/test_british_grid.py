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


# The publisher's transformation in PROJ's words: without its large grid, with which it is finer.
GRID = (
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894"
)


def test_points_are_where_proj_has_them() -> None:
    east, north = np.meshgrid(np.linspace(100e3, 650e3, 7), np.linspace(20e3, 1_000e3, 6))
    proj = Transformer.from_crs(GRID, "EPSG:4326", always_xy=True)
    expected = np.array(proj.transform(east.ravel(), north.ravel()))
    found = np.array(degrees_of(east.ravel(), north.ravel()))
    assert metres_between(*found, *expected).max() < 0.01  # metres
