"""One sheet of text: headers, and the cells below each, with what was done to make it so."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest

from dashboard.upload.headers import LOOKED_AT, find_headers, is_codes
from dashboard.upload.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    UploadError,
    too_many_columns,
    too_many_rows,
)
from dashboard.upload.wanted import Wanted

Rows = Iterable[tuple[int, Sequence[str]]]

LONGEST_HEADER = 80
_NUMBERED = "The file has no row of headers, so its columns are numbered."
_ABOVE = "Row {row} holds the headers; what stands above it was passed over."
_TWO_ROWS = "Rows {first} and {last} were read together as the headers."


@dataclass(frozen=True)
class Sheet:
    """Headers, and below each its cells.

    Attributes
    ----------
    headers
        Each different from the others; "Column 2" where the file has none.
    columns
        By header's place: the cells as text, all of the same length; "" where empty.
    rows
        The number in the file of each row, as a spreadsheet counts (the headers are mostly row 1).
    wide
        Numbers of the rows that were left out because they have more cells than there are headers.
    notes
        What was done to the file on the way, in sentences.
    spread
        Headers of columns that were made from several of the file's, and the headers of those.
    name, others
        Of the sheet in its workbook, and of the workbook's other sheets that hold cells.
    separator
        What parts the columns of a text file; "" of a workbook.
    """

    headers: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    rows: Sequence[int]
    wide: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    spread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    others: tuple[str, ...] = ()
    separator: str = ""

    def place(self, header: str) -> int:
        """The place of a header among the headers.

        Raises
        ------
        UploadError
            When there is no such column.
        """
        if header not in self.headers:
            raise UploadError(f"There is no column “{header[:60]}” in the file. Choose another.")
        return self.headers.index(header)

    def column(self, header: str) -> Sequence[str]:
        """The cells under a header; raises as :meth:`place`."""
        return self.columns[self.place(header)]

    @property
    def own(self) -> tuple[str, ...]:
        """The headers that the file itself has."""
        return tuple(header for header in self.headers if header not in self.spread)

    @property
    def asking(self) -> tuple[str, ...]:
        """The headers that may ask something: without the single options of a question."""
        options = {header for parts in self.spread.values() for header in parts}
        return tuple(header for header in self.headers if header not in options)


def make_sheet(rows: Rows, wanted: Wanted, notes: Sequence[str] = ()) -> Sheet:
    """A sheet from numbered rows of cells.

    The headers are found by :func:`dashboard.upload.headers.find_headers`; what stands above
    them is passed over, and so are rows without any cell.

    Raises
    ------
    UploadError
        When there are too many rows or columns, or none.
    """
    found = iter(rows)
    filled = ((number, cells) for number, row in found if any(cells := _without_tail(row)))
    start = list(islice(filled, LOOKED_AT))
    if not start:
        raise UploadError(f"The file holds no cells. Choose one with headers and {wanted.what}.")
    # A row of a million cells takes minutes to be looked through for headers.
    headers = find_headers([cells[: MOST_COLUMNS + 1] for _, cells in start], wanted)
    names = headers.names or ("",) * len(start[0][1])
    if len(names) > MOST_COLUMNS:
        raise too_many_columns(max(len(cells) for _, cells in start[: headers.last + 1] or start))
    notes = [*notes, *_said(headers.first, headers.last, [number for number, _ in start])]
    columns: list[list[str]] = [[] for _ in names]
    numbers: list[int] = []
    wide: list[int] = []
    for number, cells in chain(start[headers.last + 1 :], filled):
        if not numbers and is_codes(cells):
            continue
        if len(cells) > len(columns):
            wide.append(number)
        else:
            for column, cell in zip_longest(columns, cells, fillvalue=""):
                column.append(cell)  # type: ignore[union-attr]
            numbers.append(number)
        if len(numbers) + len(wide) > wanted.most_rows:
            raise too_many_rows(wanted)
    if not numbers:
        at = start[max(headers.first, 0)][0]
        raise UploadError(
            f"Row {at} was taken for the headers ({names[0][:40]}…), and no row below it can be "
            "read: each has more cells than there are headers. Give every column a header."
            if wide
            else "The file has headers but no rows below them."
        )
    return Sheet(_headers(names), tuple(columns), numbers, tuple(wide), tuple(notes))


def _said(first: int, last: int, numbers: Sequence[int]) -> Iterator[str]:
    if first < 0:
        yield _NUMBERED
    elif first > 0:
        yield _ABOVE.format(row=numbers[first])
    if last > first >= 0:
        yield _TWO_ROWS.format(first=numbers[first], last=numbers[last])


def _without_tail(row: Sequence[str]) -> list[str]:
    """The row's cells without space around them, and without the empty ones at its end."""
    last = len(row)
    while last and not row[last - 1].strip():
        last -= 1
    return [cell.strip()[:LONGEST_CELL] for cell in row[:last]]


def _headers(first: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for at, cell in enumerate(first, start=1):
        name = re.sub(r"\s+", " ", cell).strip()[:LONGEST_HEADER] or f"Column {at}"
        found.append(free_name(name, found))
    return tuple(found)


def free_name(name: str, taken: Sequence[str]) -> str:
    """A header, with a number after it where there is one like it."""
    free, n = name, 1
    while free in taken:
        n += 1
        free = f"{name} ({n})"
    return free
