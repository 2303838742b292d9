"""Where to look first: the places in view with most need, each of which selects itself."""

import json
from typing import NamedTuple

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.explore.classes import crossed_classes, second_of
from dashboard.explore.places_shown import people_of, residents, units, units_of
from dashboard.explore.view import ViewState
from dashboard.explore.view_figures import measure, most_deprived, written
from dashboard.explore.view_texts import say
from dashboard.parts.address import MOST_SELECTED
from dashboard.parts.attributes import data
from dashboard.wording import number_text
from dashboard.wording.legend import corners, forms, level_words, texts
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.levels import Places

MOST = 5
MOST_NEED_IN_BOTH = 8  # the class of two indicators crossed


class Place(NamedTuple):
    """A place of the list: its name, what is said below it, its figure, and the codes of the units
    that it selects."""

    name: str
    note: str
    number: str
    codes: list[str]


class Listed(NamedTuple):
    """A heading and the places below it."""

    title: str
    places: list[Place]


def highest(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """The list of :func:`highest_of` on the card; nothing where it is empty."""
    found = highest_of(atlas, view, places)
    return shown(found) if found.places else []


def shown(listed: Listed) -> list[Component]:
    """A list on the card: each place selects itself."""
    rows = [_row(place) for place in listed.places]
    return [html.H3(listed.title), html.Ol(rows, className="top list-unstyled my-2")]


def highest_of(atlas: Atlas, view: ViewState, places: Places) -> Listed:
    """The five units with most need, or neighbourhoods for deciles and two indicators at once.

    Parameters
    ----------
    places
        Of the areas in view.
    """
    definition = atlas.indicators[view.indicator]
    larger = definition.grain or definition.larger
    if larger and view.level == "lsoa":
        return _larger(atlas, definition, places, larger)
    inside = units_of(atlas, view.level, places)
    if definition.kind == "category" or len(inside) < 2:
        return Listed("", [])
    if definition.kind == "decile" or second_of(atlas, view):
        return _most_people(atlas, view, places)
    values = levels.values_at(atlas, definition.id, view.level)[inside]
    inside, values = inside[~np.isnan(values)], values[~np.isnan(values)]
    if len(inside) < 2:
        return Listed("", [])
    low = definition.polarity == "low"
    order = np.argsort(values if low else -values, kind="stable")[:MOST]
    those = units(atlas, view.level)
    percent = definition.unit == "%"
    found = [
        Place(those.names[at], those.notes[at], text, [those.codes[at]])
        for at, text in (
            (int(inside[one]), written(float(values[one]), definition, unit=percent))
            for one in order
        )
    ]
    bare = percent or forms(definition.unit)[0] == "{number}"
    title = say("lowest" if low else "highest") + ("" if bare else f", {definition.unit}")
    return Listed(title, found)


def most_need(atlas: Atlas, view: ViewState, places: Places) -> tuple[str, Places]:
    """What the areas with most need are called, and their places among some: the most deprived
    fifth, or of two indicators the square of most need."""
    definition, second = atlas.indicators[view.indicator], second_of(atlas, view)
    if not second:
        found = most_deprived(atlas, definition.id, places).places
        return say("most_people", measure=measure(definition)), found
    of = crossed_classes(atlas, view).of.to_numpy()
    named = corners(definition.polarity, atlas.indicators[second].polarity)
    return named[MOST_NEED_IN_BOTH], places[of[places] == MOST_NEED_IN_BOTH]


def _most_people(atlas: Atlas, view: ViewState, places: Places) -> Listed:
    """The neighbourhoods with most people in the most deprived fifth, or in the square of most
    need."""
    if view.level != "lsoa":
        return Listed("", [])
    title, found = most_need(atlas, view, places)
    if second_of(atlas, view):
        title = say("most_people_crossed", most=title.lower())
    if not len(found):
        return Listed("", [])
    codes, of = levels.places_at(atlas, "msoa")
    people = np.bincount(of[found], people_of(atlas)[found], len(codes))
    there = np.unique(of[found])
    top = there[np.argsort(-people[there], kind="stable")][:MOST]
    names, areas = units(atlas, "msoa").names, units(atlas, "lsoa").codes
    district = atlas.areas["district"].tolist()
    listed = []
    for neighbourhood in top:
        group = found[of[found] == neighbourhood]
        words = texts().level["lsoa"]
        noun = words.one if len(group) == 1 else words.many
        note = f"{district[group[0]]} · {len(group)} {noun}"
        number = number_text.count(residents(atlas, group))
        listed.append(Place(names[neighbourhood], note, number, [areas[at] for at in group]))
    return Listed(title, listed)


def _larger(atlas: Atlas, definition: Indicator, places: Places, level: str) -> Listed:
    """The larger areas with most need, each of which selects its areas in view: of a figure of
    wards, say, all areas of a ward are alike."""
    _, of = levels.places_at(atlas, level)
    there = np.unique(of[places])
    values = levels.values_at(atlas, definition.id, level)
    there = there[~np.isnan(values[there])]
    if len(there) < 2:
        return Listed("", [])
    those, areas = units(atlas, level), units(atlas, "lsoa").codes
    low = definition.polarity == "low"
    found = [
        Place(
            those.names[one],
            those.notes[one],
            written(float(values[one]), definition),
            [areas[at] for at in places[of[places] == one]],
        )
        for one in there[np.argsort(values[there] if low else -values[there], kind="stable")][:MOST]
    ]
    highest = say("lowest" if low else "highest")
    return Listed(say("highest_larger", highest=highest, one=level_words(atlas, level).one), found)


def _row(place: Place) -> Component:
    """A place in the list, which selects it."""
    number = html.Span(place.number, className="number")
    inner = [html.Span(place.name), html.Small(place.note), number]
    change = json.dumps({"selected": place.codes[:MOST_SELECTED]}, separators=(",", ":"))
    return html.Li(html.Button(inner, type="button", **data(view=change)))
