"""The sessions of a plan, with whom each is to reach; and the venues of the team's own."""

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.files.paper_words import unbroken
from dashboard.parts import links
from dashboard.parts.attributes import data
from dashboard.parts.plans.session_numbers import session_numbers, sessions_in_order
from dashboard.parts.sessions.links import to_card, to_where_to_meet
from dashboard.parts.targets.handover import who
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.papers.routes import CALENDAR, to_paper
from dashboard.plans.part_tables import Cell, part, table
from dashboard.plans.texts import one_or_many, say
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from workspace import fields
from workspace.planned_sessions import PLANNED
from workspace.records import Meeting, Plan, Venue

ID = "sessions"
_STATUS = "sessions-status"  # says how the making of a file goes
# A file may have brought thousands; the plan's tables hold them all.
_MOST_VENUES = 100
_PLANNED = ("number", "date", "where", "reach", "card")
_PAST = ("number", "date", "where", "status")


def section(atlas: Atlas, plan: Plan, buttons: Buttons) -> list[Component]:
    """What is planned, with ways to plan more; what is over, folded; and own venues."""
    zones = {zone.id: f"{zone.number}. {zone.name}" for zone in plan.zones}
    numbers = session_numbers(plan)
    ahead = [one for one in sessions_in_order(plan) if one.status == PLANNED]
    return [
        html.H2(say("sessions", "title"), id=ID),
        *part(
            "sessions",
            "planned",
            _acts(atlas, plan, buttons),
            _PLANNED,
            [[_number(numbers[one.id]), *_ahead(plan, one, zones, buttons)] for one in ahead],
        ),
        html.P(id=_STATUS, role="status", className="m-0"),
        *_notes(atlas, ahead),
        *_past(plan, zones, numbers, buttons),
        *part(
            "sessions",
            "venues",
            [buttons.edit("venue", plan, "", say("sessions", "add_venue"))],
            ("venue", "address", "note"),
            [_venue(plan, one, buttons) for one in plan.venues[:_MOST_VENUES]],
        ),
        *_more_venues(len(plan.venues) - _MOST_VENUES),
    ]


def _acts(atlas: Atlas, plan: Plan, buttons: Buttons) -> list[Component | None]:
    by_hand = buttons.edit("session", plan, "", say("sessions", "add_session"))
    find = dcc.Link(
        say("sessions", "find"),
        href=to_where_to_meet(plan.id, _group(atlas, plan)),
        className="btn btn-primary btn-sm d-print-none",
    )
    dated = any(one.on and one.status == PLANNED for one in plan.meetings)
    called = say("sessions", "calendar_file")
    address = links.to(to_paper(plan.id, CALENDAR, "ics"))
    calendar = _file(say("sessions", "calendar"), address, called, "btn btn-plain btn-sm")
    # Whoever may not change the plan has nothing to plan.
    return [find if by_hand else None, by_hand, calendar if dated else None]


def _group(atlas: Atlas, plan: Plan) -> str:
    """The group that all zones are for; "" where they differ, or it cannot be counted."""
    groups = {zone.group_id for zone in plan.zones}
    group = groups.pop() if len(groups) == 1 else ""
    return group if group in atlas.indicators and atlas.indicators[group].counts_people else ""


def _file(label: Cell, address: str, called: str, look: str = "") -> Component:
    """A link to a file that the server makes."""
    return html.A(
        label,
        href=address,
        download="",
        className=f"{look} d-print-none",
        **data(file=called, line=_STATUS),
    )


def _number(number: int) -> Component:
    """On a phone, where the table has no heads, it says what it is the number of."""
    word = html.Span(f"{say('sessions', 'number')} ", className="d-md-none")
    return html.Span([word, number], className="session-of-plan")


def _ahead(plan: Plan, meeting: Meeting, zones: Mapping[str, str], buttons: Buttons) -> list[Cell]:
    called = say("sessions", "card_file", venue=meeting.venue)
    label = [
        say("sessions", "card_pdf"),
        html.Span(f": {meeting.venue}", className="visually-hidden"),
    ]
    card = _file(label, to_card(plan.id, meeting.id), called, "text-nowrap")
    return [
        *_when_and_where(meeting, zones),
        _reach(meeting),
        card if meeting.longitude is not None else "",
        _edit("session", plan, meeting, buttons),
    ]


def _when_and_where(meeting: Meeting, zones: Mapping[str, str]) -> list[Cell]:
    none = say("sessions", "no_date" if meeting.status == PLANNED else "never_dated")
    on = day(meeting.on) if meeting.on else none
    when = " ".join(filter(None, [on, meeting.starts]))
    address = ", ".join(filter(None, [meeting.address, unbroken(meeting.postcode)]))
    below = " · ".join(filter(None, [zones.get(meeting.zone_id or "", ""), address]))
    return [
        html.Span(when, className="text-nowrap"),
        [meeting.venue, html.Span(below, className="note d-block")],
    ]


def _reach(meeting: Meeting) -> Cell:
    if meeting.people is None:
        return ""
    within = say("sessions", "within", metres=count(meeting.reach)) if meeting.reach else ""
    return [count(meeting.people), html.Span(within, className="note d-block")]


def _notes(atlas: Atlas, ahead: list[Meeting]) -> list[Component]:
    """Who the people within reach are, said once; what to do before, and what is missing."""
    groups = dict.fromkeys(one.group_id for one in ahead if one.people is not None)
    known = [who(atlas.indicators[id]) for id in groups if id in atlas.indicators]
    said = [say("sessions", "who", who=one) for one in known]
    if any(one.venue_key for one in ahead):
        said.append(say("sessions", "check"))
    if missing := sum(one.longitude is None for one in ahead):
        said.append(one_or_many("sessions", "no_place", missing))
    return [html.P(text, className="note") for text in said]


def _past(
    plan: Plan, zones: Mapping[str, str], numbers: Mapping[str, int], buttons: Buttons
) -> list[Component]:
    """Sessions that are over, folded: what came of them stands under visits."""
    past = [one for one in sessions_in_order(plan) if one.status != PLANNED]
    if not past:
        return []
    rows: list[list[Cell]] = [
        [
            _number(numbers[one.id]),
            *_when_and_where(one, zones),
            fields.choice("session", "status", one.status),
            _edit("session", plan, one, buttons),
        ]
        for one in past
    ]
    summary = html.Summary(say("sessions", "past", number=f"{len(past):,}"))
    return [html.Details([summary, table("sessions", "title", _PAST, rows)], className="mt-2")]


def _venue(plan: Plan, one: Venue, buttons: Buttons) -> list[Cell]:
    nowhere = "lost" if one.postcode else "no_postcode"
    lost = html.Span(say("sessions", nowhere), className="note d-block")
    return [
        [one.name, html.Span(one.kind, className="note d-block")],
        [
            ", ".join(filter(None, [one.address, one.postcode])),
            lost if one.longitude is None else None,
        ],
        html.Span(one.note, className="said"),
        _edit("venue", plan, one, buttons),
    ]


def _more_venues(number: int) -> list[Component]:
    if number <= 0:
        return []
    return [html.P(one_or_many("sessions", "more_venue", number), className="note")]


def _edit(record: str, plan: Plan, one: Meeting | Venue, buttons: Buttons) -> Component | None:
    return buttons.edit(record, plan, one.id, say("zones", "edit"))
