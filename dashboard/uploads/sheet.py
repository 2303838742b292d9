"""An uploaded file as one sheet of text, whatever its format."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from dashboard.uploads.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    UploadError,
    check_bytes,
    too_many_columns,
    too_many_rows,
)

_DATA = re.compile(r"[EWSN]\d{8}|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)

# A title above the headers has no more rows than this.
_TITLES = 8


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
    """

    headers: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    rows: Sequence[int]
    wide: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, header: str) -> Sequence[str]:
        """The cells under a header.

        Raises
        ------
        UploadError
            When there is no such column.
        """
        if header not in self.headers:
            raise UploadError(f"There is no column “{header[:60]}” in the file. Choose another.")
        return self.columns[self.headers.index(header)]


def read_sheet(content: bytes) -> Sheet:
    """The first sheet of a workbook (XLSX), or a text file with separated values (CSV).

    The content decides which it is, not the file's name.

    Raises
    ------
    UploadError
        For what is neither, is damaged, too large, or holds no rows.
    """
    # Here, so that neither reader is loaded before it is needed.
    from dashboard.uploads.csv_file import read_csv
    from dashboard.uploads.xlsx_file import read_xlsx

    check_bytes(content)
    if content.startswith(b"PK"):
        return read_xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UploadError(
            "This is an old (.xls) or a password-protected workbook. Save it as .xlsx without a "
            "password, or as CSV."
        )
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise UploadError("This is not a table but a document. Upload a CSV or XLSX file.")
    return read_csv(content)


def make_sheet(rows: Iterable[tuple[int, Sequence[str]]], notes: Sequence[str] = ()) -> Sheet:
    """A sheet from numbered rows of cells.

    The first row that is not empty holds the headers, unless a cell of it is a postcode or an
    area's code. A title above them, which is rows of one cell, is passed over, and so are rows
    without any cell.

    Raises
    ------
    UploadError
        When there are too many rows or columns, or none.
    """
    found = iter(rows)
    filled = ((number, cells) for number, row in found if any(cells := _without_tail(row)))
    start = list(islice(filled, _TITLES + 1))
    if not start:
        raise UploadError("The file holds no cells. Choose one with headers and answers.")
    titles = _titles([cells for _, cells in start])
    (first_number, first), *below = start[titles:]
    found = chain(below, found)
    if len(first) > MOST_COLUMNS:
        raise too_many_columns(len(first))
    columns: list[list[str]] = [[] for _ in first]
    numbers: list[int] = []
    wide: list[int] = []
    notes = list(notes)
    if titles:
        notes.append(f"Row {first_number} holds the headers; what stands above it was passed over.")
    if any(_DATA.fullmatch(cell) for cell in first):
        notes.append("The first row holds answers, not headers, so the columns are numbered.")
        found = chain([(first_number, first)], found)
        first = [""] * len(columns)
    for number, row in found:
        cells = _without_tail(row)
        if len(cells) > len(columns):
            wide.append(number)
        elif cells:
            for column, cell in zip_longest(columns, cells, fillvalue=""):
                column.append(cell)  # type: ignore[union-attr]
            numbers.append(number)
        if len(numbers) + len(wide) > MOST_ROWS:
            raise too_many_rows()
    if not numbers:
        raise UploadError(
            f"Row {first_number} was taken for the headers ({first[0][:40]}…), and no row below it "
            "can be read: each has more cells than there are headers. Give every column a header."
            if wide
            else "The file has headers but no rows below them."
        )
    return Sheet(_headers(first), tuple(columns), numbers, tuple(wide), tuple(notes))


def _titles(start: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are a title: one cell each, no place, above a row of several."""
    for n, cells in enumerate(start):
        if sum(map(bool, cells)) > 1:
            return n
        if any(_DATA.fullmatch(cell) for cell in cells):
            break
    return 0


def _without_tail(row: Sequence[str]) -> list[str]:
    """The row's cells without space around them, and without the empty ones at its end."""
    last = len(row)
    while last and not row[last - 1].strip():
        last -= 1
    return [cell.strip()[:LONGEST_CELL] for cell in row[:last]]


def _headers(first: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for at, cell in enumerate(first, start=1):
        name = re.sub(r"\s+", " ", cell).strip()[:80] or f"Column {at}"
        known, n = name, 1
        while name in found:
            n += 1
            name = f"{known} ({n})"
        found.append(name)
    return tuple(found)
