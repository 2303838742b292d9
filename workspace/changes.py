"""The log of changes: who did what, when. Only ever added to."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workspace.records import Change, OfPlan, Record


def note(session: Session, record: Record, what: str, who: str, fields: Iterable[str] = ()) -> None:
    """Write a line, in the transaction of what it is about."""
    session.add(
        Change(
            who=who,
            plan_id=plan_of(record),
            record=record.__tablename__,
            record_id=record.id,
            what=what,
            fields=sorted(fields),
        )
    )


def plan_of(record: Record) -> str:
    """The id of the plan that a record belongs to, or is."""
    return record.plan_id if isinstance(record, OfPlan) else record.id


def history(session: Session, plan_id: str, record_id: str | None = None) -> list[Change]:
    """The lines of a plan, or of one of its records, the latest first."""
    wanted = select(Change).where(Change.plan_id == plan_id).order_by(Change.number.desc())
    if record_id is not None:
        wanted = wanted.where(Change.record_id == record_id)
    return list(session.scalars(wanted))
