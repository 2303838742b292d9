"""What the code of a place looks like, whether or not there is such a place."""

import re
from collections.abc import Iterable

from layers.exercise.plain_characters import as_read

AREA = re.compile(r"[EW]01[0-9]{6}")
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]{2})")
PART = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?[A-Z]?")
# Codes of the Office for National Statistics: a letter for the country, two digits for the kind.
CODE = re.compile(r"[EWSN][0-9]{8}")

# The same within other text, and a postcode in which letters stand for digits.
_WITHIN = re.compile(r"\b(?:[EW]01[0-9]{6}|[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2})\b")
_SLIP = re.compile(r"([A-Z]{1,2}?)([0-9OIL][0-9A-Z]?)([0-9OIL])([A-Z]{2})")
_DIGITS = str.maketrans("OIL", "011")


def plain(cell: str) -> str:
    """A cell as codes and postcodes are looked up: capitals, no spaces or signs, nothing unseen."""
    return re.sub(r"[\W_]+", "", as_read(cell).upper())


def written(code: str) -> str:
    """A plain postcode as it is written.

    >>> written("S47UQ")
    'S4 7UQ'
    """
    return f"{code[:-3]} {code[-3:]}"


def places_in(text: str) -> list[str]:
    """All postcodes and areas' codes in a text, in order, as they are written but in capitals."""
    return [str(one) for one in _WITHIN.findall(as_read(text).upper())]


def within(cell: str) -> str:
    """The one postcode or area's code in a longer text, plain; empty for none or several."""
    found = {plain(one) for one in places_in(cell)}
    return found.pop() if len(found) == 1 else ""


def postcode_in(cell: str) -> str:
    """A cell's postcode as it is written: all of it, or the one that stands in it; "" for none."""
    for one in (plain(cell), within(cell)):
        if POSTCODE.fullmatch(one):
            return written(one)
    return ""


def with_digits(text: str) -> str:
    """A plain text as a postcode with digits for the letters O, I and L; empty if it is none."""
    match = _SLIP.fullmatch(text)
    if not match:
        return ""
    first, district, sector, last = match.groups()
    return f"{first}{district.translate(_DIGITS)}{sector.translate(_DIGITS)}{last}"


def is_place(cell: str) -> bool:
    """Whether a cell has the form of a postcode or an area's code."""
    text = plain(cell)
    return bool(AREA.fullmatch(text) or POSTCODE.fullmatch(text) or within(cell))


def is_code(cell: str) -> bool:
    """Whether a cell has the form of a postcode or of any place's code."""
    text = plain(cell)
    return bool(CODE.fullmatch(text) or POSTCODE.fullmatch(text))


def holds_postcodes(cells: Iterable[str]) -> bool:
    """Whether one of some cells has the form of a postcode."""
    return any(POSTCODE.fullmatch(plain(cell)) for cell in cells)
