"""What the browser is told: all that can be filled in is in the form, for whom it is open."""

import json
from typing import Any

import pytest

from dashboard.plans.visit.given import given
from dashboard.plans.visit.postcodes import turned
from dashboard.web.people import Person
from layers import Atlas
from layers.exercise.respondents import load_respondents
from tests.dashboard.plans.visit.conftest import EDITOR, PRIYA, TOM, VIEWER, Server, environ
from workspace import fields


def told(server: Server, asks: Person, query: str) -> dict[str, Any]:
    with server.flask.test_request_context(environ_overrides=environ(asks)):
        return given(server.context, asks, query)


def marks(part: Any, name: str) -> list[str]:
    """All values of an attribute in plain markup."""
    if not isinstance(part, list):
        return []
    own = [part[1][name]] if part and isinstance(part[0], str) and name in part[1] else []
    return own + [found for one in part for found in marks(one, name)]


def test_every_field_question_and_category_is_in_the_form(server: Server) -> None:
    form = told(server, PRIYA, f"?p={server.plan.id}&z={server.plan.zones[1].id}")
    whole = [*form["first"], *form["second"]]
    made = [json.loads(one) for one in marks(whole, "data-input") + marks(whole, "data-counter")]
    named = {one.get("data-field", one.get("field")) for one in made} | set(
        marks(whole, "data-field")
    )
    assert named - {None} == {one.id for one in fields.of("activity")} - {"lsoa"}
    asked = {(one["of"], one["category"]) for one in made if "of" in one}
    wanted = {
        (question.id, category)
        for question in load_respondents().question
        for category in (*question.categories, "", "not_asked")
    }
    assert asked == wanted | {("heard_at", ""), ("heard_at", "elsewhere")}
    parts = {one["category"]: one["within"] for one in made if "within" in one}
    assert parts["english_limited"] == "main_language_not_english"
    assert "female" not in parts
    assert [one["least"] for one in made if one.get("field") == "people"] == [1]
    assert form["start"]["values"]["zone_id"] == server.plan.zones[1].id
    assert set(form["zones"].values()) >= {"Zone 2: Burngreave"}


def test_a_visit_is_opened_as_it_is_only_for_whoever_may_change_it(server: Server) -> None:
    sent = {"heard": {"sex": {"female": 2}}, "heard_at": {"E01007903": 3}}
    server.send(PRIYA, **sent)
    query = f"?p={server.plan.id}&a={'f' * 32}"
    for asks in (PRIYA, EDITOR):
        start = told(server, asks, query)["start"]
        assert (start["version"], start["values"]["people"]) == (1, 15)
        assert start["values"]["on"] == "2026-11-28"
        assert (start["heard"], start["heard_at"]) == (sent["heard"], sent["heard_at"])
    for asks in (TOM, VIEWER):
        refused = told(server, asks, query)
        assert "plan" not in refused
        assert refused["said"]


@pytest.mark.parametrize("query", ["", "?p=", "?p=x&z=y", "?p=%00&a=1", "?" + "p=1&" * 60])
def test_an_address_that_names_no_plan_is_answered_with_a_sentence(
    server: Server, query: str
) -> None:
    refused = told(server, PRIYA, query)
    assert "plan" not in refused
    assert "not there" in refused["said"]


@pytest.mark.parametrize(
    ("text", "heard_at", "left"),
    [
        ("S9 1UQ", 1, []),
        ("s91uq S9 1UQ\nS9 1UQ", 3, []),
        ("S9 1UQ; nonsense, S9 1U", 1, ["nonsense", "S9 1U"]),
        ("", 0, []),
        ("x" * 20_001, 0, ["x" * 20_001]),
    ],
)
def test_postcodes_become_counts_and_what_is_none_stays_to_be_corrected(
    atlas: Atlas, text: str, heard_at: int, left: list[str]
) -> None:
    found = turned(atlas, text)
    assert (sum(found.heard_at.values()), found.left) == (heard_at, left)
    assert set(found.heard_at) <= set(atlas.areas.index)
    assert found.said
