"""What goes by itself: a plan's texts and contacts and figures of people's own, each at its date;
and what was deleted long ago.

Of a plan counts, areas, dates and statuses stay. ``fields.toml`` says which fields go (``goes``).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from workspace import fields
from workspace.changes import note
from workspace.records import RECORDS, Activity, Finding, KeptLayer, OfPlan, Plan, Record

# Who did it, in the log of changes.
WHO = "the atlas itself"
# Names of staff that nobody fills in; the log of changes keeps who did what.
_NAMES = ("created_by", "entered_by")
# Plans first: their records go with them, and need no line of their own.
_KINDS: tuple[type[Record], ...] = (*RECORDS.values(), KeptLayer)


@dataclass(frozen=True)
class Gone:
    """How much went: plans whose texts were emptied, records that were deleted for good, and
    layers of people's own that were kept until a day."""

    plans: int
    records: int
    layers: int

    def __bool__(self) -> bool:
        return bool(self.plans or self.records or self.layers)


def apply(session: Session, undo_days: int, today: date | None = None) -> Gone:
    """Empty and delete what is due, in one transaction; what went before is left as it is.

    Parameters
    ----------
    undo_days
        How many days a deletion can be undone.
    today
        The day in UTC; None for now.
    """
    today = today or datetime.now(UTC).date()
    due = session.scalars(select(Plan).where(Plan.keep_until <= today)).all()
    emptied = sum(_empty(session, plan, today) for plan in due)
    before = today - timedelta(days=undo_days)
    deleted = sum(_purge(session, kind, kind.deleted_at < before) for kind in _KINDS)
    return Gone(emptied, deleted, _purge(session, KeptLayer, KeptLayer.keep_until <= today))


def _empty(session: Session, plan: Plan, today: date) -> bool:
    """Take the texts out of a plan and its records, the deleted ones too; whether there were any.

    Versions rise: whoever still has a text on the screen cannot put it back unknowingly.
    """
    number = 0
    for name, record in RECORDS.items():
        mine = record.plan_id == plan.id if issubclass(record, OfPlan) else record.id == plan.id
        going = [one.id for one in fields.of(name) if one.goes]
        going += [one for one in _NAMES if one in record.__table__.c]
        texts = [getattr(record, one) for one in going]
        if texts:
            done = session.execute(
                update(record)
                .where(mine, or_(*(text != "" for text in texts)))
                .values(dict.fromkeys(texts, "") | {record.version: record.version + 1})
                .execution_options(synchronize_session=False)
            )
            number += done.rowcount  # type: ignore[attr-defined]
    if number:
        session.refresh(plan)
        plan.texts_gone_on = today
        note(session, plan, "texts_gone", WHO)
        session.flush()
        session.expire_all()
    return bool(number)


def _purge(session: Session, kind: type[Record], due: ColumnElement[bool]) -> int:
    """Delete for good the records of a kind that are due, with what belongs to them; how many."""
    number = 0
    for found in session.scalars(select(kind).where(due)).all():
        note(session, found, "purged", WHO)
        session.flush()
        if isinstance(found, Activity):
            _forget(session, found)
        session.expunge(found)
        session.execute(delete(kind).where(kind.id == found.id))
        number += 1
    return number


def _forget(session: Session, activity: Activity) -> None:
    """Findings no longer say that they were heard at a visit that is gone."""
    for finding in session.scalars(select(Finding).where(Finding.plan_id == activity.plan_id)):
        if activity.id in finding.activities:
            finding.activities = [one for one in finding.activities if one != activity.id]
