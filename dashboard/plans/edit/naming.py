"""What a record is called where it stands in a list or in a sentence."""

from dashboard.files.about import day
from workspace import fields
from workspace.records import (
    Action,
    Activity,
    Finding,
    Meeting,
    Partner,
    Plan,
    Record,
    Told,
    Venue,
    Zone,
)  # fmt: skip

_LONGEST = 80


def name_of(record: Record) -> str:
    """A short name, without a full stop; no counts and no summary of a visit are in it."""
    return _name(record).rstrip(".")


def _name(record: Record) -> str:
    match record:
        case Plan():
            return record.title
        case Zone():
            return f"{record.number} · {record.name}"
        case Meeting() | Activity():
            when = day(record.on) if record.on else ""
            return ", ".join(filter(None, [when, record.venue])) or fields.label("session")
        case Partner() | Venue():
            return record.name
        case Finding():
            return f"{record.theme}: {_short(record.statement)}"
        case Action():
            decided = fields.choice("action", "decision", record.decision)
            return f"{decided}: {_short(record.what or record.why)}".removesuffix(": ")
        case Told():
            return ", ".join(filter(None, [record.whom, day(record.on) if record.on else ""]))
    return fields.label(record.__tablename__)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"
