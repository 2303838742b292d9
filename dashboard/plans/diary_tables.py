"""The diary of a plan: visits, and the partners it works with."""

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import links
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.part_tables import Cell, part
from dashboard.plans.texts import say
from dashboard.plans.view import to_visit
from workspace import fields
from workspace.records import Activity, Partner, Plan


def section(plan: Plan, heard: Mapping[str, str], buttons: Buttons) -> list[Component]:
    """Visits, the latest first; and partners.

    Parameters
    ----------
    heard
        By a visit's id, how many people were heard there, as it may be shown.
    """
    zones = {zone.id: f"{zone.number}. {zone.name}" for zone in plan.zones}
    partners = {one.id: one.name for one in plan.partners}
    visits = sorted(plan.activities, key=lambda one: (one.on, one.id), reverse=True)
    return [
        html.H2(say("diary", "title"), id="diary"),
        *part(
            "diary",
            "visits",
            [visit_link(plan, "btn-sm")] if buttons.visit else [],
            ("date", "where", "people", "said"),
            [_visit(plan, one, zones, partners, heard, buttons) for one in visits],
        ),
        *part(
            "diary",
            "partners",
            [buttons.edit("partner", plan, "", say("diary", "add_partner"))],
            ("organisation", "communities", "contact", "answer"),
            [_partner(plan, one, buttons) for one in plan.partners],
        ),
    ]


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
