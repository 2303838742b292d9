"""An uploaded file as one sheet of text, whatever its format."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from dashboard.heard.upload.code_patterns import is_place
from dashboard.heard.upload.headers import LOOKED_AT, find_headers, is_codes, telling
from dashboard.heard.upload.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    UploadError,
    check_bytes,
    too_many_columns,
    too_many_rows,
)
from layers.exercise.respondents import Respondents

if TYPE_CHECKING:
    from dashboard.heard.upload.workbook import Page

Rows = Iterable[tuple[int, Sequence[str]]]

LONGEST_HEADER = 80
_NUMBERED = "The first row holds answers, not headers, so the columns are numbered."
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
    """

    headers: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    rows: Sequence[int]
    wide: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    spread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    others: tuple[str, ...] = ()

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

    @property
    def own(self) -> tuple[str, ...]:
        """The headers that the file itself has."""
        return tuple(header for header in self.headers if header not in self.spread)

    @property
    def asking(self) -> tuple[str, ...]:
        """The headers that may ask something: without the single options of a question."""
        options = {header for parts in self.spread.values() for header in parts}
        return tuple(header for header in self.headers if header not in options)


def read_sheet(content: bytes, known: Respondents, wanted: str = "") -> Sheet:
    """A sheet of a workbook (XLSX), or a text file with separated values (CSV).

    The content decides which it is, not the file's name. Of a workbook with several sheets the
    one is taken that looks most like answers.

    Parameters
    ----------
    wanted
        The name of the sheet to take.

    Raises
    ------
    UploadError
        For what is neither, is damaged, too large, or holds no rows.
    """
    # Here, so that neither reader is loaded before it is needed.
    from dashboard.heard.upload.csv_file import read_csv
    from dashboard.heard.upload.tick_boxes import joined

    check_bytes(content)
    if content.startswith(b"PK"):
        return joined(_of_workbook(content, known, wanted), known)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UploadError(
            "This is an old (.xls) or a password-protected workbook. Save it as .xlsx without a "
            "password, or as CSV."
        )
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise UploadError("This is not a table but a document. Upload a CSV or XLSX file.")
    return joined(read_csv(content, known), known)


def _of_workbook(content: bytes, known: Respondents, wanted: str) -> Sheet:
    from dashboard.heard.upload.workbook import read_workbook

    pages = read_workbook(content)
    names = [page.name for page in pages]
    if wanted and wanted not in names:
        raise UploadError(f"There is no sheet “{wanted[:60]}” in the workbook. Choose another.")
    chosen = next((page for page in pages if page.name == wanted), None) or _likeliest(pages, known)
    if chosen.many:
        raise too_many_rows()
    notes = []
    if len(pages) > 1:
        notes.append(
            f"The workbook has {len(pages)} sheets; “{chosen.name[:40]}” was read"
            + ("." if wanted else ", which looks most like answers.")
        )
    others = tuple(name for name in names if name != chosen.name)
    return replace(make_sheet(chosen.rows, known, notes), name=chosen.name, others=others)


def _likeliest(pages: "Sequence[Page]", known: Respondents) -> "Page":
    """The sheet that holds places below each other and the most columns that are known here; the
    first of those that are alike. A cover has a postcode at most, a list of areas no questions."""

    def likely(page: "Page") -> tuple[bool, int]:
        rows = [cells for _, cells in page.rows[:LOOKED_AT]]
        return _has_places(page.rows), max((telling(row, known) for row in rows), default=0)

    return max(pages, key=likely)


def _has_places(rows: Rows) -> bool:
    """Whether postcodes or areas' codes stand below each other in the first rows, or in the only
    one below the headers."""
    first = [cells for _, cells in islice(rows, 50)]
    at = Counter(n for cells in first for n, cell in enumerate(cells) if is_place(cell))
    return bool(at) and at.most_common(1)[0][1] >= min(2, len(first) - 1)


def make_sheet(rows: Rows, known: Respondents, notes: Sequence[str] = ()) -> Sheet:
    """A sheet from numbered rows of cells.

    The headers are found by :func:`dashboard.heard.upload.headers.find_headers`; what stands above
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
        raise UploadError("The file holds no cells. Choose one with headers and answers.")
    # A row of a million cells takes minutes to be looked through for headers.
    headers = find_headers([cells[: MOST_COLUMNS + 1] for _, cells in start], known)
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
        if len(numbers) + len(wide) > MOST_ROWS:
            raise too_many_rows()
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
