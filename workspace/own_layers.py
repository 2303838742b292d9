"""Figures of people's own that are kept here: until when, seen by whom, changed and taken away."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session, defer

from layers.own.own_layer import OwnLayer
from workspace import edits
from workspace.changes import note
from workspace.errors import BadValues, NotAllowed, NotThere
from workspace.plans import KEPT_FOR
from workspace.records import KeptLayer, new_id, now
from workspace.roles import may
from workspace.written_layers import KIND, Own, columns, read_written

# Who sees a layer beside its owner, and what such a person may do to plans.
SEEN_BY: Mapping[str, str | None] = {"owner": None, "editors": "edit", "everyone": "see"}
# How long one is kept unless its owner says otherwise, and at most.
USUALLY, AT_MOST = KEPT_FOR, timedelta(days=3 * 365)
# Every page of somebody's has all layers that they may see, so these have a bound.
MOST_SEEN = 20


class Viewer(NamedTuple):
    """Who looks: a name, empty where nobody signs in, and one of :data:`workspace.roles.ROLES`."""

    name: str
    role: str


def today() -> date:
    """The day by which layers are kept and go; UTC, as everything that is kept."""
    return datetime.now(UTC).date()


def keep(session: Session, own: Own, until: object, seen_by: object, who: Viewer) -> KeptLayer:
    """Keep a layer or points; of what the same person keeps already the day and who sees it are
    changed, so that one sent twice is kept once, as it was asked for last.

    Parameters
    ----------
    until
        The day on which it goes, as a date or its ISO text.
    seen_by
        One of :data:`SEEN_BY`. Where nobody signs in everybody sees it.

    Raises
    ------
    BadValues
        For a day or people that cannot be, and where this person sees as many as there may be.
    """
    wanted = {"keep_until": until, "seen_by": seen_by if who.name else "everyone"}
    if there := _same(session, own, who.name):
        return _set(session, there, wanted, who)
    values = _checked(wanted)
    if len(seen(session, who)) >= MOST_SEEN:
        raise BadValues({"": _MANY.format(most=MOST_SEEN)})
    given = columns(own) | values
    made = KeptLayer(id=new_id(), owner=who.name, changed_by=who.name, **given)
    session.add(made)
    session.flush()
    note(session, made, "created", who.name, ["label", *values])
    return made


def change(
    session: Session, id: str, version: int, values: Mapping[str, object], who: Viewer
) -> KeptLayer:
    """A kept layer with another day on which it goes (``keep_until``), or seen by others
    (``seen_by``); what is not named stays.

    Raises
    ------
    ChangedSince, NotThere
    BadValues
        For a day or people that cannot be.
    NotAllowed
        For whoever neither owns it nor leads.
    """
    return _set(session, _theirs(session, id, version, who), values, who)


def _set(
    session: Session, found: KeptLayer, values: Mapping[str, object], who: Viewer
) -> KeptLayer:
    """A record that this person may change, with other values."""
    kept = _checked(values)
    changed = [name for name, value in kept.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, kept[name])
    if changed:
        edits.keep(session, found, values, who.name)
        note(session, found, "changed", who.name, changed)
    return found


def remove(session: Session, id: str, version: int, who: Viewer) -> KeptLayer:
    """Take a kept layer away; it can be brought back for some days.

    Raises
    ------
    ChangedSince, NotThere
    NotAllowed
        For whoever neither owns it nor leads.
    """
    found = _theirs(session, id, version, who)
    found.deleted_at, found.deleted_by = now(), who.name
    edits.keep(session, found, {}, who.name)
    note(session, found, "deleted", who.name)
    return found


def bring_back(session: Session, id: str, who: Viewer) -> KeptLayer:
    """Bring back a layer that was taken away.

    Raises
    ------
    NotThere
        When it is gone for good.
    NotAllowed
        For whoever neither owns it nor leads.
    """
    found = edits.find(session, KeptLayer, id)
    if found is None or not _knows(found, who):
        raise NotThere("own layer")
    if not may_change(found, who):
        raise NotAllowed(_NOT_YOURS)
    if found.deleted_at is not None:
        found.deleted_at = found.deleted_by = None
        edits.keep(session, found, {}, who.name)
        note(session, found, "restored", who.name)
    return found


def every(session: Session) -> list[KeptLayer]:
    """All that are kept, those taken away too, whoever sees them: for who runs the atlas."""
    wanted = select(KeptLayer).options(defer(KeptLayer.written))
    return list(session.scalars(wanted.order_by(KeptLayer.kept_at, KeptLayer.id)))


def erase(session: Session, id: str, who: str) -> str:
    """Take one away for good; the log keeps who did so and when.

    Returns
    -------
    What it was called.

    Raises
    ------
    NotThere
    """
    found = edits.find(session, KeptLayer, id)
    if found is None:
        raise NotThere("own layer")
    note(session, found, "erased", who)
    session.delete(found)
    session.flush()
    return found.label


def owns(session: Session, id: str, who: Viewer) -> bool:
    """Whether somebody keeps a record, taken away or not, as far as there is one."""
    found = edits.find(session, KeptLayer, id)
    return found is not None and bool(who.name) and found.owner == who.name


def may_change(kept: KeptLayer, who: Viewer) -> bool:
    """Whether somebody may change a kept layer, or take it away."""
    return may(who.role, "change_layer", own=bool(who.name) and kept.owner == who.name)


def seen(session: Session, who: Viewer, *, removed: bool = False) -> list[KeptLayer]:
    """The kept layers that somebody sees, without what is written in them, the first kept first.

    Parameters
    ----------
    removed
        Those instead that were taken away and that this person may bring back.
    """
    gone = KeptLayer.deleted_at.is_not(None) if removed else KeptLayer.deleted_at.is_(None)
    wanted = select(KeptLayer).where(_for(who), gone).options(defer(KeptLayer.written))
    found = session.scalars(wanted.order_by(KeptLayer.kept_at, KeptLayer.id))
    return [one for one in found if not removed or may_change(one, who)]


class Held(NamedTuple):
    """Where a layer that somebody sees is kept: a record, and whose it is ("" for their own)."""

    record: str
    of: str


def in_atlas(session: Session, who: Viewer) -> dict[str, Held]:
    """Which layers the pages of somebody have: by the layer's id a record which holds it.

    Of more than :data:`MOST_SEEN` those that were kept first, so that a link that worked goes on
    to work. Points are no figures of areas, and not among them.
    """
    wanted = (
        select(KeptLayer.layer_id, KeptLayer.id, KeptLayer.owner)
        .where(_for(who), KeptLayer.deleted_at.is_(None), KeptLayer.kind == KIND[OwnLayer])
        .order_by(KeptLayer.kept_at, KeptLayer.id)
    )
    found: dict[str, Held] = {}
    for layer_id, id, owner in session.execute(wanted):
        if layer_id in found and owner == who.name:
            found[layer_id] = found[layer_id]._replace(of="")  # theirs too
        elif len(found) < MOST_SEEN:
            found.setdefault(layer_id, Held(id, "" if owner == who.name else owner))
    return found


def written(session: Session, ids: Iterable[str]) -> list[Own]:
    """What is written in some records, read. What cannot be read is left out:
    :mod:`workspace.check` names it."""
    wanted = select(KeptLayer.kind, KeptLayer.written).where(KeptLayer.id.in_(list(ids)))
    found = (read_written(kind, text) for kind, text in session.execute(wanted))
    return [one for one in found if one is not None]


def one_seen(session: Session, id: str, who: Viewer) -> KeptLayer:
    """One kept layer with what is written in it.

    Raises
    ------
    NotThere
        When it is not, or this person does not see it.
    """
    found = edits.find(session, KeptLayer, id)
    if found is None or found.deleted_at is not None or not _knows(found, who):
        raise NotThere("own layer")
    return found


def _for(who: Viewer) -> ColumnElement[bool]:
    """Those that somebody sees, while they are kept."""
    open_to = [name for name, act in SEEN_BY.items() if act and may(who.role, act)]
    mine = KeptLayer.owner == who.name if who.name and may(who.role, "see") else false()
    return (KeptLayer.keep_until > today()) & or_(mine, KeptLayer.seen_by.in_(open_to))


def _knows(kept: KeptLayer, who: Viewer) -> bool:
    """The same of one record: whether somebody sees it."""
    act = SEEN_BY.get(kept.seen_by)
    open_to = (act is not None and may(who.role, act)) or (who.name and kept.owner == who.name)
    return bool(may(who.role, "see") and open_to and kept.keep_until > today())


def _theirs(session: Session, id: str, version: int, who: Viewer) -> KeptLayer:
    """One that is there and that this person may change; held until the transaction ends."""
    one_seen(session, id, who)
    found = edits.current(session, KeptLayer, id, version, {})
    if not may_change(found, who):
        raise NotAllowed(_NOT_YOURS)
    return found


def _same(session: Session, own: Own, name: str) -> KeptLayer | None:
    wanted = select(KeptLayer).where(
        KeptLayer.layer_id == own.id,
        KeptLayer.owner == name,
        KeptLayer.deleted_at.is_(None),
        KeptLayer.keep_until > today(),
    )
    return session.scalars(wanted).first()


def _checked(values: Mapping[str, object]) -> dict[str, Any]:
    """What people say of a kept layer, as it is kept."""
    kept, faults = dict[str, Any](values), {}
    if "keep_until" in kept:
        try:
            until = date.fromisoformat(str(kept["keep_until"]))
        except ValueError:
            faults["keep_until"] = "Keep until: this is no date; write it as 2027-11-30."
        else:
            first, last = today() + timedelta(days=1), today() + AT_MOST
            if not first <= until <= last:
                faults["keep_until"] = f"Keep until: choose a day from {first} to {last}."
            kept["keep_until"] = until
    if kept.get("seen_by", "owner") not in list(SEEN_BY):
        faults["seen_by"] = "Who may see it: choose one of those offered."
    if faults:
        raise BadValues(faults)
    return kept


_MANY = (
    "{most} figures of yours and of others are kept here that you see, and no page can show more. "
    "Take one away first."
)
_NOT_YOURS = "Only whoever keeps these figures, or a lead, may change them or take them away."
