"""Numbers with a comma as the decimal sign, as programs in other languages write them.

"1,5" by itself may be read as two numbers. Where semicolons part the columns of a file, and one of
its cells can only be a decimal, commas are read as the decimal sign throughout.
"""

import re
from collections.abc import Sequence

from layers.exercise.plain_characters import as_read
from layers.own.own_numbers import number

_DECIMAL = re.compile(r"[+-]?£? ?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+ ?%?")
_THOUSANDS = re.compile(r"[+-]?£? ?[0-9]{1,3}(?:\.[0-9]{3})+ ?%?")


def is_decimal(cell: str) -> bool:
    """Whether a cell can only be a number with a decimal comma: "12,5", but not "1,234"."""
    text = _plain(cell)
    return bool(_DECIMAL.fullmatch(text)) and number(text)[1] == "not_number"


def with_points(columns: Sequence[Sequence[str]]) -> tuple[tuple[Sequence[str], ...], bool]:
    """Columns of cells, with a point for the comma in numbers; and whether there was any.

    Without a cell that can only be a decimal, nothing is changed: "1,234" is then 1234.
    """
    if not any(is_decimal(cell) for column in columns for cell in column):
        return tuple(columns), False
    return tuple([_pointed(cell) for cell in column] for column in columns), True


def _pointed(cell: str) -> str:
    text = _plain(cell)
    if _DECIMAL.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return cell


def _plain(cell: str) -> str:
    return as_read(cell).strip().replace("\u2212", "-")
