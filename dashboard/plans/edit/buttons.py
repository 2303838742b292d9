"""Buttons that open the panel, which pages put where something can be changed."""

import json
from typing import Annotated, Any, Literal, TypedDict

import dash_bootstrap_components as dbc
import msgspec
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.plans.edit.choices import LISTS
from dashboard.plans.edit.guard import offers
from dashboard.plans.edit.naming import name_of
from dashboard.plans.edit.texts import say
from dashboard.plans.view import to_visit
from dashboard.web.people import person
from workspace.records import RECORDS, Activity, Plan, Record

# What a button does: show something in the panel, or do what is shown there.
Act = Literal[
    "form", "steps", "history", "deleted", "remove",
    "save", "mine", "theirs", "move", "delete", "restore",
]  # fmt: skip
Table = Literal["plan", "zone", "session", "partner", "activity", "finding", "action", "told"]
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
    """The id by pattern of every button here.

    Attributes
    ----------
    record, plan, id
        The table, the plan, and the record; an empty id is one that is to be made.
    given
        Further values as JSON: of fields that are filled in already, or a version and a status.
    """

    type: Literal["edit"]
    act: Act
    record: Table
    plan: NoId
    id: NoId
    given: str


def pressed(act: str, record: str, plan: str, id: str = "", **given: Any) -> dict[str, str]:
    """The id of a button."""
    said = json.dumps(given, sort_keys=True, separators=(",", ":"))
    return {"type": "edit", "act": act, "record": record, "plan": plan, "id": id, "given": said}


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
        id=pressed(opens, record, plan.id, id, **preset),
        type="button",
        className=look,
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
        dbc.DropdownMenuItem(say("button", words), id=pressed(opens, "plan", plan.id, plan.id))
        for opens, words in _MORE.items()
        if offers(plan, "plan", opens)
    ]
    menu = dbc.DropdownMenu(more, label=say("button", "menu"), toggle_class_name="btn-plain")
    return [one for one in (*first, menu) if one]


def deleted_plans() -> list[Component]:
    """For the list of plans: shows those that were deleted lately and can be brought back."""
    if not person().may("delete"):
        return []
    id = pressed("deleted", "plan", "")
    return [html.Button(say("button", "erased"), id=id, type="button", className=_LOOK)]


def _of(plan: Plan, record: str, id: str) -> Record | None:
    """A record of a plan that is read already."""
    every = (one for of in LISTS.values() for one in getattr(plan, of))
    return next((one for one in every if one.id == id and isinstance(one, RECORDS[record])), None)
