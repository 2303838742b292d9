"""The list of plans: of each what it is, where, who leads it, and what is due next."""

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import links
from dashboard.parts.attributes import aria
from dashboard.parts.targets.plan_address import to_new_plan, to_plan
from dashboard.plans import bring_in
from dashboard.plans.due import due
from dashboard.plans.edit.buttons import deleted_plans
from dashboard.plans.papers.section import annual_menu
from dashboard.plans.people_heard import in_all
from dashboard.plans.texts import one_or_many, say
from dashboard.plans.view import to_list
from dashboard.plans.zone_names import largest
from dashboard.wording.lists import listed
from layers.statistics.suppression import HIDDEN, Rule
from workspace import fields
from workspace.records import Plan

SELDOM_HEARD = "/seldom-heard"


def list_of(
    plans: Sequence[Plan], status: str, today: date, rule: Rule, *, edits: bool
) -> list[Component]:
    """The whole list, or those of a status.

    Parameters
    ----------
    plans
        Every plan, in the order in which they are to stand.
    status
        Only those with this are shown; "" for all.
    rule
        By which the people heard are told.
    edits
        Whether the person may make a plan.
    """
    title = html.H1(say("page", "title"), className="mb-1")
    lead = html.P(say("page", "lead"), className="fs-5 fw-normal mt-0")
    deleted = html.Div(
        [*deleted_plans(), html.Div(bring_in.section())],
        className="mt-4 vstack gap-3 align-items-start",
    )
    if not plans:
        return [title, lead, _empty(edits), deleted]
    shown = [plan for plan in plans if status in ("", plan.status)]
    cards = [html.Li(_card(plan, today, rule)) for plan in shown]
    none = [] if shown else [html.P(say("list", "none_with"))]
    return [
        title,
        lead,
        html.Div(
            [
                _filter(plans, status),
                html.Div(
                    [*(_begin() if edits else []), annual_menu(today)],
                    className="d-flex flex-wrap gap-2 align-items-center",
                ),
            ],
            className="plans-bar d-flex flex-wrap justify-content-between gap-2 my-3",
        ),
        html.Ul(cards, className="plans-list list-unstyled"),
        *none,
        deleted,
    ]


def _empty(edits: bool) -> Component:
    """What a plan is, and how to begin with one."""
    said = [html.P(say("list", name)) for name in ("empty_first", "empty_then", "empty_last")]
    way = dcc.Link(
        say("list", "from_areas"), href=links.to(SELDOM_HEARD), className="btn btn-primary"
    )
    begin = [way, _new("btn btn-plain")] if edits else []
    return dbc.Card(
        dbc.CardBody(
            [
                html.H2(say("list", "empty_title")),
                *said,
                html.Div(begin, className="d-flex flex-wrap gap-2 mt-3"),
            ]
        ),
        id="plans-none",
    )


def _begin() -> list[Component]:
    way = dcc.Link(
        say("list", "from_areas"), href=links.to(SELDOM_HEARD), className="btn btn-plain"
    )
    return [_new("btn btn-primary"), way]


def _new(look: str) -> Component:
    return dcc.Link(say("list", "new"), href=to_new_plan(""), id="plans-new", className=look)


def _filter(plans: Sequence[Plan], status: str) -> Component:
    """Links that narrow the list, for the statuses that there are."""
    there = {plan.status for plan in plans}
    wanted = [("", say("list", "every"), len(plans))]
    wanted += [
        (one.id, one.label, sum(plan.status == one.id for plan in plans))
        for one in fields.forms().statuses
        if one.id in there
    ]
    items = [
        _choice(f"{label} ({number:,})", id, here=id == status) for id, label, number in wanted
    ]
    return html.Nav(
        items,
        className="d-flex flex-wrap gap-2 align-items-center",
        **aria(label=say("list", "filter")),
    )


def _choice(text: str, status: str, *, here: bool) -> Component:
    """A way to narrow the list; the one that it is narrowed to already leads nowhere."""
    if here:
        return html.Span(text, className="chip fw-bold", **aria(current="true"))
    look = "chip text-decoration-none text-body"
    return dcc.Link(text, href=links.to(to_list(status)), className=look)


def _card(plan: Plan, today: date, rule: Rule) -> Component:
    """One plan."""
    visited = [visit.on for visit in plan.activities]
    names = [largest(zone.name) for zone in plan.zones]
    places = one_or_many("list", "zone", len(names), names=listed(names, 2)) if names else ""
    decided = {action.finding_id for action in plan.actions}
    undecided = sum(finding.id not in decided for finding in plan.findings)
    rows = [
        (say("list", "places"), places or say("list", "no_zones")),
        (say("list", "lead"), plan.lead or say("list", "nobody")),
        (say("list", "last"), day(max(visited)) if visited else say("list", "no_visit")),
        *([(say("list", "heard"), _heard(plan, rule))] if visited else []),
        *(
            [(say("list", "open"), one_or_many("list", "undecided", undecided))]
            if undecided
            else []
        ),
    ]
    return dbc.Card(
        dbc.CardBody(
            [
                html.Div(
                    [
                        html.H2(
                            dcc.Link(plan.title, href=links.to(to_plan(plan.id))),
                            className="card-title m-0",
                        ),
                        _status_tag(plan.status),
                    ],
                    className="d-flex flex-wrap gap-2 align-items-baseline",
                ),
                html.Dl([part for row in rows for part in _pair(*row)], className="facts"),
                _next(plan, today),
            ]
        ),
        class_name="h-100",
    )


def _heard(plan: Plan, rule: Rule) -> str:
    people = in_all(plan, rule)
    if people == HIDDEN:
        return say("list", "heard_hidden")
    return say("list", "heard_people", people=people)


def _next(plan: Plan, today: date) -> Component:
    """The most urgent thing, and how many more there are is for the plan's own page."""
    found = due(plan, today)
    if not found:
        return html.P(say("list", "nothing_due"), className="note mb-0")
    late = [html.Strong(f"{say('plan', 'overdue')}: ")] if found[0].late else []
    look = "flag mb-0" if found[0].late else "note mb-0 text-body"
    return html.P([*late, f"{found[0].text}."], className=look)


def _pair(term: str, text: str) -> tuple[Component, Component]:
    return html.Dt(term), html.Dd(text)


def _status_tag(status: str) -> Component:
    """A plan's status as a small label."""
    label = fields.choice("plan", "status", status)
    return html.Span(label, className="tag m-0")
