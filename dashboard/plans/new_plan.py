"""The form of a new plan: what it is about, and which of the zones found it keeps."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts import fields as controls
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.plans.texts import one_or_many, say
from dashboard.plans.view import to_list
from dashboard.plans.zones_found import ZonesFound
from workspace import fields
from workspace.fields import Field

# What is asked at first; the rest can wait for the plan's own page.
ASKED = ("title", "purpose", "decision", "lead", "asked", "starts_on", "ends_on")
SELDOM_HEARD = "/seldom-heard"
FORM, SAVE, SAID, ZONES = "new-plan", "new-plan-save", "new-plan-said", "new-plan-zones"
ID, WARNED = "new-plan-id", "new-plan-warned"
_SHOW_ALL_ZONES = 12


def control(name: Any) -> dict[str, Any]:
    """The id of a field's control; of all with ``ALL``."""
    return {"page": FORM, "part": "field", "of": name}


def fault(name: Any) -> dict[str, Any]:
    """The id of what is wrong with a field; of all with ``ALL``."""
    return {"page": FORM, "part": "fault", "of": name}


def form(found: ZonesFound, new_id: str) -> list[Component]:
    """The form.

    Parameters
    ----------
    found
        The zones that the plan may begin with.
    new_id
        The plan's id, so that a form that is sent twice makes one plan.
    """
    asked = [_field(fields.field("plan", name), _begins(name, found)) for name in ASKED]
    return [
        html.P(
            dcc.Link(f"\u2039 {say('page', 'all_plans')}", href=links.to(to_list())),
            className="m-0",
        ),
        html.H1(say("new", "title"), className="mb-2"),
        dcc.Store(id=ID, data=new_id),
        dcc.Store(id=WARNED, data=""),
        html.Div(
            [
                html.Section(
                    [
                        html.H2(say("new", "about")),
                        *asked[:-2],
                        html.Div(asked[-2:], className="two-dates"),
                        html.P(say("new", "later"), className="note"),
                    ],
                    **aria(label=say("new", "about")),
                ),
                _zones(found),
            ],
            className="plan-two",
        ),
        html.P(id=SAID, role="alert", className="mt-3"),
        dbc.Button(say("new", "save"), id=SAVE, color="primary"),
    ]


def _begins(name: str, found: ZonesFound) -> str:
    """What stands in a field at first."""
    if name == "title":
        return found.title[: fields.field("plan", "title").limit]
    return fields.field("plan", name).choice[0].id if name == "asked" else ""


def _field(one: Field, value: str) -> Component:
    id = control(one.id)
    if one.kind == "choice":
        choices = [(choice.id, choice.label) for choice in one.choice]
        made = controls.select(id, one.label, choices, value, note=one.hint)
    else:
        made = controls.field(id, one.label, _input(one, id, value), note=one.hint)
    return html.Div([made, html.P(id=fault(one.id), className="note text-body fw-semibold wrong")])


def _input(one: Field, id: dict[str, Any], value: str) -> Component:
    if one.kind == "long":
        return dbc.Textarea(id=id, value=value, maxLength=one.limit, rows=3)
    if one.kind == "date":
        return dbc.Input(id=id, value=value, type="date")
    return dbc.Input(
        id=id,
        value=value,
        type="text",
        maxLength=one.limit,
        required=one.required,
        autocomplete="off",
    )


def _zones(found: ZonesFound) -> Component:
    """The zones that there are to keep."""
    back = html.A(say("new", "back"), href=links.to(f"{SELDOM_HEARD}{found.query}"))
    start = dcc.Link(say("list", "from_areas"), href=links.to(SELDOM_HEARD))
    said: Sequence[Any]
    if not found.zones:
        text = found.wrong or say("new", "empty")
        look = "flag" if found.wrong else ""
        said = [html.P(text, className=look), html.P(back if found.query else start)]
        # Always there: saving reads it.
        choices: Component = dbc.Checklist(id=ZONES, options=[], value=[], class_name="d-none")
    else:
        ticked = found.ticked
        said = [
            html.P(one_or_many("new", "taken" if found.chosen else "found", len(found.zones))),
            html.P(say("new", "who", who=found.whom), className="note"),
            html.P(say("new", "first", number=len(ticked)), className="note")
            if len(ticked) < len(found.zones)
            else None,
            html.P(found.wrong, className="flag") if found.wrong else None,
        ]
        choices = html.Div(
            [
                controls.checklist(ZONES, say("new", "zones"), found.choices, ticked),
                html.P(back, className="note"),
            ],
            className="zones-to-keep" if len(found.zones) > _SHOW_ALL_ZONES else "",
        )
    return html.Section(
        [html.H2(say("zones", "title")), *said, choices], **aria(label=say("zones", "title"))
    )
