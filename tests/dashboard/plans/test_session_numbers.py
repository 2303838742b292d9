"""A session has one number, and sessions one order, wherever a plan shows them."""

import re
from datetime import date

from dashboard.parts.plans.plan_places import session_zones
from dashboard.parts.plans.session_numbers import session_numbers, sessions_in_order
from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.papers.record_tables import record_tables
from dashboard.plans.papers.session_calendar import session_calendar
from dashboard.plans.sessions_shown import section
from dashboard.plans.zones_map import for_map
from layers import Atlas
from layers.statistics.suppression import Rule
from tests.dashboard.files.test_calendar_file import read
from tests.dashboard.plans.words import words
from workspace.records import Meeting, Plan, new_id

# Of each: its name, its date, when it starts, its status.
ADDED = (
    ("Zeal Hall", None, "", "planned"),
    ("Ash Hall", date(2027, 3, 2), "14:00", "planned"),
    ("Mill Hall", date(2027, 3, 1), "", "cancelled"),
    ("Elm Hall", date(2027, 3, 2), "09:30", "planned"),
    ("Old Hall", None, "", "planned"),
)


def _with_more(plan: Plan) -> list[Meeting]:
    """Adds sessions to those that the plan has, at one place."""
    for one in plan.meetings:
        one.id = f"0{one.id[1:]}"  # planned before these
    here = {"longitude": -1.4, "latitude": 53.4, "zone_id": plan.zones[0].id}
    texts = {"address": "", "postcode": "", "note": ""}
    added = [
        Meeting(
            id=new_id(), venue=venue, on=on, starts=starts, status=status,
            changed_at=plan.changed_at, version=1, **here, **texts,
        )
        for venue, on, starts, status in ADDED
    ]  # fmt: skip
    plan.meetings.extend(reversed(added))
    return added


def test_numbers_are_in_the_order_of_planning_and_dates_make_the_order(plan: Plan) -> None:
    before = len(plan.meetings)
    added = _with_more(plan)
    numbers = session_numbers(plan)
    assert [numbers[one.id] - before for one in added] == [1, 2, 3, 4, 5]
    assert sorted(numbers.values()) == list(range(1, before + 6))
    order = [one.venue for one in sessions_in_order(plan) if one in added]
    assert order == ["Mill Hall", "Elm Hall", "Ash Hall", "Zeal Hall", "Old Hall"]


def test_page_map_calendar_and_table_agree_in_number_and_order(atlas: Atlas, plan: Plan) -> None:
    _with_more(plan)
    numbers = session_numbers(plan)
    planned = [one for one in sessions_in_order(plan) if one.status == "planned"]
    numbered = [(numbers[one.id], one.venue) for one in planned]

    said = words(section(atlas, plan, Buttons()))
    when = r"(?:\d+ \w+ 20\d\d(?: \d\d:\d\d)?|No date yet(?: \d\d:\d\d)?)"
    shown = [said.index(text) for n, venue in numbered for text in _found(n, when, venue, said)]
    assert len(shown) == len(numbered)
    assert shown == sorted(shown)

    marks = {(mark["number"], mark["name"]) for mark in for_map(atlas, plan)["sessions"]}
    assert marks == set(numbered)

    rows = record_tables(plan, Rule())["sessions"]
    column = {one.id: one.values for one in rows.columns}
    assert list(zip(column["number"], column["venue"], strict=True)) == [
        (numbers[one.id], one.venue) for one in sessions_in_order(plan)
    ]

    events = "\n".join(read(session_calendar(plan, "")))
    told = re.findall(r"SUMMARY:Session (\d+): (.*)", events)
    assert told == [
        (str(numbers[one.id]), one.venue)
        for one in sessions_in_order(plan)
        if one.on and one.status in ("planned", "cancelled")
    ]
    zone = plan.zones[0]
    assert f"Zone {zone.number}: {zone.name}" in events
    assert f"{zone.number}. {zone.name}" in said
    assert (zone.number, zone.name) in [(one.number, one.name) for one in session_zones(plan)]


def _found(number: int, when: str, venue: str, said: str) -> list[str]:
    return re.findall(rf"\b{number} {when} {venue}", said)
