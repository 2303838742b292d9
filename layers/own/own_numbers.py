"""Numbers as people write them in a table: read where they cannot be mistaken, else left out."""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from layers.exercise.plain_characters import as_read
from layers.own.column_words import column_words
from layers.own.own_layer import LARGEST

Reason = Literal["", "missing", "hidden", "not_number", "too_large", "negative"]
# A number, and "" or the reason why there is none.
Read = tuple[float | None, Reason]
Reader = Callable[[str], Read]

# Thousands are parted by one sign throughout. A comma parts nothing else: "1,5" and "0,125" may be
# decimals. Behind a letter e stand powers of ten, as spreadsheets write them.
_NUMBER = re.compile(
    r"([+-]?) ?£? ?"
    r"([1-9][0-9]{0,2}(?:(?P<by>[, '’])[0-9]{3})(?:(?P=by)[0-9]{3})*|[0-9]+)?"
    r"(\.[0-9]+)?(e[+-]?[0-9]{1,2})?( ?%)?"
)
# A range that begins with 0 or 1 and goes to 10 at most is a small count, and can be no number.
_HIDDEN = re.compile(
    r"(?:<=|[<≤]) ?[0-9]{1,2}|(?:(?:less|fewer) than|under|below|up to|at most) [0-9]{1,2}|"
    r"[0-9]{1,2} (?:or|and) (?:fewer|less|under|below)|[01] ?(?:[-–—]|to) ?(?:[2-9]|10)"
)
_DIGITS_ALONE = re.compile(r"[+-]?£? ?[0-9]+(?:[,.][0-9]+)+ ?%?")
_PARTED = re.compile(r"[, '’]")


def number(cell: str) -> Read:
    """The number of a cell, or why it has none.

    Thousands separators, spaces of every kind, £ and % are taken off ("45%" is 45). What could be
    two numbers ("1,5"), a raised note ("12²") or text beside a number is ``not_number``.

    >>> number("£1,234.50"), number("1,5"), number("<5"), number("")
    ((1234.5, ''), (None, 'not_number'), (None, 'hidden'), (None, 'missing'))
    """
    text = as_read(cell).strip().casefold()
    words = column_words().cells
    if text in words.missing:
        return None, "missing"
    if text in words.hidden or _HIDDEN.fullmatch(text):
        return None, "hidden"
    match = _NUMBER.fullmatch(text.replace("\u2212", "-"))
    if match is None or not (match[2] or match[4]) or _has_note(cell):
        return None, "not_number"
    sign, whole, _, part, power, _ = match.groups()
    found = float(f"{sign}{_PARTED.sub('', whole or '0')}{part or ''}{power or ''}")
    # What is 0 below 0 is 0.
    return (None, "too_large") if abs(found) > LARGEST else (found + 0.0, "")


def count(cell: str) -> Read:
    """A number that counts something: not below 0, and no percentage."""
    found, why = number(cell)
    if is_percentage(cell) and found is not None:
        return None, "not_number"
    if found is not None and found < 0:
        return None, "negative"
    return found, why


def is_percentage(cell: str) -> bool:
    """Whether a cell has a sign of percent."""
    return as_read(cell).rstrip().endswith("%")


def may_be_two(cell: str) -> bool:
    """Whether a cell that holds no number to be read may hold one, with one of two meanings."""
    return bool(_DIGITS_ALONE.fullmatch(as_read(cell).strip())) and not _has_note(cell)


def is_whole(value: float | None) -> bool:
    """Whether a number could count something: whole, and not below 0."""
    return value is not None and value >= 0 and value == int(value)


def _has_note(cell: str) -> bool:
    """Raised digits and fractions would become digits of the number: 12² is not 122."""
    return not cell.isascii() and any(unicodedata.category(one) == "No" for one in cell)
