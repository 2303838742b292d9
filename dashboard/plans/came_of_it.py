"""Findings, what was decided on each, and how people were told: a chain in which gaps are seen."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.edit.naming import name_of
from dashboard.plans.texts import one_or_many, say
from dashboard.plans.told_back import told_actions
from dashboard.wording.lists import listed
from workspace import fields
from workspace.records import Action, Finding, Plan, Told


def section(plan: Plan, today: date, buttons: Buttons) -> list[Component]:
    """The chain, by theme; then what was decided without a finding."""
    add = buttons.edit("finding", plan, "", say("came", "add_finding"))
    title = html.Div(
        [html.H2(say("came", "title"), id="came", className="m-0"), add],
        className="d-flex flex-wrap gap-3 align-items-center mt-5",
    )
    if not plan.findings and not plan.actions:
        return [title, html.P(say("came", "none"), className="note")]
    themes: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        themes.setdefault(finding.theme, []).append(finding)
    known = {finding.id for finding in plan.findings}
    loose = [action for action in plan.actions if action.finding_id not in known]
    groups = [
        _group(theme, [_chain(plan, finding, today, buttons) for finding in those])
        for theme, those in themes.items()
    ]
    if loose:
        inner = [html.Li(_decided(plan, loose, today, buttons), className="chain")]
        groups.append(_group(say("came", "loose"), inner))
    return [title, html.P(_so_far(plan), id="came-so-far"), *groups]


def _so_far(plan: Plan) -> str:
    """How many findings have an answer, and how many answers were told."""
    decided = {action.finding_id for action in plan.actions}
    told_of = told_actions(plan)
    told = {action.finding_id for action in plan.actions if action.id in told_of}
    ids = {finding.id for finding in plan.findings}
    return say(
        "came",
        "so_far",
        findings=one_or_many("came", "finding", len(ids)),
        decided=len(ids & decided),
        told=len(ids & told),
    )


def _group(heading: str, items: Sequence[Component]) -> Component:
    return html.Section(
        [html.H3(heading), html.Ul(items, className="list-unstyled m-0")], className="theme"
    )


def _chain(plan: Plan, finding: Finding, today: date, buttons: Buttons) -> Component:
    said = [
        html.P(finding.statement, className="said m-0"),
        html.P(
            say(
                "came",
                "voices",
                voices=fields.choice("finding", "voices", finding.voices),
                where=_where(plan, finding),
            ),
            className="note my-1",
        ),
        *_heard_at(plan, finding),
        buttons.edit("finding", plan, finding.id, say("zones", "edit")),
    ]
    actions = [action for action in plan.actions if action.finding_id == finding.id]
    if actions:
        answered = _decided(plan, actions, today, buttons)
    else:
        add = buttons.edit("action", plan, "", say("came", "add_action"), finding_id=finding.id)
        answered = [_step("decided", [_gap(say("came", "no_action")), add], gap=True)]
    return html.Li([_step("said", said), *answered], className="chain")


def _where(plan: Plan, finding: Finding) -> str:
    """Its zone; without one, those of the visits at which it was heard."""
    names = {zone.id: zone.name for zone in plan.zones}
    zones = [finding.zone_id] if finding.zone_id in names else _zones_of_visits(plan, finding)
    return listed([names[zone] for zone in zones]) if zones else say("came", "whole")


def _heard_at(plan: Plan, finding: Finding) -> list[Component]:
    """The visits at which it was said, and that none was in its zone, where that is so."""
    visits = [name_of(visit) for visit in plan.activities if visit.id in finding.activities]
    if not visits:
        return []
    parts: list[Component] = [
        html.P(say("came", "heard_at", visits="; ".join(visits)), className="note my-1")
    ]
    zones = _zones_of_visits(plan, finding)
    if finding.zone_id and zones and finding.zone_id not in zones:
        names = {zone.id: zone.name for zone in plan.zones}
        there = listed([names[zone] for zone in zones])
        parts.append(html.P(say("came", "elsewhere", zones=there), className="flag my-2"))
    return parts


def _zones_of_visits(plan: Plan, finding: Finding) -> list[str]:
    """The zones of the visits at which it was heard, in the plan's order."""
    there = {visit.zone_id for visit in plan.activities if visit.id in finding.activities}
    return [zone.id for zone in plan.zones if zone.id in there]


def _decided(
    plan: Plan, actions: Sequence[Action], today: date, buttons: Buttons
) -> list[Component]:
    """What was decided, and what was told of it."""
    told = [one for one in plan.told for action in actions if one.action_id == action.id]
    there = [part for action in actions for part in _action(plan, action, buttons)]
    said = [part for one in told for part in _told(plan, one, buttons)]
    missing = not any(one.on for one in told)
    if missing:
        said = [_gap(say("came", "no_told")), *said]
    preset = {"action_id": actions[0].id, "on": today.isoformat()}
    add = buttons.edit("told", plan, "", say("came", "add_told"), **preset)
    return [_step("decided", there), _step("told", [*said, add], gap=missing)]


def _action(plan: Plan, action: Action, buttons: Buttons) -> list[Component | None]:
    status = [fields.choice("action", "status", action.status)]
    status += [say("came", "owner", owner=action.owner)] if action.owner else []
    if action.due and action.status not in ("done", "stopped"):
        status.append(say("came", "due", day=day(action.due)))
    because = say("came", "because", why=action.why) if action.why else ""
    changed = say("came", "changed", changed=action.changed) if action.changed else ""
    return [
        html.P(
            [html.Strong(fields.choice("action", "decision", action.decision)), " ", action.what],
            className="said m-0",
        ),
        html.P(because, className="said my-1") if because else None,
        html.P(changed, className="said my-1") if changed else None,
        html.P(" · ".join(status), className="note my-1"),
        buttons.edit("action", plan, action.id, say("zones", "edit")),
    ]


def _told(plan: Plan, one: Told, buttons: Buttons) -> list[Component | None]:
    whom = (
        say("came", "told_on", whom=one.whom, day=day(one.on))
        if one.on
        else say("came", "to_tell", whom=one.whom)
    )
    language = say("came", "in_language", language=one.language) if one.language else ""
    return [
        html.P(whom, className="said m-0"),
        html.P(", ".join(filter(None, [one.how, language])), className="note my-1"),
        buttons.edit("told", plan, one.id, say("zones", "edit")),
    ]


def _step(name: str, inner: Sequence[Component | None], *, gap: bool = False) -> Component:
    """One of the three, under its heading."""
    look = "link-step gap-here" if gap else "link-step"
    return html.Div([html.H4(say("came", name)), *inner], className=look)


def _gap(text: str) -> Component:
    return html.P(text, className="fw-semibold m-0")
