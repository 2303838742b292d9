"""Shapes: simplified without tearing, dissolved without loss, labelled inside."""

import json
import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data import geometry
from tests.data.shapes import degrees, in_degrees, in_metres, metres

# A corner of Sheffield in metres on the British National Grid, in squares of a kilometre.
EAST, NORTH, SIDE = 430_000, 385_000, 1000


def warped(x: float, y: float) -> tuple[float, float]:
    return EAST + x + 20 * math.sin(y / 37), NORTH + y + 20 * math.sin(x / 41)


def wavy_brick(column: int, row: int) -> shapely.Polygon:
    """Rows are shifted like bricks; borders wind, and are exactly the neighbours'.

    There are far more corners than needed, and no two bricks start to draw at the same place.
    """
    west, south = SIDE * column + SIDE // 2 * (row % 2), SIDE * row
    east, north = west + SIDE, south + SIDE
    ring = [(x, south) for x in range(west, east, 10)]
    ring += [(east, y) for y in range(south, north, 10)]
    ring += [(x, north) for x in range(east, west, -10)]
    ring += [(west, y) for y in range(north, south, -10)]
    start = 37 * (column + 5 * row)
    return shapely.Polygon([warped(*point) for point in ring[start:] + ring[:start]])


COUNTRY = {
    f"E0100{row}{column}": wavy_brick(column, row) for column in range(4) for row in range(3)
}
IN_DEGREES = degrees(COUNTRY)
SIMPLE = geometry.simplify_together(IN_DEGREES)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def test_the_grid_of_ordnance_survey() -> None:
    """Ordnance Survey's worked example, TG 51409 13177, with its WGS 84 longitude and latitude."""
    example = shapely.Point(1 + 42 / 60 + 57.79 / 3600, 52 + 39 / 60 + 28.72 / 3600)
    point = in_metres(example)
    assert math.dist((point.x, point.y), (651_409.9, 313_177.3)) < 5
    assert in_degrees(point).distance(example) < 1e-7


def test_simplified_neighbours_still_meet_everywhere() -> None:
    assert shapely.coverage_is_valid(list(COUNTRY.values()))
    assert SIMPLE.index.tolist() == sorted(COUNTRY)
    assert SIMPLE.is_valid_coverage()
    corners = shapely.get_num_coordinates
    assert corners(SIMPLE.array).sum() < 0.5 * corners(list(COUNTRY.values())).sum()


def test_no_border_moves_by_more_than_the_eye_sees() -> None:
    for code, shape in metres(SIMPLE).items():
        assert shape.hausdorff_distance(COUNTRY[code]) < 4 * geometry.TOLERANCE_METRES
    before = shapely.union_all(list(COUNTRY.values())).area
    after = metres(SIMPLE).union_all().area
    assert after == pytest.approx(before, rel=0.002)


def test_what_is_stored_has_five_decimals() -> None:
    coordinates = shapely.get_coordinates(SIMPLE.array)
    assert np.array_equal(coordinates, np.round(coordinates, 5))


def test_shapes_that_overlap_are_left_as_they_are() -> None:
    overlapping = {"E01000001": box(0, 0, 600, 500), "E01000002": box(500, 0, 900, 500)}
    kept = metres(geometry.simplify_together(degrees(overlapping)))
    for code, shape in overlapping.items():
        assert kept[code].hausdorff_distance(shape) < 1.5


def test_dissolving_keeps_every_square_metre() -> None:
    group = {code: f"E0200{code[-1]}" for code in SIMPLE.index}
    merged = geometry.dissolve(SIMPLE, group)
    assert merged.index.tolist() == ["E02000", "E02001", "E02002", "E02003"]
    for larger, shape in merged.items():
        parts = [SIMPLE[code] for code in SIMPLE.index if group[code] == larger]
        assert len(parts) == 3
        assert shape.area == pytest.approx(sum(part.area for part in parts), rel=1e-12)
        assert shape.geom_type == "Polygon"
        assert shape.symmetric_difference(shapely.union_all(parts)).area < 1e-15


