"""What can be profiled: practices, networks, places, wards, neighbourhoods, own groups.

A unit is named by its code, which says by itself what it is: ``C88001`` a practice, ``U12345`` a
primary care network (PCN), ``02P`` a place (the sub-ICB of its practices), ``E05…`` a ward,
``E02…`` a neighbourhood (MSOA), ``E08…`` a district, ``E01…`` an area; a code with a hyphen one of
an organisation's own groups of wards (:mod:`layers.catalogue.groupings`). A group of one's own is
written ``Name~code~code``, with any of these as members.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from layers.atlas import GROUPING, Atlas
from layers.bounded_cache import bounded_cache
from layers.geography import levels
from layers.practices import patients_elsewhere

Kind = Literal["practice", "pcn", "place", "ward", "msoa", "grouping", "district", "area", "group"]

MOST_MEMBERS = 200
LONGEST_NAME = 60
_LEVELS = {
    "ward": "ward",
    "msoa": "msoa",
    GROUPING: GROUPING,
    "district": "district",
    "area": "lsoa",
}


class UnitError(ValueError):
    """A unit that the atlas does not know. The message says which, and what would do."""


@dataclass(frozen=True)
class Unit:
    """Something with a profile.

    Attributes
    ----------
    key
        How it is written in an address.
    kind, name
        What it is, and what people call it.
    practices
        Codes of the practices whose patients it is made of; empty for places on the map.
    areas
        Codes of the areas that it takes fully; empty for practices. A group may have both: a
        person who lives in one of its areas and is registered at one of its practices then counts
        twice, so the two kinds are best kept apart.
    members
        Of a group: the keys of what it was made from.
    """

    key: str
    kind: Kind
    name: str
    practices: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


def unit(atlas: Atlas, key: str) -> Unit:
    """The unit that a key stands for.

    Raises
    ------
    UnitError
        For a code that the atlas does not know, or a group without a name or members.
    """
    return _group(atlas, key) if "~" in key else _single(atlas, key)


@bounded_cache(500_000)
def _single(atlas: Atlas, key: str) -> Unit:
    if key in atlas.practices.index:
        return Unit(key, "practice", str(atlas.practices.at[key, "name"]), practices=(key,))
    for kind, code, name in (("pcn", "pcn_code", "pcn"), ("place", "sub_icb_code", "place")):
        mine = atlas.practices[atlas.practices[code] == key]
        if key and len(mine):
            return Unit(key, kind, str(mine[name].iloc[0]), practices=tuple(mine.index))  # type: ignore[arg-type]
    for kind, level in _LEVELS.items():
        if level not in atlas.levels:
            continue
        names = _names(atlas, level)
        if key in names:
            inside = tuple(levels.members(atlas, [key], level))
            own = atlas.grouping if level == GROUPING else None
            called = own.full(key) if own else names[key]
            return Unit(key, kind, called, areas=inside)  # type: ignore[arg-type]
    raise UnitError(
        f"“{key[:40]}” is not the code of an open practice, a network, a ward, a neighbourhood, "
        "a district or an area here."
    )


# Of five levels: a request may name hundreds of places, each of which is looked for at every one.
@lru_cache(maxsize=10)
def _names(atlas: Atlas, level: str) -> dict[str, str]:
    """Names of the areas of a level, by code."""
    return {str(code): str(name) for code, name in levels.areas_at(atlas, level)["name"].items()}


def _group(atlas: Atlas, key: str) -> Unit:
    name, *members = key.split("~")
    name = re.sub(r"\s+", " ", name).strip()[:LONGEST_NAME]
    wanted = list(dict.fromkeys(filter(None, members)))
    if not wanted or len(wanted) > MOST_MEMBERS:
        raise UnitError(
            f"A group has between 1 and {MOST_MEMBERS} members; "
            f"“{name or 'the group without a name'}” has {len(wanted)}."
        )
    parts = [unit(atlas, member) for member in wanted]
    practices = dict.fromkeys(code for part in parts for code in part.practices)
    areas = dict.fromkeys(code for part in parts for code in part.areas)
    return Unit(
        "~".join([name, *wanted]),
        "group",
        name or "My group",
        tuple(practices),
        tuple(areas),
        tuple(wanted),
    )


def of_kind(atlas: Atlas, kind: Literal["practice", "pcn", "place"]) -> list[Unit]:
    """All units of a kind that are made of practices, by name."""
    column = {"practice": None, "pcn": "pcn_code", "place": "sub_icb_code"}[kind]
    practices = atlas.practices
    codes = practices.index if column is None else practices[column].replace("", pd.NA).dropna()
    found = [unit(atlas, str(code)) for code in dict.fromkeys(codes)]
    return sorted(found, key=lambda one: (one.name, one.key))


def weights(atlas: Atlas, wanted: Unit) -> pd.Series:
    """The weighting of areas that stands for a unit.

    Returns
    -------
    pandas.Series
        By area code: for practices, their patients who live there ÷ its residents, so that
        w·residents are the patients, also in areas elsewhere in England
        (:mod:`layers.practices.patients_elsewhere`); plus 1 for each area that is taken fully.
    """
    every = practice_weights(atlas)
    if not wanted.practices:
        every = every.loc[atlas.areas.index]
    found = every[[code for code in wanted.practices if code in every.columns]].sum(axis=1)
    found[list(wanted.areas)] += 1.0
    return found


@lru_cache(maxsize=1)
def practice_weights(atlas: Atlas) -> pd.DataFrame:
    """The weighting of each practice: areas × practices, patients who live there ÷ residents.

    Areas are all those where patients of the atlas's practices live, everywhere in England, in the
    order of :func:`layers.practices.patients_elsewhere.residents`. Practices without a patient
    counted in one of them have no column.
    """
    registrations = atlas.registrations
    residents = patients_elsewhere.residents(atlas)
    mine = registrations[registrations["practice"].isin(atlas.practices.index)]
    mine = mine[mine["lsoa"].isin(residents.index)]
    patients = mine.pivot_table(index="lsoa", columns="practice", values="patients", aggfunc="sum")
    there = patients.reindex(residents.index).fillna(0.0)
    found = there.div(residents.where(residents > 0), axis=0).fillna(0.0)
    # The very index of the residents, by which a profile sees that nothing has to be looked up.
    return found.set_axis(residents.index, axis=0)


def larger(atlas: Atlas, wanted: Unit) -> Sequence[Unit]:
    """What a practice is compared with, smallest first: its network and its place."""
    if wanted.kind != "practice":
        return [] if wanted.kind != "pcn" else _places(atlas, wanted)
    code = str(atlas.practices.at[wanted.key, "pcn_code"])
    network = [unit(atlas, code)] if code else []
    return [*network, *_places(atlas, wanted)]


def _places(atlas: Atlas, wanted: Unit) -> list[Unit]:
    codes = atlas.practices.loc[list(wanted.practices), "sub_icb_code"].unique()
    return [unit(atlas, str(code)) for code in sorted(codes)]
