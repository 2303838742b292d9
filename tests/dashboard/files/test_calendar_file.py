"""Dates as an iCalendar file: what is written is what a calendar reads."""

import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.files.calendar_file import Event, to_calendar

CHANGED = datetime(2026, 11, 29, 17, 5, tzinfo=UTC)
SESSION = Event(
    id="a" * 32,
    on=date(2026, 12, 9),
    at=time(13, 30),
    title="Session: Burngreave Library",
    where="179 Spital Hill, S4 7LF",
    says="Zone 2; bring the poster\nRing first",
    point=(-1.4587, 53.3937),
    link="https://atlas.example.nhs.uk/plans?p=1",
    changed=CHANGED,
    version=3,
)


def read(content: bytes) -> list[str]:
    """The lines that a calendar sees: unfolded."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def value(lines: list[str], key: str) -> str:
    """What stands under a key, as it was meant."""
    (found,) = [line.partition(":")[2] for line in lines if re.match(rf"{key}[:;]", line)]
    signs = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda one: signs.get(one[1], one[1]), found)


def test_a_session_is_on_its_day_at_its_place() -> None:
    lines = read(to_calendar("A plan", [SESSION]))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]
    assert event == [
        "BEGIN:VEVENT",
        f"UID:{'a' * 32}@seldom-heard",
        "DTSTAMP:20261129T170500Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/London:20261209T133000",
        "SUMMARY:Session: Burngreave Library",
        r"LOCATION:179 Spital Hill\, S4 7LF",
        r"DESCRIPTION:Zone 2\; bring the poster\nRing first",
        "GEO:53.3937;-1.4587",
        "URL:https://atlas.example.nhs.uk/plans?p=1",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]
    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:Europe/London"]


def test_without_a_time_it_is_the_whole_day_and_what_was_cancelled_says_so() -> None:
    one = Event(id="b", on=date(2026, 12, 9), title="x", changed=CHANGED, cancelled=True)
    lines = read(to_calendar("A plan", [one]))
    assert "DTSTART;VALUE=DATE:20261209" in lines
    assert "STATUS:CANCELLED" in lines
    assert not [line for line in lines if line.startswith(("LOCATION", "DESCRIPTION", "GEO"))]


def test_a_day_still_to_be_agreed_is_tentative_and_keeps_no_time_busy() -> None:
    one = Event(id="b", on=date(2026, 12, 9), title="x", changed=CHANGED, to_agree=True)
    lines = read(to_calendar("A plan", [one]))
    assert [line for line in lines if line.startswith(("STATUS", "TRANSP"))] == [
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
    ]


@given(st.text(), st.text(alphabet="aé漢,;\\\n\U0001f3db"))
def test_whatever_is_written_arrives_and_no_line_is_too_long(title: str, says: str) -> None:
    one = Event(id="b", on=date(2026, 12, 9), title=title, says=f"-{says}", changed=CHANGED)
    content = to_calendar(title, [one])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    lines = read(content)
    assert value(lines, "DESCRIPTION") == f"-{says}"
    kept = title.replace("\r\n", "\n").replace("\r", "\n")
    assert value(lines, "SUMMARY") == "".join(c for c in kept if c.isprintable() or c == "\n")


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\u2028"])
def test_what_no_screen_shows_starts_no_line_of_its_own(sign: str) -> None:
    one = Event(id="b", on=date(2026, 12, 9), title=f"x{sign}END:VEVENT", changed=CHANGED)
    assert "SUMMARY:xEND:VEVENT" in read(to_calendar("x", [one]))