@pytest.mark.parametrize(
    ("shape", "half_width"),
    [
        # A horseshoe, a ring, and a small island beside a large one: no centroid is inside.
        (box(0, 0, 900, 900).difference(box(200, 200, 900, 700)), 100),
        (box(0, 0, 900, 900).difference(box(100, 150, 700, 800)), 100),
        (shapely.MultiPolygon([box(0, 0, 300, 100), box(5000, 0, 5050, 100)]), 50),
    ],
    ids=["horseshoe", "ring", "islands"],
)
def test_a_label_stands_where_its_area_is_widest(
    shape: shapely.Geometry, half_width: float
) -> None:
    assert not shape.contains(shape.centroid)
    longitude, latitude = geometry.label_points(degrees({"E01000001": shape}))["E01000001"]
    label = in_metres(shapely.Point(longitude, latitude))
    assert shape.contains(label)
    # Found to within ten metres, and rounded to one.
    assert label.distance(shape.boundary) > half_width - 12
    assert (longitude, latitude) == (round(longitude, 5), round(latitude, 5))


@given(st.integers(-800, 800), st.integers(-800, 800), st.integers(50, 700))
def test_a_label_stands_inside_whatever_is_cut_out(x: int, y: int, side: int) -> None:
    shape = box(0, 0, 900, 900).difference(box(x, y, x + side, y + side))
    longitude, latitude = geometry.label_points(degrees({"E01000001": shape}))["E01000001"]
    label = in_metres(shapely.Point(longitude, latitude))
    assert shape.buffer(1.0).contains(label)


def test_area_in_square_kilometres() -> None:
    areas = geometry.area_km2(
        degrees({"E01000002": box(0, 0, 500, 500), "E01000001": box(0, 0, 2000, 1500)})
    )
    assert areas.to_dict() == {"E01000001": 3.0, "E01000002": 0.25}


def place(*points: tuple[float, float], **options: float) -> list[str]:
    frame = pd.DataFrame(points, columns=["easting", "northing"], dtype=float)
    frame += [EAST, NORTH]
    squares = {"E01000002": box(0, 0, 1000, 1000), "E01000001": box(1000, 0, 2000, 1000)}
    return list(geometry.place(frame, degrees(squares), **options))


def test_a_point_is_placed_in_the_area_around_it() -> None:
    assert place((10, 500), (1990, 500)) == ["E01000002", "E01000001"]


def test_a_point_just_outside_takes_the_nearest_area_within_250_metres() -> None:
    assert place((-240, 500), (2240, 500), (-260, 500), (500, 9000)) == [
        "E01000002", "E01000001", "", "",
    ]  # fmt: skip


def test_how_far_a_point_may_lie_can_be_set() -> None:
    points = (-240.0, 500.0), (-1900.0, 500.0)
    assert place(*points, within_metres=100) == ["", ""]
    assert place(*points, within_metres=2000) == ["E01000002", "E01000002"]


def test_a_point_on_a_shared_border_has_one_answer_in_whatever_order_it_is_asked() -> None:
    squares = {"B": box(0, 0, 1000, 1000), "A": box(1000, 0, 2000, 1000)}
    border = pd.DataFrame({"easting": [EAST + 1000.0], "northing": [NORTH + 500.0]})
    # In metres already: exactly on the border only without the way through degrees and back.
    areas = gpd.GeoSeries(squares, crs=geometry.METRES)
    for order in (areas, areas[::-1]):
        assert geometry.place(border, order).tolist() == ["A"]


def test_no_points_at_all() -> None:
    assert place() == []


def test_geojson_is_sorted_by_code_and_carries_its_properties() -> None:
    shapes = gpd.GeoSeries({"B": shapely.box(0, 50, 1, 51), "A": shapely.box(1, 50, 2, 51)})
    content = geometry.feature_collection(shapes, {"A": {"name": "Ynys Môn"}})
    document = json.loads(content)
    assert [feature["id"] for feature in document["features"]] == ["A", "B"]
    assert [feature["properties"] for feature in document["features"]] == [{"name": "Ynys Môn"}, {}]
    assert shapely.from_geojson(content).geoms[0].equals(shapes["A"])
    assert "Ynys Môn".encode() in content


def test_points_in_metres_come_back_as_degrees() -> None:
    frame = pd.DataFrame({"easting": [EAST, np.nan], "northing": [NORTH, np.nan]})
    longitude, latitude = geometry.degrees_of(frame)
    point = in_metres(shapely.Point(longitude[0], latitude[0]))
    assert math.dist((point.x, point.y), (EAST, NORTH)) < 1
    assert not np.isfinite(longitude[1])
