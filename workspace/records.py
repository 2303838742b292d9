"""What is kept, as tables.

Ids are made by whoever makes the record, so that one that is sent twice is kept once. ``version``
rises with every change (:mod:`workspace.edits` compares it); what is deleted stays for some days,
with who did it and when. Times are UTC without a zone.
"""

from datetime import UTC, date, datetime
from secrets import token_hex
from time import time_ns
from typing import Any

from sqlalchemy import JSON, Date, DateTime, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

# So that migrations can name what they change, on every database alike.
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
ID_LENGTH = 32


def now() -> datetime:
    """The time to write down, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def new_id() -> str:
    """An id that nobody else has.

    It begins with the time (microseconds): records that nothing else puts in order, as sessions
    without a date, stand as they were made.
    """
    return f"{time_ns() // 1000:016x}{token_hex(8)}"


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy's own)
        str: Text(),
        datetime: DateTime(),
        date: Date(),
        list[str]: JSON(),
    }


class Record(Base):
    """What every record that people change has."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    changed_by: Mapped[str] = mapped_column(default="")
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[str | None]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Two writers at the same moment: the second finds no such version."""
        return {"version_id_col": cls.__table__.c.version}


class OfPlan(Record):
    """A record that belongs to a plan."""

    __abstract__ = True

    @declared_attr
    def plan_id(cls) -> Mapped[str]:
        """The plan; what belongs to it goes with it."""
        return mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)


def _of(name: str, order: str) -> Any:
    """A plan's records of a kind, without those deleted, in an order that lasts."""
    return relationship(
        name,
        primaryjoin=f"and_(Plan.id == {name}.plan_id, {name}.deleted_at.is_(None))",
        order_by=f"({name}.{order}, {name}.id)",
        lazy="selectin",
        viewonly=True,
    )


class Plan(Record):
    """What a team means to do: whom to hear, why, and what may come of it."""

    __tablename__ = "plan"

    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    can_change: Mapped[str] = mapped_column(default="")
    cannot_change: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="")
    duty_why: Mapped[str] = mapped_column(default="")
    lead: Mapped[str] = mapped_column(default="")
    asked: Mapped[str] = mapped_column(default="all")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    review_on: Mapped[date | None]
    keep_until: Mapped[date | None]
    quotes: Mapped[bool] = mapped_column(default=False)
    # Not filled in by people.
    definition: Mapped[str] = mapped_column(default="")
    release: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="draft")
    agreed_on: Mapped[date | None]
    texts_gone_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by: Mapped[str] = mapped_column(default="")

    zones: Mapped[list["Zone"]] = _of("Zone", "number")
    venues: Mapped[list["Venue"]] = _of("Venue", "name")
    meetings: Mapped[list["Meeting"]] = _of("Meeting", "on")
    partners: Mapped[list["Partner"]] = _of("Partner", "name")
    activities: Mapped[list["Activity"]] = _of("Activity", "on")
    findings: Mapped[list["Finding"]] = _of("Finding", "theme")
    actions: Mapped[list["Action"]] = _of("Action", "due")
    told: Mapped[list["Told"]] = _of("Told", "on")


class Zone(OfPlan):
    """Neighbouring areas where a team goes. Its areas stay as they were agreed."""

    __tablename__ = "zone"

    number: Mapped[int]
    name: Mapped[str]
    lead: Mapped[str] = mapped_column(default="")
    target: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="not_started")
    why_not: Mapped[str] = mapped_column(default="")
    # Not filled in by people: LSOA codes; the indicator of the people to reach, and how many of
    # them and of all residents lived there by the plan's release.
    areas: Mapped[list[str]] = mapped_column(default=list)
    group_id: Mapped[str] = mapped_column(default="")
    people: Mapped[float | None]
    residents: Mapped[float | None]


class Venue(OfPlan):
    """A place of the team's own where people can be met, beside those of the atlas's lists."""

    __tablename__ = "venue"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    # Not filled in by people: where it stands, by its postcode or by the list that it came from.
    lsoa: Mapped[str] = mapped_column(default="")
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]


