"""The exports of the Practices page are opened, and every number compared with its source."""

import csv
import io
import json
import re
from functools import cache
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.files import cells
from dashboard.files.table import Table
from dashboard.files.xlsx_file import number_format
from dashboard.practices import (
    export_about,
    export_list,
    export_registers,
    export_tables,
    list_compared,
)
from dashboard.practices.export_files import NO_MEMBERS, NO_REGISTERS, NOTHING, Files
from dashboard.practices.export_texts import texts
from dashboard.practices.footprint import RINGS
from dashboard.practices.list_filter import narrowed
from dashboard.practices.members import people
from dashboard.practices.practice_list import listing
from dashboard.practices.view import Listed, PracticesView, read_view
from layers.atlas import Atlas
from layers.practices import (
    care,
    expected_registers,
    footprints,
    patients_elsewhere,
    practice_error,
    profile,
    recorded_registers,
    units,
    unusual_practices,
)
from layers.practices.profile_sections import sections_for
from tests.dashboard.conftest import HOSTILE, MADE, unzipped

LINK = "https://atlas.example.nhs.uk/practices?v=C88007"
# A practice with its network and place; a network of the whole of Barnsley; a ward; a group of
# both kinds; several side by side.
QUERIES = {
    "practice": "v=C88007",
    "no network": "v=C88046",
    "network": "v=U16464",
    "ward": "v=E05000994",
    "group": "v=Both~C88007~E05000994",
    "several": "v=C88007.C88627.U16464.E05000994.02P",
}
Rows = list[dict[str, Any]]


@cache
def files(atlas: Atlas, query: str) -> Files:
    view, ignored = read_view(query, atlas)
    assert ignored == []
    return Files(atlas, view, MADE, LINK)


@pytest.fixture(params=QUERIES, ids=lambda name: name.replace(" ", "-"))
def asked(request: pytest.FixtureRequest, atlas: Atlas) -> Files:
    return files(atlas, QUERIES[request.param])


@cache
def book(made: Files) -> Any:
    """Read, and never written to: one for all tests."""
    return openpyxl.load_workbook(io.BytesIO(made.to_xlsx()))


def rows_of(sheet: Any, table: Any) -> Rows:
    """A sheet's rows by the short names of the table's columns."""
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head) == table.headers()
    names = [column.id for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows if any(row)]


def same(cell: object, figure: float | None) -> bool:
    if figure is None or figure != figure:
        return cell is None
    return isinstance(cell, (int, float)) and abs(cell - figure) <= 5e-7


def test_the_workbook_has_the_sheets_that_were_promised(asked: Files) -> None:
    assert book(asked).sheetnames == [
        "Profile", "Registers", "Care", "Footprint", "Members", "Definition", "Sources", "Caveats",
    ]  # fmt: skip


def test_the_profile_is_that_of_the_layers(asked: Files, atlas: Atlas) -> None:
    shown = export_tables.compared(atlas, asked.view.units)
    weights = {unit.key: units.weights(atlas, unit) for unit in shown}
    weights["region"] = profile.whole(atlas)
    names = [name for section in sections_for(atlas) for name in section.indicators]
    wanted = practice_error.ranged(atlas, profile.profile(atlas, names, weights), shown)
    rows = rows_of(book(asked)["Profile"], export_tables.profiles(atlas, asked.view.units))
    assert len(rows) == len(names) * (len(shown) + 2)
    turn = iter(rows)
    for name in names:
        for key, figure in wanted[name].items():
            row = next(turn)
            assert row["id"] == name
            assert row["unit"] == (atlas.name if key == "region" else units.unit(atlas, key).name)
            for part in ("value", "lower", "upper", "numerator", "denominator"):
                assert same(row[part], getattr(figure, part)), (name, key, part)
            for part in ("effective_sample", "national_percentile", "national_decile"):
                assert same(row[part], getattr(figure, part)), (name, key, part)
            assert same(row["known"], 100 * figure.known)
            practices = () if key == "region" else units.unit(atlas, key).practices
            counted = practice_error.on_lists(atlas, practices, name) if practices else None
            assert same(row["on_lists"], counted)
        england = next(turn)
        assert england["unit"] == "England"
        assert same(england["value"], atlas.england(name).value)
        assert same(england["numerator"], atlas.england(name).numerator)


