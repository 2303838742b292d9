"""Visits as browsers send them: maybe twice, or days after they were entered without a signal."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from workspace import edits, fields
from workspace.diary import Answers, checked_counts, counts_of, keep_activity
from workspace.errors import ChangedSince, NotThere
from workspace.records import Activity


def keep_sent(
    session: Session,
    values: Mapping[str, Any],
    heard: Answers,
    heard_at: Mapping[str, int],
    who: str,
    id: str,
    version: int | None,
) -> Activity:
    """A visit with its counts, kept once however often it is sent.

    The parameters are those of :func:`workspace.diary.keep_activity`. What is there already with
    the same content is the answer, whatever its version: an acknowledgement was lost on the way.

    Raises
    ------
    ChangedSince
        When another content is there under this id, or somebody changed it after ``version``.
    BadValues, NotThere
        For what cannot be kept, and a visit that was deleted.
    """
    there = edits.find(session, Activity, id)
    if there is not None:
        if there.deleted_at is not None or there.plan_id != values.get("plan_id"):
            raise NotThere(fields.label("activity").lower())
        if _alike(session, there, values, heard, heard_at):
            return there
        if version is None:
            raise ChangedSince(there, values)
    return keep_activity(session, values, heard, heard_at, who, id, version)


def _alike(
    session: Session,
    there: Activity,
    values: Mapping[str, Any],
    heard: Answers,
    heard_at: Mapping[str, int],
) -> bool:
    filled = {name: value for name, value in values.items() if name != "plan_id"}
    wanted = fields.checked("activity", filled, whole=True)
    if any(getattr(there, name) != value for name, value in wanted.items()):
        return False
    counts = checked_counts(heard, heard_at, wanted["people"])
    return counts_of(session, there.id) == counts
