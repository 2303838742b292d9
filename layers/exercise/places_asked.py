"""Where an exercise asked: some of the atlas's areas, and what they are called.

Who was not asked cannot have been silent. An exercise is compared with the residents of the areas
where it asked and with nobody else: :func:`part` gives the atlas of these areas alone, and whatever
is worked out from it has them as its base, at every level.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from layers.atlas import Atlas
from layers.exercise.responses import Responses
from layers.geography import levels
from layers.name_lists import listed
from layers.practices import footprints
from layers.practices.units import Unit, UnitError, unit

# A practice's areas: the fewest that hold so much of its whole list, as the practices' page has it.
CORE = 0.8
# The most places that are named; more are counted.
MOST_NAMED = 4
# After the name of a place of which only a part was asked.
PART = " (part)"
# What practices' areas are called, whoever they are of.
SERVED = f"the areas where {CORE:.0%} of the patients of "
LONGEST_LABEL = 160
_PLURALS = {"ward": "wards", "msoa": "neighbourhoods", "area": "areas"}
_ONE = {"ward": "ward", "msoa": "neighbourhood", "area": "area"}


class ExtentError(ValueError):
    """It cannot be said so where an exercise asked. The message says why and what would do."""


@dataclass(frozen=True)
class Extent:
    """Where an exercise asked.

    Attributes
    ----------
    areas
        LSOA codes, at least one; None for every area of the atlas.
    label
        What they are called, to follow "in": "Barnsley and Rotherham".
    """

    areas: frozenset[str] | None
    label: str

    @property
    def everywhere(self) -> bool:
        """Whether every area was asked."""
        return self.areas is None


def everywhere(atlas: Atlas) -> Extent:
    """Every area of the atlas."""
    return Extent(None, f"all of {atlas.name}")


def of_places(atlas: Atlas, keys: Iterable[str]) -> Extent:
    """The areas of some places, of any kinds.

    Parameters
    ----------
    keys
        Codes of districts, wards, neighbourhoods (MSOA) or areas (LSOA); or of networks or
        practices, which stand for the core of their list: the fewest areas that hold ``CORE`` of
        all their patients. Each network or practice has a core of its own.

    Raises
    ------
    ExtentError
        For no key, codes that the atlas does not know, or a practice without patients here.
    """
    given = list(dict.fromkeys(keys))
    if not given:
        raise ExtentError("Say at least one place where you asked.")
    found = [_place(atlas, key) for key in given]
    unknown = [key for key, one in zip(given, found, strict=True) if one is None]
    if unknown:
        named = ", ".join(f"“{code[:20]}”" for code in unknown[:3])
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        raise ExtentError(
            f"{len(unknown)} of the {len(given)} places are not in this atlas: {named}{more}. "
            "Give codes of districts, wards, neighbourhoods (MSOA 2021), areas (LSOA 2021), "
            "practices or networks, or take them out."
        )
    areas: set[str] = set()
    places = [one for one in found if one is not None]
    for one in places:
        core = footprints.core(atlas, one.practices, CORE) if one.practices else one.areas
        # A core may reach beyond the atlas.
        here = [str(code) for code in core if code in atlas.areas.index]
        if not here:
            raise ExtentError(f"No patients of {one.name} are counted here, so it has no areas.")
        areas.update(here)
    return _whole_or_part(atlas, areas, _label(atlas, places))


def of_areas(atlas: Atlas, codes: Iterable[str], label: str) -> Extent:
    """Areas that something else has found, and what they are to be called.

    Raises
    ------
    ExtentError
        For none, or codes that the atlas does not know.
    """
    areas = set(codes)
    unknown = sorted(areas - set(atlas.areas.index))
    if unknown:
        raise ExtentError(f"{len(unknown)} of the {len(areas)} areas are not in this atlas.")
    if not areas:
        raise ExtentError("There is no area where you asked. Say at least one.")
    return _whole_or_part(atlas, areas, label)


def union(atlas: Atlas, extents: Sequence[Extent]) -> Extent:
    """Where at least one of several extents asked.

    Raises
    ------
    ExtentError
        For none.
    """
    if not extents:
        raise ExtentError("Say at least one place where you asked.")
    if len(extents) == 1:
        return extents[0]
    areas = set().union(*(members(atlas, one) for one in extents))
    return _whole_or_part(atlas, areas, "; ".join(dict.fromkeys(one.label for one in extents)))


def common(atlas: Atlas, extents: Sequence[Extent]) -> Extent:
    """Where every one of several extents asked.

    Raises
    ------
    ExtentError
        Where they have no area in common.
    """
    areas = set(members(atlas, extents[0])).intersection(*(members(atlas, e) for e in extents))
    if not areas:
        raise ExtentError("No place was asked by all of them.")
    for one in extents:
        if areas == set(members(atlas, one)):
            return one
    return _whole_or_part(atlas, areas, described(atlas, areas))


def members(atlas: Atlas, extent: Extent) -> frozenset[str]:
    """The codes of its areas."""
    return frozenset(atlas.areas.index) if extent.areas is None else extent.areas


def described(atlas: Atlas, codes: Iterable[str]) -> str:
    """What a set of areas is called: its whole districts, its whole wards, and how many more."""
    areas = atlas.areas
    left = areas.index.isin(list(codes))
    said = []
    for level in ("district", "ward"):
        code, name = levels.COLUMNS[level]
        # The areas of what is named already are not left.
        every = pd.Series(left, index=areas.index).groupby(areas[code]).all()
        whole = every[every].index
        if len(whole):
            names = sorted(areas.loc[areas[code].isin(whole), name].unique())
            said.append(_named(atlas, level, names, areas.index[areas[code].isin(whole)]))
            left &= ~areas[code].isin(whole).to_numpy()
    if left.any():
        rest = areas.index[left]
        what = "1 area" if len(rest) == 1 else f"{len(rest)} areas"
        said.append(f"{what} in {_districts(atlas, rest)}")
    return "; ".join(said)


def partly(atlas: Atlas, extent: Extent, level: str) -> frozenset[str]:
    """Codes of the places of a level of which only a part was asked.

    Parameters
    ----------
    level
        ``lsoa``, ``msoa``, ``ward`` or ``district``.
    """
    if extent.areas is None or level == "lsoa":
        return frozenset()
    of = atlas.areas[levels.COLUMNS[level][0]]
    inside = of.index.isin(list(extent.areas))
    return frozenset(of[inside]) & frozenset(of[~inside])


def without(atlas: Atlas, extent: Extent, level: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The areas of some places of a level that were not asked, by code."""
    inside = set(levels.members(atlas, codes, level))
    return tuple(sorted(inside - members(atlas, extent)))


