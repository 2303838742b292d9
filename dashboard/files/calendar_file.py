"""Dates as an iCalendar file (RFC 5545), which calendars of every maker take in.

Times are those of clocks in London. What has no end is written without one: how long a session
takes is the team's to say. The same events give the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

_MAKER = "-//Seldom Heard//Sessions//EN"
_ZONE = "Europe/London"
_LONGEST = 75  # bytes of a line; what is longer goes on in the next (section 3.1)
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
END:VTIMEZONE""".splitlines()


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
    changed: datetime
    version: int = 1


def to_calendar(name: str, events: Sequence[Event]) -> bytes:
    """A file with some events, under a name that calendars show."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_MAKER}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(name)}", *_CLOCKS]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@seldom-heard"
    yield f"DTSTAMP:{event.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.version}"
    if event.at is None:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    else:
        yield f"DTSTART;TZID={_ZONE}:{event.on:%Y%m%d}T{event.at:%H%M}00"
    yield f"SUMMARY:{_text(event.title)}"
    for key, text in (("LOCATION", event.where), ("DESCRIPTION", event.says)):
        if text:
            yield f"{key}:{_text(text)}"
    if event.point:
        east, north = event.point
        yield f"GEO:{north:.6f};{east:.6f}"
    if event.link:
        yield f"URL:{event.link}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """With what has a meaning of its own set off (section 3.3.11); no other control characters."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(c for c in line if c.isprintable()) for line in lines)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, none of which cuts a letter in two."""
    piece, size = "", 0
    for letter in line:
        more = len(letter.encode())
        if size + more > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + more
    yield piece
