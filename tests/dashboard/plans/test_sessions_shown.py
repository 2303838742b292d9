"""The sessions of a plan on its page: whom each reaches, what to take along, own venues."""

from datetime import date
from typing import Any

from dashboard.plans.buttons_shown import Buttons
from dashboard.plans.sessions_shown import section
from layers import Atlas
from tests.dashboard.plans.words import links, words
from tests.workspace.made_up_plan import HALL
from workspace.records import Meeting, Plan, new_id

NOBODY = Buttons()


def editor(record: str, *_: Any, **__: Any) -> str:
    return f"[{record}]"


def test_a_session_says_where_whom_it_reaches_and_what_to_take_along(
    atlas: Atlas, plan: Plan
) -> None:
    [ahead] = [one for one in plan.meetings if one.status == "planned"]
    made = section(atlas, plan, NOBODY)
    said = words(made)
    assert (
        "9 December 2026 13:30 Tinsley Green Children’s Centre 5. Tinsley and Carbrook · "
        "Norborough Road, S9\u00a01TG 237 within 800\u00a0m on foot Route card (PDF)"
    ) in said
    assert "People within reach, as counted when the session was planned: people on the" in said
    assert links(made) == [
        f"/plans/export/{plan.id}/sessions/ics",
        f"/where-to-meet/export/card.pdf?p={plan.id}&y={ahead.id}",
    ]
    assert "Held and cancelled (8)" in said
    assert "Check before use" in said
    assert "no known postcode" not in said


def test_a_session_that_is_nowhere_has_no_card_and_says_what_to_do(
    atlas: Atlas, plan: Plan
) -> None:
    [ahead] = [one for one in plan.meetings if one.status == "planned"]
    ahead.longitude = ahead.latitude = ahead.people = ahead.on = None
    ahead.starts = ""
    made = section(atlas, plan, NOBODY)
    assert links(made) == []
    assert "1 session has no known postcode. Fill it in" in words(made)
    assert "No date yet Tinsley Green" in words(made)


def test_what_has_no_date_yet_comes_last(atlas: Atlas, plan: Plan) -> None:
    first, last = (one for one in plan.meetings if one.venue in ("Firth Park Clinic", HALL))
    first.status, last.on = "planned", None
    said = words(section(atlas, plan, NOBODY))
    assert said.index("Firth Park Clinic") < said.index(f"No date yet 13:30 {HALL}")


def test_without_dates_sessions_stand_as_they_were_planned_with_numbers_that_stay(
    atlas: Atlas, plan: Plan
) -> None:
    added = [
        Meeting(id=new_id(), venue=name, address="", postcode="", starts="", status="planned")
        for name in ("Zeal Hall", "Ash Hall", "Mill Hall")
    ]
    for one in plan.meetings:
        one.id = f"0{one.id[1:]}"  # planned before these
    before = len(plan.meetings)
    plan.meetings.extend(reversed(added))
    said = words(section(atlas, plan, NOBODY))
    numbered = [f"{before + n} No date yet {one.venue}" for n, one in enumerate(added, 1)]
    found = [said.index(text) for text in numbered]
    assert found == sorted(found)
    added[1].on = date(2026, 12, 1)
    said = words(section(atlas, plan, NOBODY))
    dated = said.index(f"{before + 2} 1 December 2026 Ash Hall")
    assert dated < said.index(numbered[0]) < said.index(numbered[2])


def test_whoever_may_edit_can_plan_sessions(atlas: Atlas, plan: Plan) -> None:
    may = Buttons(edit=editor)  # type: ignore[arg-type]
    assert f"/where-to-meet?g=qof_hyp&p={plan.id}" in links(section(atlas, plan, may))
    plan.zones[0].group_id = "core20"
    assert f"/where-to-meet?p={plan.id}" in links(section(atlas, plan, may))
    assert "Plan sessions" not in words(section(atlas, plan, NOBODY))


def test_own_venues_are_listed_and_one_that_is_nowhere_says_so(atlas: Atlas, plan: Plan) -> None:
    said = words(section(atlas, plan, NOBODY))
    assert "Children’s centre Norborough Road, S9 1TG Ask at the desk." in said
    assert "cannot be chosen" not in said
    plan.venues[0].longitude = None
    assert "not in this atlas, so it cannot be chosen" in words(section(atlas, plan, NOBODY))
    plan.venues[0].postcode = ""
    assert "Without a postcode it cannot be chosen" in words(section(atlas, plan, NOBODY))
    plan.venues[:] = plan.venues * 102
    said = words(section(atlas, plan, NOBODY))
    assert said.count("Ask at the desk.") == 100
    assert "2 more stand in the plan’s tables" in said
    plan.venues.clear()
    assert "None yet. Add halls" in words(section(atlas, plan, NOBODY))
