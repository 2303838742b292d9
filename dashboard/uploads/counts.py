"""How many responses each row stands for, where the file has a row for each place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.uploads.limits import MOST_COUNT
from dashboard.uploads.sheet import Sheet
from layers.characters import as_read
from layers.respondents import Respondents, normal

# A whole number, however it groups its thousands, also as a spreadsheet writes it (10.0).
_COUNT = re.compile(r"(?:[0-9]{1,3}(?:[ ,'’][0-9]{3})+|[0-9]+)(?:\.0+)?")
# Half of a column's filled cells must be counts for it to be taken without being asked.
_MOSTLY = 0.5
# Keys of the reasons in layers/catalogue/place_codes.toml.
BAD_COUNT, LARGE_COUNT = "bad_count", "large_count"
UNUSED = (
    "“{header}” holds whole numbers and was not used: each row counts as one response. If it says "
    "how many responses a row stands for, choose it as the count."
)


@dataclass(frozen=True)
class Counts:
    """Of each row: the responses it stands for, whether that cannot be said, or is too many."""

    responses: npt.NDArray[np.int64]
    bad: npt.NDArray[np.bool_]
    large: npt.NDArray[np.bool_]


def find_count(sheet: Sheet, place: str, known: Respondents) -> str:
    """The header of the column that says how many responses a row stands for; "" for none.

    A word that can only mean that is enough; one that may mean something else ("people", "number")
    only where no place comes twice.
    """
    filled = [cell for cell in sheet.column(place) if cell]
    once = len(set(filled)) == len(filled)
    for words in (known.count_columns, known.perhaps_count_columns if once else ()):
        for header in sheet.asking:
            if header != place and normal(header) in words and _holds_counts(sheet, header):
                return header
    return ""


def unused_counts(sheet: Sheet, used: Iterable[str]) -> list[str]:
    """Sentences about columns of whole numbers that nothing else was made of, at most three."""
    taken = set(used)
    return [
        UNUSED.format(header=header)
        for header in sheet.asking
        if header not in taken and _holds_counts(sheet, header) and not _numbers_rows(sheet, header)
    ][:3]


def counts(sheet: Sheet, header: str) -> Counts:
    """What a column says; with no header each row is one response."""
    if not header:
        none = np.zeros(len(sheet.rows), dtype=bool)
        return Counts(np.ones(len(sheet.rows), dtype=np.int64), none, none)
    codes, distinct = pd.factorize(np.asarray(sheet.column(header), dtype=object))
    each = np.array([_number(cell) for cell in distinct], dtype=np.int64)[codes]
    large = each > MOST_COUNT
    return Counts(np.where(large, 0, np.maximum(each, 0)), each < 0, large)


def _holds_counts(sheet: Sheet, header: str) -> bool:
    cells = [cell for cell in sheet.column(header) if cell]
    return sum(_is_count(cell) for cell in cells) > _MOSTLY * len(cells)


def _is_count(cell: str) -> bool:
    return _COUNT.fullmatch(as_read(cell).strip()) is not None


def _numbers_rows(sheet: Sheet, header: str) -> bool:
    """Whether a column only numbers the rows, one after another, or holds what is far too large."""
    numbers = np.array([_number(cell) for cell in sheet.column(header) if cell])
    steps = np.diff(numbers)
    return bool((steps == 1).sum() > 0.9 * len(steps) or (numbers > MOST_COUNT).mean() > _MOSTLY)


def _number(cell: str) -> int:
    """A count as it is written, no larger than one too large; −1 for what is none."""
    text = as_read(cell).strip()
    if not _COUNT.fullmatch(text):
        return -1
    digits = re.sub(r"[^0-9]", "", text.partition(".")[0])
    # Of very many digits the number is not worked out.
    return min(int(digits), MOST_COUNT + 1) if len(digits) < 12 else MOST_COUNT + 1
