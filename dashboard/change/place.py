"""The place that is looked at: its name, its areas, and its practices."""

from dataclasses import dataclass

import pandas as pd

from dashboard.change.texts import say
from dashboard.parts.patients_outside import here_only
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
    where
        The same to follow "in": of practices the areas where most of their patients live.
    areas
        Codes of its areas in the atlas.
    practices
        Codes of its practices, those that have closed since among them; None for all.
    """

    key: str
    name: str
    where: str
    areas: pd.Index
    practices: tuple[str, ...] | None


def place_of(atlas: Atlas, key: str) -> Place:
    """The place of a key that has been checked.

    A practice or a network stands for the fewest areas that hold 80% of its list, as far as they
    are in the atlas. A district's practices are those of its sub-ICB location.
    """
    if not key:
        return Place("", atlas.name, atlas.name, atlas.areas.index, None)
    unit = units.unit(atlas, key)
    codes: set[str] = set(unit.areas)
    if unit.practices:
        codes |= set(footprints.core(atlas, unit.practices, HELD / 100))
    areas = atlas.areas.index[atlas.areas.index.isin(list(codes))]
    if unit.practices:
        outside = here_only(atlas, list(unit.practices))
        where = say("place", "patients", held=HELD, name=unit.name, outside=outside)
        return Place(key, unit.name, where, areas, unit.practices)
    practices = None
    if unit.kind == "district":
        home = atlas.directory[atlas.directory["home"]]
        practices = tuple(home.index[home["place"] == unit.name])
    return Place(key, unit.name, unit.name, areas, practices)
