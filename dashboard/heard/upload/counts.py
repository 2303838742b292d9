"""How many responses each row stands for, where the file has a row for each place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.heard.upload.count_limits import MOST_COUNT
from dashboard.upload.sheet import Sheet
from layers.exercise.plain_characters import as_read
from layers.exercise.respondents import Respondents, counts_responses, normal

# A whole number, however it groups its thousands, also as a spreadsheet writes it (10.0; with three
# digits behind a comma it would be thousands), and with what it counts ("10 people").
_COUNT = re.compile(
    r"((?:[0-9]{1,3}(?:[ ,'’][0-9]{3})+|[0-9]+))(?:\.0+|,0{1,2})?"
    r"(?: (?:people|persons?|responses?|respondents?|replies|reply|surveys?|participants?))?"
)
# What stands for a small number that somebody else has hidden.
_HIDDEN = re.compile(r"[<≤].*|\*+|\.{2,}|(?:less|fewer) than .*|suppressed")
# Half of a column's filled cells must be counts for it to be taken without being asked.
_MOSTLY = 0.5
# So many numbers, each one more than the last, are hardly counts.
_MANY = 10
# Keys of the reasons in layers/catalogue/place_codes.toml.
BAD_COUNT, LARGE_COUNT, HIDDEN_COUNT = "bad_count", "large_count", "hidden_count"
UNUSED = (
    "“{header}” holds whole numbers and was not used: each row counts as one response. If it says "
    "how many responses a row stands for, choose it as the count."
)


@dataclass(frozen=True)
class Counts:
    """Of each row: the responses it stands for; whether that cannot be said, was hidden before the
    file came here, or is too many."""

    responses: npt.NDArray[np.int64]
    bad: npt.NDArray[np.bool_]
    hidden: npt.NDArray[np.bool_]
    large: npt.NDArray[np.bool_]


def find_count(sheet: Sheet, place: str, known: Respondents) -> str:
    """The header of the column that says how many responses a row stands for; "" for none.

    A word that can only mean that is enough; one that may mean something else ("people", "number")
    only where no place comes twice.
    """
    filled = [cell for cell in sheet.column(place) if cell]
    once = len(set(filled)) == len(filled)
    for header in sheet.asking:
        # Also where most numbers were hidden before: each row would count as one response.
        if (
            header != place
            and counts_responses(known, header)
            and _holds(sheet, header, place, _is_count_or_hidden)
        ):
            return header
    for header in sheet.asking if once else ():
        perhaps = header != place and normal(header) in known.perhaps_count_columns
        if perhaps and _holds_counts(sheet, header, place) and not _numbers_rows(sheet, header):
            return header
    return ""


def unused_counts(sheet: Sheet, place: str, used: Iterable[str]) -> list[str]:
    """Sentences about columns of whole numbers that nothing else was made of, at most three."""
    taken = {place, *used}
    return [
        UNUSED.format(header=header)
        for header in sheet.asking
        if header not in taken
        and _holds_counts(sheet, header, place)
        and not _numbers_rows(sheet, header)
    ][:3]


def counts(sheet: Sheet, header: str) -> Counts:
    """What a column says; with no header each row is one response."""
    if not header:
        none = np.zeros(len(sheet.rows), dtype=bool)
        return Counts(np.ones(len(sheet.rows), dtype=np.int64), none, none, none)
    codes, distinct = pd.factorize(np.asarray(sheet.column(header), dtype=object))
    each = np.array([_number(cell) for cell in distinct], dtype=np.int64)[codes]
    hidden = np.array([_is_hidden(cell) for cell in distinct], dtype=bool)[codes]
    large = each > MOST_COUNT
    return Counts(np.where(large, 0, np.maximum(each, 0)), each < 0, hidden, large)


def _holds_counts(sheet: Sheet, header: str, place: str) -> bool:
    return _holds(sheet, header, place, _is_count)


def _holds(sheet: Sheet, header: str, place: str, fits: Callable[[str], bool]) -> bool:
    """Whether a column holds counts where there are places: of a second table beside the first
    one, most cells are empty there."""
    cells = [cell for cell, at in zip(sheet.column(header), sheet.column(place), strict=True) if at]
    fit = {cell: fits(cell) for cell in set(cells)}
    return sum(fit[cell] for cell in cells) > _MOSTLY * len(cells)


def _is_count(cell: str) -> bool:
    return _COUNT.fullmatch(_plain(cell)) is not None


def _is_hidden(cell: str) -> bool:
    return _HIDDEN.fullmatch(_plain(cell)) is not None


def _is_count_or_hidden(cell: str) -> bool:
    return _is_count(cell) or _is_hidden(cell)


def _plain(cell: str) -> str:
    return as_read(cell).strip().casefold()


def _numbers_rows(sheet: Sheet, header: str) -> bool:
    """Whether a column only numbers the rows, one after another, or holds what is far too large."""
    numbers = np.array([_number(cell) for cell in sheet.column(header) if cell])
    steps = np.diff(numbers)
    one_more = len(numbers) >= _MANY and (steps == 1).sum() > 0.9 * len(steps)
    return bool(one_more or (numbers > MOST_COUNT).mean() > _MOSTLY)


def _number(cell: str) -> int:
    """A count as it is written, no larger than one too large; −1 for what is none."""
    match = _COUNT.fullmatch(_plain(cell))
    if not match:
        return -1
    digits = re.sub(r"[^0-9]", "", match[1])
    # Of very many digits the number is not worked out.
    return min(int(digits), MOST_COUNT + 1) if len(digits) < 12 else MOST_COUNT + 1
