"""The card of a session that a plan keeps, and where the papers are fetched."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.parts.plans.keep_sessions import keep_as_plan
from dashboard.parts.plans.session_numbers import session_numbers, sessions_in_order
from dashboard.parts.plans.session_records import sessions_of, zones_of
from dashboard.parts.sessions.answer import Answer, SessionZone, work_out
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.web.replies import ROLE
from dashboard.where_to_meet.export_routes import add_session_exports
from dashboard.where_to_meet.kept_session import kept_card
from layers import Atlas
from layers.ground.candidates import OwnVenue, candidate_venues
from layers.targeting.covering_problem import ProblemError
from tests.dashboard.seldom_heard.test_brief_tags import read
from workspace import edits, plans
from workspace.database import Workspace
from workspace.records import Meeting

HALL = OwnVenue("Fir Vale Hall", "Owler Lane", "S4 8GB", -1.449, 53.404, "Hall")
ZONES = (
    SessionZone(1, "Page Hall", ("E01007872", "E01007873")),
    SessionZone(4, "Burngreave", ("E01007874", "E01007940")),
)


@pytest.fixture(scope="module")
def answer(atlas: Atlas) -> Answer:
    """Three sessions for two zones, the team's own hall among them."""
    hall = str(candidate_venues(atlas, ("own",), (HALL,)).index[0])
    request = SessionRequest(plan="a" * 32, number=3, must=(hall,), reach=400)
    return work_out(atlas, request, (HALL,), ZONES)


@pytest.fixture(scope="module")
def context(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("plans")
    workspace = Workspace(f"sqlite:///{folder / 'plans.sqlite3'}")
    workspace.upgrade()
    return SimpleNamespace(atlas=atlas, workspace=workspace, plans_why_not="off")


@pytest.fixture(scope="module")
def kept(context: Any, answer: Answer) -> dict[str, str]:
    """The plan's id, those of its sessions by their venues, and of one that is nowhere."""
    id = keep_as_plan(context, "Our winter", zones_of(answer), sessions_of(answer), [], "", "Ann")
    with context.workspace.writing() as session:
        edits.create(
            session, Meeting, {"plan_id": id, "venue": "A bus", "status": "planned"}, "Ann"
        )
    with context.workspace.writing() as session:
        hall = next(m for m in plans.plan(session, id).meetings if m.venue == HALL.name)
        hall.on, hall.starts = date(2027, 1, 25), "10:00"
    with context.workspace.reading() as session:
        return {"plan": id} | {m.venue: m.id for m in plans.plan(session, id).meetings}


def test_it_is_the_session_as_it_was_planned(
    context: Any, answer: Answer, kept: dict[str, str]
) -> None:
    request = SessionRequest(plan=kept["plan"])
    for venue, row in answer.sessions.iterrows():
        card = kept_card(context, request, kept[row["name"]])
        assert card.venue == venue
        assert card.answer.request.reach == 400, "as the session keeps it"
        mine = card.answer.sessions.loc[venue]
        assert mine["people"] == pytest.approx(row["people"])
        assert card.answer.reach.people == pytest.approx(answer.reach.people)
        assert card.answer.where == "the 2 zones of Our winter"
    hall = kept_card(context, request, kept[HALL.name])
    assert hall.to_fill_in[:2] == [
        ["Date", "25 January 2027"],
        ["Time, from when we are let in", "10:00"],
    ]


def test_a_card_has_the_number_that_its_plan_gives_the_session(
    context: Any, answer: Answer, kept: dict[str, str]
) -> None:
    """The hall, which alone has a date, and a cancelled one move no number; nor does one that
    stands nowhere."""
    names = [answer.sessions.loc[venue, "name"] for venue in answer.choice.venues]
    with context.workspace.reading() as session:
        plan = plans.plan(session, kept["plan"])
        numbers = {one.venue: session_numbers(plan)[one.id] for one in plan.meetings}
    assert numbers == {name: n for n, name in enumerate([*names, "A bus"], 1)}
    assert sessions_in_order(plan)[0].venue == HALL.name != names[0], "or nothing is shown by this"
    for name, number in numbers.items():
        if name != "A bus":
            card = kept_card(context, SessionRequest(plan=kept["plan"]), kept[name])
            assert card.kind == f"Route card · session {number} of 4"
            assert [card.number_of(venue) for venue in answer.choice.venues] == [1, 2, 3]


def test_what_has_no_card_says_why(context: Any, kept: dict[str, str]) -> None:
    request = SessionRequest(plan=kept["plan"])
    with pytest.raises(ProblemError, match="Fill in its postcode"):
        kept_card(context, request, kept["A bus"])
    with pytest.raises(ProblemError, match="no such session"):
        kept_card(context, request, "f" * 32)


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask(__name__)
    context: Any = SimpleNamespace(atlas=atlas, workspace=None, plans_why_not="off")
    add_session_exports(server, context, today=lambda: date(2026, 11, 22))
    return server.test_client()


def test_a_card_is_fetched_by_number_or_venue(client: FlaskClient, atlas: Atlas) -> None:
    asked = SessionRequest(districts=("E08000018",), number=2)
    answer = work_out(atlas, asked)
    venue = answer.choice.venues[1]
    name = answer.sessions.loc[venue, "name"]
    for which in ("2", venue):
        got = client.get(f"/where-to-meet/export/card.pdf{asked.query()}&y={which}")
        assert got.status_code == 200
        assert got.content_type == "application/pdf"
        file = f"seldom-heard-route-card-{name.lower().replace(' ', '-')}-2026-11-22.pdf"
        assert file in got.headers["Content-Disposition"]
    [page] = read(got.data).pages
    assert page.startswith(f"Route card · session 2 of 2 {name}")
    none = client.get(f"/where-to-meet/export/card.pdf{asked.query()}&y=3")
    assert none.status_code == 400
    assert "no such session" in none.text


def test_a_kept_session_has_its_card_at_the_plans_address(
    context: Any, kept: dict[str, str]
) -> None:
    server = Flask(__name__)
    add_session_exports(server, context, today=lambda: date(2026, 11, 22))
    address = f"/where-to-meet/export/card.pdf?p={kept['plan']}&y={kept[HALL.name]}"
    client, reader = server.test_client(), {ROLE: "viewer"}
    assert client.get(address).status_code == 403, "somebody without a role"
    got = client.get(address, environ_overrides=reader)
    assert got.status_code == 200
    assert (
        "seldom-heard-route-card-fir-vale-hall-2026-11-22.pdf" in got.headers["Content-Disposition"]
    )
    [page] = read(got.data).pages
    assert "25 January 2027" in page
    nowhere = address.replace(kept[HALL.name], kept["A bus"])
    lost = client.get(nowhere, environ_overrides=reader)
    assert (lost.status_code, "Fill in its postcode" in lost.text) == (400, True)
