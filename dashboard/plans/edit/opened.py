"""What a form was opened with, which the page holds until it is saved; values as it has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from dashboard.plans.edit.buttons import Id, Table
from workspace import fields
from workspace.records import Plan, Record, new_id, starts_with

# Of a field: text, truth, or ids; nothing is "" (of a yes-or-no field false, of ids none).
Values = dict[str, Any]


class Opened(TypedDict):
    """A form's record as it was when the form was opened.

    Attributes
    ----------
    id
        Of the record; a new one's is made here, so that it is kept once if it is sent twice.
    version
        0 for a new one.
    was
        Values when the form was opened, or when both of a conflict were shown.
    theirs
        Of fields that somebody else has changed since: the values there are now.
    by
        Who that was.
    warned
        What was warned of already.
    """

    record: Table
    plan: Id
    id: Id
    version: int
    was: Values
    theirs: Values
    by: str
    warned: list[str]


def shown(record: Record) -> Values:
    """A record's values as its form has them."""
    name = record.__tablename__
    return {one.id: _plain(getattr(record, one.id)) for one in fields.of(name)}


def empty(kind: type[Record], preset: Mapping[str, Any]) -> Values:
    """The values of a new record: what it starts with, and what is filled in already."""
    start = starts_with(kind)
    values: Values = {}
    for one in fields.of(kind.__tablename__):
        given = preset.get(one.id, start.get(one.id))
        nothing: dict[str, Any] = {"yes_no": False, "records": [given] if given else []}
        values[one.id] = nothing.get(one.kind, given or "")
    return values


def for_record(record: Record, plan: Plan) -> Opened:
    """A form of a record that is there."""
    return _opened(record.__tablename__, plan, record.id, record.version, shown(record))


def for_new(kind: type[Record], plan: Plan, preset: Mapping[str, Any]) -> Opened:
    """A form of a record that is to be made."""
    return _opened(kind.__tablename__, plan, new_id(), 0, empty(kind, preset))


def _opened(record: Any, plan: Plan, id: str, version: int, was: Values) -> Opened:
    return {
        "record": record,
        "plan": plan.id,
        "id": id,
        "version": version,
        "was": was,
        "theirs": {},
        "by": "",
        "warned": [],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bool | list):
        return value
    if isinstance(value, date):
        return value.isoformat()
    # A number is typed as text: of one that cannot be used, a browser's own field says nothing.
    return str(value) if isinstance(value, int) else value or ""
