"""Outlines of every level: wards as published where they cover the districts, else dissolved."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from data import geometry, outlines
from data.files import SourceFolder
from data.inputs import Inputs
from data.snapshot_files import SnapshotWriter
from data.sources import load_sources
from tests.data import country, samples

SHAPES = {code: shape for code, shape in country.shapes().items() if code in country.CODES[:6]}
# Two wards of three areas, one in each district; both are called Central.
TABLE = pd.DataFrame(
    [
        (code, f"E0200000{code[-1]}", f"Place {code[-1]}", f"E0500000{district[-1]}", "Central",
         country.DISTRICTS[district], district)
        for code in SHAPES
        for district in [country.district(code)]
    ],
    columns=["lsoa", "msoa_code", "neighbourhood", "ward_code", "ward", "district",
             "district_code"],
).set_index("lsoa")  # fmt: skip
ROWS = {
    ward: shapely.union_all([SHAPES[code] for code in TABLE.index[TABLE["ward_code"] == ward]])
    for ward in ("E05000006", "E05000009")
}


def features(folder: Path, notes: list[str], level: str) -> dict[str, dict[str, Any]]:
    out = folder / "out"
    out.mkdir()
    inputs = Inputs(SourceFolder(folder), load_sources())
    outlines.write(SnapshotWriter(out), inputs, TABLE, SHAPES, notes)
    found = json.loads((out / f"{level}.geo.json").read_text(encoding="utf-8"))["features"]
    return {feature["id"]: feature for feature in found}


def publish(folder: Path, names: dict[str, tuple[str, str]], pull: float = 0.0) -> None:
    """Ward boundaries by new code: the row of areas of a ward code, and its district's name."""
    properties = {
        new: {"LSOA21CD": new, "WD25NM": "Central", "LADNM": district}
        for new, (_, district) in names.items()
    }
    shapes = {new: ROWS[old].buffer(pull) for new, (old, _) in names.items()}
    content = samples.boundaries(shapes, properties).replace(b"LSOA21CD", b"WD25CD")
    samples.pack(folder, "wards_2025_somewhere.geojson", content)


def test_neighbourhoods_and_districts_are_dissolved_from_areas(tmp_path: Path) -> None:
    found = features(tmp_path, [], "district")
    assert list(found) == [country.BARNSLEY, country.SHEFFIELD]
    barnsley = found[country.BARNSLEY]
    assert barnsley["properties"]["name"] == "Barnsley"
    shape = shapely.from_geojson(json.dumps(barnsley["geometry"]))
    assert shape.contains(shapely.Point(barnsley["properties"]["at"]))
    (metres,) = geometry.to_grid([shape])
    assert metres.area == pytest.approx(3e6, rel=1e-3)


def test_wards_without_published_boundaries_are_dissolved_and_it_is_said(tmp_path: Path) -> None:
    notes: list[str] = []
    found = features(tmp_path, notes, "ward")
    assert list(found) == ["E05000006", "E05000009"]
    assert found["E05000009"]["properties"]["district"] == "Sheffield"
    assert len(notes) == 1
    assert "their outlines are indicative" in notes[0]


def test_published_wards_are_matched_by_district_and_name_when_codes_are_new(
    tmp_path: Path,
) -> None:
    """Barnsley and Sheffield have new ward codes since 2025, and some names occur in both."""
    publish(tmp_path, {"E05009999": ("E05000006", "Barnsley"), "E05000009": ("E05000009", "x")},
            pull=-0.001)  # fmt: skip
    notes: list[str] = []
    found = features(tmp_path, notes, "ward")
    assert notes == []
    assert list(found) == ["E05000006", "E05000009"]
    for code, row in ROWS.items():
        shape = shapely.from_geojson(json.dumps(found[code]["geometry"]))
        assert 0.7 * row.area < shape.intersection(row).area < 0.95 * row.area


def test_wards_that_are_only_partly_published_are_all_dissolved(tmp_path: Path) -> None:
    publish(tmp_path, {"E05000006": ("E05000006", "Barnsley")}, pull=-0.001)
    notes: list[str] = []
    found = features(tmp_path, notes, "ward")
    assert len(notes) == 1
    for code, row in ROWS.items():
        shape = shapely.from_geojson(json.dumps(found[code]["geometry"]))
        assert shape.symmetric_difference(row).area < 0.01 * row.area
