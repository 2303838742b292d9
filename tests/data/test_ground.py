"""What stands on the ground, from made-up publications over the made-up country."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data import ground, publications
from data.files import SourceFolder
from data.inputs import Inputs
from data.snapshot_files import SnapshotWriter
from data.sources import load_sources
from tests.data import country, samples
from tests.data.refusals import refuses
from tests.data.test_snapshot_files import contents

SHAPES = country.areas().iloc[:6]
AREAS = pd.DataFrame({"district": [country.DISTRICTS[country.district(c)] for c in SHAPES.index]},
                     index=SHAPES.index)  # fmt: skip
POSTCODES = pd.DataFrame(
    [("S1 1AA", country.CODES[3], -1.5, 53.4)],
    columns=["postcode", "lsoa", "longitude", "latitude"],
)
X, Y = country.corner(country.CODES[0])


def at(code: str, east: int = 500, north: int = 500) -> dict[str, int]:
    x, y = country.corner(code)
    return {"Easting": x + east, "Northing": y + north}


STOPS = [
    {"ATCOCode": "370a", "CommonName": "Owler Lane/Page Hall Road", "Street": "Owler Lane",
     "LocalityName": "Page Hall", **at(country.CODES[0])},
    # Across the road from the area, on its western edge.
    {"ATCOCode": "370b", "CommonName": "Moor Lane/A6", "Street": "Moor Lane",
     **at(country.CODES[0], -40)},
    {"ATCOCode": "370c", "CommonName": "Far Lane/Near Lane", "Street": "Far Lane",
     **at(country.CODES[0], -90)},
    {"ATCOCode": "9400a", "CommonName": "Cathedral", "StopType": "MET", **at(country.CODES[4])},
    {"ATCOCode": "9400b", "CommonName": "Platform 1", "StopType": "PLT", **at(country.CODES[4])},
    {"ATCOCode": "9100a", "CommonName": "Leeds Rail Station", "StopType": "RLY", "Easting": 430_000,
     "Northing": 433_000},
]  # fmt: skip
SETTLEMENTS = [
    ("Midhill", "Village", X + 500, Y + 500, "Barnsley", ""),
    # A hamlet just outside, one far away, and a town far away.
    ("Edge", "Hamlet", X - 20, Y + 500, "", "Derbyshire"),
    ("Off", "Hamlet", X - 30_000, Y, "", "Cheshire"),
    ("Faraway", "Town", X, Y - 100_000, "", "Devon"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every publication of what stands on the ground."""
    folder = tmp_path_factory.mktemp("ground")
    files = {
        "naptan_370Stops.csv": samples.stops(STOPS[:3]),
        "naptan_940Stops.csv": samples.stops(STOPS[3:]),
        "gb_populated_places.csv": samples.settlements(SETTLEMENTS),
        "libraries_england_2023.csv": samples.libraries(
            [("Central", "Sheffield", "1 Street", "", "", "S1 1AA", "Static Library", "LA", ""),
             ("Lost", "Sheffield", "2 Street", "", "", "S9 9ZZ", "Static Library", "LA", ""),
             ("Away", "Leeds", "3 Street", "", "", "LS1 1AA", "Static Library", "LA", "")]
        ),
        "dfe_schools_2022-07.csv": samples.schools(
            [("1", "Old School", "Sheffield", "S1 1AA", "")]
        ),
        "gias_links_edubasealldata_2025-04-22.csv": samples.school_links(
            [("1", "2", "New School", "Successor")]
        ),
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_bytes(content)
    roads = gpd.GeoDataFrame(
        {"road_classification": "Motorway", "road_classification_number": ["M1", "M1", "M9"]},
        geometry=[shapely.LineString([(x, y), (x, y + 1000)])
                  for x, y in ((X, Y + 1000), (X, Y), (X, Y + 200_000))],
        crs="EPSG:27700",
    )  # fmt: skip
    roads.to_crs("EPSG:4326").to_file(folder / "os_openroads_motorways.fgb", driver="FlatGeobuf")
    return folder


def written(
    sources: Path, out: Path, inputs: Inputs | None = None
) -> tuple[SnapshotWriter, list[str]]:
    out.mkdir()
    writer, notes = SnapshotWriter(out), []
    inputs = inputs or Inputs(SourceFolder(sources), load_sources())
    settlements = publications.settlements(inputs)
    ground.write(writer, inputs, settlements, AREAS, SHAPES, POSTCODES, notes)
    return writer, notes


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    writer, notes = written(folder, tmp_path_factory.mktemp("made") / "snapshot")
    return writer.folder, notes


def rows(made: tuple[Path, list[str]], name: str, *columns: str) -> list[list[Any]]:
    table = pd.read_parquet(made[0] / f"{name}.parquet")
    assert table["longitude"].between(-2, 1).all() if "lsoa" in table else True
    return table[list(columns)].to_numpy().tolist()


def test_stops_are_of_the_area_that_they_stand_in_or_across_the_road_from(
    made: tuple[Path, list[str]],
) -> None:
    one = country.CODES[0]
    assert rows(made, "stops", "stop", "lsoa", "district") == [
        ["370a", one, "Barnsley"], ["370b", one, "Barnsley"]
    ]  # fmt: skip
    assert rows(made, "streets", "name", "locality", "stops") == [
        ["Moor Lane", "", 1], ["Owler Lane", "Page Hall", 1], ["Page Hall Road", "Page Hall", 1]
    ]  # fmt: skip
    assert rows(made, "street_stops", "street", "stop") == [[0, "370b"], [1, "370a"], [2, "370a"]]
    assert rows(made, "stations", "station", "name", "kind", "district") == [
        ["9400a", "Cathedral", "tram", "Sheffield"]
    ]  # fmt: skip


def test_settlements_inside_and_beyond(made: tuple[Path, list[str]]) -> None:
    assert rows(made, "places", "name", "kind", "lsoa", "district") == [
        ["Midhill", "village", country.CODES[0], "Barnsley"]
    ]  # fmt: skip
    west, at_, east = rows(made, "places", "west", "longitude", "east")[0]
    assert west < at_ < east
    assert rows(made, "places_beyond", "name", "kind", "county") == [
        ["Edge", "hamlet", "Derbyshire"], ["Faraway", "town", "Devon"]
    ]  # fmt: skip


def test_motorways_are_joined_and_cut(made: tuple[Path, list[str]]) -> None:
    features = json.loads((made[0] / "motorways.geo.json").read_bytes())["features"]
    assert [one["properties"] for one in features] == [{"ref": "M1"}]
    assert features[0]["geometry"]["type"] == "LineString"


def test_venues_and_a_library_without_a_place(made: tuple[Path, list[str]]) -> None:
    assert rows(made, "venues", "venue", "kind", "name", "district", "source", "as_of") == [
        ["sheffield-central", "library", "Central library", "Sheffield", "libraries", "2023"],
        ["2", "school", "New School", "Sheffield", "schools",
         "July 2022, successors to 22 April 2025"],
    ]  # fmt: skip
    assert made[1] == [
        "Libraries left out, because the Code-Point Open files at hand have no place for their "
        "postcode: Lost library."
    ]


def test_the_same_publications_give_the_same_bytes(
    folder: Path, made: tuple[Path, list[str]], tmp_path: Path
) -> None:
    again, _ = written(folder, tmp_path / "again")
    assert contents(again.folder) == contents(made[0])


def test_without_publications_nothing_is_written_and_everything_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    writer, notes = written(tmp_path / "empty", tmp_path / "out")
    assert writer.files == {}
    missing = ("OS Open Names", "NaPTAN", "OS Open Roads", "Arts Council", "department's list")
    assert len(notes) == len(missing)
    for name, note in zip(missing, notes, strict=True):
        assert name in note
        assert note.endswith("was not found.")


def test_a_stop_in_two_files_is_refused(folder: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    two.mkdir()
    content = (folder / "naptan_370Stops.csv").read_bytes()
    for name in ("naptan_370Stops.csv", "naptan_370Stops_old.csv"):
        (two / name).write_bytes(content)
    with refuses("370a is in naptan_370Stops.csv too", file="naptan_370Stops_old.csv",
                 column="ATCOCode", do="Keep one"):  # fmt: skip
        written(two, tmp_path / "out")


def test_schools_alone_and_a_newer_edition_says_so(folder: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.mkdir()
    rows = [("1", "Old School", "Sheffield", "S1 1AA", "")]
    content = samples.schools(rows, register=True)
    (newer / "edubasealldata20270301.csv").write_bytes(content)
    (newer / "naptan_stops.csv").write_bytes((folder / "naptan_370Stops.csv").read_bytes())
    inputs = Inputs(SourceFolder(newer), load_sources())
    writer, notes = written(newer, tmp_path / "out", inputs)
    table = pd.read_parquet(writer.folder / "venues.parquet")
    assert table[["name", "address", "as_of"]].to_numpy().tolist() == [
        ["Old School", "1 High Street, Sheffield", "1 March 2027"]
    ]
    assert any("register of links was not found" in note for note in notes)
    periods = {source["id"]: source["period"] for source in inputs.manifest()}
    assert periods == {"schools": "1 March 2027", "naptan": "changes to 29 May 2026"}


def test_an_edition_without_a_date_is_not_given_an_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "undated"
    folder.mkdir()
    rows = [("1", "Old School", "Sheffield", "S1 1AA", "")]
    (folder / "edubasealldata.csv").write_bytes(samples.schools(rows, register=True))
    inputs = Inputs(SourceFolder(folder), load_sources())
    writer, _ = written(folder, tmp_path / "out", inputs)
    table = pd.read_parquet(writer.folder / "venues.parquet")
    assert table["as_of"].tolist() == ["date not given"]
    assert len(inputs.undated()) == 1
