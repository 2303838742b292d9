"""Buttons that open the panel, which pages put where something can be changed."""

import json
from typing import Annotated, Any, Literal, TypedDict

import dash_bootstrap_components as dbc
import msgspec
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.plans.edit.choices import LISTS
from dashboard.plans.edit.guard import offers
from dashboard.plans.edit.naming import name_of
from dashboard.plans.edit.texts import say
from dashboard.plans.view import to_visit
from dashboard.web.people import person
from workspace.records import RECORDS, Activity, Plan, Record

# What a button does: show something in the panel, or do what is shown there.
Act = Literal[
    "form", "steps", "history", "deleted", "remove", "erasure",
    "save", "mine", "theirs", "move", "delete", "restore", "erase",
]  # fmt: skip
Table = Literal[
    "plan", "zone", "venue", "session", "partner", "activity", "finding", "action", "told",
]  # fmt: skip
# Of a record; databases need not be asked for anything else.
Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
NoId = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{32})?$")]
# What is said on a button that opens something of a record.
_LABELS = {
    "form": "change",
    "steps": "steps",
    "history": "history",
    "deleted": "deleted",
    "remove": "remove",
}
# In the menu of a plan.
_MORE = {"history": "history", "deleted": "deleted", "remove": "remove_plan"}
_LOOK = "btn btn-plain btn-sm"


class Clicked(TypedDict):
    """What a button asks for; the browser sends it (``assets/modules/pages/edit.js``).

    Attributes
    ----------
    record, plan, id
        The table, the plan, and the record; an empty id is one that is to be made.
    given
        Further values: of fields that are filled in already, or a version and a status.
    """

    act: Act
    record: Table
    plan: NoId
    id: NoId
    given: dict[str, str | int]


def press(act: str, record: str, plan: str, id: str = "", **given: str | int) -> dict[str, Any]:
    """Attributes of a button by which it asks for something.

    Not an input of Dash's: a click while the page is being made anew would be lost.
    """
    asked = {"act": act, "record": record, "plan": plan, "id": id, "given": given}
    return data(press=json.dumps(asked, sort_keys=True))


def button(
    record: str,
    plan: Plan,
    id: str = "",
    label: str = "",
    *,
    opens: str = "form",
    look: str = _LOOK,
    **preset: str,
) -> Component | None:
    """A button that opens a record's form or something else of it; None for whoever may not.

    Parameters
    ----------
    record
        The table's name.
    id
        Of the record; empty for a new one.
    label
        What it says; the usual word when not given.
    opens
        ``form``, ``history``, ``remove`` (asks whether to delete); of a plan also ``steps`` and
        ``deleted`` (what was deleted lately and can be brought back).
    preset
        Fields of a new record that are filled in already: ``zone_id=zone.id``.
    """
    one = plan if record == "plan" else _of(plan, record, id)
    if not offers(plan, record, opens, one):
        return None
    name = [html.Span(f": {name_of(one)}", className="visually-hidden")] if one else []
    words: list[str | Component | None] = [label or say("button", _LABELS[opens]), *name]
    if isinstance(one, Activity) and opens == "form":  # with its counts, on a page of its own
        address = links.to(to_visit(plan.id, one.zone_id or "", one.id))
        return dcc.Link(words, href=address, className=look)
    return html.Button(
        words,
        type="button",
        className=look,
        **press(opens, record, plan.id, id, **preset),
    )


def acts(plan: Plan) -> list[Component]:
    """What can be done with the plan itself, for its head: its details, its next step, and in a
    menu its history, what was deleted, and deleting it."""
    look = "btn btn-plain"
    first = [
        button("plan", plan, plan.id, say("button", "details"), look=look),
        button("plan", plan, plan.id, opens="steps", look=look),
    ]
    more = [
        html.Button(
            say("button", words),
            type="button",
            className="dropdown-item",
            # The second is how the menu's arrow keys know what is in it.
            **press(opens, "plan", plan.id, plan.id),
            **data(rr_ui_dropdown_item=""),
        )
        for opens, words in _MORE.items()
        if offers(plan, "plan", opens)
    ]
    menu = dbc.DropdownMenu(more, label=say("button", "menu"), toggle_class_name="btn-plain")
    return [one for one in (*first, menu) if one]


def deleted_plans() -> list[Component]:
    """For the list of plans: shows those that were deleted lately and can be brought back."""
    if not person().may("delete"):
        return []
    asks = press("deleted", "plan", "")
    return [html.Button(say("button", "erased"), type="button", className=_LOOK, **asks)]


def _of(plan: Plan, record: str, id: str) -> Record | None:
    """A record of a plan that is read already."""
    every = (one for of in LISTS.values() for one in getattr(plan, of))
    return next((one for one in every if one.id == id and isinstance(one, RECORDS[record])), None)
