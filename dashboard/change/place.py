"""The place that is looked at: its name, its areas, and its practices."""

from dataclasses import dataclass

import pandas as pd

from dashboard.change.texts import one_or_many
from dashboard.parts.patients_outside import here_only
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.practices import footprints, units
from layers.practices.units import Unit

# Of a practice's list, how much its areas hold: as where Explore and Seldom-heard filter by one.
HELD = 80


@dataclass(frozen=True)
class Place:
    """Where one looks.

    Attributes
    ----------
    key, name
        Of the unit (:mod:`layers.practices.units`); the key of all of the atlas is "".
    inside
        How many areas it has, and which: of practices those where most of their patients live.
    areas
        Codes of its areas in the atlas.
    practices
        Codes of the practices whose registers are shown, those that have closed since among them;
        None for all.
    practices_of
        Whose practices these are: its own name; or, where it has none, that of the district that it
        is in, or of all of the atlas.
    has_practices
        Whether they are its own.
    """

    key: str
    name: str
    inside: str
    areas: pd.Index
    practices: tuple[str, ...] | None
    practices_of: str
    has_practices: bool


def place_of(atlas: Atlas, key: str) -> Place:
    """The place of a key that has been checked.

    A practice or a network stands for the fewest areas that hold 80% of its list, as far as they
    are in the atlas. Which practices an area stands for, :func:`_practices` says.
    """
    if not key:
        every = atlas.areas.index
        return Place("", atlas.name, _inside(atlas.name, len(every)), every, None, atlas.name, True)
    unit = units.unit(atlas, key)
    codes: set[str] = set(unit.areas)
    if unit.practices:
        codes |= set(footprints.core(atlas, unit.practices, HELD / 100))
    areas = atlas.areas.index[atlas.areas.index.isin(list(codes))]
    shown = _practices(atlas, unit)
    if unit.practices:
        outside = here_only(atlas, list(unit.practices))
        number = len(areas)
        parts = {"held": HELD, "name": unit.name, "outside": outside}
        inside = one_or_many("place", "patients", number, number=count(number), **parts)
        return Place(key, unit.name, inside, areas, *shown)
    inside = _inside(unit.name, len(areas))
    return Place(key, unit.name, inside, areas, *shown)


def _practices(atlas: Atlas, unit: Unit) -> tuple[tuple[str, ...] | None, str, bool]:
    """Codes of the practices that a unit stands for (None for all), whose they are, and whether
    they are its own.

    A practice, open or closed, belongs to a district by its sub-ICB location, and to nothing
    smaller: its patients come from many areas. So areas have practices of their own where they make
    up whole districts. Others have none: they are shown those of the district that they are in, or,
    where they are in several, of all of the atlas. In a group that has practices among its members,
    areas that make up no whole district add none.
    """
    named, home = atlas.areas["district"], atlas.directory[atlas.directory["home"]]
    districts = sorted(set(named[list(unit.areas)]))
    there = home.index[home["place"].isin(districts)]
    if named.isin(districts).sum() == len(unit.areas):
        return tuple(sorted({*unit.practices, *there})), unit.name, True
    if unit.practices:
        return unit.practices, unit.name, True
    if len(districts) == 1:
        return tuple(sorted(there)), districts[0], False
    return None, atlas.name, False


def _inside(name: str, number: int) -> str:
    return one_or_many("place", "inside", number, number=count(number), name=name)
