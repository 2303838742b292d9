"""A plan's records as tables for files: a column for each thing that people fill in.

Headings and the words of answers are those of the forms (:mod:`workspace.fields`). People heard are
told of each visit and each zone as :mod:`layers.exercise.head_counts` has them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from dashboard.files.table import Table, of_rows
from dashboard.parts.plans.session_numbers import session_numbers, sessions_in_order
from dashboard.plans.papers.texts import say
from layers.exercise import head_counts
from layers.statistics.suppression import Rule
from workspace import fields
from workspace.records import Action, Activity, Plan, Record, Zone

# By name of the table in files: the record, and which of a plan's records they are.
TABLES: Mapping[str, tuple[str, Callable[[Plan], Sequence[Record]]]] = {
    "zones": ("zone", lambda plan: plan.zones),
    "venues": ("venue", lambda plan: plan.venues),
    "sessions": ("session", sessions_in_order),
    "partners": ("partner", lambda plan: plan.partners),
    "visits": ("activity", lambda plan: plan.activities),
    "findings": ("finding", lambda plan: plan.findings),
    "actions": ("action", lambda plan: plan.actions),
    "told": ("told", lambda plan: plan.told),
}
_HEARD: dict[str, Any] = {
    "people": (say("tables", "people"), "whole", 0),
    "hidden": (say("tables", "hidden"), "text", 0),
}
_OF_ZONE: dict[str, Any] = {
    "areas": (say("tables", "areas"), "text", 0),
    "people_to_reach": (say("tables", "people_to_reach"), "whole", 0),
    "residents": (say("tables", "residents"), "whole", 0),
    "visits": (say("tables", "visits"), "whole", 0),
    "last_visit": (say("tables", "last_visit"), "text", 0),
} | _HEARD
_NUMBER: dict[str, Any] = {"number": (say("tables", "session_number"), "whole", 0)}
_OF_SESSION: dict[str, Any] = {
    "reach": (say("tables", "reach"), "whole", 0),
    "people_within_reach": (say("tables", "people_within_reach"), "whole", 0),
}


def record_tables(plan: Plan, rule: Rule) -> dict[str, Table]:
    """Every table of a plan by the name that it has in files; those without rows too."""
    names = _names(plan)
    return {
        name: _table(record, list(of(plan)), plan, names, rule)
        for name, (record, of) in TABLES.items()
    }


def _table(
    record: str, those: Sequence[Record], plan: Plan, names: Mapping[str, str], rule: Rule
) -> Table:
    # How many people were heard is told by the rule, beside the rest.
    known = [one for one in fields.of(record) if (record, one.id) != ("activity", "people")]
    heads: dict[str, Any] = {
        _id(one): (one.label, "whole" if one.kind == "whole" else "text", 0) for one in known
    }
    rows = [{_id(one): _cell(one, getattr(kept, one.id), names) for one in known} for kept in those]
    if record == "zone":
        heads |= _OF_ZONE
        for row, zone in zip(rows, plan.zones, strict=True):
            row |= _of_zone(zone, plan, rule)
    elif record == "session":
        heads = _NUMBER | heads | _OF_SESSION
        numbers = session_numbers(plan)
        for row, meeting in zip(rows, sessions_in_order(plan), strict=True):
            row |= {
                "number": numbers[meeting.id],
                "reach": meeting.reach,
                "people_within_reach": meeting.people,
            }
    elif record == "activity":
        heads |= _HEARD
        for row, visit in zip(rows, plan.activities, strict=True):
            row |= _heard([visit], rule)
    return of_rows(record, rows, heads)


def _id(one: fields.Field) -> str:
    """A column's short name: what stands in it is what another record is called, not its id."""
    return one.id.removesuffix("_id")


def _cell(one: fields.Field, value: Any, names: Mapping[str, str]) -> Any:
    if value is None or value == "" or value == []:
        return None
    if one.kind == "choice":
        return next((each.label for each in one.choice if each.id == value), value)
    if one.kind == "record":
        return names.get(value)
    if one.kind == "records":
        return "; ".join(names[id] for id in value if id in names)
    return value.isoformat() if isinstance(value, date) else value


def _of_zone(zone: Zone, plan: Plan, rule: Rule) -> dict[str, Any]:
    visits = [visit for visit in plan.activities if visit.zone_id == zone.id]
    last = max((visit.on for visit in visits), default=None)
    return {
        "areas": " ".join(zone.areas),
        "people_to_reach": zone.people,
        "residents": zone.residents,
        "visits": len(visits),
        "last_visit": last.isoformat() if last else None,
    } | _heard(visits, rule)


def _heard(visits: Sequence[Activity], rule: Rule) -> dict[str, Any]:
    people = head_counts.together([visit.people for visit in visits], rule)
    hidden = bool(np.isnan(people))
    return {"people": None if hidden else int(people), "hidden": hidden}


def _names(plan: Plan) -> dict[str, str]:
    """What each record is called where another names it."""
    return (
        {zone.id: zone.name for zone in plan.zones}
        | {partner.id: partner.name for partner in plan.partners}
        | {meeting.id: _dated(meeting.on, meeting.venue) for meeting in plan.meetings}
        | {visit.id: _dated(visit.on, visit.venue) for visit in plan.activities}
        | {finding.id: finding.statement or finding.theme for finding in plan.findings}
        | {action.id: action.what or _decided(action) for action in plan.actions}
    )


def _decided(action: Action) -> str:
    return fields.choice("action", "decision", action.decision)


def _dated(on: date | None, venue: str) -> str:
    return " ".join(filter(None, [on.isoformat() if on else "", venue]))
