import random
from itertools import product

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.files.outlines import Outline, extent_of, outlines_of, rings, together
from layers.atlas import Atlas
from layers.targeting.zones import zones


def square(x: float, y: float) -> Outline:
    return shapely.box(x, y, x + 1, y + 1)


def check(parts: list[Outline], found: Outline) -> None:
    """The found outline is valid, is the union, and has nothing taken apart that belongs."""
    whole = shapely.union_all(parts)
    assert found.is_valid
    assert found.symmetric_difference(whole).area < 1e-9
    assert len(shapely.get_parts(found)) == len(shapely.get_parts(whole))


SQUARES = [(x, y) for x, y in product(range(5), range(5))]


@given(st.sets(st.sampled_from(SQUARES), min_size=1))
def test_squares_of_a_board_become_one(places: set[tuple[int, int]]) -> None:
    """Holes, islands in holes, corners that touch: every way that cells of a grid can lie."""
    parts = [square(x, y) for x, y in sorted(places)]
    check(parts, together(parts))
    assert together(reversed(parts)).equals_exact(together(parts))


def test_a_ring_of_areas_keeps_its_hole_and_an_island_in_it() -> None:
    parts = [square(x, y) for x, y in SQUARES if max(abs(x - 2), abs(y - 2)) == 2]
    parts.append(square(2, 2))
    found = together(parts)
    assert sorted(len(polygon.interiors) for polygon in found.geoms) == [0, 1]
    check(parts, found)


def test_the_whole_atlas_and_random_parts_of_it(atlas: Atlas) -> None:
    outlines = outlines_of(atlas, "lsoa")
    assert list(outlines) == atlas.areas.index.tolist()
    draw = random.Random(4)
    for size in (1, 2, 10, 60, 400, len(outlines)):
        parts = [outlines[code] for code in draw.sample(sorted(outlines), size)]
        found = together(parts)
        assert found.is_valid
        assert found.symmetric_difference(shapely.union_all(parts)).area < 1e-12


def test_a_zone_is_without_the_lines_inside(atlas: Atlas) -> None:
    outlines = outlines_of(atlas, "lsoa")
    for zone in zones(atlas, atlas.areas.index, largest=40):
        parts = [outlines[code] for code in zone.areas]
        corners = shapely.get_num_coordinates(together(parts))
        assert corners < shapely.get_num_coordinates(parts).sum()


@pytest.mark.parametrize("other", [square(0, 0), square(0.5, 0)])
def test_areas_that_overlap_are_one_all_the_same(other: Outline) -> None:
    check([square(0, 0), other], together([square(0, 0), other]))


def test_rings_run_as_the_standard_asks_whichever_way_they_are_drawn() -> None:
    holed = square(0, 0).difference(shapely.box(0.2, 0.2, 0.4, 0.4))
    for drawn in (holed, shapely.reverse(holed), shapely.MultiPolygon([holed, square(3, 3)])):
        found = rings(drawn)
        assert [shapely.LinearRing(ring).is_ccw for ring in found] == [True, False, True][
            : len(found)
        ]
        assert all(ring[0] == ring[-1] for ring in found)
        assert all(isinstance(number, float) for ring in found for xy in ring for number in xy)


def test_the_extent_of_several() -> None:
    assert extent_of([square(0, 5), square(-2, 1)]) == (-2, 1, 1, 6)
