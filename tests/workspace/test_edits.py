"""Records are made, changed, deleted and restored: never over another's change, never half."""

import pytest
from sqlalchemy.orm import Session

from workspace import changes, edits, plans
from workspace.errors import BadValues, ChangedSince, NotAllowed, NotThere
from workspace.records import Finding, Partner, Plan, Zone, new_id

ANN, BOB = "Ann", "Bob"


@pytest.fixture
def plan(session: Session) -> Plan:
    return edits.create(session, Plan, {"title": "Checks", "asked": "all"}, ANN)


def _partner(session: Session, plan: Plan, id: str | None = None) -> Partner:
    values = {"plan_id": plan.id, "name": "The hub", "answer": "asked"}
    return edits.create(session, Partner, values, ANN, id)


def _log(session: Session, plan: Plan) -> list[tuple[str, str, str, list[str]]]:
    return [(c.who, c.what, c.record, c.fields) for c in changes.history(session, plan.id)[::-1]]


def test_every_change_is_in_the_log_by_its_fields_alone(session: Session, plan: Plan) -> None:
    hub = _partner(session, plan)
    edits.change(session, Partner, hub.id, 1, {"name": "The hub", "answer": "yes"}, BOB)
    edits.delete(session, Partner, hub.id, 2, ANN)
    edits.restore(session, Partner, hub.id, BOB)
    assert _log(session, plan) == [
        (ANN, "created", "plan", ["asked", "title"]),
        (ANN, "created", "partner", ["answer", "name"]),
        (BOB, "changed", "partner", ["answer"]),
        (ANN, "deleted", "partner", []),
        (BOB, "restored", "partner", []),
    ]
    assert (hub.version, hub.changed_by, hub.deleted_at) == (4, BOB, None)


def test_what_stays_the_same_is_no_change(session: Session, plan: Plan) -> None:
    hub = _partner(session, plan)
    before = _log(session, plan)
    assert edits.change(session, Partner, hub.id, 1, {"answer": "asked"}, BOB).version == 1
    assert _log(session, plan) == before


def test_a_record_sent_twice_is_kept_once(session: Session, plan: Plan) -> None:
    id = new_id()
    assert _partner(session, plan, id) is _partner(session, plan, id)
    assert len([one for one in _log(session, plan) if one[2] == "partner"]) == 1


def test_the_second_of_two_editors_is_given_both(session: Session, plan: Plan) -> None:
    hub = _partner(session, plan)
    edits.change(session, Partner, hub.id, 1, {"name": "Ann’s"}, ANN)
    for act in (
        lambda: edits.change(session, Partner, hub.id, 1, {"name": "Bob’s"}, BOB),
        lambda: edits.delete(session, Partner, hub.id, 1, BOB),
    ):
        with pytest.raises(ChangedSince) as refused:
            act()
        assert refused.value.current.name == "Ann’s"
    assert refused.value.yours == {}


def test_what_is_named_must_be_of_the_same_plan(session: Session, plan: Plan) -> None:
    other = edits.create(session, Plan, {"title": "Other", "asked": "all"}, ANN)
    theirs = {"plan_id": other.id, "number": 1, "name": "Theirs", "status": "not_started"}
    zone = edits.create(session, Zone, theirs, ANN)
    said = {"theme": "Trust", "statement": "…", "voices": "one"}
    for named in ({"zone_id": zone.id}, {"zone_id": new_id()}, {"activities": [new_id()]}):
        with pytest.raises(BadValues, match="not of this plan"):
            edits.create(session, Finding, {"plan_id": plan.id, **said, **named}, ANN)


def test_deleted_records_can_be_had_back_for_some_days(session: Session, plan: Plan) -> None:
    hub, other = _partner(session, plan), _partner(session, plan)
    edits.delete(session, Partner, hub.id, 1, ANN)
    assert edits.deleted(session, plan.id, 30) == [hub]
    assert edits.deleted(session, plan.id, -1) == []
    session.expire(plan)
    assert plan.partners == [other]
    with pytest.raises(NotThere, match="This partner is not there"):
        edits.change(session, Partner, hub.id, 2, {"name": "x"}, BOB)


def test_a_deleted_plan_takes_and_gives_back_all_that_is_of_it(
    session: Session, plan: Plan
) -> None:
    hub = _partner(session, plan)
    edits.delete(session, Plan, plan.id, plan.version, ANN)
    assert plans.plans(session) == []
    with pytest.raises(NotThere):
        _partner(session, plan)
    assert edits.deleted(session, None, 30) == [plan]
    edits.restore(session, Plan, plan.id, BOB)
    session.expire(plan)
    assert plans.plan(session, plan.id).partners == [hub]


def test_an_archived_plan_is_only_read(session: Session, plan: Plan) -> None:
    hub, gone = _partner(session, plan), _partner(session, plan)
    edits.delete(session, Partner, gone.id, 1, ANN)
    for status in ("agreed", "running", "closed", "told_back", "archived"):
        plans.move(session, plan.id, plan.version, status, ANN)
    for act in (
        lambda: _partner(session, plan),
        lambda: edits.change(session, Partner, hub.id, 1, {"name": "x"}, ANN),
        lambda: edits.delete(session, Partner, hub.id, 1, ANN),
        lambda: edits.restore(session, Partner, gone.id, ANN),
        lambda: edits.change(session, Plan, plan.id, plan.version, {"title": "x"}, ANN),
    ):
        with pytest.raises(NotAllowed, match="archived"):
            act()
