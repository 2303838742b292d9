"""Plans: their steps, their frozen areas, and that an erased one is gone."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.workspace.made_up_plan import made_up_plan
from workspace import changes, edits, plans
from workspace.database import Workspace
from workspace.errors import BadValues, ChangedSince, NotAllowed
from workspace.records import Base, Plan, Zone

WHO = "Ann"
ZONE = {"number": 1, "name": "Page Hall", "areas": ["E01007872"], "group_id": "qof_hyp"}


@pytest.fixture
def plan(session: Session) -> Plan:
    return plans.make(session, {"title": "Checks", "asked": "all"}, [ZONE], WHO, release="r1")


def test_a_plan_is_made_with_its_zones(session: Session, plan: Plan) -> None:
    session.expire(plan)
    (zone,) = plans.plan(session, plan.id).zones
    assert (zone.number, zone.name, zone.areas) == (1, "Page Hall", ["E01007872"])
    assert (plan.status, plan.release, plan.created_by) == ("draft", "r1", WHO)


@pytest.mark.parametrize("status", plans.STEPS)
def test_only_the_steps_that_follow_can_be_taken(session: Session, plan: Plan, status: str) -> None:
    plan.status = status
    session.flush()
    for step in plans.STEPS:
        if step in plans.STEPS[status]:
            continue
        with pytest.raises(NotAllowed):
            plans.move(session, plan.id, plan.version, step, WHO)
    step = plans.STEPS[status][0]
    assert plans.move(session, plan.id, plan.version, step, WHO).status == step
    assert changes.history(session, plan.id)[0].what == step


def test_zones_come_and_go_in_a_draft_and_are_frozen_once_agreed(
    session: Session, plan: Plan
) -> None:
    session.expire(plan)
    (zone,) = plan.zones
    values = {"plan_id": plan.id, "number": 2, "name": "More", "status": "not_started"}
    gone = edits.create(session, Zone, values, WHO, areas=["E01007873"])
    edits.delete(session, Zone, gone.id, gone.version, WHO)
    plans.move(session, plan.id, plan.version, "agreed", WHO)
    assert plan.agreed_on is not None
    frozen = list(zone.areas)
    for act in (
        lambda: edits.create(session, Zone, values, WHO),
        lambda: edits.delete(session, Zone, zone.id, zone.version, WHO),
        lambda: edits.restore(session, Zone, gone.id, WHO),
    ):
        with pytest.raises(NotAllowed, match="were agreed and stay"):
            act()
    # What people fill in can still change; the areas cannot come in by that way.
    edits.change(session, Zone, zone.id, zone.version, {"status": "under_way"}, WHO)
    with pytest.raises(BadValues):
        edits.change(session, Zone, zone.id, zone.version, {"areas": []}, WHO)
    session.expire(plan)
    assert [one.areas for one in plan.zones] == [frozen] == [["E01007872"]]
    plans.move(session, plan.id, plan.version, "draft", WHO)
    assert edits.restore(session, Zone, gone.id, WHO).deleted_at is None


def test_a_step_is_not_taken_over_anothers_change(session: Session, plan: Plan) -> None:
    edits.change(session, Plan, plan.id, plan.version, {"title": "Other"}, "Bob")
    with pytest.raises(ChangedSince):
        plans.move(session, plan.id, plan.version - 1, "agreed", WHO)


def test_an_erased_plan_is_gone_but_for_who_erased_it(workspace: Workspace) -> None:
    with workspace.writing() as session:
        made = made_up_plan(session)
        kept = plans.make(session, {"title": "Kept", "asked": "all"}, [ZONE], WHO)
    with workspace.writing() as session:
        plans.erase(session, made.id, WHO)
    with workspace.reading() as session:
        left = {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in Base.metadata.tables.items()
            if name not in ("change", "secret")
        }
        assert left == dict.fromkeys(left, 0) | {"plan": 1, "zone": 1}
        assert changes.history(session, made.id)[0].what == "erased"
        assert [one.id for one in plans.plans(session)] == [kept.id]
