"""An uploaded file of any format as one sheet of text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dashboard.upload.headers import LOOKED_AT, telling
from dashboard.upload.limits import UploadError, check_bytes, too_many_rows
from dashboard.upload.sheet import Rows, Sheet, make_sheet
from dashboard.upload.wanted import Wanted
from layers.exercise.code_patterns import is_place

if TYPE_CHECKING:
    from dashboard.upload.workbook import Page


def read_sheet(content: bytes, wanted: Wanted, page: str = "") -> Sheet:
    """A sheet of a workbook (XLSX), or a text file with separated values (CSV).

    The content decides which it is, not the file's name. Of a workbook with several sheets the
    one is taken that looks most like what is wanted.

    Parameters
    ----------
    page
        The name of the sheet to take.

    Raises
    ------
    UploadError
        For what is neither, is damaged, too large, or holds no rows.
    """
    # Here, so that neither reader is loaded before it is needed.
    from dashboard.upload.csv_file import read_csv

    check_bytes(content, wanted)
    if content.startswith(b"PK"):
        return _of_workbook(content, wanted, page)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UploadError(
            "This is an old (.xls) or a password-protected workbook. Save it as .xlsx without a "
            "password, or as CSV."
        )
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise UploadError("This is not a table but a document. Upload a CSV or XLSX file.")
    return read_csv(content, wanted)


def _of_workbook(content: bytes, wanted: Wanted, page: str) -> Sheet:
    from dashboard.upload.workbook import read_workbook

    pages = read_workbook(content)
    names = [one.name for one in pages]
    if page and page not in names:
        raise UploadError(f"There is no sheet “{page[:60]}” in the workbook. Choose another.")
    chosen = next((one for one in pages if one.name == page), None) or _likeliest(pages, wanted)
    if chosen.many:
        raise too_many_rows(wanted)
    notes = []
    if len(pages) > 1:
        notes.append(
            f"The workbook has {len(pages)} sheets; “{chosen.name[:40]}” was read"
            + ("." if page else f", which looks most like {wanted.what}.")
        )
    others = tuple(name for name in names if name != chosen.name)
    return replace(make_sheet(chosen.rows, wanted, notes), name=chosen.name, others=others)


def _likeliest(pages: "Sequence[Page]", wanted: Wanted) -> "Page":
    """The sheet that holds places below each other and the most columns that are wanted here; the
    first of those that are alike. A cover has a postcode at most, a list of areas no questions."""

    def likely(page: "Page") -> tuple[bool, int]:
        rows = [cells for _, cells in page.rows[:LOOKED_AT]]
        return _has_places(page.rows), max((telling(row, wanted) for row in rows), default=0)

    return max(pages, key=likely)


def _has_places(rows: Rows) -> bool:
    """Whether postcodes or areas' codes stand below each other in the first rows, or in the only
    one below the headers."""
    first = [cells for _, cells in islice(rows, 50)]
    at = Counter(n for cells in first for n, cell in enumerate(cells) if is_place(cell))
    return bool(at) and at.most_common(1)[0][1] >= min(2, len(first) - 1)
