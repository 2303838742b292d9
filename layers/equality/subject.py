"""Whom an evidence pack is about, and whom they are set beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from layers.practices import practice_error, profile, units
from layers.practices.profile import Figure
from layers.practices.units import Unit

# Keys of figures: of the subject, of what it lies in, of the rest of that, of the whole atlas.
HERE, AROUND, REST, REGION = "here", "around", "rest", "region"


@dataclass(frozen=True)
class Subject:
    """A unit, the larger one that it lies in, and the rest of that.

    Attributes
    ----------
    unit
        A practice, a network, a place on the map, or any group of areas.
    around
        For practices, all practices of their places; for areas, their districts together. None
        where the unit is all of that.
    rest
        ``around`` without the unit; None with it.
    places
        Of how many districts or places ``around`` is made.
    """

    unit: Unit
    around: Unit | None
    rest: Unit | None
    places: int = 0

    @property
    def of_patients(self) -> bool:
        """Whether its people are patients, estimated by where they live."""
        return bool(self.unit.practices)


def of_areas(name: str, codes: Iterable[str]) -> Unit:
    """Some areas as a unit: residents, counted whole."""
    return Unit("", "group", name, areas=tuple(sorted(codes)))


def subject_of(atlas: Atlas, unit: Unit) -> Subject:
    """A unit with what it is set beside.

    A group of practices and areas is set beside the practices' places, and has no rest: a person
    may be in both.
    """
    if unit.practices:
        places = set(atlas.practices.loc[list(unit.practices), "sub_icb_code"])
        there = atlas.practices["sub_icb_code"].isin(places)
        every, mine = tuple(atlas.practices.index[there]), set(unit.practices)
        if mine == set(every):
            return Subject(unit, None, None)
        names = sorted(set(atlas.practices.loc[there, "place"]))
        around = Unit("", "group", " and ".join(names), practices=every)
        others = tuple(code for code in every if code not in mine)
        rest = None if unit.areas else Unit("", "group", around.name, practices=others)
        return Subject(unit, around, rest, len(names))
    of = atlas.areas["district_code"]
    there = of.isin(of.loc[list(unit.areas)])
    names = sorted(set(atlas.areas.loc[there, "district"]))
    around = of_areas(" and ".join(names), of[there].index)
    rest = of_areas(around.name, set(around.areas) - set(unit.areas))
    return Subject(unit, around, rest, len(names)) if rest.areas else Subject(unit, None, None)


def figures(
    atlas: Atlas, subject: Subject, indicators: Iterable[str]
) -> dict[str, Mapping[str, Figure]]:
    """Indicators of a subject and of what it is set beside, as the Practices page has them.

    Returns
    -------
    dict
        By indicator, then by :data:`HERE`, :data:`AROUND`, :data:`REST` (where there are such) and
        :data:`REGION`. Estimates of patients have their likely range
        (:mod:`layers.practices.practice_error`).
    """
    shown = {HERE: subject.unit, AROUND: subject.around, REST: subject.rest}
    known = {name: unit for name, unit in shown.items() if unit is not None}
    weights: dict[str, pd.Series] = {n: units.weights(atlas, unit) for n, unit in known.items()}
    weights[REGION] = profile.whole(atlas)
    keyed = [_keyed(unit, name) for name, unit in known.items()]
    found = practice_error.ranged(atlas, profile.profile(atlas, indicators, weights), keyed)
    return dict(found)


def _keyed(unit: Unit, key: str) -> Unit:
    return Unit(key, unit.kind, unit.name, unit.practices, unit.areas, unit.members)
