"""The zones found, one below the other: each opens its card, is ticked off, or is changed by hand.

What the controls do is in :mod:`dashboard.seldom_heard.zone_changes`; a zone is named by the code
of its first area there, whatever its number.
"""

from typing import NamedTuple

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.targets.chosen_address import LONGEST_NAME
from dashboard.parts.targets.handover import Handover
from dashboard.parts.terms import headed
from dashboard.seldom_heard.at_most import in_order
from dashboard.seldom_heard.texts import one_or_many, say
from dashboard.seldom_heard.zone_changes import (
    MERGE,
    PLAIN,
    RENAME,
    SAID,
    SPLIT,
    TAKE_TO,
    UNDO,
    change_id,
    labelled,
    tick_id,
    touching,
)
from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.targeting.zones import Zone

LISTED = "list-unstyled my-2"
SMALL = "btn btn-link btn-sm"


class Line(NamedTuple):
    """What a line of the list says of a zone.

    Attributes
    ----------
    at
        Its number in the browser, from 0: those taken first, then those left.
    label
        Its name, with its number where it is taken.
    people
        Of the group to reach.
    why
        ``taken``; or why not: ``beyond`` the first so many, or ticked ``off``.
    """

    at: int
    label: str
    zone: Zone
    people: float
    why: str


def zones_list(atlas: Atlas, made: Handover) -> list[Component]:
    """Those taken, how to take changes back, and those not taken."""
    lines = _lines(made)
    taken = [_line(atlas, made, one) for one in lines if one.why == "taken"]
    return [
        html.H3(headed(say("zones", "heading"), "seldom-heard-zones")),
        html.P(_taken(made), className="note"),
        *_taking_back(made),
        # What a change did to other zones; the browser writes it once the list is there.
        html.P(id=SAID, role="status", className="fw-semibold my-1 d-print-none"),
        html.Ol(taken, className=LISTED),
        *_left(atlas, made, lines),
    ]


def _taken(made: Handover) -> str:
    """How many are taken, of the same number as in the sentence, and how many are ticked off."""
    number, off = len(made.zones), sum(one.why == "off" for one in made.left)
    kept = len(made.every) - off
    if not number:
        return say("zones", "none")
    name = ("some" if number < kept else "order") + ("_off" if off else "")
    counts = {"number": number, "all": kept, "off": off}
    said = say("zones", name, **{one: number_text.count(n) for one, n in counts.items()})
    moved = made.changes.merged or made.changes.cut
    return f"{said} {say('zones', 'in_place')}" if moved else said


def _lines(made: Handover) -> list[Line]:
    why = {one.zone: one.why for one in made.left}
    return [
        Line(at, labelled(made, at, zone), zone, people, why.get(zone, "taken"))
        for at, (zone, people) in enumerate(in_order(made))
    ]


def _taking_back(made: Handover) -> list[Component]:
    """Buttons that undo changes, where there are any."""
    changes = len(made.targets.zone_edits)
    words = [(UNDO, say("zones", "undo"))] if changes else []
    if changes > 1:
        words.append((PLAIN, say("zones", "plain", number=number_text.count(changes))))
    buttons = [_button(part, "", label, "btn btn-plain btn-sm") for part, label in words]
    return [html.Div(buttons, className="d-flex flex-wrap gap-2 d-print-none")] if buttons else []


def _left(atlas: Atlas, made: Handover, lines: list[Line]) -> list[Component]:
    """Those beyond the first so many, and those ticked off."""
    if not made.left:
        return []
    parts: list[Component] = [html.H4(say("zones", "left"), className="fs-6 fw-semibold mt-3 mb-1")]
    number = number_text.count(len(made.zones))
    for why in ("beyond", "off"):
        those = [_line(atlas, made, one) for one in lines if one.why == why]
        if those:
            parts.append(html.P(say("zones", why, number=number), className="note m-0"))
            parts.append(html.Ul(those, className=LISTED))
    return parts


def _line(atlas: Atlas, made: Handover, one: Line) -> Component:
    code = one.zone.areas[0]
    tick = dbc.Checkbox(
        id=tick_id(code, one.why != "off"),
        value=one.why == "taken",
        label=say("zones", "take", zone=one.label),
        label_class_name="visually-hidden",
    )
    # One beyond the first so many is taken with all before it.
    to = _button(
        TAKE_TO, code, say("zones", "take_to", number=number_text.count(one.at + 1)), f"{SMALL} p-0"
    )
    below = {"taken": _menu(atlas, made, one), "beyond": to, "off": None}[one.why]
    return html.Li(
        [
            html.Div(None if one.why == "beyond" else tick, className="pt-1 d-print-none"),
            html.Div([html.Div(_opener(atlas, made, one), className="top"), below]),
        ],
        className="zone-line" if one.why == "taken" else "zone-line is-left",
    )


def _opener(atlas: Atlas, made: Handover, one: Line) -> Component:
    zone = one.zone
    number = len(zone.areas)
    people = number_text.count(one.people)
    if atlas.indicators[made.targets.group].modelled:
        people = say("zones", "about", people=people)
    size = [
        one_or_many("zones", "areas", number, number=number),
        say("zones", "residents", number=number_text.count(zone.residents)),
    ]
    return html.Button(
        [
            html.Span(one.label),
            html.Small(" · ".join([", ".join(zone.districts), *size])),
            html.Span(
                [people, html.Small(say("zones", "to_reach"), className="d-block fw-normal")],
                className="number",
            ),
        ],
        type="button",
        className="zone-button",
        **data(zone=str(one.at)),
        **aria(pressed="false"),
    )


def _menu(atlas: Atlas, made: Handover, one: Line) -> Component:
    """Rename, split, merge with one that touches."""
    zone, code = one.zone, one.zone.areas[0]
    rename = html.Button(
        say("zones", "rename"),
        type="button",
        className="dropdown-item",
        **data(
            rename=code,
            part=RENAME,
            name=zone.name,
            longest=str(LONGEST_NAME),
            label=say("zones", "name"),
            rr_ui_dropdown_item="",
        ),
    )
    items: list[Component] = [rename]
    if len(zone.areas) > 1:
        items.append(_item(SPLIT, code, say("zones", "split")))
    items += [
        _item(MERGE, f"{code}!{other.areas[0]}", say("zones", "merge", zone=label))
        for other, label in touching(atlas, made, zone)
    ]
    words = [
        html.Span(say("zones", "change"), **aria(hidden="true")),
        html.Span(say("zones", "change_one", zone=one.label), className="visually-hidden"),
    ]
    return dbc.DropdownMenu(
        items,
        label=html.Span(words),
        size="sm",
        align_end=True,
        color="link",
        class_name="zone-menu d-print-none",
        toggle_class_name="p-0",
    )


def _item(part: str, of: str, words: str) -> Component:
    return _button(part, of, words, "dropdown-item text-wrap", rr_ui_dropdown_item="")


def _button(part: str, of: str, words: str, look: str, **marks: str) -> Component:
    return html.Button(
        words, id=change_id(part, of), type="button", className=look, **data(**marks)
    )
