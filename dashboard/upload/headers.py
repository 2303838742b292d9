"""Which of a file's first rows hold the headers, and what the columns are called.

Survey tools write a row of group names over the headers, or a second row of headers below them with
the options of each question; people write titles above all that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.upload.wanted import Wanted
from layers.exercise.code_patterns import is_code
from layers.exercise.respondents import normal

# Rows looked at from the top; a title, group names and two rows of headers are fewer.
LOOKED_AT = 12
# A row of headers has at least this share of the widest row's cells.
_WIDE = 0.5
# A longer cell is a text, and takes long to be looked through.
_LONGEST = 500
_CODE = re.compile(r"\{\s*[\"']ImportId[\"'].*\}")


@dataclass(frozen=True)
class Headers:
    """What was found.

    Attributes
    ----------
    names
        One for each column, "" where the file has none; empty where the first row holds answers.
    first, last
        Places of the first and the last row that hold headers, counted from 0 among the rows
        looked at; −1 where there is none.
    """

    names: tuple[str, ...]
    first: int
    last: int


def find_headers(rows: Sequence[Sequence[str]], wanted: Wanted) -> Headers:
    """Find them.

    Parameters
    ----------
    rows
        The first rows that are not empty, each without the empty cells at its end; at most
        :data:`LOOKED_AT` are looked at.
    """
    rows = rows[:LOOKED_AT]
    answers = next((at for at, row in enumerate(rows) if any(map(is_code, row))), len(rows))
    if answers == 0:
        return Headers((), -1, -1)
    above = rows[:answers]
    found = [telling(row, wanted) for row in above]
    if max(found):
        at = found.index(max(found))
    else:
        widest = max(map(_filled, above))
        at = next(n for n, row in enumerate(above) if _filled(row) >= _WIDE * widest)
    below = above[at + 1] if at + 1 < answers else None
    if below is not None and wanted.second_headers and _goes_on(above[at], below, wanted):
        return Headers(_together(above[at], below, wanted), at, at + 1)
    if at and _options_below(above[at - 1], above[at], wanted):
        return Headers(_together(above[at - 1], above[at], wanted), at - 1, at)
    return Headers(tuple(above[at]), at, at)


def is_codes(row: Sequence[str]) -> bool:
    """Whether a row below the headers holds a survey tool's own codes of the questions (Qualtrics):
    ``{"ImportId":"QID1"}``."""
    cells = [cell for cell in row if cell]
    return bool(cells) and all(_CODE.fullmatch(cell) for cell in cells)


def telling(row: Sequence[str], wanted: Wanted) -> int:
    """How many cells of a row are what a column that is wanted here may be called."""
    return sum(wanted.names(cell) for cell in row if 0 < len(cell) <= _LONGEST)


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _goes_on(headers: Sequence[str], below: Sequence[str], wanted: Wanted) -> bool:
    """Whether the row below the headers is a second row of them, and not the first answers.

    It says "Response" under a question, or names options where the row above is empty.
    """
    if any(normal(cell) in wanted.second_headers for cell in below if cell):
        return True
    bare = [at for at, cell in enumerate(below) if cell and not _cell(headers, at)]
    return bool(bare) and any(wanted.names(_left(headers, at)) for at in bare)


def _options_below(groups: Sequence[str], headers: Sequence[str], wanted: Wanted) -> bool:
    """Whether the row above the headers asks a question whose options are the headers."""
    return any(
        wanted.asks(cell) and not wanted.names(_cell(headers, at)) and bool(_cell(headers, at))
        for at, cell in enumerate(groups)
        if cell
    )


def _together(upper: Sequence[str], lower: Sequence[str], wanted: Wanted) -> tuple[str, ...]:
    """One name for each column from two rows: the question, and the option where it has some."""
    found = []
    for at in range(max(len(upper), len(lower))):
        below = _cell(lower, at)
        if normal(below) in wanted.second_headers:
            below = ""
        above = _cell(upper, at) or (_left(upper, at) if below else "")
        if below and (wanted.names(below) or not wanted.asks(above)):
            found.append(below if not _cell(upper, at) or wanted.names(below) else above)
        else:
            found.append(f"{above}: {below}" if below else above)
    return tuple(found)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _left(row: Sequence[str], at: int) -> str:
    """The last filled cell up to a place: what a merged cell stands over."""
    return next((cell for cell in reversed(row[: at + 1]) if cell), "")
