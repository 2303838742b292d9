"""Visits: their counts are kept with them, whole, once, and never more than were heard."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.workspace.made_up_plan import made_up_plan
from workspace import changes, diary, edits, plans
from workspace.errors import BadValues, ChangedSince
from workspace.records import Activity, Plan, Zone

WHO = "Ann"
HEARD = {"sex": {"female": 7, "male": 3, "": 2}, "ethnicity": {"not_asked": 12}}
LIVE = {"E01007872": 9, "": 2, "elsewhere": 1}


@pytest.fixture
def plan(session: Session) -> Plan:
    return edits.create(session, Plan, {"title": "Checks", "asked": "all"}, WHO)


def _visit(plan: Plan, **more: Any) -> dict[str, Any]:
    return {"plan_id": plan.id, "on": "2026-11-03", "people": 12, "counted": "counted"} | more


def test_what_was_entered_comes_back(session: Session, plan: Plan) -> None:
    visit = diary.keep_activity(session, _visit(plan), HEARD | {"age": {}}, LIVE, WHO)
    assert diary.counts_of(session, visit.id) == (HEARD, LIVE)


def test_other_counts_take_the_place_of_those_before(session: Session, plan: Plan) -> None:
    visit = diary.keep_activity(session, _visit(plan), HEARD, LIVE, WHO)
    now = {"sex": {"female": 12}}
    for version, (values, heard) in enumerate(
        [({}, now), ({}, now), ({"people": 5}, {"sex": {"female": 5}})], start=1
    ):
        version = visit.version
        visit = diary.keep_activity(session, values, heard, {}, WHO, visit.id, version)
    assert diary.counts_of(session, visit.id) == ({"sex": {"female": 5}}, {})
    assert visit.version == 3  # the one in between changed nothing
    with pytest.raises(ChangedSince):
        diary.keep_activity(session, {}, {"sex": {"male": 1}}, {}, "Bob", visit.id, 2)
    told = [one.fields for one in changes.history(session, plan.id, visit.id)]
    assert told == [["heard"], ["people"], ["heard"], sorted(["on", "people", "counted"])]


@pytest.mark.parametrize(
    ("heard", "live", "at"),
    [
        ({"sex": {"female": 10, "": 3}}, {}, "sex"),
        ({"sex": {"female": -1}}, {}, "sex"),
        ({"sex": {"female": 1.5}}, {}, "sex"),
        ({"sex": {"female": True}}, {}, "sex"),
        ({"sex": {"unheard of": 1}}, {}, "sex"),
        ({"sex": 3}, {}, "sex"),
        ({"shoe": {"42": 1}}, {}, "shoe"),
        ({}, {"E01007872": 13}, "heard_at"),
        ({}, {"S5 6AB": 1}, "heard_at"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    session: Session, plan: Plan, heard: Any, live: Any, at: str
) -> None:
    with pytest.raises(BadValues) as refused:
        diary.keep_activity(session, _visit(plan), heard, live, WHO)
    assert list(refused.value.faults) == [at]
    assert diary.counts(session).activities.empty


def test_the_first_visit_of_a_zone_has_it_under_way_and_no_later_one(
    session: Session, plan: Plan
) -> None:
    new = {"plan_id": plan.id, "status": "not_started"}
    first, other, third = (
        edits.create(session, Zone, new | {"number": n, "name": str(n)}, WHO) for n in (1, 2, 3)
    )
    visit = diary.keep_activity(session, _visit(plan, zone_id=first.id), {}, {}, "Bob")
    assert (first.status, other.status) == ("under_way", "not_started")
    line = changes.history(session, plan.id, first.id)[0]
    assert (line.who, line.what, line.fields) == ("Bob", "changed", ["status"])
    edits.change(session, Zone, first.id, first.version, {"status": "not_started"}, WHO)
    diary.keep_activity(session, _visit(plan, zone_id=first.id), {}, {}, WHO)
    assert first.status == "not_started"  # set by hand
    edits.change(session, Zone, other.id, other.version, {"status": "not_pursued"}, WHO)
    diary.keep_activity(session, {"zone_id": other.id}, {}, {}, WHO, visit.id, visit.version)
    assert other.status == "not_pursued"
    diary.keep_activity(session, {"zone_id": third.id}, {}, {}, WHO, visit.id, visit.version)
    assert third.status == "under_way"


def test_counts_are_of_what_is_there(session: Session) -> None:
    one, other = made_up_plan(session), made_up_plan(session, 2)
    session.expire_all()
    both = diary.counts(session)
    mine = diary.counts(session, [one.id])
    assert set(both.activities["plan"]) == {one.id, other.id}
    assert len(both.heard) == 2 * len(mine.heard)
    gone = one.activities[0]
    of_gone = (mine.heard["activity"] == gone.id).sum()
    assert of_gone
    edits.delete(session, Activity, gone.id, gone.version, WHO)
    assert len(diary.counts(session, [one.id]).heard) == len(mine.heard) - of_gone
    edits.delete(session, Plan, other.id, other.version, WHO)
    assert set(diary.counts(session).activities["plan"]) == {one.id}
    assert plans.plans(session) == [one]
