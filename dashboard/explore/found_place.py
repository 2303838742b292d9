"""The place that a view was led to by a search, or by a click on its mark: what it is called."""

from dashboard.explore.places_shown import units
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import say
from dashboard.wording.legend import level_words
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.geography import levels
from layers.ground.search import by_key
from layers.ground.search_place import Place


def found_place(atlas: Atlas, view: ViewState) -> Place | None:
    """The place that the address names; None without one, and where the snapshot has none."""
    kind, _, key = view.found.partition(".")
    return by_key(atlas, kind, key) if key else None


def selected_title(atlas: Atlas, view: ViewState) -> str:
    """What is selected, by name or by how many: ``Spital Hill · 3 areas``, ``Kendray``."""
    nouns, number = level_words(atlas, view.level), len(view.selected)
    name = _name(atlas, view)
    if number == 1:
        known = units(atlas, view.level)
        only = known.names[known.codes.index(view.selected[0])]
        return say("named_selected", name=name, units=only) if name and name != only else only
    if not name:
        return unnamed(atlas, view)
    those = say("so_many_units", n=count(number), units=nouns.many)
    return say("named_selected", name=name, units=those)


def unnamed(atlas: Atlas, view: ViewState) -> str:
    """How many units are selected: ``3 areas selected``."""
    nouns = level_words(atlas, view.level)
    return say("so_many_selected", n=count(len(view.selected)), units=nouns.many)


def _name(atlas: Atlas, view: ViewState) -> str:
    """What the selected areas are called together: the place that was looked for in them, or the
    larger area that they are all of; else empty."""
    if view.level != "lsoa":
        return ""
    place = found_place(atlas, view)
    if place is not None and set(place.areas) == set(view.selected):
        return place.name
    areas, chosen = atlas.areas, list(view.selected)
    for level in atlas.levels:
        if level == "lsoa" or len(chosen) < 2:
            continue
        code, name = levels.COLUMNS[level]
        there = areas.loc[chosen, code]
        if there.nunique() == 1 and (areas[code] == there.iloc[0]).sum() == len(chosen):
            return str(areas.at[chosen[0], name])
    return ""