class Meeting(OfPlan):
    """A session: a venue and a date."""

    __tablename__ = "session"

    zone_id: Mapped[str | None] = mapped_column(ForeignKey("zone.id", ondelete="SET NULL"))
    venue: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    lsoa: Mapped[str] = mapped_column(default="")
    on: Mapped[date | None]
    starts: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="planned")
    note: Mapped[str] = mapped_column(default="")
    # Not filled in by people: the venue's id in the atlas (empty for one in own words) and where it
    # stands; how many people of which group were within reach of it, in metres to walk, when the
    # session was planned.
    venue_key: Mapped[str] = mapped_column(default="")
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    reach: Mapped[int | None]
    people: Mapped[float | None]
    group_id: Mapped[str] = mapped_column(default="")


class Partner(OfPlan):
    """An organisation that a team works with or has asked."""

    __tablename__ = "partner"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    communities: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="not_asked")


class Activity(OfPlan):
    """A visit: when, where, how many people were heard."""

    __tablename__ = "activity"

    zone_id: Mapped[str | None] = mapped_column(ForeignKey("zone.id", ondelete="SET NULL"))
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"))
    partner_id: Mapped[str | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(default="")
    venue: Mapped[str] = mapped_column(default="")
    lsoa: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")
    run_by: Mapped[str] = mapped_column(default="")
    people: Mapped[int]
    counted: Mapped[str] = mapped_column(default="counted")
    repeats: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str] = mapped_column(default="")
    # Not filled in by people.
    entered_by: Mapped[str] = mapped_column(default="")
    entered_at: Mapped[datetime] = mapped_column(default=now)


class Heard(Base):
    """How many people at a visit gave an answer about themselves."""

    __tablename__ = "heard"

    activity_id: Mapped[str] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(64), primary_key=True)
    category: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]


class HeardAt(Base):
    """How many people at a visit live in an area. Postcodes are never kept."""

    __tablename__ = "heard_at"

    activity_id: Mapped[str] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    lsoa: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]


class Finding(OfPlan):
    """What was said, in the team's words."""

    __tablename__ = "finding"

    zone_id: Mapped[str | None] = mapped_column(ForeignKey("zone.id", ondelete="SET NULL"))
    theme: Mapped[str]
    statement: Mapped[str]
    voices: Mapped[str] = mapped_column(default="several")
    activities: Mapped[list[str]] = mapped_column(default=list)


class Action(OfPlan):
    """What is done about it, or why it is not."""

    __tablename__ = "action"

    finding_id: Mapped[str | None] = mapped_column(ForeignKey("finding.id", ondelete="SET NULL"))
    decision: Mapped[str]
    what: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="not_started")
    changed: Mapped[str] = mapped_column(default="")


class Told(OfPlan):
    """How people were told what came of what they said."""

    __tablename__ = "told"

    action_id: Mapped[str | None] = mapped_column(ForeignKey("action.id", ondelete="SET NULL"))
    whom: Mapped[str]
    on: Mapped[date | None]
    how: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")


class KeptLayer(Record):
    """Figures of somebody's own, as they were made on their page: a layer, or points."""

    __tablename__ = "own_layer"

    # What it is called in addresses; it follows from what is written, which never changes.
    layer_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    kind: Mapped[str]
    # Of what is written, to be listed without reading it.
    label: Mapped[str]
    source: Mapped[str]
    period: Mapped[str]
    licence: Mapped[str]
    # Whoever keeps it, as signed in; empty where nobody signs in.
    owner: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(default=now)
    keep_until: Mapped[date]
    seen_by: Mapped[str]
    # The table's last column: SQLite reads through it to whatever stands behind.
    written: Mapped[str]


class Change(Base):
    """Who did what, when. Only ever added to; names of fields, never what was in them."""

    __tablename__ = "change"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now)
    who: Mapped[str]
    # No reference: the line outlives what it is about.
    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    record: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    what: Mapped[str] = mapped_column(String(32))
    fields: Mapped[list[str]] = mapped_column(default=list)


class Secret(Base):
    """What the tokens of pages are signed with; made once, alike for every process."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str]


RECORDS: dict[str, type[Record]] = {
    one.__tablename__: one
    for one in (Plan, Zone, Venue, Meeting, Partner, Activity, Finding, Action, Told)
}


def starts_with(kind: type[Record]) -> dict[str, Any]:
    """What a new record has where nothing was filled in, by field."""
    columns = kind.__table__.columns
    return {one.name: one.default.arg for one in columns if one.default and one.default.is_scalar}
