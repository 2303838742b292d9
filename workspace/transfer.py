"""A plan as one file of JSON, and back into another installation.

It holds true counts, small ones too: whoever may have it may have the database. What was deleted
and the log of changes stay behind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta
from sqlalchemy import select
from sqlalchemy.orm import Session

from workspace import diary, fields, plans
from workspace.changes import note
from workspace.errors import BadValues, WorkspaceError
from workspace.records import RECORDS, Activity, OfPlan, Plan, Record, new_id, now
from workspace.venue_places import Many, SessionPlace, Short, VenuePlace

FORMAT = "seldom-heard-plan"
# Version 2 has venues, and of a session where it stands and whom it reaches; in a file of version 1
# these are empty. An older program refuses a newer version: it would lose what it does not know.
VERSION = 2
LARGEST = 10_000_000  # bytes
_MOST = 5_000  # records of a kind
# What the place where it is kept says of a record, and what it is read from otherwise.
_OF_THE_PLACE = {"plan_id", "version", "changed_at", "changed_by", "deleted_at", "deleted_by"}

_Shape = TypeVar("_Shape", bound=msgspec.Struct)
Records = Annotated[list[dict[str, Any]], Meta(max_length=_MOST)]


class AlreadyHere(WorkspaceError):
    """The plan is kept here already, or was and is deleted."""

    def __init__(self) -> None:
        super().__init__(
            "This plan is here already, or was deleted here not long ago. Bring it in as a copy, "
            "or bring back the one that is here."
        )


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing but what is named."""


class _Head(msgspec.Struct):
    """What is read first; whatever else a later version has is let be."""

    format: Literal["seldom-heard-plan"]
    format_version: Annotated[int, Meta(ge=1)]


class _File(_Strict, kw_only=True):
    format: Literal["seldom-heard-plan"]
    format_version: Literal[1, 2]
    made_at: str = ""
    plan: Records
    zone: Records = []
    venue: Records = []
    session: Records = []
    partner: Records = []
    activity: Records = []
    finding: Records = []
    action: Records = []
    told: Records = []


class _Own(_Strict, kw_only=True):
    """What people do not fill in of a record."""

    id: str


class _PlanOwn(_Own, kw_only=True):
    definition: Annotated[str, Meta(max_length=8_000)] = ""
    release: Short = ""
    status: Short
    agreed_on: date | None = None
    texts_gone_on: date | None = None
    created_at: datetime
    created_by: Short = ""


class _ZoneOwn(_Own, kw_only=True):
    areas: Annotated[list[str], Meta(max_length=_MOST)]
    group_id: Short = ""
    people: Many | None = None
    residents: Many | None = None


class _ActivityOwn(_Own, kw_only=True):
    entered_by: Short = ""
    entered_at: datetime
    heard: dict[str, dict[str, int]] = {}
    heard_at: dict[str, int] = {}


class _VenueOwn(VenuePlace, kw_only=True):
    id: str


class _SessionOwn(SessionPlace, kw_only=True):
    id: str


_OWN: dict[str, type[msgspec.Struct]] = {
    "plan": _PlanOwn,
    "zone": _ZoneOwn,
    "venue": _VenueOwn,
    "session": _SessionOwn,
    "activity": _ActivityOwn,
}


@dataclass(frozen=True)
class Moved:
    """A plan that was read and found good.

    Attributes
    ----------
    records
        By kind, of each record: its columns, and of a visit its counts (``heard``, ``heard_at``).
    """

    records: Mapping[str, list[dict[str, Any]]]


def to_json(session: Session, plan_id: str) -> bytes:
    """All of a plan that is not deleted.

    Raises
    ------
    NotThere
    """
    plan = plans.plan(session, plan_id)
    kept = {name: list(_kept(session, plan, record)) for name, record in RECORDS.items()}
    there = {one["id"] for records in kept.values() for one in records}
    for name, records in kept.items():
        for one in records:
            one |= {key: _without(value, there) for key, value in _named(name, one)}
    head = {"format": FORMAT, "format_version": VERSION, "made_at": now()}
    return msgspec.json.format(msgspec.json.encode(head | kept), indent=1)


def from_json(content: bytes) -> Moved:
    """What a file says, held against all that is asked of what people fill in.

    Raises
    ------
    BadValues
        With a sentence for what is wrong with it; it is one or the other, never half.
    """
    if len(content) > LARGEST:
        raise _refused(f"it is larger than {LARGEST // 1_000_000} MB")
    version = _decoded(content, _Head).format_version
    if version > VERSION:
        raise _refused(
            f"a newer atlas made it (its format is version {version}, and this atlas reads no "
            f"later than {VERSION}). Bring this atlas up to date first"
        )
    found = msgspec.to_builtins(_decoded(content, _File))
    if len(found["plan"]) != 1:
        raise _refused("it does not hold one plan")
    # Where texts are gone, those that must be filled in are empty too.
    gone = found["plan"][0].get("texts_gone_on") is not None
    records = {
        name: [_read(name, one, number, gone) for number, one in enumerate(found[name], 1)]
        for name in RECORDS
    }
    ids = {name: [one["id"] for one in of] for name, of in records.items()}
    every = [id_ for of in ids.values() for id_ in of]
    if len(every) != len(set(every)):
        raise _refused("two of its records are the same")
    for name, of in records.items():
        for one in of:
            for key, named in _named(name, one):
                kind = fields.field(name, key).record
                wanted = named if isinstance(named, list) else [named] if named else []
                if not set(wanted) <= set(ids[kind]):
                    raise _refused(f"a {fields.label(name).lower()} names what is not in it")
    return Moved(records)