def test_one_alone_stands_beside_its_network_and_place(atlas: Atlas) -> None:
    rows = rows_of(
        book(files(atlas, "v=C88007"))["Profile"],
        export_tables.profiles(atlas, [units.unit(atlas, "C88007")]),
    )
    assert [(row["kind"], row["code"]) for row in rows[:5]] == [
        ("GP practice", "C88007"),
        ("Primary care network", "U24972"),
        ("Practices of a place (sub-ICB location)", "03N"),
        ("The whole region", None),
        ("Country", None),
    ]


def test_a_file_with_registers_says_how_many_are_marked_and_would_be_anyway(
    asked: Files, atlas: Atlas
) -> None:
    lines = [f"{about} {text}" for about, text in export_about.caveat_lines(atlas, asked.view)]
    found = unusual_practices.tally(unusual_practices.every(atlas))
    wanted = f"{found.below} are below usual and {found.above} above"
    with_units = any(unit.practices for unit in asked.view.units)
    assert any(wanted in line for line in lines) == with_units


def test_registers_are_those_of_the_layers(asked: Files, atlas: Atlas) -> None:
    sheet = book(asked)["Registers"]
    shown = export_tables.compared(atlas, asked.view.units)
    shown = [unit for unit in shown if unit.practices]
    if not shown:
        assert sheet["A2"].value == NO_REGISTERS
        return
    rows = rows_of(sheet, export_tables.registers(atlas, asked.view.units))
    years, codes = recorded_registers.years(atlas), recorded_registers.registers(atlas)
    assert len(rows) == len(years) * len(codes) * (len(shown) + 2)
    found = {(row["unit"], row["kind"], row["year"], row["register"]): row for row in rows}
    for unit in shown:
        kind = export_tables.KINDS[unit.kind]
        table = recorded_registers.recorded(atlas, unit.practices)
        judged = expected_registers.of_group(atlas, unit.practices)
        beside = unusual_practices.beside(atlas, unit.practices, judged)
        for (year, code), figures in table.iterrows():
            row = found[unit.name, kind, year, code]
            for part in ("on_register", "list_size", "prevalence", "lower", "upper"):
                assert same(row[part], figures[part])
            if year == years[-1] and code in judged.index:
                wanted = judged.loc[code]
                assert same(row["ratio"], wanted["ratio"])
                assert same(row["expected"], wanted["expected"])
                assert same(row["ratio_lower"], wanted["lower"])
                assert same(row["limit_upper"], wanted["limit_upper"])
                assert ("below" in (row["verdict"] or "").lower()) == (wanted["verdict"] == "lower")
                around = beside.loc[code]
                assert same(row["place_ratio"], around["place_ratio"])
                assert same(row["network_ratio"], around["network_ratio"])
                assert row["place"] == (around["place"] or None)
                assert (row["in_place"] is None) == (around["in_place"] == "")
                alone = len(unit.practices) == 1
                assert row["stands_out"] == ("no" if alone else None)
            else:
                assert row["ratio"] is None
    for name, table in (
        (atlas.name, recorded_registers.region(atlas)),
        ("England", recorded_registers.england(atlas)),
    ):
        for (year, code), figures in table.iterrows():
            if code in codes:
                kind = "Country" if name == "England" else "The whole region"
                row = found[name, kind, year, code]
                assert same(row["prevalence"], figures["prevalence"])


