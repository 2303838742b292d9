"""Who changed what and when; and what was deleted lately and can be brought back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts.attributes import data
from dashboard.plans.edit.buttons import press
from dashboard.plans.edit.form import View
from dashboard.plans.edit.naming import name_of
from dashboard.plans.edit.texts import of, say
from workspace import fields
from workspace.records import Change, Plan, Record

MOST = 100
_ZONE = ZoneInfo("Europe/London")


def history(changes: Sequence[Change]) -> View:
    """The panel with lines of the log, the latest first."""
    title = say("history", "head")
    if not changes:
        return View(title, [html.P(say("history", "none"))])
    items = [html.Li(_line(one), className="mb-3") for one in changes[:MOST]]
    lines = html.Ul(items, className="list-unstyled")
    more = say("history", "more", number=MOST, all=f"{len(changes):,}")
    left = [html.P(more, className="note")] if len(changes) > MOST else []
    return View(title, [html.P(say("history", "note"), className="note"), lines, *left])


def deleted(records: Sequence[Record], days: int, plan: str) -> View:
    """The panel with what can be brought back, the last deleted first.

    Parameters
    ----------
    plan
        The plan that they belong to; empty for plans themselves.
    """
    title = say("deleted", "head" if plan else "head_plans")
    if not records:
        return View(title, [html.P(say("deleted", "none", days=days))])
    lines = html.Ul([_gone(one, plan) for one in records], className="list-unstyled")
    return View(title, [html.P(say("deleted", "note", days=days), className="note"), lines])


def removal(record: Record, days: int) -> View:
    """The panel that says what deleting does, before it is done."""
    table = record.__tablename__
    name = table if table in ("plan", "zone") else "record"
    plan = record.id if isinstance(record, Plan) else getattr(record, "plan_id", "")
    asks = press("delete", table, plan, record.id, version=record.version)
    return View(
        say("delete", "head"),
        [
            html.P(say("delete", name, what=name_of(record), days=days)),
            html.Button(
                say("delete", "yes"), type="button", className="btn btn-primary me-2", **asks
            ),
            html.Button(
                say("panel", "cancel"),
                type="button",
                className="btn btn-plain",
                **data(edit="close"),
            ),
        ],
    )


def moment(at: datetime) -> str:
    """A time of the log, which is UTC, as people's clocks had it: ``29 November 2026, 14:05``."""
    here = at.replace(tzinfo=UTC).astimezone(_ZONE)
    return f"{day(here.date())}, {here:%H:%M}"


def _line(one: Change) -> list[Component | None]:
    what = of("what", one.what) or say("what", "other")
    # Of a new record every field is new.
    told = one.fields if one.what != "created" else []
    names = ", ".join(_field(one.record, name) for name in told)
    head = say("history", "line", kind=fields.label(one.record), what=what)
    when = moment(one.at)
    by = say("history", "by", who=one.who, when=when) if one.who else when
    return [
        html.Div(head, className="fw-semibold"),
        html.Div(by, className="note"),
        html.Div(say("history", "fields", fields=names), className="note") if names else None,
    ]


def _field(record: str, name: str) -> str:
    known = {one.id: one.label for one in fields.of(record)}
    return known.get(name) or of("field", name) or name


def _gone(record: Record, plan: str) -> Component:
    what = name_of(record)
    line = say("deleted", "line", kind=fields.label(record.__tablename__), what=what)
    on = moment(record.deleted_at) if record.deleted_at else ""
    who = record.deleted_by
    when = say("deleted", "when_by", who=who, day=on) if who else say("deleted", "when", day=on)
    restore: list[str | Component | None] = [
        say("deleted", "restore"),
        html.Span(f": {what}", className="visually-hidden"),
    ]
    asks = press("restore", record.__tablename__, plan or record.id, record.id)
    return html.Li(
        [
            html.Div(line, className="fw-semibold"),
            html.Div(when, className="note mb-1"),
            html.Button(restore, type="button", className="btn btn-plain btn-sm", **asks),
        ],
        className="mb-3",
    )
