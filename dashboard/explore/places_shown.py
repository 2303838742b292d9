"""The areas of a view by their places in the atlas, and what people call them."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dashboard.explore.areas_in_view import areas_in_view, practices_of
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import say
from dashboard.parts.practice_filter import unit_of
from dashboard.wording import number_text
from dashboard.wording.group_names import group_names
from dashboard.wording.legend import level_words
from dashboard.wording.lists import listed
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.geography.levels import Places

# Names of everything chosen, however many.
ALL = 10_000


def places_in_view(atlas: Atlas, view: ViewState) -> Places:
    """Places, in the order of ``atlas.areas``, of the areas that pass the view's filters."""
    if not is_filtered(view):
        return everywhere(atlas)
    return atlas.areas.index.get_indexer(areas_in_view(atlas, view))


def everywhere(atlas: Atlas) -> Places:
    """Places of all areas."""
    return levels.places_at(atlas, "lsoa")[1]


def in_district(atlas: Atlas, code: str) -> Places:
    """Places of a district's areas."""
    codes, of = levels.places_at(atlas, "district")
    return np.flatnonzero(of == codes.get_loc(code))


@lru_cache(maxsize=4)
def people_of(atlas: Atlas) -> Places:
    """Residents of each area by Census 2021."""
    return atlas.areas["residents"].to_numpy()


def residents(atlas: Atlas, places: Places) -> int:
    """People who live in some areas."""
    return int(people_of(atlas)[places].sum())


def is_filtered(view: ViewState) -> bool:
    """Whether a filter limits the areas."""
    return bool(view.districts or view.groups) or is_limited(view)


def is_limited(view: ViewState) -> bool:
    """Whether there are filters but those of districts and own groups."""
    lists = (view.wards, view.neighbourhoods, view.rural_urban, view.deciles)
    return bool(view.residents or view.pcns or view.practices or any(lists))


def named(atlas: Atlas, view: ViewState, number: int) -> str:
    """What the filters keep, by name, to follow "in": districts and own groups by theirs, else so
    many areas, of the practices that are named or of the filter."""
    if not is_limited(view):
        districts = [atlas.districts[d] for d in view.districts]
        return group_names(atlas, view.groups, ALL) or listed(districts or [atlas.name], ALL)
    others = replace(view, practices=(), pcns=())
    unit = unit_of(atlas, view.pcns, view.practices) if practices_of(atlas, view) else None
    whose = say("the_filter") if unit is None or is_filtered(others) else unit.name
    return say("one_of" if number == 1 else "areas_of", n=number_text.count(number), whose=whose)


def only_in(atlas: Atlas, level: str) -> str:
    """The districts that a level covers, where groups of wards leave areas out: "Sheffield"; empty
    of a level that covers all of the atlas."""
    if level != GROUPING or atlas.grouping is None:
        return ""
    inside = (atlas.grouping.of != "").to_numpy()
    return "" if inside.all() else listed(sorted(set(atlas.areas["district"][inside])), ALL)


class Units(NamedTuple):
    """The areas of a level: their codes, what people call them, and what is said beside that."""

    codes: list[str]
    names: list[str]
    notes: list[str]


@lru_cache(maxsize=16)
def units(atlas: Atlas, level: str) -> Units:
    """The areas of a level, in code order; an LSOA by its neighbourhood, with its own name beside.

    Raises
    ------
    KeyError
        For another level.
    """
    frame = levels.areas_at(atlas, level)
    codes = frame.index.tolist()
    if level == "lsoa":
        return Units(codes, atlas.areas["neighbourhood"].tolist(), atlas.areas["name"].tolist())
    rows = zip(frame["district"], frame["areas"], strict=True)
    one = level_words(atlas, level).one
    notes = [say(f"note_{level}", district=district, n=n, one=one) for district, n in rows]
    return Units(codes, frame["name"].tolist(), notes)


def units_of(atlas: Atlas, level: str, places: Places) -> Places:
    """Places, in the order of :func:`units`, of those that have one of some areas."""
    found = np.unique(levels.places_at(atlas, level)[1][places])
    return found[found >= 0]
