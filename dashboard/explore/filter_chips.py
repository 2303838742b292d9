"""The filters of a view as chips, each with a way to take it off."""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.explore.address_rules import browser_name
from dashboard.explore.found_place import selected_title
from dashboard.explore.view import ViewState
from dashboard.explore.view_texts import say
from dashboard.parts.attributes import aria, data
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.practices.units import unit


def filter_chips(atlas: Atlas, view: ViewState) -> list[Component]:
    """A button for each filter, and for the selection, in the order of the form."""
    areas = atlas.areas
    wards = areas.drop_duplicates("ward_code").set_index("ward_code")["ward"]
    neighbourhoods = areas.drop_duplicates("msoa_code").set_index("msoa_code")["neighbourhood"]
    networks = atlas.practices.drop_duplicates("pcn_code").set_index("pcn_code")["pcn"]
    kinds = atlas.indicators["rural_urban"].categories
    practices = atlas.practices["name"]
    chips = [
        *_each(view, "districts", lambda code: atlas.districts[code]),
        *_each(view, "groups", lambda code: atlas.grouping.full(code) if atlas.grouping else code),
        *_each(view, "wards", lambda code: wards[code]),
        *_each(view, "neighbourhoods", lambda code: neighbourhoods[code]),
        *_each(view, "pcns", lambda code: say("areas_of_practice", name=networks[code])),
        *_each(view, "practices", lambda code: say("areas_of_practice", name=practices[code])),
        *_each(view, "rural_urban", lambda kind: kinds[kind]),
    ]
    if view.deciles:
        text = say("decile", deciles=", ".join(str(one) for one in sorted(view.deciles)))
        chips.append(_chip(text, say("the_deciles"), deciles=[]))
    if view.residents:
        text = say("fewest", n=count(view.residents))
        chips.append(_chip(text, say("the_fewest"), residents=0))
    if view.selected:
        text = say("some_selected", what=selected_title(atlas, view))
        chips.append(_chip(text, say("the_selection"), selected=[]))
    return chips


def named_chips(atlas: Atlas, view: ViewState, field: str) -> list[Component]:
    """The practices or networks that a control holds, by name, below it.

    Parameters
    ----------
    field
        ``practices`` or ``pcns``.
    """
    return _each(view, field, lambda code: unit(atlas, code).name)


def _each(view: ViewState, field: str, name_of: Any) -> list[Component]:
    """A chip for each code in a list of the view."""
    codes = getattr(view, field)
    return [
        _chip(name_of(one), name_of(one), **{field: [code for code in codes if code != one]})
        for one in codes
    ]


def _chip(text: str, what: str, **change: Any) -> Component:
    """A button that changes the view, as the browser's program knows it."""
    named = {browser_name(field): value for field, value in change.items()}
    return html.Button(
        [text, html.Span(" ×", **aria(hidden="true"))],
        type="button",
        className="chip",
        **aria(label=say("take_off", what=what)),
        **data(view=json.dumps(named)),
    )
