"""The one place through which every cell of every export passes.

A spreadsheet runs text that starts like a formula (CWE-1236), so such text gets an apostrophe in
front. Numbers stay numbers, also those written as text: ``-0.01`` and ``-0.5 to 1`` run nothing.
"""

import math
import numbers
import re
import unicodedata
from collections.abc import Iterable

Cell = str | int | float | None

# The wide forms are read as the narrow ones by some spreadsheets.
_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_TURNED_TO_SPACES = "\t\n\r\v\f\x85\u2028\u2029"
_NUMBER = r"-?\d[\d,]*(\.\d+)?%?"
_NUMBERS = re.compile(f"{_NUMBER}( (to|and) {_NUMBER})?", re.ASCII)
_LONGEST = 32_000  # a spreadsheet's cell holds 32,767 characters


def safe(value: object) -> Cell:
    """A value fit for a cell of any format.

    Parameters
    ----------
    value
        Text, a number (Python's or numpy's), or nothing (``None``, NaN, NA).

    Returns
    -------
    str, int, float or None
        Text without control characters, harmless to a spreadsheet; a whole number as ``int``;
        None where there is nothing.
    """
    if value is None or isinstance(value, str):
        return None if value is None else text(value)
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "yes" if value else "no"
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        number = float(value)
        if not math.isfinite(number):
            return None
        return int(number) if number.is_integer() else number
    return None if type(value).__name__ in ("NAType", "NaTType") else text(str(value))


def text(raw: str) -> str:
    """Text without what a spreadsheet would run, a screen would not show or XML cannot hold."""
    if raw.isprintable():
        # Nothing to take out, and no white space but plain spaces: most text, so told at once.
        clean, seen = raw, raw.lstrip()[:1]
    else:
        clean = "".join(_allowed(character) for character in raw)
        # What cannot be seen in front does not make a formula harmless.
        seen = next((c for c in clean if not c.isspace() and unicodedata.category(c) != "Cf"), "")
    formula = seen in _STARTS and not _NUMBERS.fullmatch(clean)
    risky = raw[:1] in ("\t", "\r", "\n") or formula
    if len(clean) > _LONGEST:
        clean = f"{clean[: _LONGEST - 1]}…"
    return f"'{clean}" if risky else clean


def row(values: Iterable[object]) -> list[Cell]:
    """A row of safe cells."""
    return [safe(value) for value in values]


def _allowed(character: str) -> str:
    if character in _TURNED_TO_SPACES:
        return " "
    # Cc: control characters; Cs: halves of a pair, which no encoding can write. Joiners and marks
    # of direction (Cf) stay: Urdu and emoji need them.
    if unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff":
        return ""
    return character
