"""Water cut out of published outlines: areas meet in its middle, and nothing else moves."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data import water
from tests.data import shapes

EAST, NORTH = 430_000, 385_000


def degrees(drawn: dict[str, shapely.Geometry]) -> gpd.GeoSeries:
    moved_there = gpd.GeoSeries(drawn, dtype="geometry").translate(EAST, NORTH)
    return shapes.degrees(moved_there)


def metres(found: gpd.GeoSeries) -> dict[str, shapely.Geometry]:
    return shapes.metres(found).translate(-EAST, -NORTH).to_dict()


def land() -> dict[str, shapely.Geometry]:
    """Four squares of a kilometre: C and D in the north, A and B in the south."""
    corners = {"A": (0, 0), "B": (1000, 0), "C": (0, 1000), "D": (1000, 1000)}
    return {code: shapely.box(x, y, x + 1000, y + 1000) for code, (x, y) in corners.items()}


def winding(width: float, end: float, bend: float = 60.0) -> shapely.Geometry:
    """A river from beyond the eastern edge, between north and south, up to ``end``."""
    points = [(x, 1000 + bend * math.sin(x / 150)) for x in np.arange(end, 2100, 20.0)]
    return shapely.LineString(points).buffer(width / 2)


def closed(
    cut: shapely.Geometry, others: dict[str, shapely.Geometry] | None = None
) -> tuple[dict[str, shapely.Geometry], dict[str, shapely.Geometry]]:
    """The four squares without some shape, as published and as drawn."""
    published = {code: shape.difference(cut) for code, shape in land().items()}
    return published, metres(water.closed(degrees(published), degrees(others or {})))


def whole(drawn: dict[str, shapely.Geometry]) -> shapely.Geometry:
    return shapely.union_all(list(drawn.values()), grid_size=0.01)


def same(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    """Whether two shapes differ by less than a few millimetres everywhere."""
    return bool(one.symmetric_difference(other).buffer(-0.01).is_empty)


@settings(max_examples=12)
@given(st.floats(3, 95), st.floats(100, 1200), st.floats(0, 90))
def test_areas_meet_in_the_middle_of_a_river(width: float, end: float, bend: float) -> None:
    river = winding(width, end, bend)
    published, drawn = closed(river)
    assert shapely.coverage_is_valid(list(drawn.values()))
    # All of the river up to where it leaves the region, and nothing beyond.
    region = shapely.box(0, 0, 2000, 2000)
    assert whole(drawn).difference(region.buffer(0.1)).is_empty
    left = river.intersection(region).difference(whole(drawn))
    assert left.area < width**2
    for code, shape in drawn.items():
        assert published[code].difference(shape.buffer(0.01)).area < 0.01, code
        # What came to an area is nearer to it than to any other.
        others = shapely.union_all([published[c] for c in published if c != code])
        came = shape.difference(published[code].buffer(0.1))
        for part in (one for one in shapely.get_parts(came) if one.area):
            spot = part.representative_point()
            near = water.BANK_METRES + 0.1
            assert spot.distance(published[code]) <= spot.distance(others) + near


def test_water_inside_one_area_or_between_three_is_closed_however_wide() -> None:
    lake = shapely.Point(300, 400).buffer(150)
    meeting = shapely.Point(1000, 1000).buffer(200)
    _, drawn = closed(lake | meeting)
    assert shapely.coverage_is_valid(list(drawn.values()))
    assert len(whole(drawn).interiors) == 0
    assert drawn["A"].area == pytest.approx(1e6, rel=1e-3)
    # The four meet again where they met, to within the spacing of points on the banks.
    for shape in drawn.values():
        assert shape.distance(shapely.Point(1000, 1000)) < 2 * water.BANK_METRES


def test_land_of_a_neighbour_is_no_water() -> None:
    enclave, finger = shapely.box(200, 200, 400, 400), shapely.box(1500, 480, 2000, 520)
    published, drawn = closed(enclave | finger, {"X": enclave, "Y": finger})
    for code, shape in drawn.items():
        assert same(shape, published[code])
    _, drawn = closed(enclave | finger)
    assert whole(drawn).area == pytest.approx(4e6, rel=1e-3)


@pytest.mark.parametrize(
    "open_water",
    [
        winding(water.WIDEST_METRES + 20, 200),  # an estuary
        shapely.Polygon([(2000, 400), (1700, 500), (2000, 600)]),  # a bay
        shapely.Polygon([(2000, 480), (1800, 500), (2000, 520)]),  # a bend of the outer line
    ],
    ids=["estuary", "bay", "bend"],
)
def test_the_outer_line_stays_where_it_is(open_water: shapely.Geometry) -> None:
    published, drawn = closed(open_water)
    for code, shape in drawn.items():
        assert same(shape, published[code])


def test_where_no_water_was_cut_out_nothing_is_touched() -> None:
    published = degrees(land())
    assert (water.closed(published, degrees({})) == published).all()
