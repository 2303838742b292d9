"""A plan's sessions in a calendar: those to come, and those that will not be."""

from datetime import UTC

from dashboard.parts.plans.session_numbers import session_numbers
from dashboard.plans.papers.session_calendar import session_calendar
from tests.dashboard.files.test_calendar_file import read, value
from tests.dashboard.plans.papers.conftest import Kept
from tests.workspace.made_up_plan import HALL, POINT


def test_what_is_planned_with_a_date_is_in_it(kept: Kept) -> None:
    plan = kept.files().plan
    [ahead] = [one for one in plan.meetings if one.status == "planned"]
    lines = read(session_calendar(plan, "https://atlas.example.nhs.uk/plans?p=1"))
    assert lines.count("BEGIN:VEVENT") == 1
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert value(event, "UID") == f"{ahead.id}@seldom-heard"
    assert value(event, "SUMMARY") == f"Session {session_numbers(plan)[ahead.id]}: {HALL}"
    assert value(event, "LOCATION") == f"{HALL}, Norborough Road, S9 1TG"
    assert value(event, "DESCRIPTION") == "Zone 5: Tinsley and Carbrook"
    assert value(event, "DTSTART") == "20261209T133000"
    north, east = (float(part) for part in value(event, "GEO").split(";"))
    assert {"latitude": north, "longitude": east} == POINT
    assert value(event, "DTSTAMP") == f"{ahead.changed_at.replace(tzinfo=UTC):%Y%m%dT%H%M%SZ}"
    ahead.status, ahead.version, ahead.starts = "cancelled", 2, ""
    event = read(session_calendar(plan, ""))
    event = event[event.index("BEGIN:VEVENT") :]
    said = [value(event, key) for key in ("STATUS", "SEQUENCE", "DTSTART")]
    assert said == ["CANCELLED", "2", "20261209"]
    ahead.on = None
    assert "BEGIN:VEVENT" not in read(session_calendar(plan, ""))
