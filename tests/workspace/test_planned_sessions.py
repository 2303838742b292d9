"""Sessions and venues added to a plan: each once, with their zones, all or none."""

import threading
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.workspace.full_plan import AREAS, WHO, everything
from workspace import changes, check, edits, plans
from workspace.database import Workspace
from workspace.errors import BadValues, NotAllowed, NotThere
from workspace.planned_sessions import MOST, Added, add_sessions
from workspace.records import Meeting, Plan, Venue, new_id

TITLE = {"title": "Six sessions", "asked": "all"}
ZONES = [{"number": n, "name": f"Zone {n}", "areas": AREAS} for n in (1, 2)]
LIBRARY: dict[str, Any] = {
    "zone": 2,
    "venue": "Burngreave Library",
    "address": "179 Spital Hill",
    "postcode": "s47lf",
    "lsoa": AREAS[0],
    "venue_key": "l0123abcd",
    "longitude": -1.4587,
    "latitude": 53.3937,
    "reach": 800,
    "people": 412.25,
    "group_id": "english_limited",
}
HALL: dict[str, Any] = {"name": "Fir Vale Hall", "postcode": "S4 8GB", "kind": "Hall"}
HALL |= {"longitude": -1.449, "latitude": 53.404, "lsoa": AREAS[1], "note": "Ring first"}
IN_HALL: dict[str, Any] = {"zone": None, "venue": "Fir Vale Hall", "postcode": "S4 8GB"}


@pytest.fixture
def plan(session: Session) -> Plan:
    return plans.make(session, TITLE, ZONES, WHO)


def test_a_plan_is_made_with_zones_sessions_and_venues(session: Session) -> None:
    made = plans.make(session, TITLE, ZONES, WHO, sessions=[LIBRARY, IN_HALL], venues=[HALL])
    session.expire(made)
    library, hall = sorted(made.meetings, key=lambda one: one.venue)
    assert library.zone_id == made.zones[1].id
    assert hall.zone_id is None
    wanted = LIBRARY | {"postcode": "S4 7LF", "status": "planned"}
    del wanted["zone"]
    assert {name: getattr(library, name) for name in wanted} == wanted
    (own,) = made.venues
    assert {name: getattr(own, name) for name in HALL} == HALL
    said = [(one.record, one.what) for one in changes.history(session, made.id)]
    assert said.count(("session", "created")) == 2
    assert said.count(("venue", "created")) == 1


def test_a_plan_with_sessions_is_made_whole_or_not_at_all(workspace: Workspace) -> None:
    """Whichever of its rows the database refuses."""
    before, tried = everything(workspace), 0

    def make(refused: int) -> None:
        number = 0

        def refuse(*_: Any) -> None:
            nonlocal number
            number += 1
            if number == refused:
                raise ZeroDivisionError

        engine = workspace._connected()
        event.listen(engine, "before_cursor_execute", refuse)
        try:
            with workspace.writing() as session:
                plans.make(session, TITLE, ZONES, WHO, sessions=[LIBRARY, IN_HALL], venues=[HALL])
        finally:
            event.remove(engine, "before_cursor_execute", refuse)

    while True:
        try:
            make(tried := tried + 1)
            break
        except ZeroDivisionError:
            assert everything(workspace) == before, tried
    assert tried > 10
    counts = {name: len(rows) for name, rows in everything(workspace).items()}
    assert (counts["plan"], counts["zone"], counts["session"], counts["venue"]) == (1, 2, 2, 1)
    assert check.faults(workspace) == []


@pytest.mark.parametrize(
    "again",
    [
        LIBRARY,
        LIBRARY | {"venue": "The library", "postcode": ""},
        LIBRARY | {"venue_key": "", "venue": " burngreave  library ", "postcode": "S4 7LF"},
    ],
    ids=["the same", "by its id", "by name and postcode"],
)
def test_a_session_that_is_planned_already_is_not_doubled(
    session: Session, plan: Plan, again: dict[str, Any]
) -> None:
    assert add_sessions(session, plan.id, [LIBRARY], [HALL], WHO) == Added(1, 1, 0)
    before = len(changes.history(session, plan.id))
    assert add_sessions(session, plan.id, [again, again], [HALL], WHO) == Added(0, 0, 2)
    assert len(changes.history(session, plan.id)) == before


def test_another_session_at_a_venue_can_be_planned_once_the_first_was_held(
    session: Session, plan: Plan
) -> None:
    add_sessions(session, plan.id, [LIBRARY], [], WHO)
    session.expire(plan)
    (held,) = plan.meetings
    edits.change(session, Meeting, held.id, held.version, {"status": "held"}, WHO)
    assert add_sessions(session, plan.id, [LIBRARY], [], WHO) == Added(1, 0, 0)


def test_what_is_sent_twice_is_kept_once_and_what_was_deleted_stays_so(
    session: Session, plan: Plan
) -> None:
    sent, hall = LIBRARY | {"id": new_id()}, HALL | {"id": new_id()}
    add_sessions(session, plan.id, [sent], [hall], WHO)
    for kind, one in ((Meeting, sent), (Venue, hall)):
        edits.delete(session, kind, one["id"], 1, WHO)
    assert add_sessions(session, plan.id, [sent], [hall], WHO) == Added(0, 0, 1)
    assert add_sessions(session, plan.id, [LIBRARY], [HALL], WHO) == Added(1, 1, 0)


def test_two_who_add_the_same_at_once_add_it_once(workspace: Workspace) -> None:
    with workspace.writing() as session:
        plan = plans.make(session, TITLE, ZONES, WHO)
    added: list[Added] = []

    def add() -> None:
        with workspace.writing() as session:
            added.append(add_sessions(session, plan.id, [LIBRARY, IN_HALL], [HALL], WHO))

    both = [threading.Thread(target=add) for _ in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(one.sessions for one in added) == [0, 0, 0, 2]
    counts = {name: len(rows) for name, rows in everything(workspace).items()}
    assert (counts["session"], counts["venue"]) == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": 3}, "no zone 3"),
        ({"venue": ""}, "has to be filled in"),
        ({"postcode": "somewhere"}, "no postcode"),
        ({"longitude": None}, "both longitude and latitude"),
        ({"latitude": float("nan")}, "both longitude and latitude"),
        ({"longitude": 200.0}, "<= 180"),
        ({"reach": 0}, ">= 1"),
        ({"people": -1}, ">= 0"),
        ({"lsoa": "Sheffield"}, "no area"),
        ({"secret": "x"}, "no such field"),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_said(
    session: Session, plan: Plan, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadValues, match=said):
        add_sessions(session, plan.id, [LIBRARY | wrong], [], WHO)


def test_nothing_is_added_to_a_plan_that_is_not_open(session: Session, plan: Plan) -> None:
    with pytest.raises(BadValues, match="At most 500 sessions"):
        add_sessions(session, plan.id, [LIBRARY] * (MOST[Meeting] + 1), [], WHO)
    with pytest.raises(BadValues, match="At most 2,000 venues"):
        add_sessions(session, plan.id, [], [HALL] * (MOST[Venue] + 1), WHO)
    for id in ("0" * 32, "x", None):
        with pytest.raises(NotThere):
            add_sessions(session, id, [LIBRARY], [HALL], WHO)  # type: ignore[arg-type]
    plan.status = edits.ARCHIVED
    session.flush()
    with pytest.raises(NotAllowed, match="archived"):
        add_sessions(session, plan.id, [LIBRARY], [HALL], WHO)
