"""Boundaries: GeoJSON in degrees in, polygons by code out."""

import pytest
import shapely

from data.readers import boundaries
from tests.data import samples
from tests.data.refusals import refuses

FILE = "the-file.geojson"
SQUARE = shapely.box(-1.5, 53.3, -1.4, 53.4)
NEXT = shapely.box(-1.4, 53.3, -1.3, 53.4)
GOOD = {"E01000001": SQUARE, "E01000002": NEXT}


def test_polygons_by_code() -> None:
    shapes = boundaries.read_boundaries(samples.boundaries(GOOD), FILE)
    assert shapes.index.tolist() == list(GOOD)
    assert shapes.crs == "EPSG:4326"
    assert all(shapes[code].equals(shape) for code, shape in GOOD.items())


def test_the_code_is_found_under_its_tidied_name() -> None:
    content = samples.boundaries(GOOD).replace(b"LSOA21CD", b"lsoa21_code")
    assert boundaries.read_boundaries(content, FILE).index.tolist() == list(GOOD)


def test_metres_are_not_degrees() -> None:
    grid = samples.boundaries({"E01000001": SQUARE, "E01000002": shapely.box(4e5, 3e5, 5e5, 4e5)})
    with refuses("E01000002 is not in longitude and latitude", file=FILE, row=2, do="EPSG:4326"):
        boundaries.read_boundaries(grid, FILE)


def test_latitude_before_longitude_is_refused() -> None:
    turned = samples.boundaries({"E01000001": shapely.box(53.3, -1.5, 53.4, -1.4)})
    with refuses("E01000001 is not in longitude and latitude", file=FILE, row=1, do="EPSG:4326"):
        boundaries.read_boundaries(turned, FILE)


@pytest.mark.parametrize(
    "shape",
    [
        None,
        shapely.Polygon(),
        shapely.Point(-1.45, 53.35),
        shapely.LineString([(-1, 53), (-2, 54)]),
    ],
    ids=["null", "empty", "point", "line"],
)
def test_a_feature_without_an_area_is_refused(shape: shapely.Geometry | None) -> None:
    content = samples.boundaries({"E01000001": SQUARE, "E01000002": shape})
    with refuses("E01000002 has no shape", file=FILE, row=2, do="Use the polygons"):
        boundaries.read_boundaries(content, FILE)


def test_a_damaged_shape_is_refused() -> None:
    # A ring of two points.
    content = samples.boundaries(GOOD)
    ring = b"[[[-1.4,53.3],[-1.4,53.4],"
    squeezed = content.replace(b" ", b"")
    assert squeezed.count(b'"coordinates":[[[') == 2
    start = squeezed.rindex(b"[[[")
    broken = squeezed[:start] + ring[:-1] + b"]]" + squeezed[squeezed.rindex(b"]]]") + 3 :]
    with refuses("E01000002 has no shape", file=FILE, row=2, do="Use the polygons"):
        boundaries.read_boundaries(broken, FILE)


def test_a_ring_that_is_not_closed_is_refused() -> None:
    content = samples.boundaries(GOOD).replace(b", [-1.3, 53.3]]]", b"]]")
    assert content != samples.boundaries(GOOD)
    with refuses("E01000002 has no shape", file=FILE, row=2, do="Use the polygons"):
        boundaries.read_boundaries(content, FILE)


def test_a_feature_without_a_code_is_refused() -> None:
    content = samples.boundaries(GOOD).replace(b'"LSOA21CD": "E01000002"', b'"NAME": "Somewhere"')
    with refuses("feature 2 has no code (LSOA21CD", file=FILE, row=2, do="data/sources.toml"):
        boundaries.read_boundaries(content, FILE)


def test_a_code_given_twice_is_refused() -> None:
    content = samples.boundaries(GOOD).replace(b"E01000002", b"E01000001")
    with refuses("E01000001 is given twice", file=FILE, row=2, do="must appear once"):
        boundaries.read_boundaries(content, FILE)


@pytest.mark.parametrize("content", [b"", b"LSOA21CD,geometry\n", b"[]", b'{"type": "Topology"}'])
def test_what_is_not_geojson_is_refused(content: bytes) -> None:
    with refuses("is not a GeoJSON feature collection", file=FILE, do="Download it as GeoJSON"):
        boundaries.read_boundaries(content, FILE)
