"""Postcodes, whole or in part: "S4 7QR", the sector "S4 7", the postcode district "S4"."""

import bisect
import re
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.ground.search_place import Outside, Place, Point
from layers.ground.search_tables import most_first, other, spread, within
from layers.ground.tables import table

_WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9OIL])([A-Z]{2})")
_PART = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ([0-9])([A-Z]?)| ?)")
_SECTOR = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]?)")  # the same without its space
_DIGITS = str.maketrans("OIL", "011")


class _Postcodes:
    """The snapshot's in order, so that those that begin alike stand together.

    ``sectors`` are all that there are ("S47" of "S4 7") in the postcode areas that the snapshot
    knows whole (``areas``, "S"), here or not.
    """

    def __init__(self, atlas: Atlas) -> None:
        found = table(atlas, "postcodes")
        here = found[found["lsoa"].isin(atlas.areas.index)]
        here = here.sort_values("postcode", ignore_index=True)
        # A snapshot of before has no points: a place inside the area stands for them.
        middles = atlas.areas.loc[here["lsoa"], ["longitude", "latitude"]].reset_index(drop=True)
        points = here[["longitude", "latitude"]].astype(np.float64).fillna(middles)
        self.names: list[str] = here["postcode"].tolist()
        self._points = points.to_numpy()
        self._of, self._codes = pd.factorize(here["lsoa"])
        self.sectors = frozenset(other(atlas, "postcode_sectors", ["sector"])["sector"].tolist())
        self.areas = frozenset(map(_letters, self.sectors))

    def rows(self, begins: str) -> range:
        """Of those that begin so."""
        low = bisect.bisect_left(self.names, begins)
        return range(low, bisect.bisect_left(self.names, f"{begins}~"))

    def lsoa(self, row: int) -> str:
        """The area that one lies in."""
        return str(self._codes[self._of[row]])

    def point(self, row: int) -> Point:
        """Where one is."""
        east, north = self._points[row].tolist()
        return east, north

    def there_is(self, outward: str, digit: str) -> bool:
        """Whether there may be a sector anywhere: of areas that are known whole it is known."""
        letters = _letters(outward)
        if letters in self.areas:
            return f"{outward}{digit}" in self.sectors
        return letters in load_place_codes().postcode_areas

    def there_is_part(self, outward: str) -> bool:
        """The same of a postcode district."""
        return any(self.there_is(outward, digit) for digit in "0123456789")


def looked_up(atlas: Atlas, text: str, most: int) -> tuple[list[Place], Outside | None]:
    """What a text is as a postcode or the beginning of one, or why there is none here.

    Returns
    -------
    list of Place, Outside or None
        Nothing of both where the text is no postcode.
    """
    typed = " ".join(text.upper().split())
    known = _postcodes(atlas)
    whole = _WHOLE.fullmatch(re.sub("[^A-Z0-9]", "", typed))
    if whole:
        return _one(atlas, known, whole[1], whole[2].translate(_DIGITS), whole[3])
    part = _PART.fullmatch(typed)
    if part and part[2]:
        return _sector(atlas, known, part[1], part[2], part[3], most)
    if part and known.rows(f"{part[1]} "):
        return [_several(atlas, known, "postcodes", part[1])], None
    joined = _SECTOR.fullmatch(typed)
    if joined and known.rows(f"{joined[1]} {joined[2]}"):
        return _sector(atlas, known, joined[1], joined[2], joined[3], most)
    if part and known.there_is_part(part[1]):
        return [], Outside("part", part[1])
    return [], None


def _one(
    atlas: Atlas, known: _Postcodes, outward: str, digit: str, last: str
) -> tuple[list[Place], Outside | None]:
    name = f"{outward} {digit}{last}"
    rows = known.rows(name)
    if rows:
        return [_postcode(atlas, known, rows[0])], None
    if known.rows(f"{outward} {digit}"):
        return [], Outside("unknown_postcode", name)
    return [], Outside("postcode" if known.there_is(outward, digit) else "no_postcode", name)


def _sector(
    atlas: Atlas, known: _Postcodes, outward: str, digit: str, letter: str, most: int
) -> tuple[list[Place], Outside | None]:
    sector = f"{outward} {digit}"
    if not known.rows(sector):
        there = known.there_is(outward, digit)
        return [], Outside("part" if there else "no_postcode", f"{sector}{letter}")
    begun = known.rows(f"{sector}{letter}")[: most - 1] if letter else range(0)
    places = [_postcode(atlas, known, row) for row in begun]
    return [*places, _several(atlas, known, "sector", sector)], None


def _postcode(atlas: Atlas, known: _Postcodes, row: int) -> Place:
    area = known.lsoa(row)
    home = atlas.areas.loc[area]
    where = within(str(home["neighbourhood"]), str(home["district"]))
    return Place("postcode", "", known.names[row], where, known.point(row), areas=(area,))


def _several(atlas: Atlas, known: _Postcodes, kind: str, name: str) -> Place:
    rows = known.rows(name if kind == "sector" else f"{name} ")
    areas = most_first(map(known.lsoa, rows))
    where = ", ".join(dict.fromkeys(atlas.areas["district"][list(areas)]))
    point, extent = spread(map(known.point, rows))
    return Place(kind, name.replace(" ", "-"), name, where, point, extent, areas, len(rows))


def _letters(outward: str) -> str:
    return re.match("[A-Z]*", outward)[0]  # type: ignore[index]  # it always matches


@lru_cache(maxsize=2)
def _postcodes(atlas: Atlas) -> _Postcodes:
    return _Postcodes(atlas)
