"""Where to look first: the places in view with most need, each of which selects itself."""

import json

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.explore.classes import crossed_classes, second_of
from dashboard.explore.places_shown import people_of, residents, units, units_of
from dashboard.explore.view import ViewState
from dashboard.explore.view_figures import measure, most_deprived, written
from dashboard.explore.view_texts import say
from dashboard.parts.attributes import data
from dashboard.wording import number_text
from dashboard.wording.legend import corners, forms, texts
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels
from layers.geography.levels import Places

MOST = 5
MOST_NEED_IN_BOTH = 8  # the class of two indicators crossed


def highest(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """The five units with most need, or neighbourhoods for deciles and two indicators at once.

    Parameters
    ----------
    places
        Of the areas in view.
    """
    definition = atlas.indicators[view.indicator]
    if definition.grain and view.level == "lsoa":
        return _wards(atlas, definition, places)
    inside = units_of(atlas, view.level, places)
    if definition.kind == "category" or len(inside) < 2:
        return []
    if definition.kind == "decile" or second_of(atlas, view):
        return _most_people(atlas, view, places)
    values = levels.values_at(atlas, definition.id, view.level)[inside]
    inside, values = inside[~np.isnan(values)], values[~np.isnan(values)]
    if len(inside) < 2:
        return []
    low = definition.polarity == "low"
    order = np.argsort(values if low else -values, kind="stable")[:MOST]
    those = units(atlas, view.level)
    percent = definition.unit == "%"
    rows = [
        _row(those.names[at], those.notes[at], text, [those.codes[at]])
        for at, text in (
            (int(inside[one]), written(float(values[one]), definition, unit=percent))
            for one in order
        )
    ]
    bare = percent or forms(definition.unit)[0] == "{number}"
    title = say("lowest" if low else "highest") + ("" if bare else f", {definition.unit}")
    return [html.H3(title), html.Ol(rows, className="top list-unstyled my-2")]


def _most_people(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """The neighbourhoods with most people in the most deprived fifth, or in the square of most
    need."""
    if view.level != "lsoa":
        return []
    definition, second = atlas.indicators[view.indicator], second_of(atlas, view)
    if second:
        of = crossed_classes(atlas, view).of.to_numpy()
        found = places[of[places] == MOST_NEED_IN_BOTH]
        named = corners(definition.polarity, atlas.indicators[second].polarity)
        most = named[MOST_NEED_IN_BOTH].lower()
        title = say("most_people_crossed", most=most)
    else:
        found = most_deprived(atlas, definition.id, places).places
        title = say("most_people", measure=measure(definition))
    if not len(found):
        return []
    codes, of = levels.places_at(atlas, "msoa")
    people = np.bincount(of[found], people_of(atlas)[found], len(codes))
    there = np.unique(of[found])
    top = there[np.argsort(-people[there], kind="stable")][:MOST]
    names, areas = units(atlas, "msoa").names, units(atlas, "lsoa").codes
    district = atlas.areas["district"].tolist()
    rows = []
    for neighbourhood in top:
        group = found[of[found] == neighbourhood]
        words = texts().level["lsoa"]
        noun = words.one if len(group) == 1 else words.many
        note = f"{district[group[0]]} · {len(group)} {noun}"
        number = number_text.count(residents(atlas, group))
        rows.append(_row(names[neighbourhood], note, number, [areas[at] for at in group]))
    return [html.H3(title), html.Ol(rows, className="top list-unstyled my-2")]


def _wards(atlas: Atlas, definition: Indicator, places: Places) -> list[Component]:
    """The wards with the highest figures, each of which selects its areas in view: of a figure of
    wards, all areas of a ward are alike."""
    _, of = levels.places_at(atlas, "ward")
    there = np.unique(of[places])
    values = levels.values_at(atlas, definition.id, "ward")
    there = there[~np.isnan(values[there])]
    if len(there) < 2:
        return []
    those, areas = units(atlas, "ward"), units(atlas, "lsoa").codes
    rows = [
        _row(
            those.names[ward],
            those.notes[ward],
            written(float(values[ward]), definition),
            [areas[at] for at in places[of[places] == ward]],
        )
        for ward in there[np.argsort(-values[there], kind="stable")][:MOST]
    ]
    return [html.H3(say("highest_wards")), html.Ol(rows, className="top list-unstyled my-2")]


def _row(name: str, note: str, number: str, codes: list[str]) -> Component:
    """A place in the list, which selects it."""
    inner = [html.Span(name), html.Small(note), html.Span(number, className="number")]
    change = json.dumps({"selected": codes}, separators=(",", ":"))
    return html.Li(html.Button(inner, type="button", **data(view=change)))
