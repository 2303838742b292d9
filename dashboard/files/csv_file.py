"""The table as CSV for programs: one row of short names, then figures and nothing else.

UTF-8 with a mark in front (without it Excel takes letters beyond English for others; pandas,
readr and data.table skip it), a full stop for decimals, nothing between thousands, an empty cell
where there is no figure. What the columns mean and what they rest on is in the second file,
:func:`about_csv`; :mod:`dashboard.files.csv_zip` gives both together.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from dashboard.files.about import ABOUT_COLUMNS, About, lines
from dashboard.files.cells import text
from dashboard.files.headings import told_apart
from dashboard.files.table import Column, Table
from layers.own.own_layer import ID


def to_csv(table: Table) -> bytes:
    """The figures alone, under the columns' short names."""
    return rows_csv([column.id for column in table.columns], table.rows())


def lone_csv(table: Table) -> bytes:
    """The same as a file of its own: what somebody brought stands under its label, since nothing
    beside the file says what its short name means."""
    return rows_csv(told_apart(_lone(column) for column in table.columns), table.rows())


def _lone(column: Column) -> str:
    return text(column.header) if ID.match(column.id) else column.id


def about_csv(about: About) -> bytes:
    """What the figures are and rest on, one statement to a row: see :func:`about.lines`."""
    return rows_csv(ABOUT_COLUMNS, lines(about))


def rows_csv(head: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A row of headings and rows below it, in the form of all CSV files of the atlas."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")
