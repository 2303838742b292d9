"""Sessions of Where to meet kept with a plan, and what that page takes of a plan."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.parts.plans.keep_sessions import keep_as_plan, keep_in_plan
from dashboard.parts.plans.plan_places import own_venues, session_zones
from dashboard.parts.plans.session_records import sessions_of, venues_of, zones_of
from dashboard.parts.sessions.answer import Answer, SessionZone, work_out
from dashboard.parts.sessions.session_request import SessionRequest
from layers import Atlas
from layers.ground.candidates import OwnVenue, candidate_venues
from layers.snapshot import release_of
from workspace import check, edits, plans
from workspace.database import Workspace
from workspace.errors import NotAllowed
from workspace.planned_sessions import Added
from workspace.records import Zone

WHO = "Ann"
HALL = OwnVenue("Fir Vale Hall", "Owler Lane", "S4 8GB", -1.449, 53.404, "Hall")
LINK = "?c=english_limited!p!5!r&d=E08000019"


@pytest.fixture
def context(atlas: Atlas, tmp_path: Path) -> Any:
    workspace = Workspace(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    workspace.upgrade()
    return SimpleNamespace(atlas=atlas, workspace=workspace, plans_why_not="off")


@pytest.fixture(scope="module")
def answer(atlas: Atlas) -> Answer:
    """Three sessions for two zones, the team's own hall among them."""
    zones = (
        SessionZone(1, "Page Hall", ("E01007872", "E01007873")),
        SessionZone(4, "Burngreave", ("E01007874", "E01007940")),
    )
    hall = str(candidate_venues(atlas, ("own",), (HALL,)).index[0])
    request = SessionRequest(plan="a" * 32, number=3, must=(hall,))
    return work_out(atlas, request, (HALL,), zones)


def test_an_answer_becomes_a_plan_and_the_plan_asks_the_same_again(
    context: Any, answer: Answer
) -> None:
    zones, sessions = zones_of(answer), sessions_of(answer)
    venues = venues_of(context.atlas, [HALL])
    id = keep_as_plan(context, "Six sessions", zones, sessions, venues, LINK, WHO)
    with context.workspace.reading() as session:
        plan = plans.plan(session, id)
    assert plan.release == release_of(context.atlas.manifest)
    assert (plan.title, plan.definition, plan.created_by) == ("Six sessions", LINK, WHO)
    by_key = {one.venue_key: one for one in plan.meetings}
    assert by_key.keys() == set(answer.choice.venues)
    for key, row in answer.sessions.iterrows():
        one = by_key[str(key)]
        assert one.people == pytest.approx(row["people"])
        assert (one.venue, one.longitude, one.reach) == (row["name"], row["longitude"], 800)
        assert one.zone_id == {z.number: z.id for z in plan.zones}[row["zone"]]
    assert own_venues(plan) == (HALL,)
    assert session_zones(plan) == answer.zones
    assert {zone.group_id for zone in plan.zones} == {answer.request.group}
    assert sum(zone.people or 0 for zone in plan.zones) == pytest.approx(answer.reach.everybody)
    # The same question of what is kept has the same answer, and nothing of it is added again.
    asked = replace(answer.request, plan=id)
    second = work_out(context.atlas, asked, own_venues(plan), session_zones(plan))
    assert second.choice.venues == answer.choice.venues
    assert second.where == "the 2 zones of the plan"
    added = keep_in_plan(context, id, sessions_of(second), venues, WHO)
    assert added == Added(0, 0, 3)
    assert check.faults(context.workspace) == []


def test_a_zone_that_is_given_up_is_not_asked_about(context: Any, answer: Answer) -> None:
    id = keep_as_plan(context, "Plan", zones_of(answer), [], [], LINK, WHO)
    with context.workspace.writing() as session:
        zone = plans.plan(session, id).zones[0]
        edits.change(session, Zone, zone.id, zone.version, {"status": "not_pursued"}, WHO)
    with context.workspace.reading() as session:
        assert [one.number for one in session_zones(plans.plan(session, id))] == [4]


def test_a_plan_that_is_sent_twice_is_made_once(context: Any) -> None:
    made = [keep_as_plan(context, "Plan", [], [], [], "", WHO, "b" * 32) for _ in range(2)]
    assert made == ["b" * 32] * 2
    with context.workspace.reading() as session:
        assert len(plans.plans(session)) == 1


def test_nothing_is_kept_where_no_plans_are(atlas: Atlas) -> None:
    none: Any = SimpleNamespace(atlas=atlas, workspace=None, plans_why_not="Plans are off.")
    with pytest.raises(NotAllowed, match="Plans are off"):
        keep_as_plan(none, "Plan", [], [], [], "", WHO)
    with pytest.raises(NotAllowed, match="Plans are off"):
        keep_in_plan(none, "b" * 32, [], [], WHO)
