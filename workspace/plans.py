"""Plans: made with their zones and sessions, moved from step to step, read, erased."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workspace import edits
from workspace.changes import note
from workspace.edits import ARCHIVED, DRAFT
from workspace.errors import NotAllowed, NotThere
from workspace.planned_sessions import add_sessions
from workspace.records import Plan, Zone

# Which steps follow which; back one where something was closed too early.
STEPS: Mapping[str, tuple[str, ...]] = {
    DRAFT: ("agreed",),
    "agreed": ("running", DRAFT),
    "running": ("closed",),
    "closed": ("told_back", "running"),
    "told_back": (ARCHIVED, "closed"),
    ARCHIVED: ("told_back",),
}
# Of a plan in these no more visits are expected.
VISITS_OVER = ("closed", "told_back", ARCHIVED)
# What people do not fill in of a zone.
_COMPUTED = ("areas", "group_id", "people", "residents")
# How long texts and contacts are kept, unless somebody says otherwise.
KEPT_FOR = timedelta(days=2 * 365)


def make(
    session: Session,
    values: Mapping[str, Any],
    zones: Sequence[Mapping[str, Any]],
    who: str,
    *,
    sessions: Sequence[Mapping[str, Any]] = (),
    venues: Sequence[Mapping[str, Any]] = (),
    definition: str = "",
    release: str = "",
    id: str | None = None,
) -> Plan:
    """A new plan with its zones, sessions and venues, all or none.

    Parameters
    ----------
    values
        What people fill in of a plan; texts are kept for two years where it does not say.
    zones
        Of each: ``number``, ``name``, ``areas`` (LSOA codes), ``group_id``, ``people``,
        ``residents``.
    sessions, venues
        See :func:`workspace.planned_sessions.add_sessions`.
    definition
        The definition that found them, as the Seldom-heard page's address has it.
    release
        Of the data (:func:`layers.snapshot` names it).
    """
    if there := edits.find(session, Plan, id):
        return there  # sent twice
    given = {"definition": definition, "release": release, "created_by": who}
    until = {"keep_until": datetime.now(UTC).date() + KEPT_FOR}
    plan = edits.create(session, Plan, until | dict(values), who, id, **given)
    for zone in zones:
        _add_zone(session, plan.id, zone, who)
    add_sessions(session, plan.id, sessions, venues, who)
    return plan


def _add_zone(session: Session, plan_id: str, zone: Mapping[str, Any], who: str) -> None:
    filled = {name: value for name, value in zone.items() if name not in _COMPUTED}
    given = {name: zone[name] for name in _COMPUTED if name in zone}
    start = {"plan_id": plan_id, "status": "not_started"}
    edits.create(session, Zone, start | filled, who, **given)


def move(session: Session, id: str, version: int, status: str, who: str) -> Plan:
    """A plan one step on, or back.

    Raises
    ------
    NotAllowed
        When that step does not follow.
    """
    plan = edits.current(session, Plan, id, version, {"status": status})
    if status not in STEPS[plan.status]:
        raise NotAllowed("A plan goes from step to step; this one does not follow.")
    plan.status = status
    if status == "agreed":
        plan.agreed_on = datetime.now(UTC).date()
    edits.keep(session, plan, {"status": status}, who)
    note(session, plan, status, who, ["status"])
    return plan


def plan(session: Session, id: Any) -> Plan:
    """A plan with all that belongs to it.

    Raises
    ------
    NotThere
    """
    found = edits.find(session, Plan, id)
    if found is None or found.deleted_at is not None:
        raise NotThere("plan")
    return found


def plans(session: Session) -> list[Plan]:
    """All plans that are there, the last changed first."""
    wanted = select(Plan).where(Plan.deleted_at.is_(None))
    return list(session.scalars(wanted.order_by(Plan.changed_at.desc(), Plan.id)))


def erase(session: Session, id: str, who: str) -> None:
    """Take a plan away for good, with all that belongs to it; the log keeps who did so and when."""
    found = edits.find(session, Plan, id)
    if found is None:
        raise NotThere("plan")
    note(session, found, "erased", who)
    session.flush()
    # By the database, which takes along what belongs to it.
    session.expunge(found)
    session.execute(delete(Plan).where(Plan.id == id))
