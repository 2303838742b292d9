"""The place that is looked at: its name, its areas, and its practices."""

from dataclasses import dataclass

import pandas as pd

from dashboard.change.texts import one_or_many
from dashboard.parts.patients_outside import here_only
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.practices import footprints, units

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
        Codes of its practices, those that have closed since among them; None for all.
    """

    key: str
    name: str
    inside: str
    areas: pd.Index
    practices: tuple[str, ...] | None


def place_of(atlas: Atlas, key: str) -> Place:
    """The place of a key that has been checked.

    A practice or a network stands for the fewest areas that hold 80% of its list, as far as they
    are in the atlas. A district's practices are those of its sub-ICB location.
    """
    if not key:
        every = atlas.areas.index
        return Place("", atlas.name, _inside(atlas.name, len(every)), every, None)
    unit = units.unit(atlas, key)
    codes: set[str] = set(unit.areas)
    if unit.practices:
        codes |= set(footprints.core(atlas, unit.practices, HELD / 100))
    areas = atlas.areas.index[atlas.areas.index.isin(list(codes))]
    if unit.practices:
        outside = here_only(atlas, list(unit.practices))
        number = len(areas)
        parts = {"held": HELD, "name": unit.name, "outside": outside}
        inside = one_or_many("place", "patients", number, number=count(number), **parts)
        return Place(key, unit.name, inside, areas, unit.practices)
    practices = None
    if unit.kind == "district":
        home = atlas.directory[atlas.directory["home"]]
        practices = tuple(home.index[home["place"] == unit.name])
    return Place(key, unit.name, _inside(unit.name, len(areas)), areas, practices)


def _inside(name: str, number: int) -> str:
    return one_or_many("place", "inside", number, number=count(number), name=name)
