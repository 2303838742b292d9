"""A plan with a record of every kind and every field filled in, and all that a workspace holds."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from layers.exercise.respondents import load_respondents
from tests.layers.own.layers import layer
from workspace import diary, edits, fields, own_layers, plans
from workspace.database import Workspace
from workspace.fields import Field
from workspace.own_layers import Viewer
from workspace.records import RECORDS, Activity, Base, KeptLayer, Plan

WHO = "a.person@nhs.test"
AREAS = ["E01007321", "E01007322"]
GROUP = "english_limited"


def full_plan(session: Session) -> Plan:
    """One record of each kind, in the order in which they refer to each other."""
    point = {"longitude": -1.4701, "latitude": 53.3811}
    own: dict[str, dict[str, Any]] = {
        "zone": {"areas": AREAS, "group_id": GROUP, "people": 210.5, "residents": 3100.0},
        "venue": point | {"lsoa": AREAS[0]},
        "session": point
        | {"venue_key": "l0123abcd", "reach": 800, "people": 96.5, "group_id": GROUP},
    }
    given = {"definition": "c=imd_decile!d!2!r", "release": "0123456789ab"}
    plan = plans.make(session, filled("plan", {}), [], WHO, **given)
    made: dict[str, str] = {}
    for name, record in RECORDS.items():
        values = filled(name, made) | {"plan_id": plan.id}
        if record is Plan:
            continue
        if record is Activity:
            kept: Any = diary.keep_activity(session, values, heard(), {AREAS[0]: 3, "": 2}, WHO)
        else:
            kept = edits.create(session, record, values, WHO, **own.get(name, {}))
        made[name] = kept.id
    return plan


def kept_layer(session: Session) -> KeptLayer:
    """A layer of somebody's own, which everybody here sees."""
    until = own_layers.today() + own_layers.USUALLY
    return own_layers.keep(session, layer(), until, "everyone", Viewer(WHO, "editor"))


def heard() -> dict[str, dict[str, int]]:
    """Five people's answers to every question: its first category, not said, not asked."""
    return {
        name: {next(iter(question.categories)): 2, "": 1, diary.NOT_ASKED: 2}
        for name, question in load_respondents().questions.items()
    }


def filled(record: str, made: dict[str, str]) -> dict[str, Any]:
    """A value for every field; ``made`` are ids of records by their kind."""
    return {one.id: _value(one, made) for one in fields.of(record)}


def _value(one: Field, made: dict[str, str]) -> Any:
    if one.kind in ("record", "records"):
        return made[one.record] if one.kind == "record" else [made[one.record]]
    if one.kind == "choice":
        return one.choice[-1].id
    of_kind = {"date": "2026-11-20", "time": "14:00", "whole": 5, "yes_no": True, "area": AREAS[0]}
    of_kind |= {"postcode": "S1 2HH"}
    return of_kind.get(one.kind, f"{one.label}: Žofia, علي")


def everything(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with workspace.reading() as session:
        return rows(session.connection())


def rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order of their own."""
    return {
        name: sorted((_row(row) for row in connection.execute(select(table))), key=repr)
        for name, table in Base.metadata.tables.items()
    }


def _row(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)
