"""The zones of a plan as cards: whom to reach there, whom was heard, who goes, what to do next."""

from collections.abc import Mapping
from datetime import date

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.files.about import day
from dashboard.parts import links
from dashboard.parts.attributes import aria, data
from dashboard.parts.targets.handover import who
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.texts import one_or_many, say
from dashboard.plans.view import to_visit
from dashboard.plans.zone_names import short
from dashboard.plans.zones_map import COLOURS
from dashboard.wording import number_text
from layers.atlas import Atlas
from workspace import fields
from workspace.records import Plan, Zone


def cards(
    atlas: Atlas, plan: Plan, heard: Mapping[str, str], today: date, buttons: Buttons
) -> list[Component]:
    """A card for each zone, or what to do without any.

    Parameters
    ----------
    heard
        By a zone's id, how many people were heard there so far, as it may be shown.
    """
    if not plan.zones:
        return [html.P(say("zones", "none"))]
    visits: dict[str | None, list[date]] = {}
    for visit in plan.activities:
        visits.setdefault(visit.zone_id, []).append(visit.on)
    items = [
        html.Li(_card(atlas, plan, zone, heard.get(zone.id, ""), visits, today, buttons))
        for zone in plan.zones
    ]
    return [*_whom(atlas, plan), html.Ul(items, className="zone-cards list-unstyled m-0")]


def _whom(atlas: Atlas, plan: Plan) -> list[Component]:
    """Who the people to reach are: said once, where the cards give their number."""
    groups = dict.fromkeys(zone.group_id for zone in plan.zones if zone.people is not None)
    named = [who(atlas.indicators[id]) for id in groups if id in atlas.indicators]
    return [html.P(say("zones", "who", who=one), className="note mt-0") for one in named]


def _card(
    atlas: Atlas,
    plan: Plan,
    zone: Zone,
    heard: str,
    visits: Mapping[str | None, list[date]],
    today: date,
    buttons: Buttons,
) -> Component:
    areas = one_or_many("zones", "area", len(zone.areas))
    no = say("zones", "no_target")
    facts: list[tuple[str, list[Component | str]]] = [
        (say("zones", "to_reach"), _people(atlas, plan, zone)),
        (say("zones", "target"), [number_text.count(zone.target or 0) if zone.target else no]),
        (say("zones", "heard"), [heard] if heard else []),
        (say("zones", "last"), _last(visits.get(zone.id, []), today)),
        (say("zones", "lead"), [zone.lead or say("zones", "nobody")]),
    ]
    why = say("zones", "why_not", why=zone.why_not)
    acts = [
        buttons.visit and _visit(plan, zone),
        buttons.edit("zone", plan, zone.id, say("zones", "edit")),
    ]
    return dbc.Card(
        dbc.CardBody(
            [
                html.Div(
                    [
                        html.Button(
                            str(zone.number),
                            type="button",
                            className="plan-zone-number",
                            **aria(label=say("zones", "show", number=zone.number)),
                            **data(zone=str(zone.number)),
                        ),
                        html.H3(short(zone.name), className="card-title m-0", title=zone.name),
                    ],
                    className="d-flex gap-2 align-items-baseline",
                ),
                html.P([_status(zone), " · ", areas], className="note my-1"),
                html.Dl(
                    [p for term, said in facts if said for p in (html.Dt(term), html.Dd(said))],
                    className="facts",
                ),
                html.P(why, className="note") if zone.status == "not_pursued" else None,
                html.Div(
                    [act for act in acts if act],
                    className="d-flex flex-wrap gap-2 d-print-none",
                ),
            ]
        ),
        id=f"zone-{zone.number}",
        class_name="h-100",
    )


def _status(zone: Zone) -> Component:
    """In words, with the map's colour beside them."""
    spot = html.Span(className="spot", style={"background": COLOURS[zone.status]})
    return html.Span(
        [spot, fields.choice("zone", "status", zone.status)], className="text-nowrap text-body"
    )


def _people(atlas: Atlas, plan: Plan, zone: Zone) -> list[Component | str]:
    """Those to reach as they were counted when the plan was made, and by the atlas's figures now
    where these are others."""
    if zone.people is None:
        return []
    group = atlas.indicators.get(zone.group_id)
    number = number_text.count(zone.people)
    said: list[Component | str] = [number]
    there = [code for code in zone.areas if code in atlas.areas.index]
    gone = len(zone.areas) - len(there)
    if group:
        people = atlas.table(zone.group_id)["numerator"].fillna(0.0)
        now = number_text.count(float(people[there].sum()))
        if now != number:
            said.append(html.Span(say("zones", "now", number=now), className="note d-block"))
    if gone:
        said.append(html.Span(one_or_many("zones", "gone", gone), className="note d-block"))
    return said


def _last(on: list[date], today: date) -> list[Component | str]:
    if not on:
        return [say("zones", "never")]
    last = max(on)
    days = (today - last).days
    ago = say("zones", "today") if days == 0 else one_or_many("zones", "ago", days)
    return [f"{day(last)} ({ago})" if days >= 0 else day(last)]


def _visit(plan: Plan, zone: Zone) -> Component:
    return dcc.Link(
        say("zones", "visit"),
        href=links.to(to_visit(plan.id, zone.id)),
        className="btn btn-primary btn-sm",
        title=say("zones", "visit_of", number=zone.number, name=zone.name),
    )
