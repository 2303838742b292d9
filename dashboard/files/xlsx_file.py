"""The table as an Excel workbook: Data, Filters, Sources and Caveats."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from dashboard.files import cells
from dashboard.files.about import NOTHING, About, Section
from dashboard.files.headings import told_apart
from dashboard.files.table import Column, Table

OPTIONS = {
    "in_memory": True,  # no files in /tmp
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_PLAIN = "Table Style Light 1"
_WIDEST = 44
_TEXT_WIDTHS = (34, 80)


def to_xlsx(table: Table, about: About) -> bytes:
    """The workbook's bytes: the same for the same table and day.

    Cells hold the figures in full; number formats shorten only what is shown.
    """
    stream = io.BytesIO()
    with workbook_of(about, stream) as workbook:
        data_sheet(workbook, "Data", table)
        text_page(workbook, "Filters", [about.filters])
        text_page(workbook, "Sources", [about.indicators, about.publications])
        text_page(workbook, "Caveats", [about.caveats])
    return stream.getvalue()


def of_tables(tables: Mapping[str, Table], about: About, nothing: str) -> bytes:
    """A workbook with a sheet for each table, by its name, and one with what they rest on;
    ``nothing`` is said on the sheet of an empty table."""
    stream = io.BytesIO()
    with workbook_of(about, stream) as workbook:
        for name, table in tables.items():
            data_sheet(workbook, name, table, nothing)
        text_page(workbook, "About", [about.filters, about.publications, about.caveats])
    return stream.getvalue()


def workbook_of(about: About, stream: io.BytesIO) -> Any:
    """An empty workbook with its title, link and day; written to the stream when it is closed."""
    # Imported when the first workbook is made: a worker that makes none stays smaller.
    import xlsxwriter

    workbook = xlsxwriter.Workbook(stream, OPTIONS)
    workbook.set_properties(
        {"title": cells.text(about.title), "comments": cells.text(about.link)}
        | {"author": "Seldom Heard", "created": datetime.combine(about.made, time())}
    )
    return workbook


def data_sheet(
    workbook: Any, name: str, table: Table, nothing: str = NOTHING, *, named: str = ""
) -> Any:
    """A table as a sheet of its own, which is given back; ``nothing`` is said if it is empty.

    Parameters
    ----------
    named
        The name by which formulas and Power Query find it, as an Excel table.
    """
    sheet = workbook.add_worksheet(name)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = [workbook.add_format({"num_format": number_format(c)}) for c in table.columns]
    headers = told_apart(table.headers())
    for at, header in enumerate(headers):
        sheet.write_string(0, at, header, head)
    last = 0
    for last, row in enumerate(table.rows(), start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(last, at, cell)
            elif cell is not None:
                sheet.write_number(last, at, cell, formats[at])
    if not table.codes:
        sheet.write_string(1, 0, nothing)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column))
    sheet.set_row(0, 76)
    # The header stays, and the code, the name of the place beside it.
    sheet.freeze_panes(1, 2)
    if named and table.codes:
        columns = [{"header": header, "header_format": head} for header in headers]
        look = {"name": named, "columns": columns, "style": _PLAIN}
        sheet.add_table(0, 0, last, len(columns) - 1, look)
    else:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def text_page(workbook: Any, name: str, sections: Iterable[Section]) -> tuple[Any, int]:
    """A sheet with sections of text below each other; it and its first free row are given back."""
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    head = workbook.add_format({"bold": True, "valign": "top", "bottom": 1})
    big = workbook.add_format({"bold": True, "font_size": 14})
    sheet = workbook.add_worksheet(name)
    at = 0
    widest = 2
    for section in sections:
        sheet.write_string(at, 0, section.title, big)
        for column, title in enumerate(section.head):
            sheet.write_string(at + 1, column, title, head)
        for line, row in enumerate(section.safe_rows(), start=at + 2):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, str(cell or ""), wrapped)
        widest = max(widest, len(section.head))
        at += len(section.rows) + 3
    for column in range(widest):
        narrow = _TEXT_WIDTHS if widest == 2 else (34, 44)
        sheet.set_column(column, column, narrow[min(column, 1)])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet, at


def number_format(column: Column) -> str:
    """How a spreadsheet shows a column's numbers."""
    return f"#,##0.{'0' * column.decimals}" if column.decimals else "#,##0"


def _width(column: Column) -> float:
    if column.kind != "text":
        return 16
    longest = max((len(str(v)) for v in column.values if v is not None), default=0)
    return min(max(longest + 2, 12), _WIDEST)
