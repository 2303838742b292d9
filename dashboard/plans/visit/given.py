"""What the browser is told of a visit that is to be recorded or changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dashboard.parts import links
from dashboard.parts.address import Parts
from dashboard.parts.context import Context
from dashboard.parts.plain_markup import still
from dashboard.plans.visit import form
from dashboard.plans.visit.texts import TEXTS, say
from dashboard.web.people import Person, plans_closed
from dashboard.web.refusal_texts import NOT_YOUR_ROLE
from dashboard.web.writes import token
from workspace import fields
from workspace.diary import MOST, counts_of
from workspace.errors import NotAllowed, NotThere, WorkspaceError
from workspace.plans import VISITS_OVER
from workspace.plans import plan as plan_there
from workspace.records import Activity, Meeting, Plan

PATH = "/plans/visit"
# Of the address: the plan, one of its zones, and a visit of it that is to be changed.
LETTERS = "pza"
# Seconds that an answer may take before the visit counts as not yet sent, and until the next try.
LONGEST_WAIT, NEXT_TRY = 12, 30


@dataclass(frozen=True)
class Asked:
    """What the page's address names; empty for what it does not."""

    plan: str
    zone: str
    activity: str


def asked_for(search: str) -> Asked:
    """What an address means; whatever is no id is as good as nothing."""
    parts = Parts(search, LETTERS)
    return Asked(*(parts.text(letter) for letter in LETTERS))


def for_sending(asks: Person) -> dict[str, Any]:
    """What a page has to know to send visits that wait in the browser, and to say how that goes."""
    return {
        "who": asks.name,
        "token": token(),
        "texts": TEXTS.sections["browser"],
        "states": TEXTS.sections["browser_states"],
        "seconds": {"longest": LONGEST_WAIT, "next": NEXT_TRY},
        "path": links.to(PATH),
    }


def given(context: Context, asks: Person, search: str) -> dict[str, Any]:
    """All that the page needs, so that it works on without a connection.

    Parameters
    ----------
    search
        Of the page's address.

    Returns
    -------
    dict
        ``said``, a sentence where no visit can be recorded, and nothing else of the form then.
    """
    told: dict[str, Any] = {**for_sending(asks), "most": MOST}
    try:
        return told | _form(context, asks, asked_for(search))
    except WorkspaceError as error:
        return told | {"said": str(error)}


def _form(context: Context, asks: Person, asked: Asked) -> dict[str, Any]:
    if context.workspace is None or (why := plans_closed(context)):
        raise NotAllowed(context.plans_why_not or why)
    if not asks.may("record_visit"):
        raise NotAllowed(NOT_YOUR_ROLE)
    with context.workspace.reading() as session:
        plan = plan_there(session, asked.plan)
        zones = form.zones(plan)
        start: dict[str, Any] = {
            "activity": "",
            "version": None,
            "values": {
                "zone_id": asked.zone if asked.zone in zones else "",
                "counted": "counted",
            },
            "heard": {},
            "heard_at": {},
        }
        if asked.activity:
            there = session.get(Activity, asked.activity)
            start = _as_kept(there, plan, asks)
            start["heard"], start["heard_at"] = counts_of(session, asked.activity)
    back, zone = urlencode({"p": plan.id}), start["values"]["zone_id"]
    return {
        "said": say("page", "closed") if plan.status in VISITS_OVER else "",
        "plan": plan.id,
        "title": say("page", "change" if asked.activity else "title"),
        "of": plan.title,
        "back": links.to(f"/plans?{back}"),
        "first": still(form.first(plan, zone)),
        "second": still(form.second(plan, zone, context.atlas.name)),
        "labels": form.labels() | dict(form.parts()),
        "needed": [one.id for one in fields.of("activity") if one.required],
        "zones": dict(zones) | {"": say("page", "zone_none")},
        "meetings": {one.id: _where(one) for one in plan.meetings},
        "start": start,
    }


def _as_kept(there: Activity | None, plan: Plan, asks: Person) -> dict[str, Any]:
    """A visit as it is, for whoever may change it."""
    if there is None or there.deleted_at is not None or there.plan_id != plan.id:
        raise NotThere(fields.label("activity").lower())
    if not asks.may("change_own_visit", own=there.entered_by == asks.name):
        raise NotAllowed(say("answers", "not_yours"))
    values = {one.id: getattr(there, one.id) for one in fields.of("activity")}
    written = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    return {"activity": there.id, "version": there.version, "values": written}


def _where(one: Meeting) -> dict[str, str]:
    return {
        "venue": one.venue,
        "lsoa": one.lsoa,
        "on": one.on.isoformat() if one.on else "",
        "zone_id": one.zone_id or "",
    }