def test_the_footprint_is_that_of_the_layers(asked: Files, atlas: Atlas) -> None:
    rows = rows_of(
        book(asked)["Footprint"], export_tables.footprint(atlas, asked.view.units, outside=True)
    )
    people = patients_elsewhere.residents(atlas)
    decile = pd.Series(patients_elsewhere.everywhere(atlas, "imd_decile", "value"), people.index)
    turn = iter(rows)
    held = {0: 50, 1: 80, 2: 95, 3: 100}
    for unit in asked.view.units:
        listed = []
        if unit.practices:
            wanted = footprints.shares(atlas, unit.practices, RINGS)
            listed = list(wanted.index)
            for code, figures in wanted.iterrows():
                row = next(turn)
                assert (row["area"], row["unit"]) == (code, unit.name)
                assert row["patients"] == figures["patients"]
                assert same(row["of_list"], 100 * figures["of_list"])
                assert row["inside"] == ("yes" if code in atlas.areas.index else "no")
                if figures["inside"]:
                    assert same(row["of_area"], 100 * figures["of_area"])
                else:
                    assert row["of_area"] is None
                    assert row["district"] == patients_elsewhere.areas(atlas).at[code, "district"]
                assert row["ring"] == held[figures["ring"]]
                assert row["imd_decile"] == decile[code]
                assert row["all_residents"] == people[code]
        for code in unit.areas:
            if code not in listed:
                row = next(turn)
                assert (row["area"], row["whole"], row["patients"]) == (code, "yes", None)
    assert next(turn, None) is None


def test_members_and_the_whole(asked: Files, atlas: Atlas) -> None:
    sheet = book(asked)["Members"]
    wanted = [(unit, export_tables.members_of(unit)) for unit in asked.view.units]
    if not any(keys for _, keys in wanted):
        assert sheet["A2"].value == NO_MEMBERS
        return
    turn = iter(rows_of(sheet, export_tables.members(atlas, asked.view.units)))
    for unit, keys in wanted:
        for key in (*keys, *([unit.key] if keys else [])):
            row, part = next(turn), units.unit(atlas, key)
            assert row["of"] == unit.name
            assert row["unit"] == ("All together" if key == unit.key else part.name)
            assert row["people"] == people(atlas, part)
            figure = profile.figure(atlas, "minority_ethnic", units.weights(atlas, part))
            assert same(row["minority_ethnic"], figure.value)


def test_the_definition_says_who_is_in_it_and_where_to_find_it(atlas: Atlas) -> None:
    said = dict(
        list(book(files(atlas, QUERIES["group"]))["Definition"].values)[2:]  # title and heads
    )
    assert said["Link to this view"] == LINK
    assert said["Made"] == "22 November 2026"
    assert said["Both: members"] == "Porter Brook Medical Centre (C88007); Stairfoot (E05000994)"
    assert said["Both: residents"] == "13,204 in 8 areas (Census 2021)"
    assert said["Both: patients"].startswith("25,859 on 1 July 2026; ")


def every(atlas: Atlas, kind: Listed, query: str = "") -> Table:
    view, _ = read_view(query, atlas)
    return export_list.listed_units(atlas, view, kind)


def test_the_list_is_what_the_page_lists_and_more(atlas: Atlas) -> None:
    made = files(atlas, "")
    opened = book(made)
    assert opened.sheetnames == [
        *("Practices", "Networks", "Practices, registers", "Networks, registers"),
        *("Definition", "Sources", "Caveats"),
    ]
    page = listing(atlas)
    for name, kind in (("Practices", "practice"), ("Networks", "pcn")):
        rows = rows_of(opened[name], every(atlas, kind))
        assert len(rows) == len(page[kind])
        for row, shown in zip(rows, page[kind], strict=True):
            assert [row[n] for n in ("code", "name", "patients")] == [
                shown[n] for n in ("code", "name", "patients")
            ]
            for part in ("growth", "imd", "core20", "minority_ethnic", "english_limited"):
                assert (row[part] is None) == (shown[part] is None)
                if shown[part] is not None:
                    assert row[part] == pytest.approx(shown[part], abs=0.0501)
            for code, (prevalence, said) in shown["registers"].items():
                ours = [row[f"recorded_{code.lower()}{e}"] for e in ("", "_lower", "_upper")]
                assert ours[0] == pytest.approx(prevalence, abs=0.00501)
                if prevalence is not None:
                    written = [float(number) for number in re.findall(r"[\d.]+", said)]
                    assert ours == pytest.approx(written, abs=0.056)
    assert len(page["practice"]) == 169


