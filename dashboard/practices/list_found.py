"""What stands over the list: which verdicts it can be narrowed to, what it finds, and what goes
with that."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.parts import fields
from dashboard.parts.address_form import Props
from dashboard.parts.control_labels import labels
from dashboard.practices import list_care, list_compared
from dashboard.practices.texts import control
from dashboard.practices.view import PracticesView
from dashboard.wording import number_text
from layers.atlas import Atlas

VERDICT = "list-verdict"
# What a control has for the choice that the address leaves out: a select keeps an empty one for
# itself.
ALL = "all"


def verdicts() -> Component:
    """The choice of a verdict; how many there are of each, an address says."""
    return fields.buttons(
        VERDICT,
        control("verdicts"),
        [(one, text.format(number="")) for one, text in labels()["practices"]["verdicts"]],
        ALL,
        hide_label=True,
        hidden=True,
        className="m-0",
    )


def found() -> Component:
    """The finding, a line beside it, and what that opens."""
    parts = [
        html.P(id="list-finding", role="status", className="fw-semibold mb-1"),
        html.Details([html.Summary(id="list-beside"), html.Div(id="list-notes")], className="note"),
    ]
    return html.Div(parts, id="list-found", className="mt-2", hidden=True)


def props(atlas: Atlas, view: PracticesView) -> list[Props]:
    """Which verdicts can be chosen, with how many there are of each, and what stands over the list;
    nothing while it says who the patients are."""
    choice = fields.field_id(VERDICT)
    if view.columns == "patients":
        return [Props(part, {"hidden": True}) for part in (choice, "list-found")]
    if view.columns == "care":
        return [
            Props(choice, {"hidden": True}),
            *_found(list_care.finding(atlas), list_care.beside(), list_care.notes(atlas)),
        ]
    tally = list_compared.tally(atlas, view)
    numbers = {ALL: tally.comparisons, "lower": tally.below, "higher": tally.above}
    choices = [
        {"value": one, "label": text.format(number=number_text.count(numbers[one]))}
        for one, text in labels()["practices"]["verdicts"]
    ]
    return [
        Props(choice, {"hidden": False}),
        Props(VERDICT, {"options": choices, "value": view.verdict or ALL}),
        *_found(
            list_compared.finding(atlas, view),
            list_compared.anyway(atlas, view),
            list_compared.notes(atlas, view),
        ),
    ]


def _found(finding: str, beside: str, notes: Sequence[str]) -> list[Props]:
    """What stands over the list: the finding, a line beside it, and what that opens."""
    return [
        Props("list-found", {"hidden": False}),
        Props("list-finding", {"children": finding}),
        Props("list-beside", {"children": beside}),
        Props("list-notes", {"children": [html.P(note) for note in notes]}),
    ]
