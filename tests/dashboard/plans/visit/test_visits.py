"""A visit that is sent: kept once, by whom it may be, with counts that add up and no postcode."""

import logging
from typing import Any

import pytest

from tests.dashboard.plans.visit.conftest import EDITOR, ID, PRIYA, TOM, VIEWER, Server
from workspace.diary import counts_of
from workspace.records import Activity, Change

COUNTS = {
    "heard": {"sex": {"female": 9, "male": 5, "": 1}, "age": {"age_75_plus": 4, "not_asked": 11}},
    "heard_at": {"E01007903": 6, "elsewhere": 1, "": 8},
}


def visits(server: Server) -> list[Activity]:
    with server.context.workspace.reading() as session:
        return [one for one in session.query(Activity) if one.id == ID]


def changes(server: Server) -> int:
    with server.context.workspace.reading() as session:
        return session.query(Change).count()


def test_a_visit_is_kept_with_its_counts_and_a_sentence_says_so(server: Server) -> None:
    status, answer = server.send(**COUNTS)
    assert (status, answer["state"], answer["version"]) == (200, "kept", 1)
    assert (
        answer["said"] == "Saved: 15 people heard, Zone 5: Tinsley and Carbrook, 28 November 2026."
    )
    [kept] = visits(server)
    assert (kept.people, kept.entered_by, kept.venue) == (15, "Priya", "Tinsley Green")
    with server.context.workspace.reading() as session:
        assert counts_of(session, ID) == (COUNTS["heard"], COUNTS["heard_at"])


def test_what_is_sent_twice_is_kept_once(server: Server) -> None:
    first = server.send(**COUNTS)
    before = changes(server)
    assert server.send(**COUNTS) == first
    assert len(visits(server)) == 1
    assert changes(server) == before


def test_a_change_whose_acknowledgement_was_lost_is_no_conflict(server: Server) -> None:
    server.send(**COUNTS)
    changed = COUNTS | {"version": 1, "values": {"people": 16}}
    status, answer = server.send(**changed)
    assert (status, answer["version"]) == (200, 2)
    assert server.send(**changed) == (status, answer)


def test_other_content_under_an_id_that_is_there_is_shown_beside_it(server: Server) -> None:
    server.send(**COUNTS)
    other = {"heard": {"sex": {"female": 10, "male": 5}}, "heard_at": COUNTS["heard_at"]}
    status, answer = server.send(**other, values={"people": 20, "counted": "estimated"})
    assert (status, answer["state"], answer["version"]) == (409, "changed", 1)
    assert answer["said"].startswith("Priya changed this visit")
    assert answer["rows"] == [
        {"label": "People heard", "theirs": "15", "yours": "20"},
        {"label": "How you know", "theirs": "Counted", "yours": "Estimated"},
        {"label": "Age", "theirs": "75 and over 4, Not asked 11", "yours": "–"},
        {
            "label": "Sex",
            "theirs": "Did not want to say 1, Female 9, Male 5",
            "yours": "Female 10, Male 5",
        },
    ]
    [kept] = visits(server)
    assert (kept.people, kept.version) == (15, 1)
    # "Keep mine" sends it once more, as a change of what was shown.
    status, answer = server.send(**other, values={"people": 20}, version=answer["version"])
    assert (status, answer["version"]) == (200, 2)


def test_contributors_change_their_own_visits_and_no_others(server: Server) -> None:
    assert server.send(PRIYA)[0] == 200
    for asks, wanted in ((TOM, 403), (VIEWER, 403), (PRIYA, 200), (EDITOR, 200)):
        version = visits(server)[0].version
        values = {"people": 20 + version}
        status, answer = server.send(asks, version=version, values=values)
        assert status == wanted, answer
        assert visits(server)[0].people == (20 + version if wanted == 200 else 15)
    assert visits(server)[0].entered_by == "Priya"


def test_whoever_may_not_learns_nothing_of_a_visit(server: Server) -> None:
    server.send(PRIYA)
    status, answer = server.send(TOM, values={"people": 1})
    assert (status, set(answer)) == (403, {"state", "said"})


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"heard": {"sex": {"female": 9, "male": 7}}}, "sex"),
        ({"heard_at": {"E01007903": 16}}, "heard_at"),
        ({"heard_at": {"S9 1RA": 1}}, "heard_at"),
        ({"heard_at": {"E01000001": 1}}, "heard_at"),
        ({"heard": {"sex": {"women": 1}}}, "sex"),
        ({"values": {"people": None}}, "people"),
        ({"values": {"people": 0}}, "people"),
        ({"values": {"on": "soon"}}, "on"),
        ({"values": {"meeting_id": "0" * 32}}, "meeting_id"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(
    server: Server, other: dict[str, Any], where: str
) -> None:
    status, answer = server.send(**other)
    assert (status, answer["state"], list(answer["faults"])) == (400, "faults", [where])
    assert visits(server) == []


def test_a_text_that_could_tell_who_somebody_is_is_warned_of_first(server: Server) -> None:
    values = {"summary": "Ring Anna on 0114 278 8900"}
    status, answer = server.send(values=values)
    assert (status, answer["state"]) == (400, "warned")
    assert "a telephone number: “0114 278 8900”" in answer["faults"]["summary"]
    assert visits(server) == []
    assert server.send(values=values, despite=True)[0] == 200


def test_of_postcodes_only_counts_of_areas_are_left(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    typed = "S4 7AA? s9 1uq\nS9 1UQ; LS1 4DT, no fixed abode"
    body = {"token": server.token(PRIYA), "text": typed}
    answer = server.post(PRIYA, "/plans/visits/places", body)
    assert answer.headers["Cache-Control"] == "private, no-store"
    found = answer.json
    assert found["heard_at"]["elsewhere"] == 1
    assert found["heard_at"][""] == 1
    assert server.send(heard_at=found["heard_at"])[0] == 200
    kept = server.in_file() + caplog.text.encode()
    for postcode in (b"S4 7AA", b"S9 1UQ", b"s9 1uq", b"S91UQ", b"LS1 4DT"):
        assert postcode not in kept
    assert b"Tinsley Green" in kept


def test_only_the_atlas_s_own_page_may_send(server: Server) -> None:
    sent = server.visit()
    for path, body in (
        ("/plans/visits", sent),
        ("/plans/visits/places", {"token": sent["token"], "text": "S4 7AA"}),
    ):
        assert server.post(PRIYA, path, body, Origin="https://elsewhere.example").status_code == 403
        assert server.post(PRIYA, path, body | {"token": server.token(TOM)}).status_code == 403
        assert server.post(VIEWER, path, body).status_code == 403
        for damaged in (b"", b"[]", b"{", b"\xff", b"[" * 100_000, {**body, "more": 1}):
            assert server.post(PRIYA, path, damaged).status_code == 400
    assert visits(server) == []


def test_a_database_that_is_gone_leaves_the_visit_to_be_sent_later(server: Server) -> None:
    sent = server.visit()
    server.file.unlink()
    answer = server.post(PRIYA, "/plans/visits", sent)
    assert (answer.status_code, answer.json["state"]) == (503, "later")
