import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import union_all
from shapely.geometry import MultiPolygon, Polygon

from dashboard.files.geojson_file import Polygons
from dashboard.seldom_heard.export_outlines import area_outlines, dissolved
from layers.atlas import Atlas
from layers.targeting.zones import zones


def shape(found: Polygons) -> MultiPolygon:
    return MultiPolygon([Polygon(polygon[0], polygon[1:]) for polygon in found])


def square(x: int, y: int) -> Polygons:
    return [[[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]]


def check(parts: list[Polygons], found: Polygons) -> None:
    """The found outline is valid, is the union, and has nothing taken apart that belongs."""
    together = union_all([shape(part) for part in parts])
    assert shape(found).is_valid
    assert shape(found).symmetric_difference(together).area < 1e-9
    pieces = len(together.geoms) if together.geom_type == "MultiPolygon" else 1
    assert len(found) == pieces


SQUARES = [(x, y) for x, y in product(range(5), range(5))]


@given(st.sets(st.sampled_from(SQUARES), min_size=1))
def test_squares_of_a_board_become_one(places: set[tuple[int, int]]) -> None:
    """Holes, islands in holes, corners that touch: every way that cells of a grid can lie."""
    parts = [square(x, y) for x, y in sorted(places)]
    check(parts, dissolved(parts))


def test_a_ring_of_areas_keeps_its_hole_and_an_island_in_it() -> None:
    parts = [square(x, y) for x, y in SQUARES if max(abs(x - 2), abs(y - 2)) == 2]
    found = dissolved([*parts, square(2, 2)])
    assert [len(polygon) for polygon in found] == [2, 1]
    check([*parts, square(2, 2)], found)


def test_the_whole_atlas_and_random_parts_of_it(atlas: Atlas) -> None:
    outlines = area_outlines(atlas, atlas.areas.index)
    draw = random.Random(4)
    for size in (1, 2, 10, 60, 400, len(outlines)):
        parts = [outlines[code] for code in draw.sample(sorted(outlines), size)]
        found = dissolved(parts)
        together = union_all([shape(part) for part in parts])
        assert shape(found).is_valid
        assert shape(found).symmetric_difference(together).area < 1e-12


def test_a_zone_is_one_piece_without_the_lines_inside(atlas: Atlas) -> None:
    outlines = area_outlines(atlas, atlas.areas.index)
    for zone in zones(atlas, atlas.areas.index, largest=40):
        found = dissolved([outlines[code] for code in zone.areas])
        inside = sum(len(ring) for code in zone.areas for p in outlines[code] for ring in p)
        assert sum(len(ring) for polygon in found for ring in polygon) < inside


@pytest.mark.parametrize(
    "parts",
    [
        [square(0, 0), square(0, 0)],
        [square(0, 0), [[[[0.5, 0], [1.5, 0], [1.5, 1], [0.5, 1], [0.5, 0]]]]],
    ],
)
def test_areas_that_overlap_are_given_as_they_are(parts: list[Polygons]) -> None:
    assert dissolved(parts) == [polygon for part in parts for polygon in part]
