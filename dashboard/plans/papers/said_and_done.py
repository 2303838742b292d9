""" "You said, we did": what people said by theme, what came of it, how they were told.

For the public, so it names no member of staff.
"""

from collections.abc import Iterator
from datetime import date

from dashboard.files.document import (
    Blank,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    running,
)
from dashboard.plans.papers.texts import between, number, on, say
from dashboard.wording.lists import listed
from workspace import fields
from workspace.records import Action, Finding, Plan, Told


def said_and_done(plan: Plan, *, made: date) -> Document:
    """The page for the public."""
    visited = {visit.zone_id for visit in plan.activities}
    zones = [zone.name for zone in plan.zones if zone.id in visited]
    when = between([visit.on for visit in plan.activities])
    about = [
        say("said", "where", zones=listed(zones, len(zones))) if zones else "",
        say("said", "when", when=when) if when else "",
    ]
    parts = [*_head(plan), *_themes(plan, made), Blank(say("said", "more"), lines=3)]
    return Document(say("said", "title"), plan.title, about, parts, made)


def of_finding(plan: Plan, finding: Finding | None) -> list[Action]:
    """What is done about a finding; of none, what answers no finding."""
    there = {one.id for one in plan.findings}
    if finding is None:
        return [one for one in plan.actions if one.finding_id not in there]
    return [one for one in plan.actions if one.finding_id == finding.id]


def of_action(plan: Plan, action: Action, until: date) -> list[Told]:
    """How people were told about an action, up to a day; what has no day is only meant."""
    return [one for one in plan.told if one.action_id == action.id and one.on and one.on <= until]


def action_text(action: Action) -> str:
    """What was decided and is done about it, in a line."""
    decided = fields.choice("action", "decision", action.decision)
    if not action.what:
        return say("said", "action_bare", decision=decided)
    return say("said", "action", decision=decided, what=action.what)


def told_text(told: Told) -> str:
    """Who was told, how, in which language and when, in a line."""
    language = say("said", "in_language", language=told.language) if told.language else ""
    details = ", ".join(filter(None, [told.how, language, on(told.on)]))
    whom = told.whom or say("said", "gone_whom")
    return say("said", "told" if details else "told_bare", whom=whom, details=details)


def _head(plan: Plan) -> Iterator[Part]:
    if not plan.findings and not plan.actions:
        yield Paragraph(say("said", "nothing"), strong=True)
    elif plan.findings:
        yield Paragraph(number("said", "head", len(plan.findings)), strong=True)
    why = [
        *running(plan.purpose),
        *(
            Paragraph(say("said", name, text=text))
            for name, text in (
                ("could_change", plan.can_change),
                ("could_not_change", plan.cannot_change),
            )
            if text
        ),
    ]
    if why:
        yield Heading(say("said", "why_asked"))
        yield from why


def _themes(plan: Plan, until: date) -> Iterator[Part]:
    for theme in dict.fromkeys(one.theme for one in plan.findings):
        yield Heading(theme)
        for finding in plan.findings:
            if finding.theme != theme:
                continue
            said = finding.statement or say("said", "gone")
            yield Paragraph(say("said", "you_said", text=said), strong=True)
            actions = of_finding(plan, finding)
            done = [line for one in actions for line in _done(plan, one, until)]
            yield Bullets(done or [say("said", "undecided")])
    if others := of_finding(plan, None):
        yield Heading(say("said", "also"))
        yield Bullets([line for one in others for line in _done(plan, one, until)])


def _done(plan: Plan, action: Action, until: date) -> Iterator[str]:
    yield action_text(action)
    if action.why:
        yield say("said", "because", text=action.why)
    if action.decision != "not":
        status = fields.choice("action", "status", action.status).lower()
        unfinished = action.due and action.status in ("not_started", "under_way")
        name = "state_due" if unfinished else "state"
        yield say("said", name, status=status, due=on(action.due))
    if action.changed:
        yield say("said", "changed", text=action.changed)
    told = of_action(plan, action, until)
    for one in told:
        yield say("said", "told_back", told=told_text(one))
    if not told:
        yield say("said", "not_told")
