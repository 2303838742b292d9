"""What the page shows for an address: read from what is kept, made into markup."""

from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.context import Context
from dashboard.parts.plans.plan_so_far import so_far_of
from dashboard.plans import (
    head,
    new_plan,
    people_heard,
    plan_page,
    plans_list,
    zone_cards,
    zones_map,
)
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.diary_tables import visit_link
from dashboard.plans.edit.buttons import acts, button
from dashboard.plans.so_far.section import section as so_far
from dashboard.plans.texts import say
from dashboard.plans.view import View, is_id, to_list
from dashboard.plans.who_sees import who_sees
from dashboard.plans.zones_found import zones_found
from dashboard.web.people import Person
from dashboard.web.refusal_texts import NO_ROLE
from layers.snapshot import release_of
from layers.statistics.suppression import Rule
from workspace import changes, plans
from workspace.database import Workspace
from workspace.errors import NotThere, WorkspaceError
from workspace.records import Plan, new_id

# Of a plan in this, visits are what people come for.
RUNNING = "running"
# What the page's places hold: the head, whether the zones are hidden, the zones' cards, the map's
# legend, what the map shows, and what stands below.
Shown = tuple[Any, bool, Any, Any, Any, Any]


def shown(context: Context, view: View, asks: Person, today: date) -> Shown:
    """The list, a plan, or the form of a new one; or why not."""
    workspace = context.workspace
    if workspace is None:
        return _said(context.plans_why_not)
    if not asks.may("see"):
        return _said(NO_ROLE)
    try:
        if view.new is not None:
            return _new(context, view.new, asks)
        if view.plan:
            return _plan(context, workspace, view.plan, asks, today)
        with workspace.reading() as session:
            every = plans.plans(session)
        made = plans_list.list_of(every, view.status, today, _rule(context), edits=asks.may("edit"))
    except WorkspaceError as error:
        return _said(str(error))
    return _alone(made)


def _new(context: Context, query: str, asks: Person) -> Shown:
    if not asks.may("edit"):
        return _said(say("who", "may_not_make"))
    return _alone(new_plan.form(zones_found(context.atlas, query), new_id()))


def _plan(context: Context, workspace: Workspace, id: str, asks: Person, today: date) -> Shown:
    if not is_id(id):
        raise NotThere("plan")
    with workspace.reading() as session:
        plan = plans.plan(session, id)
        log = changes.history(session, id)
    buttons, rule = _buttons(plan, asks), _rule(context)
    release, seen_by = release_of(context.atlas.manifest), who_sees(context.config, asks)
    first = [visit_link(plan)] if buttons.visit and plan.status == RUNNING else []
    top = head.head(plan, today, release, seen_by, [*first, *acts(plan)])
    return (
        [*top, plan_page.parts_nav()],
        False,
        zone_cards.cards(context.atlas, plan, people_heard.in_zones(plan, rule), today, buttons),
        zones_map.legend(plan),
        zones_map.for_map(context.atlas, plan),
        plan_page.below_zones(
            context.atlas, plan, log, people_heard.at_visits(plan, rule), today, buttons
        ),
    )


def heard(context: Context, view: View, asks: Person, today: date) -> list[Component]:
    """Whom a plan has heard so far; nothing where no plan is shown, which is said elsewhere."""
    if context.workspace is None or not (is_id(view.plan) and asks.may("see")):
        return []
    try:
        with context.workspace.reading() as session:
            plan = plans.plan(session, view.plan)
            found = so_far_of(context.atlas, session, plan, _rule(context))
    except WorkspaceError:
        return []
    return so_far(plan, found, today)


def _rule(context: Context) -> Rule:
    return Rule(context.config.hide_counts_below)


def _buttons(plan: Plan, asks: Person) -> Buttons:
    visit = plan.status not in plans.VISITS_OVER and asks.may("record_visit")
    return Buttons(visit=visit, edit=button)


def _alone(head_: Any) -> Shown:
    """Something without a map."""
    return head_, True, None, None, None, None


def _said(sentence: str) -> Shown:
    """Why nothing is shown."""
    title = html.H1(say("page", "title"), className="mb-2")
    back = html.P(html.A(say("page", "all_plans"), href=to_list()))
    return _alone([title, html.P(sentence, className="flag"), back])
