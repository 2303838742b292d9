"""Sessions and venues that are added to a plan together, each once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.exercise import code_patterns
from workspace import edits, fields, venue_places
from workspace.errors import BadValues
from workspace.records import Meeting, OfPlan, Plan, Venue, Zone

# A session that is still to come: the same venue once more is the same session.
PLANNED = "planned"
# What tells that two are the same, see :func:`_marks`.
_KNOWN_BY = {Venue: ("name", "postcode"), Meeting: ("venue", "postcode", "venue_key")}
# More at once are a mistake, or somebody's mischief: of venues, as many as a file may list.
MOST = {Meeting: 500, Venue: 2_000}


@dataclass(frozen=True)
class Added:
    """What became of some sessions and venues.

    Attributes
    ----------
    sessions, venues
        How many are new.
    there
        How many sessions were planned already, and stay as they were.
    """

    sessions: int = 0
    venues: int = 0
    there: int = 0


def add_sessions(
    session: Session,
    plan_id: str,
    sessions: Sequence[Mapping[str, Any]],
    venues: Sequence[Mapping[str, Any]],
    who: str,
) -> Added:
    """Add sessions and the team's own venues to a plan; what it has already is not doubled.

    Two people who add the same at the same moment take turns: the plan is held meanwhile.

    Parameters
    ----------
    sessions
        Of each: what people fill in (``venue``, ``address``, ``postcode``, ``lsoa``, ``on``, …),
        ``zone`` (the number of one of the plan's zones; None for none), and the columns of
        :class:`workspace.venue_places.SessionPlace`. It is there already where a planned session
        has its ``venue_key``, or its name and postcode.
    venues
        Of each: ``name``, ``kind``, ``address``, ``postcode``, ``note``, and the columns of
        :class:`workspace.venue_places.VenuePlace`. It is there already by name and postcode.
        Both may have an ``id``, made by whoever sends them: the same once more changes nothing.

    Raises
    ------
    NotThere, NotAllowed
        For a plan that is not there, or is archived.
    BadValues
        For values that cannot be kept, a zone that the plan does not have, or too many at once.
    """
    edits.open_plan(session, plan_id)
    session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update())
    made = _add(session, Venue, plan_id, venues, who)
    zones = _zones(session, plan_id)
    planned = [{"status": PLANNED} | _with_zone(one, zones) for one in sessions]
    added = _add(session, Meeting, plan_id, planned, who)
    return Added(added, made, len(sessions) - added)


def _add(
    session: Session,
    kind: type[Venue] | type[Meeting],
    plan_id: str,
    wanted: Sequence[Mapping[str, Any]],
    who: str,
) -> int:
    """How many were not there yet."""
    if len(wanted) > MOST[kind]:
        label = fields.label(kind.__tablename__).lower()
        raise BadValues({"": f"At most {MOST[kind]:,} {label}s can be kept at once."})
    there = select(*(getattr(kind, name) for name in _KNOWN_BY[kind]))
    there = there.where(kind.plan_id == plan_id, kind.deleted_at.is_(None))
    if kind is Meeting:
        there = there.where(Meeting.status == PLANNED)
    known = {mark for row in session.execute(there) for mark in _marks(*row)}
    number = 0
    for values in wanted:
        marks = set(_marks(*(values.get(name) for name in _KNOWN_BY[kind])))
        if marks & known or edits.find(session, kind, values.get("id")):
            continue
        _create(session, kind, plan_id, values, who)
        known |= marks
        number += 1
    return number


def _create(
    session: Session, kind: type[OfPlan], plan_id: str, values: Mapping[str, Any], who: str
) -> None:
    record = kind.__tablename__
    computed = venue_places.columns(record)
    given = {name: values[name] for name in computed if name in values}
    filled = {name: value for name, value in values.items() if name not in (*computed, "id")}
    place = venue_places.checked(record, given)
    edits.create(session, kind, filled | {"plan_id": plan_id}, who, values.get("id"), **place)


def _marks(name: Any, postcode: Any, key: Any = "") -> Iterator[tuple[str, ...]]:
    """By what it is known that two are the same: name and postcode; or the venue's id."""
    if key:
        yield ("key", str(key))
    words = " ".join(str(name or "").split()).casefold()
    yield ("name", words, code_patterns.plain(str(postcode or "")))


def _zones(session: Session, plan_id: str) -> dict[int, str]:
    """The plan's zones by number; of two with one number, which people can make so, the first."""
    wanted = select(Zone.number, Zone.id).where(Zone.plan_id == plan_id, Zone.deleted_at.is_(None))
    rows = session.execute(wanted.order_by(Zone.id.desc())).all()
    return {row.number: row.id for row in rows}


def _with_zone(one: Mapping[str, Any], zones: Mapping[int, str]) -> dict[str, Any]:
    """A session with its zone's id in the place of the number."""
    values = dict(one)
    number = values.pop("zone", None)
    if number is None:
        return values
    if number not in zones:
        raise BadValues({"zone_id": f"This plan has no zone {number} any more. Open it again."})
    return values | {"zone_id": zones[number]}
