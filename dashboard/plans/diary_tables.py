"""The diary of a plan: visits, sessions, and the partners it works with."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.tables import FIGURES, wide
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.texts import say
from dashboard.plans.view import to_visit
from workspace import fields
from workspace.records import Activity, Meeting, Partner, Plan

Cell = Any
SESSION_HEADS = ("date", "where", "status")


def section(plan: Plan, heard: Mapping[str, str], buttons: Buttons) -> list[Component]:
    """Visits, the latest first; sessions and partners.

    Parameters
    ----------
    heard
        By a visit's id, how many people were heard there, as it may be shown.
    """
    zones = {zone.id: f"{zone.number}. {zone.name}" for zone in plan.zones}
    partners = {one.id: one.name for one in plan.partners}
    ahead = [one for one in plan.meetings if one.status == "planned"]
    past = [one for one in plan.meetings if one.status != "planned"]
    visits = sorted(plan.activities, key=lambda one: (one.on, one.id), reverse=True)
    return [
        html.H2(say("diary", "title"), id="diary"),
        *_part(
            "visits",
            [visit_link(plan, "btn-sm")] if buttons.visit else [],
            ("date", "where", "people", "said"),
            [_visit(plan, one, zones, partners, heard, buttons) for one in visits],
        ),
        *_part(
            "sessions",
            [buttons.edit("session", plan, "", say("diary", "add_session"))],
            SESSION_HEADS,
            [_session(plan, one, zones, buttons) for one in ahead],
        ),
        *_past(plan, past, zones, buttons),
        *_part(
            "partners",
            [buttons.edit("partner", plan, "", say("diary", "add_partner"))],
            ("organisation", "communities", "contact", "answer"),
            [_partner(plan, one, buttons) for one in plan.partners],
        ),
    ]


def _part(
    name: str,
    acts: Sequence[Component | None],
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
) -> list[Component]:
    """A heading with its button, and a table or what to do without one."""
    title = html.Div(
        [
            html.H3(say("diary", name), className="m-0"),
            *(act for act in acts if act is not None),
        ],
        className="d-flex flex-wrap gap-3 align-items-center mt-4 mb-2",
    )
    if not rows:
        return [title, html.P(say("diary", f"no_{name}"), className="note")]
    return [title, _table(name, heads, rows)]


def _past(
    plan: Plan, past: Sequence[Meeting], zones: Mapping[str, str], buttons: Buttons
) -> list[Component]:
    """Sessions that are over, folded: what came of them stands under visits."""
    if not past:
        return []
    rows = [_session(plan, one, zones, buttons) for one in past]
    summary = html.Summary(say("diary", "past_sessions", number=f"{len(past):,}"))
    return [html.Details([summary, _table("sessions", SESSION_HEADS, rows)], className="mt-2")]


def _table(name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Component:
    """A table; the last cell of each row is its button, where somebody may use it."""
    acted = any(row[-1] for row in rows)
    head = [html.Th(say("diary", one), scope="col") for one in heads]
    if acted:
        head.append(html.Th(html.Span(say("zones", "edit"), className="visually-hidden")))
    names = [say("diary", one) for one in heads[1:]] + ([""] if acted else [])
    body = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                # On a phone each cell says its head itself.
                *(html.Td(row[n], **data(head=name)) for n, name in enumerate(names, start=1)),
            ]
        )
        for row in rows
    ]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className=FIGURES)
    return wide(table, say("diary", name), "diary border rounded-3")


def visit_link(plan: Plan, look: str = "") -> Component:
    """To the form of a visit to the plan, whichever zone it was in."""
    return dcc.Link(
        say("diary", "visit"),
        href=links.to(to_visit(plan.id)),
        className=f"btn btn-primary d-print-none {look}",
    )


def _visit(
    plan: Plan,
    visit: Activity,
    zones: Mapping[str, str],
    partners: Mapping[str, str],
    heard: Mapping[str, str],
    buttons: Buttons,
) -> list[Cell]:
    kind = fields.choice("activity", "kind", visit.kind)
    partner = partners.get(visit.partner_id or "")
    told = [
        part
        for part in (
            kind,
            say("diary", "with", partner=partner) if partner else "",
            visit.languages,
            say("diary", "interpreter_missing") if visit.interpreter == "wanted_missing" else "",
        )
        if part
    ]
    zone = zones.get(visit.zone_id or "", say("diary", "whole"))
    summary = html.Details(
        [
            html.Summary(say("diary", "summary")),
            html.P(visit.summary, className="said m-0"),
        ]
    )
    return [
        html.Span(day(visit.on), className="text-nowrap"),
        [visit.venue or kind, html.Span(zone, className="note d-block")],
        heard.get(visit.id, ""),
        [
            html.Span(" · ".join(told), className="note d-block"),
            summary if visit.summary else None,
        ],
        _change(plan, visit, buttons),
    ]


def _change(plan: Plan, visit: Activity, buttons: Buttons) -> Component | None:
    """The form with its counts, and a way to take it back."""
    acts = [
        buttons.edit("activity", plan, visit.id, say("diary", "edit_visit")),
        buttons.edit("activity", plan, visit.id, opens="remove"),
    ]
    return html.Div(acts, className="d-flex flex-wrap gap-1") if any(acts) else None


def _session(
    plan: Plan, meeting: Meeting, zones: Mapping[str, str], buttons: Buttons
) -> list[Cell]:
    when = " ".join(filter(None, [day(meeting.on) if meeting.on else "", meeting.starts]))
    below = " · ".join(filter(None, [zones.get(meeting.zone_id or "", ""), meeting.address]))
    return [
        html.Span(when or say("diary", "no_date"), className="text-nowrap"),
        [meeting.venue, html.Span(below, className="note d-block")],
        fields.choice("session", "status", meeting.status),
        buttons.edit("session", plan, meeting.id, say("zones", "edit")),
    ]


def _partner(plan: Plan, one: Partner, buttons: Buttons) -> list[Cell]:
    kind = fields.choice("partner", "kind", one.kind)
    works = " · ".join(filter(None, [one.communities, one.languages]))
    checked = say("diary", "checked", day=day(one.checked_on)) if one.checked_on else ""
    asked = f", {day(one.asked_on)}" if one.asked_on else ""
    return [
        [one.name, html.Span(kind, className="note d-block")],
        works,
        [one.contact, html.Span(checked, className="note d-block")],
        f"{fields.choice('partner', 'answer', one.answer)}{asked}",
        buttons.edit("partner", plan, one.id, say("zones", "edit")),
    ]
