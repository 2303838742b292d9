import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd

from dashboard.files import csv_metadata
from dashboard.files.about import ABOUT_COLUMNS, ECOLOGICAL, NOTHING
from dashboard.files.csv_file import lone_csv, to_csv
from dashboard.files.csv_zip import to_zip
from dashboard.files.table import Column, Table
from dashboard.files.xlsx_file import to_xlsx
from tests.dashboard.conftest import HOSTILE, LINK, Export, assert_figures, unzipped


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def number(text: str) -> float | None:
    return float(text) if text else None


def test_nothing_but_one_row_of_names_and_the_figures(export: Export) -> None:
    content = to_csv(export.table)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *lines = read(content)
    assert head == [column.id for column in export.table.columns]
    assert len(set(head)) == len(head)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in head)
    assert [line[0] for line in lines] == list(export.table.codes)


def test_pandas_reads_every_column_as_what_it_is(export: Export) -> None:
    frame = pd.read_csv(io.BytesIO(to_csv(export.table)))
    for column in export.table.columns:
        got, given = frame[column.id], list(column.values)
        empty = [value is None or value != value for value in given]
        assert got.isna().tolist() == empty, column.id
        if column.kind != "text":
            assert pd.api.types.is_numeric_dtype(got), column.id
        elif not all(empty):
            assert not pd.api.types.is_numeric_dtype(got), column.id


def test_every_number_is_that_of_the_atlas(export: Export) -> None:
    lines = read(to_csv(export.table))[1:]
    place = {c.id: at for at, c in enumerate(export.table.columns)}
    assert_figures(export, lambda name: [number(line[place[name]]) for line in lines])


def test_hostile_names_are_harmless_and_others_survive(hostile: Export) -> None:
    lines = read(to_csv(hostile.table))
    assert [line[1] for line in lines[1:]] == list(HOSTILE.values())
    for line in lines:
        for cell in line:
            assert cell.lstrip()[:1] not in {"=", "+", "@"}


def test_numbers_below_nought_stay_numbers(export: Export) -> None:
    column = replace(export.table.columns[5], kind="number", values=[-0.25] * 999)
    changed = replace(export.table, columns=(export.table.columns[0], column))
    assert (pd.read_csv(io.BytesIO(to_csv(changed)))[column.id] == -0.25).all()


def test_an_empty_view_is_a_file_with_its_names_and_the_notes_say_why(nowhere: Export) -> None:
    files = unzipped(to_zip(nowhere.table, nowhere.about))
    assert files["data.csv"].split() == [",".join(c.id for c in nowhere.table.columns)]
    assert NOTHING in files["about.csv"]


def test_the_notes_are_in_a_second_file(export: Export) -> None:
    content = to_zip(export.table, export.about)
    assert content == to_zip(export.table, export.about)
    files = unzipped(content)
    assert list(files) == [
        "data.csv", "about.csv", "data.csv-metadata.json", "datapackage.json",
    ]  # fmt: skip
    assert files["data.csv"].encode("utf-8-sig") == to_csv(export.table)
    notes = pd.read_csv(io.StringIO(files["about.csv"]))
    assert tuple(notes.columns) == ABOUT_COLUMNS
    assert not notes.isna().any(axis=None)
    said = set(notes["content"])
    assert {LINK, ECOLOGICAL, f"{export.about.sentence}."} <= said
    assert set(export.about.attributions) <= said
    named = notes[notes["section"] == "Columns"].set_index("item")["content"]
    assert named.to_dict() == dict(
        zip((c.id for c in export.table.columns), export.table.headers(), strict=True)
    )


def test_the_notes_are_those_of_the_workbook(export: Export) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(export.table, export.about)))
    pages = [book[name].values for name in ("Filters", "Sources", "Caveats")]
    told = {str(cell) for page in pages for row in page for cell in row if cell}
    notes = pd.read_csv(io.StringIO(unzipped(to_zip(export.table, export.about))["about.csv"]))
    here = set(notes[["section", "item", "field", "content"]].astype(str).to_numpy().ravel())
    heads = {head for section in export.about.sections() for head in section.head}
    assert told - here <= heads


def described(export: Export) -> dict[str, Any]:
    return json.loads(unzipped(to_zip(export.table, export.about))["data.csv-metadata.json"])


def test_the_description_fits_the_files_as_the_standard_asks(export: Export) -> None:
    """Metadata Vocabulary for Tabular Data, sections 5.1 to 5.6, as far as it is used here."""
    files, found = unzipped(to_zip(export.table, export.about)), described(export)
    assert found["@context"] == csv_metadata.CONTEXT
    assert [table["url"] for table in found["tables"]] == ["data.csv", "about.csv"]
    for table in found["tables"]:
        head = next(csv.reader(io.StringIO(files[table["url"]])))
        columns = table["tableSchema"]["columns"]
        assert [c["name"] for c in columns] == head
        assert all(c["titles"][0] == c["name"] for c in columns)
        assert {c["datatype"] for c in columns} <= {"string", "integer", "number"}
    columns = found["tables"][0]["tableSchema"]["columns"]
    assert [c["titles"][-1] for c in columns] == export.table.headers()
    frame = pd.read_csv(io.StringIO(files["data.csv"]))
    for column in columns:
        if column["datatype"] == "integer":
            assert (frame[column["name"]].dropna() % 1 == 0).all()
    definition = export.atlas.indicators[export.view.indicator]
    figure = next(c for c in columns if c["name"] == definition.id)
    assert figure["schema:unitText"] == definition.unit
    assert figure["dc:description"] == definition.description


def test_the_description_says_licence_sources_and_dates(export: Export) -> None:
    found = described(export)
    assert found["dc:created"] == {"@value": "2026-11-22", "@type": "xsd:date"}
    assert found["dc:identifier"] == LINK
    assert tuple(found["dc:rights"]) == export.about.attributions
    assert [s["dc:title"] for s in found["dc:source"]] == [s["title"] for s in export.about.sources]
    assert all(s["dc:temporal"] and s["dc:identifier"] for s in found["dc:source"])
    assert all(one["@id"].startswith("https://www.") for one in found["dc:license"])


def test_alone_what_somebody_brought_stands_under_its_label() -> None:
    """Two of one label are told apart; in the zip the short names stay, which its metadata tell."""
    own = [
        Column(f"own_{digit * 12}{part}", f"=Parcels (own){words}", "number", [1.5])
        for digit in "12"
        for part, words in (("", ", %"), ("_lower", ": lower 95% limit, %"))
    ]
    table = Table(
        "lsoa", ("E01007317",), (Column("code", "Area code", "text", ["E01007317"]), *own)
    )
    assert read(lone_csv(table))[0] == [
        "code",
        "'=Parcels (own), %",
        "'=Parcels (own): lower 95% limit, %",
        "'=Parcels (own), % (2)",
        "'=Parcels (own): lower 95% limit, % (2)",
    ]
    assert read(to_csv(table))[0] == [column.id for column in table.columns]
    assert read(lone_csv(table))[1:] == read(to_csv(table))[1:]
