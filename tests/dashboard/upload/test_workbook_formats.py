"""Numbers of a workbook are given back as they are shown in it."""

import datetime
import io
from typing import Any

import pytest
import xlsxwriter

from dashboard.heard.upload.answers_sheet import answers
from dashboard.upload.any_file import read_sheet
from dashboard.upload.workbook_formats import shown
from layers.exercise.respondents import load_respondents

WANTED = answers(load_respondents())
NOON = datetime.datetime(2026, 5, 1, 12, 30)
FORMATS: list[tuple[Any, str, str]] = [
    (43, "00000", "00043"),
    (0.25, "0%", "25%"),
    (0.256, "0.0%", "25.6%"),
    (1204, "#,##0", "1,204"),
    (1204.5, '"£"#,##0.00', "£1,204.50"),
    (1204.5, "[$£-809]#,##0.00", "£1,204.50"),
    (1204.5, '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', "£1,204.50"),
    (0, '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', "£-"),
    (-3.5, "0.00", "-3.50"),
    (-3.5, "0.00;[Red](0.00)", "(3.50)"),
    (1.005, "0.00", "1.01"),
    (5, "0.0##", "5.0"),
    (3, '0 "people"', "3 people"),
    (7700900123, "00000 000000", "07700 900123"),
    (0.3, "General", "0.3"),
    (34, "0", "34"),
    (0.5, "# ?/?", "0.5"),
    (2500, "0.00E+00", "2500"),
    (NOON, "dd/mm/yyyy hh:mm", "2026-05-01 12:30"),
    (NOON, "hh:mm", "12:30"),
    (NOON, "h:mm:ss", "12:30:00"),
    (NOON.replace(hour=0, minute=0), "d mmmm yyyy", "2026-05-01"),
    (True, "0.00", "TRUE"),
]


def a_workbook(left: int = 0, top: int = 0) -> bytes:
    """All of them in a row below headers, with a postcode in front."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(top, left, ["Postcode", *(f"Q{n}" for n in range(len(FORMATS)))])
        sheet.write(top + 1, left, "S1 2HE")
        for at, (value, code, _) in enumerate(FORMATS, start=left + 1):
            sheet.write(top + 1, at, value, book.add_format({"num_format": code}))
    return buffer.getvalue()


@pytest.mark.parametrize(("left", "top"), [(0, 0), (2, 3)])
def test_cells_are_as_the_sheet_shows_them(left: int, top: int) -> None:
    found = read_sheet(a_workbook(left, top), WANTED)
    cells = {header: column[0] for header, column in zip(found.headers, found.columns, strict=True)}
    assert [cells[f"Q{n}"] for n in range(len(FORMATS))] == [text for *_, text in FORMATS]


@pytest.mark.parametrize("value", [1e300, float("nan"), float("inf"), "text", None, True])
def test_what_no_format_fits_stays_as_it_is(value: object) -> None:
    assert shown(value, "0.00") is None
