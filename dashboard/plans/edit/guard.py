"""Which right each change of a plan needs, and whether whoever asks has it."""

from dashboard.parts.context import Context
from dashboard.web.people import Person, person
from dashboard.web.writes import writer
from workspace.edits import ARCHIVED, DRAFT
from workspace.plans import STEPS
from workspace.records import Activity, Plan, Record

# To take away; everything else is edited.
_DELETING = {"plan": "delete", "activity": "change_own_visit"}


def to_delete(record: str) -> str:
    """The act that takes away, or brings back, a record of a table."""
    return _DELETING.get(record, "edit")


def to_move(status: str, to: str) -> str:
    """The act that brings a plan from one status to another."""
    return "agree" if DRAFT in (status, to) else "close"


def entered_by(record: Record | None, someone: str) -> bool:
    """Whether a record is a visit that this person has entered."""
    return isinstance(record, Activity) and record.entered_by == someone


def writing(context: Context, token: str | None, act: str, record: Record | None = None) -> Person:
    """The person who may do this now.

    Raises
    ------
    workspace.errors.NotAllowed
        When the request is not of our own page, or the person may not.
    """
    own = entered_by(record, person().name)
    return writer(context, token or "", act, own=own)


def offers(plan: Plan, record: str, act: str, one: Record | None = None) -> bool:
    """Whether somebody is shown a button: what they may not do is not offered to them.

    Parameters
    ----------
    record
        The table that it is about.
    act
        What the button does: see :data:`dashboard.plans.edit.buttons.Act`.
    one
        The record itself, where there is one.
    """
    who = person()
    if act == "steps":
        return any(who.may(to_move(plan.status, to)) for to in STEPS[plan.status])
    if act == "history":
        return who.may("see")
    if act == "remove" and record == "plan":
        return who.may("delete")
    if plan.status == ARCHIVED:
        return False
    if record == "activity":
        return who.may("change_own_visit", own=entered_by(one, who.name))
    if act == "remove":
        taken = record != "zone" or plan.status == DRAFT
        return taken and who.may(to_delete(record))
    return who.may("edit")
