"""Dates as an iCalendar file (RFC 5545), which calendars of every maker take in.

Times are those of clocks in London. What has no end is written without one: how long a session
takes is the team's to say. The same events give the same bytes.

The library icalendar writes what RFC 5545 asks: escapes, and lines of at most 75 bytes. It is
imported when the first file is wanted: a worker that makes none stays smaller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

_MAKER = "-//Seldom Heard//Sessions//EN"
_ZONE = "Europe/London"
# Summer time by the rule in force since 1996 (section 3.6.5).
_CLOCKS = f"""\
BEGIN:VTIMEZONE
TZID:{_ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE"""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing on a day.

    Attributes
    ----------
    id
        By which a calendar knows it again: a later file of it changes it there.
    at
        When it begins by London's clocks; None where only the day is known.
    where, says
        The place in words; what else is to be known, in lines.
    point
        Longitude and latitude, degrees; None where they are not known.
    link
        The address of a page on it; "" for none.
    to_agree
        The day is nobody's yet: it is shown as tentative, and keeps nobody's time busy.
    changed, version
        When it was last changed (UTC), and how often.
    """

    id: str
    on: date
    title: str
    at: time | None = None
    where: str = ""
    says: str = ""
    point: tuple[float, float] | None = None
    link: str = ""
    cancelled: bool = False
    to_agree: bool = False
    changed: datetime
    version: int = 1


def to_calendar(name: str, events: Sequence[Event]) -> bytes:
    """A file with some events, under a name that calendars show."""
    import icalendar

    calendar = icalendar.Calendar()
    for key, text in (("version", "2.0"), ("prodid", _MAKER), ("calscale", "GREGORIAN")):
        calendar.add(key, text)
    calendar.add("x-wr-calname", icalendar.vText(_text(name)))
    calendar.add_component(icalendar.Timezone.from_ical(_CLOCKS))
    for event in events:
        calendar.add_component(_event(event))
    return bytes(calendar.to_ical(sorted=False))


def _event(event: Event) -> "icalendar.Event":
    import icalendar

    made = icalendar.Event()
    made.add("uid", f"{event.id}@seldom-heard")
    made.add("dtstamp", event.changed.astimezone(UTC))
    made.add("sequence", event.version)
    if event.at is None:
        made.add("dtstart", event.on)
    else:
        made.add("dtstart", datetime.combine(event.on, event.at, ZoneInfo(_ZONE)))
    made.add("summary", _text(event.title))
    for key, text in (("location", event.where), ("description", event.says)):
        if text:
            made.add(key, _text(text))
    if event.point:
        east, north = event.point
        made.add("geo", (round(north, 6), round(east, 6)))
    if event.link:
        made.add("url", event.link)
    tentative = "TENTATIVE" if event.to_agree else "CONFIRMED"
    made.add("status", "CANCELLED" if event.cancelled else tentative)
    if event.to_agree:
        made.add("transp", "TRANSPARENT")
    return made


def _text(text: str) -> str:
    """On lines as they were meant, without other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable()) for line in lines)