def inside(responses: Responses, extent: Extent) -> tuple[Responses, int]:
    """The responses from where an exercise asked, and how many came from other areas here."""
    if extent.areas is None:
        return responses, 0
    asked = responses.cells["lsoa"].isin(extent.areas)
    kept = replace(responses, cells=responses.cells[asked].reset_index(drop=True))
    return kept, responses.total - kept.total


def part(atlas: Atlas, extent: Extent) -> Atlas:
    """The atlas of the areas where an exercise asked.

    Areas, their figures and the names of their districts are of these alone; practices, outlines
    and England's figures are the whole atlas's. It does not equal the atlas it is a part of.
    """
    # Of what is published: it is remembered, and asks for nothing else.
    return atlas if extent.areas is None else _part(atlas.published, extent.areas)


class _Part(Atlas):
    """An atlas of some of another's areas."""

    def __init__(self, whole: Atlas, codes: frozenset[str]) -> None:
        # What is not changed below is shared.
        self.__dict__.update(whole.__dict__)
        areas = whole.areas
        self._whole, self._base = whole, None
        self._areas = areas[areas.index.isin(list(codes))]
        self._tables = {}
        here = set(self._areas["district_code"])
        self.districts = MappingProxyType(
            {code: name for code, name in whole.districts.items() if code in here}
        )

    def _make_table(self, indicator: str) -> pd.DataFrame:
        return self._whole.table(indicator).loc[self._areas.index]

    @property
    def clusters(self) -> pd.DataFrame:
        """See :class:`Atlas`."""
        return self._whole.clusters.loc[self._areas.index]


# The last few, so that what is remembered by atlas is not worked out anew at every click.
@lru_cache(maxsize=4)
def _part(atlas: Atlas, codes: frozenset[str]) -> Atlas:
    return _Part(atlas, codes)


def _place(atlas: Atlas, key: str) -> Unit | None:
    """What a code stands for; None where the atlas does not know it."""
    areas = atlas.areas
    if key in areas.index:
        row = areas.loc[key]
        return Unit(key, "area", f"{row['neighbourhood']} · {row['name']}", areas=(key,))
    for kind in ("district", "ward", "msoa"):
        code, name = levels.COLUMNS[kind]
        mine = areas.index[(areas[code] == key).to_numpy()]
        if len(mine):
            return Unit(key, kind, str(areas.at[mine[0], name]), areas=tuple(mine))
    try:
        return None if "~" in key else unit(atlas, key)
    except UnitError:
        return None


# ---- words ----


def _whole_or_part(atlas: Atlas, areas: set[str], label: str) -> Extent:
    if len(areas) == len(atlas.areas):
        return everywhere(atlas)
    if len(label) > LONGEST_LABEL:
        label = described(atlas, areas)
    if len(label) > LONGEST_LABEL:
        label = f"{len(areas)} areas in {_districts(atlas, areas)}"
    return Extent(frozenset(areas), label)


def _label(atlas: Atlas, found: Sequence[Unit]) -> str:
    """Places of several kinds in words, larger kinds first."""
    said = []
    for kind in ("district", "ward", "msoa", "area"):
        those = [one for one in found if one.kind == kind]
        if those:
            areas = [code for one in those for code in one.areas]
            said.append(_named(atlas, kind, [one.name for one in those], areas))
    if served := [one.name for one in found if one.practices]:
        said.append(f"{SERVED}{listed(served, MOST_NAMED)} live")
    return "; ".join(said)


def _named(atlas: Atlas, kind: str, names: Sequence[str], areas: Iterable[str]) -> str:
    if kind == "district":
        return listed(names, MOST_NAMED)
    if len(names) > MOST_NAMED:
        return f"{len(names)} {_PLURALS[kind]} of {_districts(atlas, areas)}"
    noun = _ONE[kind] if len(names) == 1 else _PLURALS[kind]
    return f"the {noun} {listed(names, MOST_NAMED)}"


def _districts(atlas: Atlas, areas: Iterable[str]) -> str:
    names = atlas.areas["district"]
    return listed(sorted(names[names.index.isin(list(areas))].unique()), MOST_NAMED)