@pytest.mark.parametrize(
    "query", ["d=03N&r=DEP&s=recorded", "d=02X&r=MH&s=recorded&f=lower", "k=pcn&s=recorded"]
)
def test_the_first_sheet_and_the_csv_are_the_register_on_screen(atlas: Atlas, query: str) -> None:
    """Row for row in the screen's order, with its figures, and only those that it keeps."""
    made = files(atlas, query)
    view = made.view
    shown = list_compared.cells(atlas, view.listed, view.register)
    kept = {unit.key for unit in narrowed(atlas, view, view.listed)}
    every = [row["code"] for row in listing(atlas)[view.listed] if row["code"] in kept]
    far = {code: shown[code]["deviation"] for code in every}
    order = sorted((code for code in every if far[code] is not None), key=lambda code: far[code])
    order += [code for code in every if far[code] is None]
    opened = book(made)
    assert opened.sheetnames[:2] == ["Recorded against expected", "Practices"]
    table = export_registers.chosen_register(atlas, view, view.listed)
    rows = rows_of(opened.worksheets[0], table)
    assert [row["code"] for row in rows] == order
    head, *lines = csv_rows(made.to_csv())
    assert head == [column.id for column in table.columns]
    assert head[:8] == [
        *("unit", "code", "ratio", "verdict", "recorded_share", "expected_share"),
        *("limit_lower", "limit_upper"),
    ]
    assert [line[1] for line in lines] == order
    for row in rows:
        seen = shown[row["code"]]
        assert row["register"] == view.register
        assert row["recorded_share"] == pytest.approx(seen["recorded"], abs=0.00501)
        if seen["ratio"] is None:
            assert row["ratio"] is row["limit_lower"] is None
            continue
        assert row["expected_share"] == pytest.approx(seen["expected"], abs=0.00501)
        assert row["ratio"] == pytest.approx(seen["ratio"], abs=0.0000501)
        assert seen["verdictSaid"].endswith(row["verdict"])
        assert not view.verdict or seen["verdict"] == view.verdict


def test_the_list_of_care_is_the_first_sheet_and_the_csv(atlas: Atlas) -> None:
    made = files(atlas, "d=03N&s=care")
    opened = book(made)
    assert opened.sheetnames[:2] == ["Care", "Practices"]
    table = export_list.listed_care(atlas, made.view, "practice")
    rows = rows_of(opened["Care"], table)
    whole = {row["code"]: row for row in rows_of(opened["Practices"], every_of(made))}
    kept = {unit.key for unit in narrowed(atlas, made.view, "practice")}
    assert [row["code"] for row in rows] == [
        row["code"] for row in listing(atlas)["practice"] if row["code"] in kept
    ]
    assert {*care.measures(atlas)} < rows[0].keys()
    assert not {"core20", "recorded_hyp"} & rows[0].keys()
    assert all(row.items() <= whole[row["code"]].items() for row in rows)
    assert csv_rows(made.to_csv())[0] == [column.id for column in table.columns]


def every_of(made: Files) -> Table:
    return export_list.listed_units(made.atlas, made.view, "practice")


