"""Motorways: from a FlatGeobuf of them alone and from a GeoPackage of every road."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data.readers import motorways
from tests.data.refusals import FILE, refuses

LINES = gpd.GeoDataFrame(
    {
        "road_classification": ["Motorway", "A Road", "Motorway"],
        "road_classification_number": ["M1", "A61", "M18"],
    },
    geometry=[shapely.LineString([(x, 390_000), (x + 1000, 391_000)]) for x in (0, 1000, 440_000)],
    crs="EPSG:27700",
)


def written(folder: Path, frame: gpd.GeoDataFrame, name: str, **how: str) -> bytes:
    frame.to_file(folder / name, **how)
    return (folder / name).read_bytes()


@pytest.mark.parametrize("packed", ["copy", "publisher's"])
def test_motorways_alone_in_degrees(tmp_path: Path, packed: str) -> None:
    if packed == "copy":
        content = written(tmp_path, LINES.to_crs("EPSG:4326"), "a.fgb", driver="FlatGeobuf")
    else:
        content = written(tmp_path, LINES, "a.gpkg", driver="GPKG", layer="road_link")
    found = motorways.read_motorways(content, FILE).sort_values("ref")
    assert found["ref"].tolist() == ["M1", "M18"]
    assert found.geometry.iloc[1].coords[0] == pytest.approx((-1.3993, 53.4044), abs=0.001)


def test_slips_are_refused_in_words(tmp_path: Path) -> None:
    with refuses("is neither a FlatGeobuf nor a GeoPackage"):
        motorways.read_motorways(b"ref\nM1\n", FILE)
    other = LINES.rename(columns={"road_classification": "class"})
    content = written(tmp_path, other, "a.fgb", driver="FlatGeobuf")
    with refuses("is not in the file", column="road_classification", do="Use OS Open Roads"):
        motorways.read_motorways(content, FILE)
    content = written(tmp_path, LINES.iloc[[1]], "b.fgb", driver="FlatGeobuf")
    with refuses("holds no motorway", do="Use OS Open Roads"):
        motorways.read_motorways(content, FILE)
