"""An uploaded file of any format as one sheet of text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dashboard.upload.headers import LOOKED_AT, telling
from dashboard.upload.limits import (
    UploadError,
    check_bytes,
    too_many_rows,
)
from dashboard.upload.sheet import Rows, Sheet, make_sheet
from layers.exercise.code_patterns import is_place
from layers.exercise.respondents import Respondents

if TYPE_CHECKING:
    from dashboard.upload.workbook import Page


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
    from dashboard.upload.csv_file import read_csv
    from dashboard.upload.tick_boxes import joined

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
    from dashboard.upload.workbook import read_workbook

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
