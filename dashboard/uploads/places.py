"""Where responses come from: postcodes and codes of areas, turned into areas at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.uploads.sheet import Sheet
from layers.atlas import Atlas
from layers.respondents import Respondents, normal

_AREA = re.compile(r"[EW]01[0-9]{6}")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]{2})")
_PART = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?[A-Z]?")
# Rows looked at to find the column of places, and the share of filled cells that must be places.
_SAMPLE = 2_000
_MOSTLY = 0.5

ELSEWHERE = "elsewhere"
REASONS: Mapping[str, str] = {
    "empty": "no place is given",
    "part": "only part of a postcode is given, which may be in several areas",
    "form": "neither a postcode nor the code of an area (LSOA 2021)",
    "unknown": "a postcode that is not known here: mistyped, closed, newer than the atlas's list, "
    "or just outside its area",
}


@dataclass(frozen=True)
class Postcodes:
    """The atlas's postcodes without spaces, and the sectors ("S10 2") that they lie in."""

    areas: Mapping[str, str]
    sectors: frozenset[str]


@lru_cache(maxsize=1)
def postcodes(atlas: Atlas) -> Postcodes:
    """Those that the snapshot holds."""
    table = atlas.extra("postcodes")
    if table.empty:
        return Postcodes({}, frozenset())
    plain = table["postcode"].str.replace(" ", "")
    areas = dict(zip(plain.tolist(), table["lsoa"].tolist(), strict=True))
    return Postcodes(areas, frozenset(plain.str[:-2].tolist()))


def placed(atlas: Atlas, cells: Sequence[str]) -> npt.NDArray[np.object_]:
    """For each cell the code of its area in the atlas, ``ELSEWHERE``, or a key of ``REASONS``.

    Small letters and spaces make no difference. Nothing is guessed: an O for a 0 is a mistake.
    """
    codes, distinct = pd.factorize(np.asarray(cells, dtype=object))
    known, areas = postcodes(atlas), frozenset(atlas.areas.index)
    found = np.array([_place(cell, known, areas) for cell in distinct], dtype=object)
    return found[codes]


def candidates(sheet: Sheet, known: Respondents) -> list[str]:
    """Headers of the columns that hold places, the likeliest first."""
    scores = []
    for at, header in enumerate(sheet.headers):
        cells = [cell for cell in sheet.columns[at][:_SAMPLE] if cell]
        share = sum(map(is_place, cells)) / len(cells) if cells else 0.0
        if share > _MOSTLY:
            named = normal(header) in known.place_columns
            scores.append((-named, -round(share, 2), at, header))
    return [header for *_, header in sorted(scores)]


def is_place(cell: str) -> bool:
    """Whether a cell has the form of a postcode or an area's code."""
    plain = _plain(cell)
    return bool(_AREA.fullmatch(plain) or _POSTCODE.fullmatch(plain))


def holds_postcodes(cells: Iterable[str]) -> bool:
    """Whether one of some cells has the form of a postcode."""
    return any(_POSTCODE.fullmatch(_plain(cell)) for cell in cells)


def _plain(cell: str) -> str:
    return "".join(cell.upper().split())


def _place(cell: str, known: Postcodes, areas: frozenset[str]) -> str:
    plain = _plain(cell)
    if not plain:
        return "empty"
    if _AREA.fullmatch(plain):
        return plain if plain in areas else ELSEWHERE
    if plain in known.areas:
        return known.areas[plain]
    if match := _POSTCODE.fullmatch(plain):
        return "unknown" if match[1] + match[2] in known.sectors else ELSEWHERE
    return "part" if _PART.fullmatch(plain) else "form"
