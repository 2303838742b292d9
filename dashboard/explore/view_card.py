"""The card of a view: what is in view, or what is selected."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.explore.card_head import card_head
from dashboard.explore.found_card import found_card, found_said
from dashboard.explore.found_place import found_place, selected_title
from dashboard.explore.places_shown import (
    everywhere,
    in_district,
    is_limited,
    named,
    residents,
    units,
)
from dashboard.explore.practice_note import part_of_list
from dashboard.explore.selection_pack import selection_pack
from dashboard.explore.view import ViewState
from dashboard.explore.view_bars import Bar, compare
from dashboard.explore.view_clusters import clusters, offered
from dashboard.explore.view_figures import (
    in_view,
    known_in_part,
    of_larger,
    of_selection,
    uncompared,
)
from dashboard.explore.view_highest import highest
from dashboard.explore.view_short import short
from dashboard.explore.view_texts import capital, note, say
from dashboard.parts.practice_filter import residents_not_patients
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.geography import levels
from layers.geography.levels import Places

# Of how many districts a selection's card has the bars.
MOST_DISTRICTS = 2


def card(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """The whole card.

    Parameters
    ----------
    places
        Of the areas in view.
    """
    if view.selected:
        return _chosen(atlas, view, places)
    if place := found_place(atlas, view):
        return found_card(atlas, view, place)
    if named := clusters(atlas, view, places):
        return [*named, *glance(atlas, view, places)]
    return [*glance(atlas, view, places), *below(atlas, view, places)]


def below(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """What follows: where to look first, the way to where it gathers, and how to go on."""
    first = highest(atlas, view, places)
    return [*first, *offered(atlas, view), note(say("click_a_place"))]


def glance(atlas: Atlas, view: ViewState, places: Places) -> list[Component]:
    """Nothing selected: the region, its districts, and what the filters keep."""
    definition = atlas.indicators[view.indicator]
    where = named(atlas, view, len(places))
    limited = is_limited(view)
    one_district = not limited and not view.groups and len(view.districts) == 1
    own = len(places) < len(everywhere(atlas)) and not one_district
    name = say("this_area") if len(places) == 1 else say("these_areas", n=count(len(places)))
    title = capital(where) if own and limited else say("at_a_glance", where=where)
    whom = residents_not_patients(atlas, view.pcns, view.practices)
    bars = [
        *([Bar(name, places, "is-view")] if own else []),
        Bar(atlas.name, everywhere(atlas)),
        *(
            _district(atlas, code, "is-view" if one_district and code in view.districts else "")
            for code in sorted(atlas.districts)
        ),
    ]
    return [
        html.H2(title),
        *([] if len(places) else [html.P(say("no_area"), className="sentence")]),
        *([html.P(whom, className="note of-whom")] if whom and len(places) else []),
        *in_view(atlas, definition, places, where, among=limited),
        *part_of_list(atlas, view, places),
        *compare(atlas, definition, bars),
        *uncompared(definition),
    ]


def _district(atlas: Atlas, code: str, look: str = "") -> Bar:
    return Bar(atlas.districts[code], in_district(atlas, code), look, code)


def _chosen(atlas: Atlas, view: ViewState, in_view: Places) -> list[Component]:
    """The selected units: what they are and the figure of the indicator on the map."""
    areas, definition = atlas.areas, atlas.indicators[view.indicator]
    places = areas.index.get_indexer(levels.members(atlas, view.selected, view.level))
    one = len(view.selected) == 1
    area = int(places[0]) if one and view.level == "lsoa" else None
    those = areas.iloc[places]
    districts = those["district_code"].drop_duplicates().tolist()
    title, where = (
        selected_title(atlas, view),
        ", ".join(atlas.districts[code] for code in districts),
    )
    if one:
        known = units(atlas, view.level)
        where = known.notes[known.codes.index(view.selected[0])]
    if area is not None:
        row = areas.iloc[area]
        where = say("area_in_ward", area=row["name"], ward=row["ward"], district=row["district"])
    bars = [
        Bar(say("here" if one else "selected"), places, "is-chosen"),
        *(
            _district(atlas, code)
            for code in districts[:MOST_DISTRICTS]
            if view.level != "district"
        ),
        Bar(atlas.name, everywhere(atlas)),
    ]
    second = atlas.indicators.get(view.second)
    flags = [] if area is None else [atlas.flags[name] for name in areas["flags"].iloc[area]]
    said: dict[str, Any] = {"one": one, "area": area}
    return [
        card_head(title, '{"selected":[]}'),
        short(atlas, definition, places).shown(),
        note(say("where_and_residents", where=where, n=count(residents(atlas, places)))),
        *_outside(atlas, view, places, in_view),
        html.H3(definition.label),
        of_selection(atlas, definition, places, **said),
        *known_in_part(atlas, definition, places),
        *of_larger(atlas, definition, area),
        *compare(atlas, definition, bars),
        *uncompared(definition),
        *(
            [
                html.H3(second.label),
                of_selection(atlas, second, places, **said),
                *known_in_part(atlas, second, places),
            ]
            if second is not None
            else []
        ),
        *(html.P([html.Strong(f"{flag.label}. "), flag.text], className="flag") for flag in flags),
        *selection_pack(atlas, view),
    ]


def announced(atlas: Atlas, view: ViewState) -> str:
    """What is selected and its figure, or the place that was found, once, for people who do not
    see it; else empty."""
    if not view.selected:
        place = found_place(atlas, view)
        return found_said(atlas, place) if place else ""
    places = atlas.areas.index.get_indexer(levels.members(atlas, view.selected, view.level))
    return short(atlas, atlas.indicators[view.indicator], places).said(selected_title(atlas, view))


def _outside(atlas: Atlas, view: ViewState, places: Places, in_view: Places) -> list[Component]:
    """Of a selection that the filters do not keep: that it is no part of what they show."""
    inside = set(in_view.tolist())
    off = sum(at not in inside for at in places.tolist())
    if not off:
        return []
    if off == len(places):
        name = "one_outside" if off == 1 else "all_outside"
    else:
        name = "one_of_outside" if off == 1 else "some_outside"
    where = named(atlas, view, len(in_view))
    text = say(name, off=count(off), n=count(len(places)), where=where)
    return [html.P(text, className="flag", id="outside-filter")]
