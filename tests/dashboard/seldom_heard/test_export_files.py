"""Every file is opened as others would open it, and every number compared with the page's."""

import csv
import io
import json
import math
import sqlite3
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import shape

from dashboard.files import cells
from dashboard.parts.targets import handover as handovers
from dashboard.parts.targets.handover import CAVEAT
from dashboard.seldom_heard import export_ground, export_tables, why_found
from dashboard.seldom_heard.export_about import LANGUAGES, MODELLED
from layers.atlas import Atlas
from layers.practices import profile
from layers.targeting.reach import reach
from tests.dashboard.conftest import HOSTILE, unzipped
from tests.dashboard.seldom_heard.test_export_samples import (
    MADE,
    MANY,
    NOTHING,
    SAMPLES,
    Handed,
    handed,
    with_hostile_names,
)

GROUND = ["Streets", "Postcodes", "Stops", "Venues", "Communities"]
SHEETS = ["Areas", "Zones", "Partners", *GROUND, "Definition", "Sources", "Caveats"]
# Excel holds fifteen digits, and its file as many.
DIGITS = 1e-14
FORMATS = ("zip", "xlsx", "geojson", "geopackage")

Rows = list[dict[str, Any]]


@pytest.fixture(params=[*SAMPLES, "many"], ids=lambda name: name.replace(" ", "-"))
def sample(request: pytest.FixtureRequest, atlas: Atlas) -> Handed:
    return handed(atlas, MANY if request.param == "many" else SAMPLES[request.param])


@pytest.fixture
def nothing(atlas: Atlas) -> Handed:
    return handed(atlas, NOTHING)


@cache
def written(sample: Handed, kind: str) -> bytes:
    """A file, made once for all tests."""
    return getattr(sample.files, f"to_{kind}")()


@cache
def again(sample: Handed) -> Handed:
    """The same, worked out a second time."""
    return Handed(sample.atlas, sample.targets, handovers.work_out(sample.atlas, sample.targets))


@cache
def book_of(sample: Handed) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(sample, "xlsx")))