@pytest.mark.parametrize("query", ["d=02X&r=MH&s=recorded&f=lower", "k=pcn&s=recorded"])
def test_every_register_of_the_list_stands_against_what_is_expected(
    atlas: Atlas, query: str
) -> None:
    """By the same figures as the page of each of them."""
    made = files(atlas, query)
    wanted = narrowed(atlas, made.view, made.view.listed)
    table = export_registers.listed_registers(atlas, made.view, made.view.listed)
    sheet = {"practice": "Practices", "pcn": "Networks"}[made.view.listed]
    rows = rows_of(book(made)[f"{sheet}, registers"], table)
    assert len(rows) == 21 * len(wanted)
    compared = {unit.key: expected_registers.of_group(atlas, unit.practices) for unit in wanted}
    for row in rows:
        judged = compared[row["code"]]
        if row["register"] not in judged.index:
            assert row["verdict"] == "Not compared"
            assert row["ratio"] is None
            continue
        its = judged.loc[row["register"]]
        for part, column in (
            *(("ratio", "ratio"), ("expected", "expected"), ("observed", "observed")),
            *(("ratio_lower", "lower"), ("ratio_upper", "upper")),
        ):
            assert same(row[part], its[column]), (row["code"], row["register"], part)
        assert same(row["expected_share"], 100 * its["expected"] / its["list_size"])
        assert same(row["limit_lower"], its["limit_lower"])
        assert ("elow" in row["verdict"]) == (its["verdict"] == "lower")
        assert ("bove" in row["verdict"]) == (its["verdict"] == "higher")
    said = dict(list(book(made)["Definition"].values)[2:])
    assert said["Finding"] == list_compared.finding(atlas, made.view)


def test_the_list_adds_up_to_the_published_total(atlas: Atlas) -> None:
    rows = rows_of(book(files(atlas, ""))["Practices"], every(atlas, "practice"))
    assert sum(row["patients"] for row in rows) == 1_520_514


def test_a_narrowed_list_is_narrowed_in_its_files(atlas: Atlas) -> None:
    for query, names in (
        ("d=03L&q=road", {"C87010", "C87608"}),
        ("c=U99055", {"C87608"}),
        ("k=pcn&d=03L", {"U99055"}),
    ):
        made = files(atlas, query)
        table = every(atlas, made.view.listed, query)
        assert names <= set(table.codes)
        assert [row[0] for row in csv_rows(made.to_csv())[1:]] == list(table.codes)
        for name, kind in (("Practices", "practice"), ("Networks", "pcn")):
            wanted = every(atlas, kind, query)
            rows = rows_of(book(made)[name], wanted)
            assert [row["code"] for row in rows if row["name"]] == list(wanted.codes)
    # None of Rotherham's networks is called Road, and the workbook says so rather than all.
    text = str(list(book(files(atlas, "d=03L&q=road"))["Networks"].values))
    assert NOTHING in text
    title = unzipped(files(atlas, "d=03L&q=road").to_zip())["about.csv"]
    assert "GP practices of Rotherham" in title


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_csv_is_the_list_of_either_kind_or_the_profile(atlas: Atlas) -> None:
    for query, table in (
        ("", every(atlas, "practice")),
        ("k=pcn", every(atlas, "pcn")),
        ("v=C88007", export_tables.profiles(atlas, [units.unit(atlas, "C88007")])),
    ):
        head, *rows = csv_rows(files(atlas, query).to_csv())
        assert head == [column.id for column in table.columns]
        assert rows == [["" if c is None else str(c) for c in row] for row in table.rows()]
        assert unzipped(files(atlas, query).to_zip())["data.csv"] == written(head, rows)


