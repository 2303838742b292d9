"""What stands above everything else of a plan: its title, how far it is, what is due, whom it is
for and who can see it."""

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.plans.due import Due, due
from dashboard.plans.texts import say
from dashboard.plans.view import to_list
from dashboard.wording.lists import listed
from workspace import fields
from workspace.plans import DRAFT
from workspace.records import Plan

# What is said of a plan under "What the plan is for", in this order.
ABOUT = ("purpose", "decision", "can_change", "cannot_change", "duty", "duty_why", "asked")
DATES = ("review_on", "keep_until")
MOST_DUE = 5


def head(
    plan: Plan, today: date, release: str, seen_by: str, acts: Sequence[Component] = ()
) -> list[Component]:
    """The head of a plan's page.

    Parameters
    ----------
    release
        The atlas's (:func:`layers.snapshot.release_of`).
    seen_by
        Who can see the plan, in a sentence.
    acts
        Buttons that change the plan itself.
    """
    return [
        html.P(
            dcc.Link(f"\u2039 {say('page', 'all_plans')}", href=links.to(to_list())),
            className="m-0 d-print-none",
        ),
        html.Div(
            [
                html.Div(
                    [
                        html.H1(plan.title, id="plan-title", className="mb-1", tabIndex=-1),
                        html.P([_lead(plan), " · ", dates(plan)], className="m-0"),
                    ]
                ),
                html.Div(acts, className="d-flex flex-wrap gap-2 d-print-none"),
            ],
            className="d-flex flex-wrap justify-content-between align-items-end gap-2",
        ),
        steps(plan.status),
        *release_notice(plan, release),
        *_what_for_and_due(plan, today),
        html.P(seen_by, id="plan-seen-by", className="note"),
    ]


def steps(status: str) -> Component:
    """The steps of every plan, with this one's marked."""
    every = fields.forms().statuses
    at = [one.id for one in every].index(status)
    items = []
    for n, one in enumerate(every):
        unseen = {-1: say("plan", "step_done"), 0: say("plan", "step_now")}.get(
            (n > at) - (n < at), ""
        )
        said = [html.Span(f" ({unseen})", className="visually-hidden")] if unseen else []
        look = "done" if n < at else "now" if n == at else ""
        mark = aria(current="step") if n == at else {}
        items.append(html.Li([one.label, *said], className=look, **mark))
    note = html.P(every[at].note, className="note mt-1 mb-0")
    row = html.Ol(items, className="steps list-unstyled", **aria(label=say("plan", "steps")))
    return html.Div([row, note], id="plan-steps")


def dates(plan: Plan) -> str:
    """When it runs, in words."""
    start, end = plan.starts_on, plan.ends_on
    if start and end:
        return say("plan", "dates", start=day(start), end=day(end))
    if start:
        return say("plan", "starts", start=day(start))
    return say("plan", "ends", end=day(end)) if end else say("plan", "no_dates")


def release_notice(plan: Plan, now: str) -> list[Component]:
    """That the plan was made with an earlier release of the data, and when, where it was.

    Parameters
    ----------
    now
        The atlas's release (:func:`layers.snapshot.release_of`).
    """
    if not plan.zones or plan.release == now:
        return []
    name = "older_draft" if plan.status == DRAFT else "older"
    said = say("plan", name, made=day(plan.created_at.date()))
    return [html.P(said, id="plan-older", className="flag mt-3")]


def _lead(plan: Plan) -> str:
    return say("plan", "lead", lead=plan.lead) if plan.lead else say("plan", "no_lead")


def _about(plan: Plan) -> Component:
    """What is filled in of the plan itself; what is not is named, so that it can be.

    It is folded once it is agreed: then the zones are what people come for.
    """
    said = {name: str(getattr(plan, name)) for name in ABOUT}
    for name in ("duty", "asked"):
        said[name] = fields.choice("plan", name, said[name])
    said |= {name: day(on) if (on := getattr(plan, name)) else "" for name in DATES}
    filled = [
        part
        for name, text in said.items()
        if text
        for part in (html.Dt(fields.label("plan", name)), html.Dd(text, className="said"))
    ]
    missing = [fields.label("plan", name) for name, text in said.items() if not text]
    left = say("plan", "missing", what=listed(missing, len(missing))) if missing else ""
    return html.Details(
        [
            html.Summary(html.H2(say("plan", "about"), className="d-inline")),
            html.Dl(filled, className="facts"),
            html.P(left, className="note") if left else None,
        ],
        open=plan.status == DRAFT,
    )


def _what_for_and_due(plan: Plan, today: date) -> list[Component]:
    """Side by side in a draft; else what it is for is folded, and stands below what is due."""
    about, found = _about(plan), _due(due(plan, today))
    if plan.status == DRAFT:
        return [html.Div([about, found], className="plan-two")]
    return [html.Div(found, className="my-3"), about]


def _due(found: Sequence[Due]) -> Component:
    """What is late, then what comes."""
    inner: Component = html.P(say("plan", "nothing_due"), className="mb-0")
    if found:
        items = [
            html.Li(
                [html.Strong(f"{say('plan', 'overdue')}: ") if one.late else "", f"{one.text}."],
                className="late" if one.late else "",
            )
            for one in found[:MOST_DUE]
        ]
        inner = html.Ul(items, className="due list-unstyled m-0")
    body = [html.H2(say("plan", "due"), className="card-title"), inner]
    return dbc.Card(dbc.CardBody(body), id="plan-due", class_name="align-self-start")
