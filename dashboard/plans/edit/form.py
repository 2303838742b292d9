"""The form of a record, made of ``workspace/fields.toml``; and what it is shown with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import data
from dashboard.plans.edit import conflict
from dashboard.plans.edit.buttons import press
from dashboard.plans.edit.choices import offered
from dashboard.plans.edit.controls import control
from dashboard.plans.edit.guard import offers
from dashboard.plans.edit.opened import Opened, Values
from dashboard.plans.edit.texts import say
from layers.atlas import Atlas
from workspace import fields
from workspace.records import Plan


@dataclass(frozen=True)
class View:
    """What the panel shows.

    Attributes
    ----------
    opened
        What a form was opened with; None where it shows none.
    """

    title: str
    body: Sequence[Component]
    opened: Opened | None = None


@dataclass(frozen=True)
class Said:
    """What a form is shown with, when it could not be saved as it is.

    Attributes
    ----------
    head
        Above it.
    faults, warnings
        A sentence by field: what cannot be kept, and what can be with a second press.
    take
        Of fields that two people changed: whose is chosen.
    """

    head: Sequence[Component | None] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    take: str = conflict.MINE


FRESH = Said()


def form(atlas: Atlas, plan: Plan, opened: Opened, values: Values, said: Said = FRESH) -> View:
    """The panel with a form.

    Parameters
    ----------
    values
        What stands in it, which is never lost by what is said.
    """
    record, new = opened["record"], not opened["version"]
    choices = offered(atlas, plan, record, str(values.get("zone_id") or ""))
    notes = {**said.warnings, **said.faults}
    controls = [
        control(
            one,
            values.get(one.id),
            choices,
            notes.get(one.id, ""),
            [conflict.choice(atlas, one, opened["theirs"][one.id], choices, said.take)]
            if one.id in opened["theirs"]
            else [],
        )
        for one in fields.of(record)
    ]
    body = html.Div(
        [
            *_head(said),
            html.P(say("panel", "must"), className="note"),
            *controls,
            _foot(plan, opened, bool(said.warnings and not said.faults)),
        ],
        # The browser compares with a fresh one what is written, before it closes the panel.
        **data(form=opened["id"], fresh="yes" if said == FRESH else ""),
    )
    return View(say("new" if new else "change", record), [body], opened)


def _head(said: Said) -> list[Component]:
    if said == FRESH:
        return []
    lines = [one for one in said.head if one is not None]
    if "" in said.faults:
        lines.append(html.P(said.faults[""]))
    elif said.faults:
        lines.append(html.P(say("fault", "some")))
    elif said.warnings:
        lines += [html.P(say("fault", "one_more")), html.P(say("fault", "warned"))]
    return [html.Div(lines, className="flag mb-3", role="alert", tabIndex=-1, **data(look=""))]


def _foot(plan: Plan, opened: Opened, warned: bool) -> Component:
    record, id = opened["record"], opened["id"]
    of = (record, plan.id, id)
    both = [
        html.Button(
            say("conflict", f"all_{which}"),
            type="button",
            className="btn btn-plain",
            **press(which, *of),
        )
        for which in (conflict.MINE, conflict.THEIRS)
        if opened["theirs"]
    ]
    remove = opened["version"] and record != "plan" and offers(plan, record, "remove")
    return html.Div(
        [
            _unsaved(),
            html.Div(both, className="d-flex flex-wrap gap-2 mb-2") if both else None,
            html.Div(
                [
                    html.Button(
                        say("panel", "save_all_the_same" if warned else "save"),
                        type="button",
                        className="btn btn-primary",
                        **press("save", *of),
                    ),
                    html.Button(
                        say("panel", "cancel"),
                        type="button",
                        className="btn btn-plain",
                        **data(edit="close"),
                    ),
                    html.Button(
                        say("panel", "delete"),
                        type="button",
                        className="btn btn-plain ms-auto",
                        **press("remove", *of),
                    )
                    if remove
                    else None,
                ],
                className="d-flex flex-wrap gap-2",
            ),
        ],
        className="panel border-top position-sticky bottom-0 py-3 mt-3",
    )


def _unsaved() -> Component:
    """Asked by the browser before something that was written is thrown away."""
    return html.Div(
        [
            html.P(say("panel", "unsaved"), className="m-0"),
            html.Div(
                [
                    html.Button(
                        say("panel", words), type="button", className="btn btn-plain btn-sm", **mark
                    )
                    for words, mark in (
                        ("keep_writing", data(edit="keep")),
                        ("throw_away", data(edit="throw")),
                    )
                ],
                className="d-flex flex-wrap gap-2 mt-2",
            ),
        ],
        id="edit-unsaved",
        className="flag mb-2",
        role="alert",
        hidden=True,
    )
