import io
import zipfile
from datetime import datetime
from typing import Any

import pytest

from dashboard.files.about import DISCLOSURE, ECOLOGICAL, NOTHING
from dashboard.files.xlsx_file import to_xlsx
from tests.dashboard.conftest import HOSTILE, LINK, Export, assert_figures


def opened(export: Export) -> Any:
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(export.table, export.about)))


def texts(sheet: Any) -> set[object]:
    return {cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}


def test_sheets_and_what_they_say(export: Export) -> None:
    book = opened(export)
    assert book.sheetnames == ["Data", "Filters", "Sources", "Caveats"]
    assert {f"{export.about.sentence}.", LINK, "22 November 2026"} <= texts(book["Filters"])
    assert set(export.about.attributions) <= texts(book["Sources"])
    assert {ECOLOGICAL, DISCLOSURE} <= texts(book["Caveats"])


def test_every_number_is_that_of_the_atlas(export: Export) -> None:
    sheet = opened(export)["Data"]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == export.table.headers()
    assert [row[0] for row in rows[1:]] == list(export.table.codes)
    place = {c.id: at for at, c in enumerate(export.table.columns)}
    assert_figures(export, lambda name: [row[place[name]] for row in rows[1:]])


def test_header_frozen_filters_on_and_numbers_formatted(export: Export) -> None:
    sheet = opened(export)["Data"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.auto_filter.ref.endswith(str(len(export.table.codes) + 1))
    place = [c.id for c in export.table.columns].index("all_residents") + 1
    assert sheet.cell(2, place).number_format == "#,##0"
    assert sheet.cell(2, place).data_type == "n"


def test_text_is_text_never_a_formula_or_a_link(hostile: Export) -> None:
    sheet = opened(hostile)["Data"]
    for row, wanted in enumerate(HOSTILE.values(), start=2):
        cell = sheet.cell(row, 2)
        assert (cell.value, cell.data_type, cell.hyperlink) == (wanted, "s", None)
    with zipfile.ZipFile(io.BytesIO(to_xlsx(hostile.table, hostile.about))) as file:
        for name in file.namelist():
            content = file.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content


def test_an_empty_view_is_a_valid_file_that_says_so(nowhere: Export) -> None:
    book = opened(nowhere)
    rows = list(book["Data"].iter_rows(values_only=True))
    assert list(rows[0]) == nowhere.table.headers()
    assert rows[1][0] == NOTHING
    assert NOTHING in texts(book["Filters"])


def test_the_same_bytes_whatever_the_clock_says(export: Export) -> None:
    content = to_xlsx(export.table, export.about)
    assert content == to_xlsx(export.table, export.about)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(export).properties
    assert properties.created == properties.modified == datetime(2026, 11, 22)
    assert properties.title == export.about.title
