"""The sessions of a plan that have a date, for people's calendars."""

from datetime import UTC, date, time

from dashboard.files.calendar_file import Event, to_calendar
from dashboard.parts.plans.session_numbers import session_numbers, sessions_in_order
from dashboard.plans.papers.texts import say
from workspace.records import Meeting, Plan

# What was held is over; what was cancelled has to go from calendars that have it already.
_AHEAD = ("planned", "cancelled")


def session_calendar(plan: Plan, link: str) -> bytes:
    """An iCalendar file; a session that is in an earlier one changes there.

    Parameters
    ----------
    link
        The address of the plan's page.
    """
    numbers = session_numbers(plan)
    events = [
        _event(one, numbers[one.id], one.on, _zone(plan, one), link)
        for one in sessions_in_order(plan)
        if one.on is not None and one.status in _AHEAD
    ]
    return to_calendar(plan.title, events)


def _zone(plan: Plan, meeting: Meeting) -> str:
    found = (zone for zone in plan.zones if zone.id == meeting.zone_id)
    return next((say("calendar", "zone", number=one.number, name=one.name) for one in found), "")


def _event(one: Meeting, number: int, on: date, zone: str, link: str) -> Event:
    point = None
    if one.longitude is not None and one.latitude is not None:
        point = (one.longitude, one.latitude)
    return Event(
        id=one.id,
        on=on,
        at=time.fromisoformat(one.starts) if one.starts else None,
        title=say("calendar", "session", number=number, venue=one.venue),
        where=", ".join(filter(None, [one.venue, one.address, one.postcode])),
        says="\n".join(filter(None, [zone, one.note])),
        point=point,
        link=link,
        cancelled=one.status == "cancelled",
        changed=one.changed_at.replace(tzinfo=UTC),
        version=one.version,
    )
