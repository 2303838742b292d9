"""Keeping what a form holds: checked, warned of, joined with what others have changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.parts.context import Context
from dashboard.parts.plans.kept_in import kept_in
from dashboard.plans.edit import conflict
from dashboard.plans.edit.form import Said, View, form
from dashboard.plans.edit.guard import writing
from dashboard.plans.edit.opened import Opened, Values
from dashboard.plans.edit.placed import placed
from dashboard.plans.edit.texts import say
from workspace import edits, fields, plans, sensitive_text
from workspace.errors import BadValues, ChangedSince, NotAllowed
from workspace.joining import changed
from workspace.quoted_text import is_quoted
from workspace.records import RECORDS, Plan, Record

# Tables whose records are made by a form; and those that are changed by one. A visit has counts
# beside its fields, and a zone its areas.
MADE = ("venue", "session", "partner", "finding", "action", "told")
CHANGED = ("plan", "zone", *MADE)
# What people said is written here.
_SAID = "finding"


@dataclass(frozen=True)
class Sent:
    """What a form holds when it is saved.

    Attributes
    ----------
    values
        By field.
    takes
        Of fields that two people changed: ``mine`` or ``theirs``.
    """

    values: Values
    takes: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """What came of saving: a view that asks for more, or nothing and what is said then."""

    view: View | None = None
    said: str = ""


def save(context: Context, token: str | None, opened: Opened, sent: Sent) -> Kept:
    """Keep what a form holds, or say why not, with all that is written still there.

    Raises
    ------
    workspace.errors.WorkspaceError
        When nothing can be kept at the moment, or the person may not.
    """
    person = writing(context, token, "edit")
    _check_place(opened)
    values = conflict.chosen(opened, sent.values, sent.takes)
    with kept_in(context).reading() as session:
        plan = plans.plan(session, opened["plan"])
    try:
        fields.checked(opened["record"], values, whole=not opened["version"])
        warnings = _warnings(plan, opened, values)
        if set(warnings.values()) - set(opened["warned"]):
            asked: Opened = {**opened, "warned": list(warnings.values())}
            said = Said(warnings=warnings)
            return Kept(form(context.atlas, plan, asked, values, said))
        with kept_in(context).writing() as session:
            return Kept(said=_write(session, context, plan, opened, values, person.name))
    except BadValues as error:
        said = Said(faults=error.faults)
        return Kept(form(context.atlas, plan, opened, sent.values, said))
    except ChangedSince as error:
        return _join(context, plan, opened, values, error.current, person.name)


def take_all(context: Context, opened: Opened, sent: Sent, which: str) -> View:
    """The form of a conflict with one side chosen everywhere."""
    with kept_in(context).reading() as session:
        plan = plans.plan(session, opened["plan"])
    head = conflict.head(opened, [])
    return form(context.atlas, plan, opened, sent.values, Said(head=head, take=which))


def _check_place(opened: Opened) -> None:
    if opened["record"] not in (CHANGED if opened["version"] else MADE):
        raise NotAllowed(say("fault", "not_here"))


def _write(
    session: Any, context: Context, plan: Plan, opened: Opened, values: Values, who: str
) -> str:
    """Write it, with what follows from it; what is said then."""
    record, id = opened["record"], opened["id"]
    kind: type[Record] = RECORDS[record]
    values, place = placed(context.atlas, plan, record, opened["was"], values)
    if not opened["version"]:
        edits.create(session, kind, values | {"plan_id": opened["plan"]}, who, id, **place)
        return say("done", "created")
    mine = changed(opened["was"], values)
    edits.change(session, kind, id, opened["version"], mine, who, **place)
    return say("done", "saved" if mine else "nothing")


def _join(
    context: Context, plan: Plan, opened: Opened, values: Values, now: Record, who: str
) -> Kept:
    """What two people changed: kept at once where it is other fields, else both are shown."""
    ground, joined, alone = conflict.reopened(opened, values, now)
    if not ground["theirs"]:
        with kept_in(context).writing() as session:
            said = _write(session, context, plan, ground, joined, who)
        if alone:
            other = ground["by"] or say("conflict", "nobody")
            said = say("done", "saved_with", who=other, fields=", ".join(alone))
        return Kept(said=said)
    head = conflict.head(ground, alone)
    return Kept(form(context.atlas, plan, ground, joined, Said(head=head)))


def _warnings(plan: Plan, opened: Opened, values: Values) -> dict[str, str]:
    """A sentence for each text, new or changed, that could tell who somebody is, or quotes them."""
    record = opened["record"]
    written = changed(opened["was"], values)
    found = sensitive_text.warnings(record, written)
    if record == _SAID and not plan.quotes:
        for one in fields.of(record):
            if one.free and one.id not in found and is_quoted(written.get(one.id) or ""):
                found[one.id] = say("fault", "quoted", label=one.label)
    return found
