"""The map of a plan's zones by their status and its planned sessions, and its legend."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.parts import found_map
from dashboard.parts.plans.session_numbers import session_numbers
from dashboard.plans.texts import one_or_many, say
from layers.atlas import Atlas
from workspace import fields
from workspace.planned_sessions import PLANNED
from workspace.records import Plan

# Darker where more is done; what is not pursued is grey, with a dashed edge.
COLOURS = {
    "not_started": "#f3d27a",
    "under_way": "#7fb3dc",
    "heard": "#0a5a9c",
    "not_pursued": "#9aa5b0",
}
DASHED = "not_pursued"
ELSEWHERE = "#d5dce2"
_SESSION = "#b0307a"  # as the browser draws them (assets/css/20-explore.css)
_LOOKS = {status: at for at, status in enumerate(COLOURS)}


def for_map(atlas: Atlas, plan: Plan) -> dict[str, Any]:
    """What the browser draws.

    Returns
    -------
    dict
        ``map``, see :class:`dashboard.parts.found_map.FoundMap`; ``zones``, the places of the zone
        of each number from 1, none where there is no such zone; and ``sessions``, those planned
        whose place is known, each with ``id``, ``name``, ``at`` (longitude, latitude) and its
        ``number``.
    """
    place = found_map.places(atlas, "lsoa")
    # An area that a later release has no more is on no map; the zone's card says so.
    zone_of = {code: zone for zone in plan.zones for code in zone.areas if code in place}
    statuses = {code: _status(zone.status) for code, zone in zone_of.items()}
    names = {
        code: say("zones", "hover_zone", number=zone.number, name=zone.name)
        for code, zone in zone_of.items()
    }
    looks: list[found_map.Look] = [
        {"colour": colour, "dashed": status == DASHED} for status, colour in COLOURS.items()
    ]
    drawn: found_map.FoundMap = {
        "level": "lsoa",
        "looks": [*looks, {"colour": ELSEWHERE, "outside": True}],
        "of": [_LOOKS[zone_of[c].status] if c in zone_of else len(looks) for c in place],
        "lines": [
            found_map.line(found_map.by_place(place, statuses), strong=True),
            found_map.line(found_map.by_place(place, names)),
        ],
        "fit": sorted(place[code] for code in zone_of) or _around(place, plan),
        "drawn": f"plan-{len(plan.zones)}",
    }
    groups: list[list[int]] = [[] for _ in range(max((z.number for z in plan.zones), default=0))]
    for code, zone in zone_of.items():
        if zone.number:
            groups[zone.number - 1].append(place[code])
    return {"map": drawn, "zones": groups, "plan": plan.id, "sessions": _sessions(plan)}


def _around(place: dict[str, int], plan: Plan) -> list[int]:
    """Areas of the planned sessions: where there are no zones, the map shows these."""
    return sorted({place[one.lsoa] for one in plan.meetings if one.lsoa in place})


def _sessions(plan: Plan) -> list[dict[str, Any]]:
    numbers = session_numbers(plan)
    return [
        {"id": one.id, "name": one.venue, "at": [one.longitude, one.latitude]}
        | {"number": numbers[one.id]}
        for one in plan.meetings
        if one.status == PLANNED and one.longitude is not None and one.latitude is not None
    ]


def legend(plan: Plan) -> list[Component]:
    """Each status that a zone of the plan has, with how many have it."""
    number = {status: sum(z.status == status for z in plan.zones) for status in COLOURS}
    rows = [
        (COLOURS[status], one_or_many("zones", "legend_row", n, label=_status(status)))
        for status, n in number.items()
        if n
    ]
    rows.append((ELSEWHERE, say("zones", "elsewhere")))
    if _sessions(plan):
        rows.append((_SESSION, say("zones", "session")))
    items = [
        html.Li([html.Span(className="swatch", style={"background": colour}), text])
        for colour, text in rows
    ]
    return [html.H2(say("zones", "legend")), html.Ul(items, className="key list-unstyled m-0")]


def _status(status: str) -> str:
    return fields.choice("zone", "status", status)
