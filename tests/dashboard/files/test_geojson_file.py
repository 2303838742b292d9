import json
from typing import Any

import pyogrio
import shapely

from dashboard.files.about import NOTHING
from dashboard.files.geojson_file import to_geojson
from tests.dashboard.conftest import HOSTILE, LINK, Export, assert_figures


def polygons(geometry: dict[str, Any]) -> list[list[list[list[float]]]]:
    found = geometry["coordinates"]
    return [found] if geometry["type"] == "Polygon" else found


def opened(export: Export) -> dict[str, Any]:
    return json.loads(to_geojson(export.atlas, export.table, export.about))


def test_every_number_is_that_of_the_atlas(export: Export) -> None:
    features = opened(export)["features"]
    assert [f["id"] for f in features] == list(export.table.codes)
    assert_figures(export, lambda name: [f["properties"][name] for f in features])


def test_properties_are_the_columns_and_about_says_each_in_words(export: Export) -> None:
    found = opened(export)
    names = [c.id for c in export.table.columns]
    assert all(list(f["properties"]) == names for f in found["features"])
    words = {c["column"]: c["meaning"] for c in found["about"]["columns"]}
    assert words == dict(zip(names, export.table.headers(), strict=True))
    assert found["about"]["link"] == LINK
    assert found["about"]["shows"] == f"{export.about.sentence}."
    assert list(found) == ["type", "name", "about", "features"]  # RFC 7946 has no "crs"


def test_outlines_are_those_of_the_atlas_turned_as_the_standard_asks(export: Export) -> None:
    outlines = {
        f["id"]: f["geometry"]
        for f in json.loads(export.atlas.outlines(export.view.level))["features"]
    }
    for feature in opened(export)["features"]:
        found, original = feature["geometry"], outlines[feature["id"]]
        assert found["type"] == original["type"]
        for polygon, before in zip(polygons(found), polygons(original), strict=True):
            for at, (ring, ring_before) in enumerate(zip(polygon, before, strict=True)):
                assert ring in (ring_before, ring_before[::-1])
                assert shapely.LinearRing(ring).is_ccw == (at == 0)


def test_gdal_reads_it(export: Export) -> None:
    info = pyogrio.read_info(to_geojson(export.atlas, export.table, export.about))
    assert info["features"] == len(export.table.codes)
    assert info["crs"] in ("EPSG:4326", "OGC:CRS84")


def test_hostile_names_are_harmless_and_others_survive(hostile: Export) -> None:
    names = [f["properties"]["neighbourhood"] for f in opened(hostile)["features"]]
    assert names == list(HOSTILE.values())


def test_an_empty_view_is_a_valid_file_that_says_so(nowhere: Export) -> None:
    found = opened(nowhere)
    assert found["features"] == []
    assert NOTHING in [line["choice"] for line in found["about"]["filters"]]


def test_the_same_bytes_twice(export: Export) -> None:
    once, again = (to_geojson(export.atlas, export.table, export.about) for _ in range(2))
    assert once == again