def bring_in(session: Session, moved: Moved, who: str, *, copy: bool = False) -> Plan:
    """Keep a plan that was taken from another installation, all of it or nothing.

    Parameters
    ----------
    copy
        Whether it gets new ids, and a title that says so, so that it may be here twice.

    Raises
    ------
    AlreadyHere
    """
    every = [one["id"] for of in moved.records.values() for one in of]
    ids = {id_: new_id() if copy else id_ for id_ in every}
    if not copy and any(_is_here(session, record, every) for record in RECORDS.values()):
        raise AlreadyHere
    plan_id = ids[moved.records["plan"][0]["id"]]
    for name, record in RECORDS.items():
        for one in moved.records[name]:
            values = one | {key: _renamed(value, ids) for key, value in _named(name, one)}
            heard, heard_at = values.pop("heard", {}), values.pop("heard_at", {})
            values |= {"id": ids[one["id"]], "changed_by": who}
            if issubclass(record, OfPlan):
                values["plan_id"] = plan_id
            elif copy:
                limit = fields.field(name, "title").limit
                values["title"] = f"{values['title'][: limit - 7]} (copy)"
            made = record(**values)
            session.add(made)
            session.flush()
            note(session, made, "brought_in", who)
            if record is Activity:
                diary.add_counts(session, made.id, heard, heard_at)
    session.flush()
    session.expunge_all()  # so that it is read with all that belongs to it
    return plans.plan(session, plan_id)


def _decoded(content: bytes, shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError) as error:
        raise _refused(f"it is no plan that was taken from an atlas ({error})") from None


def _kept(session: Session, plan: Plan, record: type[Record]) -> Iterator[dict[str, Any]]:
    """The columns of a plan's records of a kind."""
    here = record.plan_id == plan.id if issubclass(record, OfPlan) else record.id == plan.id
    wanted = select(record).where(here, record.deleted_at.is_(None)).order_by(record.id)
    columns = [column.key for column in record.__table__.c if column.key not in _OF_THE_PLACE]
    for found in session.scalars(wanted):
        one = {key: getattr(found, key) for key in columns}
        if record.__tablename__ == "activity":
            one["heard"], one["heard_at"] = diary.counts_of(session, found.id)
        yield one


def _read(name: str, raw: Mapping[str, Any], number: int, gone: bool) -> dict[str, Any]:
    """One record, checked."""
    own_type: type[msgspec.Struct] = _OWN.get(name, _Own)
    own_keys = {field.name for field in msgspec.structs.fields(own_type)}
    going = {one.id for one in fields.of(name) if one.goes} if gone else set()
    filled = {key: value for key, value in raw.items() if key not in own_keys | going}
    try:
        given = {key: value for key, value in raw.items() if key in own_keys}
        own = msgspec.structs.asdict(msgspec.convert(given, own_type))
        empty = {one.id: "-" for one in fields.of(name) if one.id in going and one.required}
        kept = fields.checked(name, filled | empty, whole=True)
        own = {key: fields.plain(v) if isinstance(v, str) else v for key, v in own.items()}
        _look_at(name, own, kept)
    except (BadValues, msgspec.ValidationError, ValueError) as error:
        raise _refused(f"{fields.label(name)} {number}: {error}") from None
    return kept | dict.fromkeys(going, "") | own


def _look_at(name: str, own: dict[str, Any], kept: Mapping[str, Any]) -> None:
    """What people do not fill in, as far as types do not say it."""
    if not fields.is_id(own["id"]):
        raise ValueError("its id is none")
    if name == "plan" and not fields.choice("plan", "status", own["status"]):
        raise ValueError("there is no such status")
    if name == "zone" and not all(fields.is_area(code) for code in own["areas"]):
        raise ValueError("its areas are none")
    if name == "activity":
        people = kept.get("people")
        own["heard"], own["heard_at"] = diary.checked_counts(own["heard"], own["heard_at"], people)
    for key in ("created_at", "entered_at"):
        if key in own and own[key].tzinfo is not None:
            raise ValueError("its times are not in UTC without a zone")


def _named(name: str, one: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a record says of other records: field and id, or ids."""
    for each in fields.of(name):
        if each.kind in ("record", "records") and each.id in one:
            yield each.id, one[each.id]


def _without(named: Any, there: set[str]) -> Any:
    if isinstance(named, list):
        return [id_ for id_ in named if id_ in there]
    return named if named in there else None


def _renamed(named: Any, ids: Mapping[str, str]) -> Any:
    return [ids[id_] for id_ in named] if isinstance(named, list) else ids.get(named)


def _is_here(session: Session, record: type[Record], ids: list[str]) -> bool:
    return session.scalar(select(record.id).where(record.id.in_(ids)).limit(1)) is not None


def _refused(why: str) -> BadValues:
    return BadValues({"file": f"This file cannot be brought in: {why}. Nothing was kept."})
