"""Postcodes, whole or in part: "S4 7QR", the sector "S4 7", the postcode district "S4"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Postcodes:
    """The snapshot's, with the rows of each sector and district, and all sectors that there are.

    ``near`` holds all sectors of the postcode areas ("S") that the snapshot knows whole.
    """

    postcode: Sequence[str]
    area: Sequence[str]
    points: Sequence[Point]
    row: Mapping[str, int]
    sectors: Mapping[str, Sequence[int]]
    districts: Mapping[str, Sequence[int]]
    near: frozenset[str]


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
    joined = _SECTOR.fullmatch(typed)
    if part and part[1] in known.districts:
        return [_district(atlas, known, part[1])], None
    if joined and f"{joined[1]}{joined[2]}" in known.sectors:
        return _sector(atlas, known, joined[1], joined[2], joined[3], most)
    if part and _letters(part[1]) in load_place_codes().postcode_areas:
        there = {sector[:-1] for sector in known.near}
        if _letters(part[1]) not in {_letters(one) for one in there} or part[1] in there:
            return [], Outside("part", part[1])
    return [], None


def _one(
    atlas: Atlas, known: _Postcodes, outward: str, digit: str, last: str
) -> tuple[list[Place], Outside | None]:
    name, sector = f"{outward} {digit}{last}", f"{outward}{digit}"
    row = known.row.get(name)
    if row is not None:
        return [_postcode(atlas, known, row)], None
    if sector in known.sectors:
        return [], Outside("unknown_postcode", name)
    return [], Outside("postcode" if _there_is(known, outward, sector) else "no_postcode", name)


def _there_is(known: _Postcodes, outward: str, sector: str) -> bool:
    """Whether there may be a sector anywhere: of areas that are known whole it is known."""
    letters = _letters(outward)
    whole = {_letters(one) for one in known.near}
    return sector in known.near if letters in whole else (
        letters in load_place_codes().postcode_areas
    )  # fmt: skip


def _sector(
    atlas: Atlas, known: _Postcodes, outward: str, digit: str, letter: str, most: int
) -> tuple[list[Place], Outside | None]:
    sector = f"{outward}{digit}"
    rows = known.sectors.get(sector)
    if rows is None:
        there = _there_is(known, outward, sector)
        return [], Outside("part" if there else "no_postcode", f"{outward} {digit}{letter}")
    place = _several(atlas, known, "sector", f"{outward} {digit}", rows)
    begun = f"{outward} {digit}{letter}"
    mine = [row for row in rows if letter and known.postcode[row].startswith(begun)]
    return [*(_postcode(atlas, known, row) for row in mine[: most - 1]), place], None


def _district(atlas: Atlas, known: _Postcodes, outward: str) -> Place:
    return _several(atlas, known, "postcodes", outward, known.districts[outward])


def _postcode(atlas: Atlas, known: _Postcodes, row: int) -> Place:
    area, point = known.area[row], known.points[row]
    home = atlas.areas.loc[area]
    where = within(str(home["neighbourhood"]), str(home["district"]))
    return Place("postcode", "", known.postcode[row], where, point, areas=(area,))


def _several(atlas: Atlas, known: _Postcodes, kind: str, name: str, rows: Sequence[int]) -> Place:
    areas = most_first(known.area[row] for row in rows)
    districts = atlas.areas["district"]
    where = ", ".join(dict.fromkeys(districts[list(areas)]))
    point, extent = spread(known.points[row] for row in rows)
    return Place(kind, name.replace(" ", "-"), name, where, point, extent, areas, len(rows))


def _letters(outward: str) -> str:
    return re.match("[A-Z]*", outward)[0]  # type: ignore[index]  # it always matches


@lru_cache(maxsize=2)
def _postcodes(atlas: Atlas) -> _Postcodes:
    found = table(atlas, "postcodes")
    found = found[found["lsoa"].isin(atlas.areas.index)].sort_values("postcode", ignore_index=True)
    # A snapshot of before has no points: a place inside the area stands for them.
    middles = atlas.areas.loc[found["lsoa"], ["longitude", "latitude"]].reset_index(drop=True)
    points = found[["longitude", "latitude"]].astype(np.float64).fillna(middles)
    names = found["postcode"].astype(str)
    squeezed = names.str.replace(" ", "")
    near = other(atlas, "postcode_sectors", ["sector"])["sector"]
    return _Postcodes(
        postcode=names.tolist(),
        area=found["lsoa"].tolist(),
        points=list(points.itertuples(index=False, name=None)),
        row=dict(zip(names, range(len(names)), strict=True)),
        sectors=_rows(squeezed.str[:-2]),
        districts=_rows(squeezed.str[:-3]),
        near=frozenset(near.tolist()),
    )


def _rows(names: pd.Series) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, name in enumerate(names.tolist()):
        found.setdefault(name, []).append(row)
    return found
