"""What happened in a plan, and what is ahead, by date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from dash import html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.plans.texts import say
from workspace import fields
from workspace.records import Change, Plan

# So many are in sight; earlier ones unfold.
MOST = 12


@dataclass(frozen=True, order=True)
class Event:
    """Something that happened, or is to happen, on a day; ``order`` is within the day."""

    on: date
    order: float
    text: str


def events(plan: Plan, log: Sequence[Change]) -> list[Event]:
    """All that has a date, the first first.

    Parameters
    ----------
    log
        The lines of :func:`workspace.changes.history`: when the plan was made and moved on, and
        when findings and actions were written, and actions were done, which have no date of their
        own.
    """
    found = [*_of_log(plan, log)]
    for visit in plan.activities:
        kind = fields.choice("activity", "kind", visit.kind)
        where = visit.venue or kind or say("diary", "whole")
        found.append(_on(visit.on, say("timeline", "visit", where=where)))
    for meeting in plan.meetings:
        if meeting.on and meeting.status != "held":  # those that were held are visits
            name = "cancelled" if meeting.status == "cancelled" else "session"
            found.append(_on(meeting.on, say("timeline", name, where=meeting.venue)))
    for one in plan.told:
        if one.on:
            found.append(_on(one.on, say("timeline", "told", whom=one.whom)))
    return sorted(found)


def _on(day_: date, text: str) -> Event:
    return Event(day_, inf, text)


def _of_log(plan: Plan, log: Sequence[Change]) -> Iterable[Event]:
    statuses = {one.id for one in fields.forms().statuses}
    written = {
        **{one.id: say("timeline", "finding", theme=one.theme) for one in plan.findings},
        **{
            one.id: say(
                "timeline", "action", what=fields.choice("action", "decision", one.decision)
            )
            for one in plan.actions
        },
    }
    yield from _done(plan, log)
    for line in log:
        by = f", {say('timeline', 'by', who=line.who)}" if line.who else ""
        if line.record == "plan" and line.what in statuses:
            yield Event(line.at.date(), line.number, f"{say('timeline', line.what)}{by}")
        elif line.record == "plan" and line.what == "created":
            yield Event(line.at.date(), line.number, f"{say('timeline', 'made')}{by}")
        elif line.what == "created" and line.record_id in written:
            yield Event(line.at.date(), line.number, written[line.record_id])


def _done(plan: Plan, log: Iterable[Change]) -> Iterable[Event]:
    """Actions that are done, on the day when that was written: their last other status."""
    done = {one.id: one for one in plan.actions if one.status == "done"}
    for line in sorted(log, key=lambda line: -line.number):
        if line.record_id in done and ("status" in line.fields or line.what == "created"):
            one = done.pop(line.record_id)
            what = one.what or fields.choice("action", "decision", one.decision)
            text = say("timeline", "done", what=what.rstrip("."))
            yield Event(line.at.date(), line.number, text)


def section(plan: Plan, log: Sequence[Change], today: date) -> list[Component]:
    """What is ahead, then what happened, the latest first."""
    found = events(plan, log)
    ahead = [one for one in found if one.on > today]
    past = [one for one in reversed(found) if one.on <= today]
    title = html.H2(say("timeline", "title"), id="timeline", className="mt-5")
    if not found:
        return [title, html.P(say("timeline", "none"), className="note")]
    parts: list[Component] = [title]
    if ahead:
        parts += [html.H3(say("timeline", "ahead")), _list(ahead)]
    parts.append(_list(past[:MOST]))
    if rest := past[MOST:]:
        summary = html.Summary(say("timeline", "more", number=f"{len(rest):,}"))
        parts.append(html.Details([summary, _list(rest)]))
    return parts


def _list(those: Sequence[Event]) -> Component:
    """Days with what happened on each."""
    by_day: dict[date, Counter[str]] = {}
    for one in those:
        by_day.setdefault(one.on, Counter())[one.text] += 1
    rows: list[Component] = []
    for on, texts in by_day.items():
        said = [html.Div(_times(text, number)) for text, number in texts.items()]
        rows += [html.Dt(day(on)), html.Dd(said)]
    return html.Dl(rows, className="timeline")


def _times(text: str, number: int) -> str:
    return text if number == 1 else say("timeline", "times", what=text, number=number)
