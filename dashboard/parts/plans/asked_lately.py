"""Who was asked lately in some areas, across plans: nobody should be asked the same thing twice."""

from collections.abc import Collection
from datetime import date
from math import isnan

from dash import html
from dash.development.base_component import Component

from dashboard.parts import links
from dashboard.parts.context import Context
from dashboard.parts.plans.texts import one_or_many, say
from dashboard.parts.targets.plan_address import to_plan
from dashboard.web.people import person
from dashboard.wording.number_text import count
from layers.exercise.asked_lately import MONTHS
from layers.statistics.suppression import Rule
from workspace import fields
from workspace.asked_lately import Asked, asked_lately
from workspace.errors import WorkspaceError


def lately(context: Context, areas: Collection[str], today: date) -> Component | None:
    """The visits of all plans to some areas in the last months, by plan.

    None where no plans are kept, for whom may not see them, and where they cannot be reached: the
    page that it stands on does without.

    Parameters
    ----------
    areas
        LSOA codes.
    """
    if context.workspace is None or not person().may("see"):
        return None
    rule = Rule(context.config.hide_counts_below)
    try:
        with context.workspace.reading() as session:
            found = asked_lately(session, areas, today, rule)
    except WorkspaceError:
        return None
    return shown(found)


def shown(found: Collection[Asked]) -> Component:
    """The plans that were here, each with a link, when, how often, what kind, how many heard."""
    if not found:
        return html.P(say("lately", "none", months=MONTHS), className="note")
    items = [
        html.Li(
            [
                html.A(one.title, href=links.to(to_plan(one.plan))),
                html.Span(_said(one), className="note d-block"),
            ],
            className="mb-2",
        )
        for one in found
    ]
    return html.Div(
        [
            html.P(say("lately", "note", months=MONTHS), className="note"),
            html.Ul(items, className="list-unstyled"),
        ]
    )


def _said(one: Asked) -> str:
    first, last = (f"{on:%B %Y}" for on in (one.first, one.last))
    when = first if first == last else say("lately", "months", first=first, last=last)
    many = one_or_many("lately", "visits", one.visits, visits=count(one.visits))
    kinds = [fields.choice("activity", "kind", kind).lower() for kind in one.kinds]
    few = isnan(one.people)
    people = say("lately", "few") if few else say("lately", "people", people=count(one.people))
    return " · ".join([when, ", ".join([many, *kinds]), people])
