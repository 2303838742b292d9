"""Making, changing, deleting, restoring records: checked, logged, never over another's change."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from workspace import fields
from workspace.changes import note, plan_of
from workspace.errors import BadValues, ChangedSince, NotAllowed, NotThere
from workspace.records import (
    RECORDS,
    Activity,
    Heard,
    HeardAt,
    OfPlan,
    Plan,
    Record,
    Zone,
    new_id,
    now,
)

Kind = TypeVar("Kind", bound=Record)
# The status of a plan of which nothing changes but this status.
ARCHIVED = "archived"
# The status of a plan whose zones may still come and go.
DRAFT = "draft"


def find(session: Session, kind: type[Kind], id: Any) -> Kind | None:
    """A record by its id, deleted or not; None where there is none, and for what is no id."""
    return session.get(kind, id) if fields.is_id(id) else None


def create(
    session: Session,
    kind: type[Kind],
    values: Mapping[str, Any],
    who: str,
    id: str | None = None,
    **given: Any,
) -> Kind:
    """A new record.

    Parameters
    ----------
    values
        What people fill in, and ``plan_id``.
    id
        Made by whoever sends it; the same once more gives the record that is there.
    given
        What people do not fill in, such as ``areas``.

    Raises
    ------
    BadValues, NotThere
        For values that cannot be kept, and a plan that is not there.
    NotAllowed
        For a plan that is archived, and a zone of one that is agreed.
    """
    if id is not None:
        if not fields.is_id(id):
            raise BadValues({"id": "This was not sent whole. Open the page again."})
        if there := find(session, kind, id):
            return there
    wanted = dict(values)
    plan_id = wanted.pop("plan_id", None)
    kept = fields.checked(kind.__tablename__, wanted, whole=True)
    if issubclass(kind, OfPlan):
        _comes_or_goes(session, kind, plan_id)
        _belong(session, kind, kept, str(plan_id))
        given["plan_id"] = plan_id
    made = kind(id=id or new_id(), changed_by=who, **kept, **given)
    session.add(made)
    session.flush()
    note(session, made, "created", who, kept)
    return made


def change(
    session: Session,
    kind: type[Kind],
    id: str,
    version: int,
    values: Mapping[str, Any],
    who: str,
    **given: Any,
) -> Kind:
    """A record with other values; what is not named stays.

    Parameters
    ----------
    given
        What people do not fill in and what changes with it, such as where a venue stands.

    Raises
    ------
    ChangedSince
        When somebody changed it after ``version`` was read.
    BadValues, NotThere
        For values that cannot be kept, and a record that is not there.
    """
    found = current(session, kind, id, version, values)
    plan = open_plan(session, plan_of(found))
    kept = fields.checked(kind.__tablename__, values, whole=False)
    _belong(session, kind, kept, plan.id)
    changed = [name for name, value in kept.items() if getattr(found, name) != value]
    if not changed:
        return found
    if "people" in changed and isinstance(found, Activity):
        _not_fewer(session, found, kept["people"])
    for name, value in ({name: kept[name] for name in changed} | given).items():
        setattr(found, name, value)
    keep(session, found, values, who)
    note(session, found, "changed", who, changed)
    return found


def delete(session: Session, kind: type[Record], id: str, version: int, who: str) -> None:
    """Take a record away; it can be restored for some days.

    Raises
    ------
    ChangedSince, NotThere
    NotAllowed
        For a plan that is archived, and a zone of one that is agreed.
    """
    found = current(session, kind, id, version, {})
    if isinstance(found, OfPlan):
        _comes_or_goes(session, type(found), found.plan_id)
    found.deleted_at, found.deleted_by = now(), who
    keep(session, found, {}, who)
    note(session, found, "deleted", who)


def restore(session: Session, kind: type[Kind], id: str, who: str) -> Kind:
    """Bring back a record that was deleted.

    Raises
    ------
    NotThere
        When it is gone for good, or its plan is deleted.
    NotAllowed
        For a plan that is archived, and a zone of one that is agreed.
    """
    found = find(session, kind, id)
    if found is None:
        raise NotThere(fields.label(kind.__tablename__).lower())
    if found.deleted_at is not None:
        if isinstance(found, OfPlan):
            _comes_or_goes(session, type(found), found.plan_id)
        found.deleted_at = found.deleted_by = None
        keep(session, found, {}, who)
        note(session, found, "restored", who)
    return found


def deleted(session: Session, plan_id: str | None, days: int) -> list[Record]:
    """What was deleted in the last days and can be restored, the latest first: of a plan, or plans
    themselves."""
    kinds = [Plan] if plan_id is None else [one for one in RECORDS.values() if one is not Plan]
    since = now() - timedelta(days=days)
    found: list[Record] = []
    for kind in kinds:
        wanted = select(kind).where(kind.deleted_at.is_not(None), kind.deleted_at >= since)
        if issubclass(kind, OfPlan):
            wanted = wanted.where(kind.plan_id == plan_id)
        found += session.scalars(wanted)
    return sorted(found, key=lambda one: (one.deleted_at or now(), one.id), reverse=True)


def current(
    session: Session, kind: type[Kind], id: str, version: int, values: Mapping[str, Any]
) -> Kind:
    """A record that is there and unchanged since a version, held until the transaction ends.

    Raises
    ------
    NotThere, ChangedSince
    """
    found = None
    if fields.is_id(id):
        found = session.get(kind, id, with_for_update=True, populate_existing=True)
    if found is None or found.deleted_at is not None:
        raise NotThere(_called(kind))
    if found.version != version:
        raise ChangedSince(found, values)
    return found


def _called(kind: type[Record]) -> str:
    """What a record is called in a sentence: as its form is, where people fill one in."""
    name = kind.__tablename__
    return fields.label(name).lower() if name in RECORDS else name.replace("_", " ")


def keep(session: Session, record: Record, values: Mapping[str, Any], who: str) -> None:
    """Send a changed record to the database, where its version has to be the one it had."""
    record.changed_by = who
    try:
        session.flush()
    except StaleDataError:
        raise ChangedSince(record, values) from None


class OpenPlan(NamedTuple):
    """A plan to which something is done: no more of it is read than that takes."""

    id: str
    status: str


def open_plan(session: Session, plan_id: Any) -> OpenPlan:
    """A plan that is there and may be changed.

    Raises
    ------
    NotThere, NotAllowed
    """
    wanted = select(Plan.id, Plan.status).where(Plan.id == plan_id, Plan.deleted_at.is_(None))
    found = session.execute(wanted).first() if fields.is_id(plan_id) else None
    if found is None:
        raise NotThere("plan")
    plan = OpenPlan(found.id, found.status)
    if plan.status == ARCHIVED:
        raise NotAllowed("This plan is archived: it is kept to be read. Reopen it to change it.")
    return plan


def _not_fewer(session: Session, visit: Activity, people: int) -> None:
    """At a visit were at least those who are counted there by what they said, or by their area."""
    for table, by in ((Heard, Heard.question), (HeardAt, HeardAt.activity_id)):
        counted = select(func.sum(table.count)).where(table.activity_id == visit.id).group_by(by)
        most = max(session.scalars(counted), default=0)
        if most > people:
            raise BadValues(
                {"people": f"{most:,} people are counted at this visit; correct that first."}
            )


def _comes_or_goes(session: Session, kind: type[OfPlan], plan_id: Any) -> None:
    """Refuse to add to a plan that is not open, or to take from it; a zone, once it is agreed."""
    plan = open_plan(session, plan_id)
    if issubclass(kind, Zone) and plan.status != DRAFT:
        raise NotAllowed(
            "The zones of this plan were agreed and stay as they are. Take the plan back to draft "
            "to change them."
        )


def _belong(session: Session, kind: type[Record], kept: Mapping[str, Any], plan_id: str) -> None:
    """Whatever a record names is there and of the same plan."""
    faults = {}
    for one in fields.of(kind.__tablename__):
        named = kept.get(one.id)
        if one.kind not in ("record", "records") or not named:
            continue
        ids = [named] if isinstance(named, str) else named
        other = RECORDS[one.record]
        there = [session.get(other, id) for id in ids]
        if any(found is None or plan_of(found) != plan_id for found in there):
            faults[one.id] = f"{one.label}: this is not of this plan; choose again."
    if faults:
        raise BadValues(faults)
