"""What the code of a place looks like, whether or not there is such a place."""

import re
from collections.abc import Iterable

from layers.characters import as_read

AREA = re.compile(r"[EW]01[0-9]{6}")
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]{2})")
PART = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?[A-Z]?")
# Codes of the Office for National Statistics: a letter for the country, two digits for the kind.
CODE = re.compile(r"[EWSN][0-9]{8}")


def plain(cell: str) -> str:
    """A cell as codes and postcodes are looked up: capitals, no spaces, nothing unseen."""
    return "".join(as_read(cell).upper().split())


def is_place(cell: str) -> bool:
    """Whether a cell has the form of a postcode or an area's code."""
    text = plain(cell)
    return bool(AREA.fullmatch(text) or POSTCODE.fullmatch(text))


def is_code(cell: str) -> bool:
    """Whether a cell has the form of a postcode or of any place's code."""
    text = plain(cell)
    return bool(CODE.fullmatch(text) or POSTCODE.fullmatch(text))


def holds_postcodes(cells: Iterable[str]) -> bool:
    """Whether one of some cells has the form of a postcode."""
    return any(POSTCODE.fullmatch(plain(cell)) for cell in cells)
