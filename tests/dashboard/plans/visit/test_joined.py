"""Two people, or two tabs, change a visit at once: what only one changed is kept of both."""

from typing import Any

from tests.dashboard.plans.visit.conftest import EDITOR, ID, PRIYA, Server
from workspace.diary import counts_of
from workspace.records import Activity

SEX, AGE = {"female": 9, "male": 5}, {"age_75_plus": 4}
PLACES = {"E01007903": 6}


def before(server: Server) -> dict[str, Any]:
    """What both tabs were opened with."""
    values = {**server.visit()["values"], "people": 14}
    content = {"values": values, "heard": {"sex": SEX}, "heard_at": PLACES}
    assert server.send(PRIYA, **content)[0] == 200
    return content


def other(was: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A tab's visit: what was there, with some parts changed."""
    values = {**was["values"], **changed.pop("values", {})}
    return {**was, **changed, "values": values, "was": was, "version": 1}


def kept(server: Server) -> tuple[Activity, dict[str, dict[str, int]], dict[str, int]]:
    with server.context.workspace.reading() as session:
        return session.get(Activity, ID), *counts_of(session, ID)


def test_what_only_one_of_two_changed_is_kept_of_both(server: Server) -> None:
    was = before(server)
    heard = {"sex": SEX, "age": AGE}
    assert server.send(PRIYA, **other(was, values={"people": 15}, heard=heard))[0] == 200
    places = {"E01007903": 7}
    mine = other(was, values={"summary": "The path is dark."}, heard_at=places)
    status, answer = server.send(EDITOR, **mine)
    assert (status, answer["state"], answer["version"]) == (200, "kept", 3)
    assert answer["said"].endswith(
        "Priya had changed People heard and Age meanwhile; that is kept too."
    )
    visit, counts, lived = kept(server)
    assert (visit.people, visit.summary) == (15, "The path is dark.")
    assert (counts, lived) == (heard, places)
    # The page goes on from what is kept, not from what it had sent.
    assert (answer["now"]["values"]["people"], answer["now"]["heard"]) == (15, heard)
    assert server.send(
        EDITOR, **mine | {"values": {**answer["now"]["values"]}, "heard": heard}
    ) == (
        200,
        {"state": "kept", "said": answer["said"].split(" Priya")[0], "version": 3},
    )


def test_of_what_both_changed_one_is_chosen_and_the_rest_is_kept(server: Server) -> None:
    was = before(server)
    server.send(PRIYA, **other(was, values={"people": 16, "venue": "Library"}))
    status, answer = server.send(PRIYA, **other(was, values={"people": 20, "summary": "Cold."}))
    assert (status, answer["state"]) == (409, "changed")
    assert answer["rows"] == [{"label": "People heard", "theirs": "16", "yours": "20"}]
    wanted = {"mine": 20, "theirs": 16}
    for name, people in wanted.items():
        values = answer[name]["values"]
        assert [values[one] for one in ("people", "venue", "summary")] == [
            people,
            "Library",
            "Cold.",
        ]
        assert answer[name]["heard"] == {"sex": SEX}
    chosen = {**answer["theirs"], "was": answer["now"], "version": answer["version"]}
    assert server.send(PRIYA, **chosen)[0] == 200
    visit = kept(server)[0]
    assert (visit.people, visit.venue, visit.summary) == (16, "Library", "Cold.")


def test_changes_that_do_not_add_up_together_are_both_shown(server: Server) -> None:
    was = before(server)
    more = {"sex": {"female": 9, "male": 5}, "age": {"age_75_plus": 14}}
    server.send(PRIYA, **other(was, heard=more))
    fewer = other(was, values={"people": 10}, heard={"sex": {"female": 5, "male": 5}})
    status, answer = server.send(PRIYA, **fewer)
    assert (status, answer["state"]) == (409, "changed")
    assert [row["label"] for row in answer["rows"]] == ["People heard", "Age", "Sex"]
    assert answer["mine"]["heard"] == fewer["heard"]
    assert kept(server)[0].people == 14