def written(head: list[str], rows: list[list[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([head, *rows])
    return stream.getvalue()


def test_the_zip_has_every_table_of_a_unit_that_has_rows(atlas: Atlas) -> None:
    for query, tables in (
        ("v=C88007", ["registers", "care", "footprint"]),
        ("v=U16464", ["registers", "care", "footprint", "members"]),
        ("v=E05000994", ["footprint"]),
        ("k=pcn", ["registers"]),
    ):
        names = list(unzipped(files(atlas, query).to_zip()))
        said = ["about.csv", "data.csv-metadata.json", "datapackage.json"]
        assert names == ["data.csv", *(f"{name}.csv" for name in tables), *said]


@pytest.mark.parametrize("query", [q for n, q in QUERIES.items()])
def test_geojson_has_the_footprints_and_the_practices(atlas: Atlas, query: str) -> None:
    made = files(atlas, query)
    content = json.loads(made.to_geojson())
    areas = content["features"]
    points = json.loads(made.to_practices_geojson())["features"]
    for features in (areas, points):
        assert len({feature["id"] for feature in features}) == len(features)
    table = export_tables.footprint(atlas, made.view.units)
    names = [column.id for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows()]
    assert [f["properties"] for f in areas] == rows
    assert all(f["geometry"]["type"] in ("Polygon", "MultiPolygon") for f in areas)
    practices = {code for unit in made.view.units for code in unit.practices}
    assert {point["properties"]["code"] for point in points} == practices
    for point in points:
        at = atlas.practices.loc[point["properties"]["code"], ["longitude", "latitude"]]
        assert point["geometry"] == {"type": "Point", "coordinates": at.tolist()}
    assert content["about"]["link"] == LINK


@pytest.mark.parametrize("query", ["", *QUERIES.values()])
def test_sources_are_credited_and_cautions_are_there(atlas: Atlas, query: str) -> None:
    opened = book(files(atlas, query))
    sources = " ".join(str(c) for row in opened["Sources"].values for c in row if c)
    caveats = " ".join(str(c) for row in opened["Caveats"].values for c in row if c)
    assert "Open Government Licence v3.0" in sources
    assert "ecological fallacy" in caveats
    if "E05000994" not in query or "C88007" in query:
        assert "Quality and Outcomes Framework 2024-25" in sources
        assert "Last counted by area on 1 July 2023; the lists shown are of 1 July 2026" in caveats
    if "C88007" in query or not query:
        assert atlas.practice_flags["students"].text in caveats
    assert ("counts twice" in caveats) == (query == QUERIES["group"])


def test_every_caveat_can_be_filled_and_every_indicator_of_the_sheet_exists(atlas: Atlas) -> None:
    chosen = texts().sheet
    for name in (*chosen.indicators, *chosen.groups, *chosen.labels):
        assert name == "GROUPS" or name in atlas.indicators
    for name in texts().registers.not_said:
        assert name in atlas.catalogue.caveats


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_group_s_name_is_text_in_every_format(atlas: Atlas, name: str) -> None:
    unit = units.unit(atlas, f"{name}~C88046")
    safe = cells.text(unit.name)
    assert safe[0] not in "=+-@\t\r"
    made = Files(atlas, PracticesView((unit,)), MADE, LINK)
    table = export_tables.profiles(atlas, [unit])
    sheet = book(made)["Profile"]
    assert rows_of(sheet, table)[0]["unit"] == safe
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    at = [column.id for column in table.columns].index("unit")
    assert csv_rows(made.to_csv())[1][at] == safe
    assert json.loads(made.to_geojson())["features"][0]["properties"]["unit"] == safe


@settings(max_examples=12)
@given(st.text(max_size=80))
def test_no_name_at_all_stops_a_file(atlas: Atlas, name: str) -> None:
    unit = units.unit(atlas, f"{name.replace('~', '')}~C88046")
    made = Files(atlas, PracticesView((unit,)), MADE, LINK)
    assert made.to_csv()
    assert json.loads(made.to_geojson())


def test_the_same_bytes_every_time(atlas: Atlas) -> None:
    made = files(atlas, "v=C88046")
    assert made.to_xlsx() == made.to_xlsx()
    assert made.to_geojson() == made.to_geojson()


def test_numbers_are_shown_shortened_but_held_in_full(atlas: Atlas) -> None:
    table = export_tables.profiles(atlas, [units.unit(atlas, "C88046")])
    value = next(column for column in table.columns if column.id == "value")
    assert number_format(value) == "#,##0.00"
    assert any(v and round(v, 2) != v for v in value.values)
