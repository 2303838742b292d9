"""Outlines of every level, made of the areas in them; the committed ones, too."""

import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from data import geometry, outlines, publications, water
from data.files import SourceFolder
from data.inputs import Inputs
from data.snapshot_files import SnapshotWriter
from data.sources import load_sources
from layers import Atlas
from tests.data import country, samples
from tests.data.shapes import in_metres, metres

SHAPES = country.areas()[country.CODES[:6]]
# Two wards of three areas, one in each district; both are called Central.
TABLE = pd.DataFrame(
    [
        (code, f"E0200000{code[-1]}", f"Place {code[-1]}", f"E0500000{district[-1]}", "Central",
         country.DISTRICTS[district], district)
        for code in SHAPES.index
        for district in [country.district(code)]
    ],
    columns=["lsoa", "msoa_code", "neighbourhood", "ward_code", "ward", "district",
             "district_code"],
).set_index("lsoa")  # fmt: skip
ROWS = {
    ward: SHAPES[TABLE.index[TABLE["ward_code"] == ward]].union_all()
    for ward in ("E05000006", "E05000009")
}


def features(folder: Path, notes: list[str], level: str) -> dict[str, dict[str, Any]]:
    out = folder / "out"
    out.mkdir()
    inputs = Inputs(SourceFolder(folder), load_sources())
    settlements = publications.settlements(inputs)
    outlines.write(SnapshotWriter(out), settlements, TABLE, SHAPES, notes)
    found = json.loads((out / f"{level}.geo.json").read_text(encoding="utf-8"))["features"]
    return {feature["id"]: feature for feature in found}


def test_neighbourhoods_and_districts_are_dissolved_from_areas(tmp_path: Path) -> None:
    found = features(tmp_path, [], "district")
    assert list(found) == [country.BARNSLEY, country.SHEFFIELD]
    barnsley = found[country.BARNSLEY]
    assert barnsley["properties"]["name"] == "Barnsley"
    shape = shapely.from_geojson(json.dumps(barnsley["geometry"]))
    assert shape.contains(shapely.Point(barnsley["properties"]["at"]))
    assert in_metres(shape).area == pytest.approx(3e6, rel=1e-3)


def test_wards_are_the_areas_counted_in_them(tmp_path: Path) -> None:
    found = features(tmp_path, [], "ward")
    assert list(found) == ["E05000006", "E05000009"]
    assert found["E05000009"]["properties"]["district"] == "Sheffield"
    for code, row in ROWS.items():
        assert shape_of(found[code]).equals(row)


def test_a_district_has_the_centre_of_its_town(tmp_path: Path) -> None:
    x, y = country.corner(country.CODES[1])
    content = samples.settlements([("Barnsley", "Town", x + 200, y + 300, "Barnsley", "")])
    samples.pack(tmp_path, "gb_populated_places.csv", content)
    notes: list[str] = []
    found = features(tmp_path, notes, "district")
    town = shapely.Point(found[country.BARNSLEY]["properties"]["town"])
    assert in_metres(town).distance(shapely.Point(x + 200, y + 300)) < 2
    assert "town" not in found[country.SHEFFIELD]["properties"]
    assert len(notes) == 1
    assert notes[0].startswith("No town called Sheffield was found")


# ---- the committed snapshot ----

LARGER = {"msoa": "msoa_code", "ward": "ward_code", "district": "district_code"}


def shape_of(feature: dict[str, Any]) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def committed(atlas: Atlas, level: str) -> dict[str, dict[str, Any]]:
    return {feature["id"]: feature for feature in json.loads(atlas.outlines(level))["features"]}


def segments(shapes: Iterable[shapely.Geometry]) -> set[frozenset[tuple[float, float]]]:
    """Every straight piece of outline, whichever way it is drawn."""
    found = set()
    for ring in shapely.get_rings(np.array(list(shapes), dtype=object)):
        points = [tuple(point) for point in shapely.get_coordinates(ring)]
        found |= {frozenset(pair) for pair in itertools.pairwise(points)}
    return found


@pytest.fixture(scope="module")
def areas(atlas: Atlas) -> dict[str, shapely.Geometry]:
    return {code: shape_of(feature) for code, feature in committed(atlas, "lsoa").items()}


def test_no_water_parts_the_areas(areas: dict[str, shapely.Geometry]) -> None:
    """The tidal Don ran 13 km into Doncaster as a boundary, and stopped."""
    whole = metres(gpd.GeoSeries(areas, crs=geometry.DEGREES)).union_all()
    assert shapely.get_num_interior_rings(whole) == 0
    assert water.cut_out(whole, np.array([], dtype=object)).area < 1
    assert shapely.coverage_is_valid(list(areas.values()))


@pytest.mark.parametrize("level", LARGER)
def test_lines_of_every_level_are_lines_of_areas(
    atlas: Atlas, areas: dict[str, shapely.Geometry], level: str
) -> None:
    shapes = {code: shape_of(feature) for code, feature in committed(atlas, level).items()}
    assert segments(shapes.values()) <= segments(areas.values())
    members = atlas.areas.groupby(LARGER[level]).groups
    assert list(shapes) == sorted(members)
    for code, shape in shapes.items():
        inside = sum(areas[area].area for area in members[code])
        assert shape.area == pytest.approx(inside, rel=1e-9), code


def test_each_district_of_the_atlas_has_its_town_in_it(atlas: Atlas) -> None:
    for feature in committed(atlas, "district").values():
        assert shape_of(feature).contains(shapely.Point(feature["properties"]["town"]))
    # Rotherham's minster, to within 500 m.
    town = committed(atlas, "district")["E08000018"]["properties"]["town"]
    assert in_metres(shapely.Point(town)).distance(shapely.Point(442_800, 392_800)) < 500
