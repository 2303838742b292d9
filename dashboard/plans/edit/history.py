"""Who changed what and when; and what was deleted lately and can be brought back."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import data
from dashboard.parts.moments import moment
from dashboard.plans.edit.buttons import press
from dashboard.plans.edit.form import View
from dashboard.plans.edit.naming import name_of
from dashboard.plans.edit.texts import of, say
from workspace import fields
from workspace.records import Change, Plan, Record

MOST = 100


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


def deleted(records: Sequence[Record], days: int, plan: str, *, erases: bool) -> View:
    """The panel with what can be brought back, the last deleted first.

    Parameters
    ----------
    plan
        The plan that they belong to; empty for plans themselves.
    erases
        Whether who sees it may erase plans for good.
    """
    title = say("deleted", "head" if plan else "head_plans")
    if not records:
        return View(title, [html.P(say("deleted", "none", days=days))])
    lines = html.Ul([_gone(one, plan, erases) for one in records], className="list-unstyled")
    return View(title, [html.P(say("deleted", "note", days=days), className="note"), lines])


def removal(record: Record, days: int) -> View:
    """The panel that says what deleting does, before it is done."""
    table = record.__tablename__
    name = table if table in ("plan", "zone") else "record"
    plan = record.id if isinstance(record, Plan) else getattr(record, "plan_id", "")
    asks = press("delete", table, plan, record.id, version=record.version)
    return _asked("delete", say("delete", name, what=name_of(record), days=days), asks)


def erasure(plan: Plan) -> View:
    """The panel that says what erasing a deleted plan does, before it is done."""
    asks = press("erase", "plan", plan.id, plan.id)
    return _asked("erase", say("erase", "plan", what=name_of(plan)), asks)


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


def _asked(group: str, text: str, asks: dict[str, Any]) -> View:
    """What is about to be done, with a button that does it and one that does not."""
    yes = html.Button(say(group, "yes"), type="button", className="btn btn-primary me-2", **asks)
    cancel = html.Button(
        say("panel", "cancel"), type="button", className="btn btn-plain", **data(edit="close")
    )
    return View(say(group, "head"), [html.P(text), yes, cancel])


def _field(record: str, name: str) -> str:
    known = {one.id: one.label for one in fields.of(record)}
    return known.get(name) or of("field", name) or name


def _gone(record: Record, plan: str, erases: bool) -> Component:
    what = name_of(record)
    line = say("deleted", "line", kind=fields.label(record.__tablename__), what=what)
    on = moment(record.deleted_at) if record.deleted_at else ""
    who = record.deleted_by
    when = say("deleted", "when_by", who=who, day=on) if who else say("deleted", "when", day=on)
    acts = ["restore", "erasure"] if erases and isinstance(record, Plan) else ["restore"]
    buttons = [
        html.Button(
            [say("deleted", act), html.Span(f": {what}", className="visually-hidden")],
            type="button",
            className="btn btn-plain btn-sm me-2",
            **press(act, record.__tablename__, plan or record.id, record.id),
        )
        for act in acts
    ]
    return html.Li(
        [
            html.Div(line, className="fw-semibold"),
            html.Div(when, className="note mb-1"),
            *buttons,
        ],
        className="mb-3",
    )
