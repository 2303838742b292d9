"""How large an uploaded file may be, and the one way in which it is refused."""

from dashboard.upload.wanted import Wanted

MOST_BYTES = 10_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 60
# Characters in all cells of a workbook: one text, stored once, can stand in a million cells.
MOST_TEXT = 60_000_000
# A cell of a spreadsheet holds 32,767 characters.
LONGEST_CELL = 32_767


class UploadError(ValueError):
    """A file cannot be used. The message says what is wrong and what to do, in plain words."""


def check_bytes(content: bytes, wanted: Wanted) -> None:
    """Refuse a file that is empty or too large.

    Raises
    ------
    UploadError
    """
    if not content.strip():
        raise UploadError(
            f"The file is empty. Choose a file with a row of headers and {wanted.what}."
        )
    if len(content) > MOST_BYTES:
        raise UploadError(
            f"The file has {len(content) / 1e6:.1f} MB; the most is {MOST_BYTES / 1e6:.0f} MB. "
            "Leave out columns that are not needed here, such as comments, and try again."
        )


def too_many_rows(wanted: Wanted) -> UploadError:
    """More rows than allowed."""
    return UploadError(f"The file has more than {wanted.most_rows:,} rows. {wanted.fewer_rows}")


def too_many_columns(found: int) -> UploadError:
    """More columns than allowed."""
    return UploadError(
        f"The file has {found:,} columns; the most is {MOST_COLUMNS}. Keep those that are "
        "wanted here, and try again."
    )
