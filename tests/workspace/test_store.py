"""What the store refuses, keeps once, and says when it cannot."""

from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from tests.workspace.full_plan import AREAS, WHO, everything, filled, full_plan
from workspace import diary, edits, fields, plans
from workspace.changes import history
from workspace.database import Workspace
from workspace.errors import BadValues, ChangedSince, Lost, NotThere
from workspace.records import RECORDS, Activity, Change, Plan, Zone, new_id

NO_IDS: tuple[Any, ...] = ("", "x", "\0" * 32, "A" * 32, "0" * 33, "\ud800", None, 3)


def visit(**values: Any) -> dict[str, Any]:
    return {"on": "2026-11-20", "people": 5, "counted": "counted", **values}


def test_what_is_no_id_finds_nothing_and_makes_nothing(workspace: Workspace) -> None:
    for id_ in NO_IDS:
        with pytest.raises(NotThere), workspace.reading() as session:
            plans.plan(session, id_)
        with pytest.raises(NotThere), workspace.writing() as session:
            edits.change(session, Plan, id_, 1, {"title": "x"}, WHO)
        with pytest.raises(NotThere), workspace.writing() as session:
            edits.create(session, Zone, {"plan_id": id_, **filled("zone", {})}, WHO, new_id())
        with pytest.raises(NotThere), workspace.writing() as session:
            edits.restore(session, Zone, id_, WHO)
        if id_ is not None:
            with pytest.raises(BadValues), workspace.writing() as session:
                edits.create(session, Plan, filled("plan", {}), WHO, id_)
    assert not any(everything(workspace).values())


@pytest.mark.parametrize("number", [10**400, "9" * 400, 1e300, float("nan"), -1, True, "5.5", "x"])
def test_what_is_no_number_of_people_is_said(number: Any) -> None:
    with pytest.raises(BadValues):
        fields.checked("activity", {"people": number}, whole=False)


def test_only_codes_of_areas_are_kept_and_no_more_people_than_were_heard(
    workspace: Workspace,
) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    before = everything(workspace)
    new = visit(plan_id=plan.id)
    for values, places in (
        (new, {"S1 2AB": 3}),
        (new, {AREAS[0] + "x" * 20: 3}),
        (new, {AREAS[0]: 6}),
        (new | {"people": "5"}, {AREAS[0]: 6}),  # a text that is a number
        (new, {AREAS[0]: 3, "": 3}),
    ):
        with pytest.raises(BadValues), workspace.writing() as session:
            diary.keep_activity(session, values, {}, places, WHO)
    with workspace.reading() as session:
        there = plans.plan(session, plan.id).activities[0]
    with pytest.raises(BadValues), workspace.writing() as session:
        edits.change(session, Activity, there.id, 1, {"people": 4}, WHO)
    assert everything(workspace) == before
    with workspace.writing() as session:  # with its counts, it may become fewer
        diary.keep_activity(session, visit(people=4), {}, {AREAS[1]: 4}, WHO, there.id, 1)
        assert diary.counts_of(session, there.id) == ({}, {AREAS[1]: 4})


def test_what_is_sent_twice_is_kept_once(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    ids, zones = (new_id(), new_id()), [{"number": 1, "name": "One", "areas": AREAS}]
    for _ in range(2):
        with workspace.writing() as session:
            plans.make(session, filled("plan", {}), zones, WHO, id=ids[0])
            diary.keep_activity(session, visit(plan_id=plan.id), {}, {AREAS[0]: 1}, WHO, ids[1])
    kept = everything(workspace)
    kinds = ("plan", "zone", "activity", "heard_at")
    assert [len(kept[name]) for name in kinds] == [2, 2, 2, 3]


def test_nothing_is_kept_where_the_second_half_fails(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    before = everything(workspace)

    def plan_and_step(version: int) -> None:
        with workspace.writing() as session:
            full_plan(session)
            plans.move(session, plan.id, version, "agreed", WHO)
            raise ZeroDivisionError

    for version, error in ((plan.version, ZeroDivisionError), (plan.version + 1, ChangedSince)):
        with pytest.raises(error):
            plan_and_step(version)
        assert everything(workspace) == before


def test_lines_of_the_log_are_only_added(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = full_plan(session)
    before = everything(workspace)["change"]
    assert len(before) == len(RECORDS) == 9
    for statement in (
        update(Change).values(who="nobody"), delete(Change), text("DELETE FROM change"),
    ):  # fmt: skip
        with pytest.raises(DBAPIError, match="only added to"), workspace.writing() as session:
            session.execute(statement)
    with workspace.writing() as session:
        plans.erase(session, plan.id, WHO)
    kept = everything(workspace)
    assert set(before) < set(kept["change"])
    assert [name for name, rows in kept.items() if rows] == ["change"]
    with workspace.reading() as session:
        assert history(session, plan.id)[0].what == "erased"


def test_a_slip_of_ours_is_no_lost_database(workspace: Workspace) -> None:
    with pytest.raises(DBAPIError), workspace.reading() as session:
        session.execute(text("SELEKT 1"))
    with pytest.raises(Lost), workspace.reading() as session:
        session.execute(text("SELECT 1 FROM no_such_table"))
