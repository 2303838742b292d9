"""What people fill in: words, limits and choices of each record, from ``fields.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from layers.exercise import code_patterns
from workspace.errors import BadValues

FILE = Path(__file__).with_name("fields.toml")
Kind = Literal[
    "text", "long", "date", "time", "whole", "choice", "yes_no", "postcode", "area", "record",
    "records",
]  # fmt: skip
_ID = re.compile(r"[0-9a-f]{32}")
_AREA = re.compile(r"[EW]01\d{6}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)
_MOST_RECORDS = 200


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the answers that a field allows."""

    id: str
    label: str
    note: str = ""


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that people fill in; ``fields.toml`` says what the keys mean."""

    id: str
    label: str
    kind: Kind
    limit: int = 0
    least: int = 0
    required: bool = False
    hint: str = ""
    free: bool = False
    goes: bool = False
    suggest: bool = False
    record: str = ""
    choice: tuple[Choice, ...] = ()


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record's fields in their order."""

    label: str
    field: tuple[Field, ...]


@dataclass(frozen=True)
class Forms:
    """The whole file."""

    records: Mapping[str, Form]
    statuses: tuple[Choice, ...]


@cache
def forms() -> Forms:
    """Every record's fields, and the statuses of a plan."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    statuses = msgspec.convert(raw.pop("status"), tuple[Choice, ...])
    return Forms(msgspec.convert(raw, dict[str, Form]), statuses)


def of(record: str) -> tuple[Field, ...]:
    """A record's fields (by its table's name) in their order."""
    return forms().records[record].field


def field(record: str, name: str) -> Field:
    """One field."""
    return next(one for one in of(record) if one.id == name)


def label(record: str, name: str = "") -> str:
    """What a record, or one of its fields, is called."""
    return field(record, name).label if name else forms().records[record].label


def choice(record: str, name: str, id_: str) -> str:
    """What an answer is called; a plan's status too. Empty for none."""
    if (record, name) == ("plan", "status"):
        choices = forms().statuses
    else:
        choices = field(record, name).choice
    return next((one.label for one in choices if one.id == id_), "")


def is_id(given: Any) -> bool:
    """Whether something can be a record's id. Nothing else is asked of a database, which may refuse
    what is no text to it."""
    return isinstance(given, str) and _ID.fullmatch(given) is not None


def is_area(given: Any) -> bool:
    """Whether something has the form of an LSOA's code."""
    return isinstance(given, str) and _AREA.fullmatch(given) is not None


def checked(record: str, values: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """Values as they are kept: texts trimmed, numbers whole, dates as dates.

    Parameters
    ----------
    values
        By field: text, number, ISO date or date, truth, list of ids; None or ``""`` for nothing.
    whole
        Whether it is all there is of the record, so that what must be filled in has to be there.

    Raises
    ------
    BadValues
        With a sentence for each field that cannot be kept, or that there is not.
    """
    known = {one.id: one for one in of(record)}
    faults = {name: "There is no such field." for name in values if name not in known}
    kept: dict[str, Any] = {}
    for name, one in known.items():
        if name not in values:
            if whole and one.required:
                faults[name] = f"{one.label}: this has to be filled in."
            continue
        try:
            kept[name] = _value(one, values[name])
        except ValueError as error:
            faults[name] = f"{one.label}: {error}"
    if faults:
        raise BadValues(faults)
    return kept


def _value(one: Field, given: Any) -> Any:
    if isinstance(given, str):
        given = plain(given)
    if given in (None, "", []):
        if one.required:
            raise ValueError("this has to be filled in.")
        nothing: dict[str, Any] = {"records": [], "yes_no": False}
        empty = None if one.kind in ("date", "whole", "record") else ""
        return nothing.get(one.kind, empty)
    return _READERS[one.kind](one, given)


def plain(text: str) -> str:
    """Without what no screen shows and some databases refuse."""
    kept = "".join(c for c in text if c.isprintable() or c in "\n\u200c\u200d")
    return kept.strip()


def _text(one: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise ValueError("this has to be text.")
    if len(given) > one.limit:
        raise ValueError(
            f"this has {len(given):,} letters; {one.limit:,} are allowed. Shorten it, or keep the "
            "rest in a document of your own."
        )
    return given if one.kind == "long" else " ".join(given.split())


def _date(one: Field, given: Any) -> date:
    try:
        found = given if isinstance(given, date) else date.fromisoformat(str(given))
    except ValueError:
        raise ValueError("this is no date; write it as 2026-11-30.") from None
    if not _EARLIEST <= found < _LATEST:
        raise ValueError("this year looks wrong; look at the date again.")
    return found


def _time(one: Field, given: Any) -> str:
    if not isinstance(given, str) or not _TIME.fullmatch(given):
        raise ValueError("this is no time of day; write it as 14:00.")
    return given


def _whole(one: Field, given: Any) -> int:
    try:
        found = int(given)
        whole = not isinstance(given, bool) and found == float(given)
    except (TypeError, ValueError, OverflowError):
        whole, found = False, 0
    if not whole:
        raise ValueError("this has to be a whole number.")
    if not one.least <= found <= one.limit:
        raise ValueError(f"this has to be between {one.least} and {one.limit:,}.")
    return found


def _choice(one: Field, given: Any) -> str:
    if given not in [choice.id for choice in one.choice]:
        raise ValueError("choose one of those offered.")
    return str(given)


def _yes_no(one: Field, given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError("answer yes or no.")
    return given


def _postcode(one: Field, given: Any) -> str:
    text = code_patterns.plain(given) if isinstance(given, str) else ""
    if not code_patterns.POSTCODE.fullmatch(text):
        raise ValueError("this is no postcode; write it as S4 7UQ.")
    return code_patterns.written(text)


def _area(one: Field, given: Any) -> str:
    if not is_area(given):
        raise ValueError("this is no area’s code.")
    return str(given)


def _record(one: Field, given: Any) -> str:
    if not is_id(given):
        raise ValueError("choose one of those offered.")
    return str(given)


def _records(one: Field, given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > _MOST_RECORDS:
        raise ValueError("choose some of those offered.")
    return list(dict.fromkeys(_record(one, each) for each in given))


_READERS = {
    "text": _text,
    "long": _text,
    "date": _date,
    "time": _time,
    "whole": _whole,
    "choice": _choice,
    "yes_no": _yes_no,
    "postcode": _postcode,
    "area": _area,
    "record": _record,
    "records": _records,
}
