"""Visits as browsers send them: maybe twice, days after they were entered without a signal, or from
two tabs at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from layers.exercise.respondents import load_respondents
from workspace import edits, fields
from workspace.diary import Answers, checked_counts, counts_of, keep_activity
from workspace.errors import BadValues, ChangedSince, NotThere
from workspace.joining import Joined, changed, joined
from workspace.records import Activity

HEARD_AT = "heard_at"


@dataclass(frozen=True)
class Content:
    """All that is filled in of a visit.

    Attributes
    ----------
    values
        By field, dates as ISO text.
    heard, heard_at
        How many people, by question and category, and by area.
    """

    values: Mapping[str, Any]
    heard: Answers
    heard_at: Mapping[str, int]

    def parts(self) -> dict[str, Any]:
        """What two people can change apart from each other: each field, the counts of each
        question, and where people live."""
        counts = {name: self.heard.get(name, {}) for name in load_respondents().questions}
        return {**self.values, **counts, HEARD_AT: self.heard_at}


@dataclass(frozen=True)
class Kept:
    """A visit that is kept, and the parts of it that only somebody else had changed meanwhile."""

    visit: Activity
    alone: Collection[str] = ()


def keep_sent(
    session: Session,
    plan_id: str,
    sent: Content,
    who: str,
    id: str,
    version: int | None,
    was: Content | None = None,
) -> Kept:
    """A visit with its counts, kept once however often it is sent.

    What is there already with the same content is the answer, whatever its version: an
    acknowledgement was lost on the way. What somebody else changed after ``version`` is joined with
    it part by part.

    Parameters
    ----------
    id, version
        Those of :func:`workspace.diary.keep_activity`.
    was
        What ``version`` held; None where the browser does not know.

    Raises
    ------
    ChangedSince
        When somebody else changed the same part after ``version``, or the two do not add up.
    BadValues, NotThere
        For what cannot be kept, and a visit that was deleted.
    """
    values = {**sent.values, "plan_id": plan_id}
    there = edits.find(session, Activity, id)
    if there is None:
        return Kept(keep_activity(session, values, sent.heard, sent.heard_at, who, id, version))
    if there.deleted_at is not None or there.plan_id != plan_id:
        raise NotThere(fields.label("activity").lower())
    now, mine = content_of(session, there), _checked(sent)
    if not changed(now.parts(), mine.parts()):
        return Kept(there)
    if version is not None and version != there.version and was is not None:
        return _joined(session, there, now, joined(was.parts(), mine.parts(), now.parts()), who)
    if version is None:
        raise ChangedSince(there, values)
    return Kept(keep_activity(session, values, sent.heard, sent.heard_at, who, id, version))


def content_of(session: Session, visit: Activity) -> Content:
    """What is kept of a visit. For whoever may change it; nobody else is shown it."""
    values = {one.id: _plain(getattr(visit, one.id)) for one in fields.of("activity")}
    return Content(values, *counts_of(session, visit.id))


def content(parts: Mapping[str, Any]) -> Content:
    """A visit of its parts (:meth:`Content.parts`)."""
    heard = {name: parts[name] for name in load_respondents().questions if parts.get(name)}
    values = {one.id: parts[one.id] for one in fields.of("activity") if one.id in parts}
    return Content(values, heard, parts[HEARD_AT])


def _joined(session: Session, there: Activity, now: Content, found: Joined, who: str) -> Kept:
    if found.both:
        raise ChangedSince(there, found.values)
    made = content(found.values)
    values = changed(now.values, made.values)
    version = there.version
    try:
        kept = keep_activity(session, values, made.heard, made.heard_at, who, there.id, version)
    except BadValues:  # such as fewer people by one, and more of their answers by the other
        raise ChangedSince(there, found.values) from None
    return Kept(kept, found.alone)


def _checked(sent: Content) -> Content:
    """What was sent, as it would be kept."""
    values = fields.checked("activity", sent.values, whole=True)
    counts = checked_counts(sent.heard, sent.heard_at, values["people"])
    return Content({name: _plain(value) for name, value in values.items()}, *counts)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
