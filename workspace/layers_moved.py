"""All kept layers as one file of JSON, and back into another database: with who keeps each, until
when and who sees it.

What was taken away and the log of changes stay behind.
"""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import select
from sqlalchemy.orm import Session

from workspace import fields
from workspace.changes import note
from workspace.errors import BadValues
from workspace.own_layers import SEEN_BY, today
from workspace.records import KeptLayer, now
from workspace.written_layers import Own, columns, read_written

FORMAT, VERSION = "seldom-heard-kept-layers", 1
LARGEST = 100_000_000  # bytes
_Name = Annotated[str, Meta(max_length=200)]


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    """One kept layer, by the names of the table's columns."""

    id: str
    kind: str
    written: str
    owner: _Name
    kept_at: datetime
    keep_until: date
    seen_by: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal["seldom-heard-kept-layers"]
    format_version: Literal[1]
    made_at: str
    layers: list[_Kept]


def to_json(session: Session) -> bytes:
    """All that is kept and not taken away."""
    wanted = select(KeptLayer).where(KeptLayer.deleted_at.is_(None)).order_by(KeptLayer.id)
    kept = [
        _Kept(**{name: getattr(one, name) for name in _Kept.__struct_fields__})
        for one in session.scalars(wanted)
    ]
    head = {"format": FORMAT, "format_version": VERSION, "made_at": now().isoformat()}
    return msgspec.json.format(msgspec.json.encode(head | {"layers": kept}), indent=1)


def bring_in(session: Session, content: bytes, who: str) -> int:
    """Keep the layers of such a file, all or none; those that are here already stay as they are.

    Returns
    -------
    How many are new. One whose day has come is not kept.

    Raises
    ------
    BadValues
        With a sentence for what is wrong with it.
    """
    new = [one for one in _checked(content) if session.get(KeptLayer, one.id) is None]
    new = [one for one in new if one.keep_until > today()]
    for one in new:
        given = msgspec.structs.asdict(one) | columns(_read(one))
        made = KeptLayer(changed_by=who, **given)
        session.add(made)
        session.flush()
        note(session, made, "brought_in", who)
    return len(new)


def _checked(content: bytes) -> list[_Kept]:
    if len(content) > LARGEST:
        raise _refused(f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        kept = msgspec.json.decode(content, type=_File).layers
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError) as error:
        raise _refused(f"it holds no layers that were kept ({error})") from None
    for number, one in enumerate(kept, 1):
        if not fields.is_id(one.id) or one.seen_by not in SEEN_BY or one.kept_at.tzinfo is not None:
            raise _refused(f"what is said of layer {number} is not as it was written")
        if one.owner != fields.plain(one.owner):
            raise _refused(f"the name of who keeps layer {number} is none")
        _read(one)
    if len({one.id for one in kept}) != len(kept):
        raise _refused("two of its layers are the same")
    return kept


def _read(one: _Kept) -> Own:
    own = read_written(one.kind, one.written)
    if own is None:
        raise _refused(f"a layer of {one.kept_at:%d %B %Y} is damaged")
    return own


def _refused(why: str) -> BadValues:
    return BadValues({"file": f"This file cannot be brought in: {why}. Nothing was kept."})
