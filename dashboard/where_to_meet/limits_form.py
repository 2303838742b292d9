"""The controls that few need at first, folded under "More limits"."""

import msgspec
from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboard.parts import chips, fields
from dashboard.parts.accordions import accordion
from dashboard.parts.address import DECIMAL, WHOLE
from dashboard.parts.address_form import Control, Props
from dashboard.parts.attributes import data
from dashboard.parts.chips import CHIPS
from dashboard.parts.combobox import combobox, found_by
from dashboard.parts.fields import field_id
from dashboard.parts.sessions.session_request import (
    LEAST_DETOUR,
    MOST_DETOUR,
    MOST_SESSIONS,
    USUAL_DETOUR,
    SessionRequest,
)
from dashboard.parts.sessions.texts import say as shared
from dashboard.where_to_meet.names import MUST, MUST_NOT, PAGE
from dashboard.where_to_meet.texts import say
from layers.atlas import Atlas
from layers.ground.candidates import of_ids

LIMITS = "meet-limits"
MOST, EACH, AT = "meet-most", "meet-each", "meet-at"
DETOUR, SILENCE = "meet-detour", "meet-silence"
SEARCH = "meet-must-search"
MOST_FOUND = 20  # venues that the search lists
_ON = {"true": "1", "false": ""}
_NAMED = {"must": MUST, "must_not": MUST_NOT}


def address_parts(anew: tuple[str, ...]) -> tuple[Control, ...]:
    """The parts of the address; ``anew`` are those that go back when one of them changes."""
    return (
        Control("w", DETOUR, otherwise=USUAL_DETOUR, resets=anew),
        Control("m", MOST, otherwise=0, resets=anew),
        Control("z", EACH, otherwise=False, texts=_ON, resets=anew),
        Control("u", AT, otherwise="postcodes", texts={"postcodes": ""}, resets=anew),
        Control("b", MUST, "data", otherwise=(), join=".", resets=anew),
        Control("x", MUST_NOT, "data", otherwise=(), join=".", resets=anew),
        Control("h", SILENCE, otherwise=False, texts=_ON, resets=anew),
    )


def each_zone() -> Component:
    """A session in each zone: in sight where zones are asked about, so not folded."""
    return fields.switch(EACH, say("form", "each"), hidden=True)


def limits() -> Component:
    """The controls that are folded."""
    inner = [
        _number(MOST, "most", 0, WHOLE, "wrong_whole", 0, MOST_SESSIONS),
        fields.switch(SILENCE, say("form", "silence"), hidden=True),
        _named("must", MUST, _search()),
        _named("must_not", MUST_NOT),
        fields.radios(
            AT,
            say("form", "at"),
            [("postcodes", say("form", "at_postcodes")), ("areas", say("form", "at_areas"))],
            "postcodes",
        ),
        _number(
            DETOUR, "detour", USUAL_DETOUR, DECIMAL, "wrong_decimal", LEAST_DETOUR, MOST_DETOUR
        ),
    ]
    return accordion({say("form", "more"): html.Div(inner)}, id=LIMITS)


def props(atlas: Atlas, request: SessionRequest) -> list[Props]:
    """What these controls show for a request."""
    definition = request.definition
    named = {"must": request.must, "must_not": request.must_not}
    # What limits the answer is not hidden; what a person has opened stays open.
    limited = any(named.values()) or request.most_in_district
    shown = [Props(LIMITS, {"active_item": say("form", "more")})] if limited else []
    for name, ids in named.items():
        held = _NAMED[name]
        known = of_ids(atlas, ids)["name"]
        choices = [(one, str(known.get(one, say("form", "venue_unknown")))) for one in ids]
        said: list[Component] = chips.chips(PAGE, held, choices)
        none = [html.P(say("form", f"{name}_none"), className="note m-0")]
        shown += [
            Props(held, {"data": list(ids)}),
            Props(f"{held}-chips", {"children": said or none}, shape=".".join(ids) or "none"),
        ]
    return [
        *shown,
        Props(MOST, {"value": request.most_in_district}),
        Props(EACH, {"value": request.each_zone}),
        Props(field_id(EACH), {"hidden": not request.has_zones}),
        Props(SILENCE, {"value": request.silence}),
        Props(field_id(SILENCE), {"hidden": not (definition and definition.heard)}),
        Props(AT, {"value": request.at}),
        Props(DETOUR, {"value": request.detour}),
    ]


def register(app: Dash) -> None:
    """Have the chips of venues take off, and the search add to those that must be among them."""
    chips.register(app, PAGE, MUST, MUST, adds=SEARCH)
    chips.register(app, PAGE, MUST_NOT, MUST_NOT)


def zones_of(request: SessionRequest) -> str:
    """Whose zones are looked in, in words."""
    if request.definition:
        return request.definition.name or shared("answer", "unnamed")
    return request.name or say("form", "of_plan")


def _search() -> Component:
    """The search for a venue that must be among them, in what the page has of its answer."""
    told = {"most": MOST_FOUND, "more": say("form", "must_more", number="{number}")}
    return combobox(
        SEARCH,
        say("form", "must_search"),
        found_by("where-to-meet-search", "find"),
        placeholder=say("form", "must_example"),
        hint=say("form", "must_hint"),
        search_only=True,
        hide_label=True,
        **data(told=msgspec.json.encode(told).decode()),
    )


def _named(name: str, held: str, *search: Component) -> Component:
    return html.Fieldset(
        [
            html.Legend(say("form", name)),
            *search,
            html.Div(id=f"{held}-chips", className=CHIPS),
            dcc.Store(id=held, data=[]),
        ],
        className="field-block",
    )


def _number(
    control: str, name: str, value: float, pattern: str, wrong: str, low: float, high: float
) -> Component:
    return fields.number(
        control,
        say("form", name),
        value,
        low=low,
        high=high,
        pattern=pattern,
        wrong=say("form", wrong, low=low, high=high),
        beside=True,
    )