def rows_of(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def named(table: Any, rows: list[list[Any]]) -> Rows:
    """Rows below a header as dictionaries by the columns' short names."""
    assert rows[0][: len(table.columns)] == table.headers()
    ids = [column.id for column in table.columns]
    return [dict(zip(ids, row, strict=False)) for row in rows[1 : len(table.codes) + 1]]


def in_csv(sample: Handed) -> Rows:
    text = written(sample, "csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    areas = export_tables.areas(sample.atlas, sample.handover)
    ids = [column.id for column in areas.columns]
    assert head == ids
    found = []
    for row in rows:
        cells_ = [None if cell == "" else cell for cell in row]
        kinds = [column.kind for column in areas.columns]
        values = [
            cell if cell is None or kind == "text" else float(cell)
            for cell, kind in zip(cells_, kinds, strict=True)
        ]
        found.append(dict(zip(ids, values, strict=True)))
    return found


def in_xlsx(sample: Handed) -> Rows:
    areas = export_tables.areas(sample.atlas, sample.handover)
    return named(areas, rows_of(book_of(sample)["Areas"]))


def in_geojson(sample: Handed, layer: str = "areas") -> Rows:
    return [f["properties"] for f in document_of(sample, layer)["features"]]


def document_of(sample: Handed, layer: str = "areas") -> Any:
    return json.loads(written(sample, "geojson" if layer == "areas" else f"{layer}_geojson"))


def in_geopackage(sample: Handed, layer: str = "areas") -> Rows:
    base = sqlite3.connect(":memory:")
    base.deserialize(written(sample, "geopackage"))
    base.row_factory = sqlite3.Row
    return [dict(row) for row in base.execute(f'SELECT * FROM "{layer}" ORDER BY fid')]


READERS = {"csv": in_csv, "xlsx": in_xlsx, "geojson": in_geojson, "geopackage": in_geopackage}


def same(cell: Any, figure: Any, kind: str = "") -> bool:
    """Whether a cell has a figure: in full, but for what a workbook cannot hold."""
    if figure is None or (isinstance(figure, float) and math.isnan(figure)):
        return cell is None
    if isinstance(figure, str):
        return cell == cells.text(figure)
    if kind == "xlsx":
        return math.isclose(cell, figure, rel_tol=DIGITS, abs_tol=0)
    return float(cell) == float(figure)


@pytest.mark.parametrize("kind", READERS)
def test_every_number_of_the_areas_is_the_pages(sample: Handed, kind: str) -> None:
    rows, page = READERS[kind](sample), sample.areas
    why = dict(list(sample.handover.finding.why.groupby("lsoa")))
    firm = set(sample.handover.finding.firm)
    assert [row["code"] for row in rows] == page.index.tolist()
    compared = 0
    for row, (code, wanted) in zip(rows, page.iterrows(), strict=True):
        for column in ("neighbourhood", "name", "zone", "ward", "district", "standing"):
            assert same(row[column], wanted[column]), (code, column)
        doubts = why_found.doubts(sample.atlas, sample.targets, why[code])
        assert (row["doubt"] or "") == ("" if code in firm else " ".join(doubts))
        assert bool(row["doubt"]) == (wanted["standing"] == "borderline")
        assert row["all_residents"] == wanted["residents"]
        zone = sample.handover.zones[int(row["zone_number"]) - 1]
        assert code in zone.areas
        assert same(row["zone"], zone.name)
        group = sample.targets.group
        assert same(row["group_people"], wanted[f"{group}:group"], kind)
        for criterion in sample.targets.criteria:
            name = criterion.indicator
            assert same(row[name], wanted[f"{name}:value"], kind)
            for part in ("lower", "upper", "people", "national_decile"):
                figure = wanted[f"{name}:{part}"]
                if f"{name}_{part}" in row:
                    assert same(row[f"{name}_{part}"], figure, kind), (code, name, part)
                    compared += 1
                elif part == "national_decile" and not pd.isna(figure):
                    assert figure == wanted[f"{name}:value"]  # a decile is its own
                else:
                    assert pd.isna(figure)
    assert compared or all(c.indicator == "imd_decile" for c in sample.targets.criteria)


@pytest.mark.parametrize("kind", ["xlsx", "geojson", "geopackage"])
def test_every_number_of_the_zones_is_the_pages(sample: Handed, kind: str) -> None:
    atlas, handover = sample.atlas, sample.handover
    if kind == "xlsx":
        zones = export_tables.zones(atlas, handover)
        rows = named(zones, rows_of(book_of(sample)["Zones"]))
    else:
        rows = READERS[kind](sample, "zones")
    page = sample.areas
    assert len(rows) == len(handover.zones)
    for number, (row, zone) in enumerate(zip(rows, handover.zones, strict=True), start=1):
        mine = page.loc[list(zone.areas)]
        assert row["zone_number"] == number
        assert same(row["zone"], zone.name)
        assert row["districts"] == "; ".join(zone.districts)
        assert row["areas"] == len(zone.areas)
        assert row["area_codes"].split() == list(zone.areas)
        assert row["all_residents"] == zone.residents == mine["residents"].sum()
        assert row["firm"] == (mine["standing"] == "firm").sum()
        assert row["borderline"] == (mine["standing"] == "borderline").sum()
        reached = reach(atlas, zone.areas, sample.targets.group)
        assert same(row["group_people"], reached.people, kind)
        assert same(row["group_share"], 100 * reached.of_group, kind)
        assert same(row["group_rate"], 100 * reached.rate, kind)
        assert same(row["group_times"], reached.times, kind)
        weights = profile.of_areas(atlas, zone.areas)
        for definition in export_tables.main_indicators(atlas):
            figure = profile.figure(atlas, definition.id, weights).value
            assert same(row[definition.id], figure, kind)
    together = handover.reaches[0]
    assert sum(row["group_people"] for row in rows) == pytest.approx(together.people)
    assert sum(row["group_share"] for row in rows) == pytest.approx(100 * together.of_group)


def test_every_number_of_the_partners_is_the_pages(sample: Handed) -> None:
    table = export_tables.partners(sample.atlas, sample.handover)
    rows = named(table, rows_of(book_of(sample)["Partners"]))
    for number, zone in enumerate(sample.handover.zones, start=1):
        mine = [row for row in rows if row["zone_number"] == number]
        found = handovers.zone_partners(sample.atlas, zone)
        kinds: dict[str, Rows] = {}
        for row in mine:
            kinds.setdefault(row["kind"], []).append(row)
        for row, (code, wanted) in zip(
            kinds["GP practice"], found["practices"].iterrows(), strict=True
        ):
            assert row["code"] == code
            assert same(row["name"], wanted["name"])
            assert row["open"] == ("yes" if wanted["open"] else "no")
            for column in ("address", "postcode", "telephone"):
                assert same(row[column] or "", sample.atlas.directory.loc[code, column])
            assert same(row["patients"], wanted["patients"], "xlsx")
            assert same(row["share"], 100 * wanted["share"], "xlsx")
            assert same(row["of_list"], 100 * wanted["of_list"], "xlsx")
        networks = found["networks"].to_dict("records")
        for row, wanted in zip(kinds["Primary care network"], networks, strict=True):
            assert (row["network"] or "") == wanted["pcn"]
            assert same(row["patients"], wanted["patients"], "xlsx")
            assert same(row["share"], 100 * wanted["share"], "xlsx")
        pharmacies = found["pharmacies"].to_dict("records")
        for row, wanted in zip(kinds.get("Pharmacy", []), pharmacies, strict=True):
            assert row["inside"] == ("yes" if wanted["inside"] else "no")
            for column in ("name", "address", "postcode", "telephone"):
                assert same(row[column], wanted[column])
        languages = found["languages"].to_dict("records")
        for row, wanted in zip(
            kinds["Main language, in the whole district"], languages, strict=True
        ):
            assert row["name"] == f"{wanted['language']} ({wanted['district']})"
            assert row["people"] == wanted["people"]
        communities = found["communities"].to_dict("records")
        for row, wanted in zip(kinds["Ethnic group"], communities, strict=True):
            assert row["name"] == wanted["group"]
            assert row["people"] == wanted["people"]
            assert same(row["share"], wanted["share"], "xlsx")
        assert sum(map(len, kinds.values())) == len(mine)


def test_what_is_on_the_ground_is_in_the_workbook(atlas: Atlas) -> None:
    sample = handed(atlas, SAMPLES["limited English"])
    tables = export_ground.tables(atlas, sample.handover)
    rows = {name: named(tables[name.lower()], rows_of(book_of(sample)[name])) for name in GROUND}
    for number, zone in enumerate(sample.handover.zones, start=1):
        mine = {n: [row for row in of if row["zone_number"] == number] for n, of in rows.items()}
        assert {row["zone"] for of in mine.values() for row in of} == {zone.name}
        known = atlas.extra("postcodes")
        inside = set(known.loc[known["lsoa"].isin(zone.areas), "postcode"])
        assert {row["postcode"] for row in mine["Postcodes"]} <= inside
        assert {row["lsoa"] for row in mine["Stops"]} <= set(zone.areas)
        wards = set(atlas.areas.loc[list(zone.areas), "ward"])
        assert {row["ward"] for row in mine["Communities"]} == wards
        for row in mine["Venues"]:
            assert row["as_of"]
    streets = {row["name"] for row in rows["Streets"]}
    assert {"Spital Hill", "Burngreave Road"} <= streets
    [library] = [row for row in rows["Venues"] if row["name"] == "Burngreave library"][:1]
    assert (library["kind"], library["postcode"]) == ("Library", "S4 7LG")
    [roma] = {
        (row["people"], row["headings"])
        for row in rows["Communities"]
        if (row["ward"], row["group"]) == ("Burngreave", "Roma")
    }
    assert roma[0] == sum(int(part.split()[-1]) for part in roma[1].split("; "))


def test_the_definition_sheet_has_criteria_reach_and_near_misses(sample: Handed) -> None:
    atlas, handover = sample.atlas, sample.handover
    rows = rows_of(book_of(sample)["Definition"])
    flat = [row[0] for row in rows]

    def below(heading: str, table: Any) -> Rows:
        at = flat.index(heading)
        return named(table, [row[: len(table.columns)] for row in rows[at + 1 :]])

    criteria = below("Criteria", export_tables.criteria(atlas, handover))
    assert [row["amount"] for row in criteria] == [c.amount for c in sample.targets.criteria]
    why = handover.finding.why
    for row, criterion in zip(criteria, sample.targets.criteria, strict=True):
        mine = why[why["indicator"] == criterion.indicator]
        assert row["criterion"] == handovers.describe(atlas, criterion)
        assert row["kind"] == ("required" if criterion.required else "counted")
        assert row["modelled"] == ("yes" if criterion.indicator.startswith("qof") else "no")
        assert row["met"] == mine["met"].sum()
        assert same(row["threshold"], float(mine["threshold"].iloc[0]), "xlsx")
    reached = below("Who is reached", export_tables.reaches(atlas, handover))
    for row, here in zip(reached, handover.reaches_within, strict=bool(handover.where)):
        assert same(row["of_group_there"], 100 * here.of_group, "xlsx")
        assert same(row["average_there"], 100 * here.average, "xlsx")
        assert same(row["times_there"], here.times, "xlsx")
    for row, one in zip(reached, handover.reaches, strict=True):
        assert same(row["people"], one.people, "xlsx")
        assert same(row["of_group"], 100 * one.of_group, "xlsx")
        assert same(row["of_residents"], 100 * one.of_residents, "xlsx")
        assert same(row["rate"], 100 * one.rate, "xlsx")
        assert same(row["average"], 100 * one.average, "xlsx")
        assert same(row["times"], one.times, "xlsx")
        assert same(row["held"], one.held, "xlsx")
    steps = handovers.fewest_found(handover)
    if steps:
        needed = below("How many areas do I need?", export_tables.fewest(handover))
        assert [row["areas"] for row in needed] == [number for _, number in steps]
        assert [row["share"] for row in needed] == pytest.approx([100 * s for s, _ in steps])
    near = handover.finding.near
    if near.empty:
        assert "Near misses" not in flat
    else:
        misses = below("Near misses", export_tables.near(atlas, handover))
        assert [row["code"] for row in misses] == near["lsoa"].tolist()
        for row, wanted in zip(misses, near.to_dict("records"), strict=True):
            for column in ("value", "threshold", "short_by"):
                assert same(row[column], wanted[column], "xlsx")


def test_the_zones_sheet_sets_them_against_the_whole(sample: Handed) -> None:
    rows = rows_of(book_of(sample)["Zones"])
    at = next(n for n, row in enumerate(rows) if str(row[0]).startswith("The main figures"))
    table = export_tables.whole(sample.atlas)
    everywhere = profile.whole(sample.atlas)
    found = named(table, [row[: len(table.columns)] for row in rows[at + 1 :]])
    assert len(found) == len(export_tables.main_indicators(sample.atlas)) > 10
    for row in found:
        figure = profile.figure(sample.atlas, row["id"], everywhere).value
        assert same(row["region"], figure, "xlsx")
        assert same(row["england"], sample.atlas.england(row["id"]).value, "xlsx")


def about_csv(sample: Handed) -> str:
    return unzipped(written(sample, "zip"))["about.csv"]


def all_text(sample: Handed, kind: str) -> str:
    if kind == "zip":
        return "\n".join(",".join(row) for row in csv.reader(io.StringIO(about_csv(sample))))
    if kind == "geojson":
        found = json.loads(written(sample, kind))["about"]
        return json.dumps(found, ensure_ascii=False).replace('\\"', '"')
    if kind == "xlsx":
        book = book_of(sample)
        texts = [rows_of(book[name]) for name in SHEETS[8:]]
        return "\n".join(str(cell) for sheet in texts for row in sheet for cell in row if cell)
    base = sqlite3.connect(":memory:")
    base.deserialize(written(sample, kind))
    found = base.execute("SELECT section || ' ' || item || ' ' || content FROM about").fetchall()
    return "\n".join(text for (text,) in found)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_file_says_what_it_is_and_how_far_to_trust_it(sample: Handed, kind: str) -> None:
    text = all_text(sample, kind)
    assert sample.handover.sentence in text
    assert sample.link in text
    assert CAVEAT in text
    assert LANGUAGES in text
    assert "nothing is suppressed" in text
    assert "Census 2021, TS029: Proficiency in English" in text
    assert "21 March 2021" in text
    assert "licensed under the Open Government Licence v3.0" in text
    for criterion in sample.targets.criteria:
        assert handovers.describe(sample.atlas, criterion) in text
    found = len(sample.handover.finding.found)
    for _, number in handovers.fewest_found(sample.handover):
        assert f"in {number} of the {found} areas found" in text
    assert (MODELLED in text) == sample.handover.modelled
    if sample.handover.modelled:
        assert "(modelled)" in text


def test_the_sheets_stand_in_order_with_headers_frozen(sample: Handed) -> None:
    book = book_of(sample)
    assert book.sheetnames == SHEETS
    for name in SHEETS[:8]:
        assert book[name].freeze_panes == "C2"
        assert book[name].auto_filter.ref.startswith("A1:")
    assert book.properties.created == datetime(2026, 11, 22)
    assert book.properties.title.startswith("Seldom Heard: ")


def test_outlines_are_valid_and_the_zones_those_of_their_areas(sample: Handed) -> None:
    """Areas in one file, zones in another: a mapping program makes one layer of each."""
    for layer in ("areas", "zones"):
        document = document_of(sample, layer)
        assert (document["type"], document["name"]) == ("FeatureCollection", layer)
        assert document["about"]["made"] == "2026-11-22"
    found = document_of(sample)["features"]
    areas = {f["properties"]["code"]: shape(f["geometry"]) for f in found}
    assert len(areas) == len(sample.areas)
    assert all(area.is_valid for area in areas.values())
    for feature in document_of(sample, "zones")["features"]:
        assert shape(feature["geometry"]).is_valid
        size = sum(areas[c].area for c in feature["properties"]["area_codes"].split())
        assert shape(feature["geometry"]).area == pytest.approx(size, rel=1e-9)


def test_the_zip_has_zones_and_partners_beside_the_areas(sample: Handed) -> None:
    files = unzipped(written(sample, "zip"))
    ground = [f"{name.lower()}.csv" for name in GROUND]
    assert list(files)[:9] == ["data.csv", "zones.csv", "partners.csv", *ground, "about.csv"]
    assert files["data.csv"].encode("utf-8-sig") == written(sample, "csv")
    zones = list(csv.DictReader(io.StringIO(files["zones.csv"])))
    assert [row["zone"] for row in zones] == [
        cells.text(zone.name) for zone in sample.handover.zones
    ]
    assert {row["zone_number"] for row in csv.DictReader(io.StringIO(files["partners.csv"]))} <= {
        row["zone_number"] for row in zones
    }


def test_gdal_reads_both_layers(sample: Handed, tmp_path: Path) -> None:
    content = tmp_path / "found.gpkg"
    content.write_bytes(written(sample, "geopackage"))
    assert [name for name, _ in pyogrio.list_layers(content)][:2] == ["areas", "zones"]
    areas = pyogrio.read_dataframe(content, layer="areas")
    zones = pyogrio.read_dataframe(content, layer="zones")
    assert areas["code"].tolist() == sample.areas.index.tolist()
    assert len(zones) == len(sample.handover.zones)
    assert zones.crs.to_epsg() == 4326
    assert areas.geometry.is_valid.all()
    assert zones.geometry.is_valid.all()
    assert {g.geom_type for g in zones.geometry} == {"MultiPolygon"}


@pytest.fixture
def hostile(atlas: Atlas) -> Handed:
    return with_hostile_names(atlas, SAMPLES["limited English"])


@pytest.mark.parametrize("kind", READERS)
def test_names_that_would_harm_are_text_in_every_format(hostile: Handed, kind: str) -> None:
    got = {row["neighbourhood"] for row in READERS[kind](hostile)}
    assert set(HOSTILE.values()) <= got


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(hostile: Handed) -> None:
    table = export_tables.partners(hostile.atlas, hostile.handover)
    partners = named(table, rows_of(book_of(hostile)["Partners"]))
    practices = [row["name"] for row in partners if row["kind"] == "GP practice"]
    assert practices
    assert all(name.startswith("'=") for name in practices)
    with zipfile.ZipFile(io.BytesIO(written(hostile, "xlsx"))) as file:
        for name in file.namelist():
            content = file.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_bytes_every_time(sample: Handed, kind: str) -> None:
    assert written(sample, kind) == written(again(sample), kind)


def test_a_definition_that_finds_nothing_gives_valid_files(nothing: Handed) -> None:
    book = book_of(nothing)
    assert book.sheetnames == SHEETS
    assert book["Areas"]["A2"].value == "No area meets this definition."
    no_zones = "No area meets this definition. So there are no zones."
    assert book["Zones"]["A2"].value == no_zones
    assert book["Partners"]["A2"].value == (
        "No area meets this definition. So there is nobody to approach."
    )
    assert {book[name]["A2"].value for name in GROUND} == {no_zones}
    assert in_csv(nothing) == []
    for layer in ("areas", "zones"):
        document = document_of(nothing, layer)
        assert document["features"] == []
        assert document["about"]["shows"] == "No area meets this definition."
    assert in_geopackage(nothing) == in_geopackage(nothing, "zones") == []


def test_what_the_link_got_wrong_is_in_the_file(atlas: Atlas) -> None:
    sample = handed(atlas, SAMPLES["one area"])
    files = type(sample.files)(atlas, sample.handover, MADE, "", ("A part was left out.",))
    notes = unzipped(files.to_zip())["about.csv"]
    assert "A part was left out." in notes
    assert "Link that finds" not in notes
