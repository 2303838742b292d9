"""The tables of an exercise as files: the same suppressed figures as on the page."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from dashboard.exports import cells, xlsx_file
from dashboard.heard import laid as exercises
from dashboard.heard import left_out, saying, told, under, work
from dashboard.heard.laid import Laid
from dashboard.heard.texts import texts
from dashboard.heard.work import Found
from layers.atlas import Atlas
from layers.respondents import Respondents
from layers.suppression import HIDDEN, rule_text

HEADERS = (
    "Level",
    "Code",
    "Group",
    "Responses",
    "Expected",
    "Ratio",
    "Ratio, lower 95% limit",
    "Ratio, upper 95% limit",
    "In words",
    "To take care of",
)
Sheet = tuple[str, Sequence[str], Sequence[Sequence[object]], Sequence[int]]
_WIDTHS = (28, 14, 44, 12, 12, 10, 14, 14, 56, 56)


def to_csv(atlas: Atlas, known: Respondents, found: Found, made: date) -> bytes:
    """All levels, places and zones below each other, and then what they rest on."""
    return _csv(_sheets(atlas, known, found), about(atlas, known, found, made))


def to_xlsx(atlas: Atlas, known: Respondents, found: Found, made: date) -> bytes:
    """A sheet with all levels, one each with places and zones heard from too seldom, and one with
    what they rest on."""
    return _xlsx(_sheets(atlas, known, found), about(atlas, known, found, made), made)


def waves_csv(known: Respondents, laid: Laid, made: date) -> bytes:
    """Several exercises, all levels below each other, and then what they rest on."""
    return _csv([_laid(known, laid)], _about_laid(known, laid, made))


def waves_xlsx(known: Respondents, laid: Laid, made: date) -> bytes:
    """The same as two sheets."""
    return _xlsx([_laid(known, laid)], _about_laid(known, laid, made), made)


def _csv(sheets: Sequence[Sheet], lines: Sequence[str]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for _, headers, rows, _ in sheets:
        writer.writerow(cells.row(headers))
        writer.writerows(cells.row(row) for row in rows)
        writer.writerow([])
    writer.writerows([cells.text(line)] for line in lines)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(sheets: Sequence[Sheet], lines: Sequence[str], made: date) -> bytes:
    # Imported when the first workbook is made: a worker that makes none stays smaller.
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, xlsx_file.OPTIONS) as workbook:
        workbook.set_properties(
            {"title": "Who have we heard from?", "author": "Seldom Heard"}
            | {"created": datetime.combine(made, time())}
        )
        for name, headers, rows, widths in sheets:
            _sheet(workbook, name, headers, rows, widths)
        text = workbook.add_worksheet("About")
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        text.set_column(0, 0, 110)
        for line, said in enumerate(lines):
            text.write_string(line, 0, cells.text(said), wrapped)
    return stream.getvalue()


def _sheet(
    workbook: Any,
    name: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[int],
) -> None:
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet = workbook.add_worksheet(name)
    for at, header in enumerate(headers):
        sheet.write_string(0, at, cells.text(header), head)
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(cells.row(row)):
            if isinstance(value, str):
                sheet.write_string(line, at, value)
            elif value is not None:
                sheet.write_number(line, at, value)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(headers) - 1)


def about(atlas: Atlas, known: Respondents, found: Found, made: date) -> list[str]:
    """What the figures are, in sentences."""
    base, files = found.asked.base, texts().files
    apart = [
        f"{work.labels(known, name)}. {text}"
        for name, one in found.apart.items()
        if (text := saying.apart(one))
    ]
    said, details = saying.finding(atlas, known, found)
    lines = [
        "About these figures",
        f"Who have we heard from? Made on {made:%-d %B %Y} with the Seldom Heard atlas.",
        said,
        *details,
        *left_out.details(known, found),
        *told.details(found),
        *told.base(found),
        f"Compared with: {base.label.lower()}, Census 2021. {base.note}".strip(),
        files["expected"],
        f"{saying.meaning(found)} {files['tests']}",
        files["zones"],
        f"Suppression. {rule_text(found.rule)}",
        saying.left_out(atlas, found),
        saying.silence(found),
        *apart,
    ]
    return [line for line in lines if line]


def _sheets(atlas: Atlas, known: Respondents, found: Found) -> list[Sheet]:
    """Name, headers, rows and widths of each table."""
    places = [under.told(row) for row in under.places(found)]
    zones = under.touching(atlas, known, found)
    unplaced = [[*row[:2], *map(_shown, row[2:])] for row in left_out.rows(known, found)]
    sheets: list[Sheet] = [
        ("Data", HEADERS, _rows(known, found), _WIDTHS),
        ("Heard from too seldom", under.COLUMNS, places, (40, 16, 10, 14, 56)),
        ("Zones", under.ZONE_COLUMNS, zones, (60, 30, 12, 12, 18)),
        ("No usable place", left_out.COLUMNS, unplaced, (28, 44, 18, 18)),
    ]
    return sheets if unplaced else sheets[:-1]


def _laid(known: Respondents, laid: Laid) -> Sheet:
    headers = exercises.headers(laid)
    widths = (28, 14, 44, *(12 for _ in headers[4:]), 56)
    return "Data", headers, exercises.rows(known, laid), widths


def _about_laid(known: Respondents, laid: Laid, made: date) -> list[str]:
    return [
        "About these figures",
        f"Several exercises laid together. Made on {made:%-d %B %Y} with the Seldom Heard atlas.",
        *exercises.finding(known, laid),
        *exercises.notes(known, laid),
        f"Suppression. {rule_text(laid.found[-1].rule)}",
    ]


def _rows(known: Respondents, found: Found) -> list[list[object]]:
    rows: list[list[object]] = []
    verdicts = saying.verdicts(found)
    for name, frame in found.compared.items():
        label = work.labels(known, name)
        care = left_out.cautions(known, found, name)
        for code, title, observed, expected, *ratios, verdict in frame.itertuples():
            numbers = [None if pd.isna(one) else round(one, 3) for one in ratios]
            awaited = None if pd.isna(expected) else round(expected, 1)
            said = [verdicts[verdict], care.get(str(code), ("", ""))[1]]
            rows.append([label, str(code), title, _shown(observed), awaited, *numbers, *said])
    return rows


def _shown(number: float) -> float | str:
    return HIDDEN if np.isnan(number) else number
