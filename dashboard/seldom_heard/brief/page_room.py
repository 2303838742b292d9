"""How large the letters of a hand-out's pages can be, and its map, reckoned from what they say.

Typst tries sizes until a page fits, which takes time and memory for each: it begins with the size
that is found here.
"""

import math
from collections.abc import Iterable
from typing import Any

from dashboard.files.street_map import WIDE

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)  # of letters, points
TALL = 267.0  # of a page, mm
_GAP = 8.0  # between two columns
# A letter's width and a line's height, mm for each point of size.
_LETTER, _LINE = 0.167, 0.42
_BETWEEN = 0.9  # lines that begin anew
# Millimetres that headings, the code to scan, notes and room to write take.
_FIXED_WHERE, _FIXED_WHO = 52.0, 97.0
LOWEST, HIGHEST = 104.0, 152.0  # of the map
# Where letters would be smaller than can be read easily, the map gets lower first.
_READABLE, _SMALLEST_MAP = 7.0, 84.0


def where_page(streets: Iterable[str], *columns: Iterable[str]) -> tuple[int, float]:
    """The first size to try, as a place in :data:`SIZES`, and the height of the map in mm.

    Parameters
    ----------
    streets
        Paragraphs below the map.
    columns
        Paragraphs that stand below those, side by side.
    """
    said, beside = list(streets), [list(column) for column in columns]
    tall = 0.0
    for at, size in enumerate(SIZES):
        tall = _for_map(said, beside, size)
        if tall >= (LOWEST if size > _READABLE else _SMALLEST_MAP):
            return at, min(tall, HIGHEST)
    return len(SIZES) - 1, max(tall, _SMALLEST_MAP)


def room_for_map(streets: Iterable[str], *columns: Iterable[str]) -> bool:
    """Whether the page has room for a map in its smallest letters; else as :func:`where_page`."""
    return _for_map(list(streets), [list(c) for c in columns], SIZES[-1]) >= _SMALLEST_MAP


def _for_map(streets: list[str], columns: list[list[str]], size: float) -> float:
    """What is left of the page for its map, mm."""
    narrow = (WIDE - _GAP) / max(len(columns), 1)
    below = max((_height(column, narrow, size) for column in columns), default=0.0)
    return TALL - _FIXED_WHERE - _height(streets, WIDE, size) - below


def who_page(paragraphs: Iterable[str], rows: int, columns: Iterable[Iterable[str]]) -> int:
    """The first size to try for the page on people and places.

    Parameters
    ----------
    paragraphs
        What runs over the page.
    rows
        Lines of the table of surgeries.
    columns
        Places, in columns side by side.
    """
    said, beside = list(paragraphs), [list(column) for column in columns]
    narrow = (WIDE - _GAP) / 2 - 6
    for at, size in enumerate(SIZES):
        places = max((_height(column, narrow, size, 1.0) for column in beside), default=0.0)
        tall = _height(said, WIDE, size) + rows * (_LINE * size + 1.5) + places
        if tall <= TALL - _FIXED_WHO:
            return at
    return len(SIZES) - 1


def halves(blocks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Blocks in two columns, one after the other, cut where both are nearest to equal."""
    sizes = [len(block["rows"]) + 1 for block in blocks]
    cuts = range(1, len(blocks) + 1)
    cut = min(cuts, key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])), default=0)
    return [blocks[:cut], blocks[cut:]]


def _height(texts: Iterable[str], wide: float, size: float, between: float = _BETWEEN) -> float:
    return sum(
        math.ceil(max(len(text), 1) * size * _LETTER / wide) * _LINE * size + between
        for text in texts
    )
