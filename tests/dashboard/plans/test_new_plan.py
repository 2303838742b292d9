"""A new plan from a definition: what is kept is what Seldom-heard found; sent twice it is one."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.application import create_app
from dashboard.parts.context import Context
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.plan_address import to_new_plan
from dashboard.parts.targets.target_definition import read_targets
from dashboard.plans.edit.panel import TOKEN
from dashboard.plans.new_plan import ASKED as FIELDS
from dashboard.plans.page import ASKED, layout
from dashboard.plans.view import read_view
from dashboard.plans.zones_found import USUALLY, zones_found
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.refusal_texts import PLANS_OFF
from dashboard.web.replies import ROLE, USER
from dashboard.web.writes import token
from layers import Atlas
from layers.snapshot import release_of
from tests.dashboard.plans.words import parts, words
from workspace import plans
from workspace.database import Workspace
from workspace.records import Plan

QUERY = "?t=Core20&c=imd_decile!d!2!r&d=E08000018&g=english_limited"
ID = "a" * 32


def test_the_address_holds_a_definition_whole() -> None:
    address = to_new_plan(QUERY)
    assert read_view(address.partition("?")[2]).new == QUERY
    assert read_view(to_new_plan("").partition("?")[2]).new == ""
    assert read_view("?p=x&s=no_such").status == ""


def test_zones_are_those_that_were_found_numbered_from_one(atlas: Atlas) -> None:
    targets, _ = read_targets(QUERY, atlas)
    made, found = work_out(atlas, targets), zones_found(atlas, QUERY)
    assert [zone["areas"] for zone in found.zones] == [list(zone.areas) for zone in made.zones]
    assert [zone["people"] for zone in found.zones] == list(made.zone_people)
    kept = found.kept(["2", "5"])
    assert [zone["number"] for zone in kept] == [1, 2]
    assert [zone["name"] for zone in kept] == [made.zones[1].name, made.zones[4].name]


def test_zones_that_were_taken_and_named_are_those_of_the_plan(atlas: Atlas) -> None:
    every = zones_found(atlas, QUERY)
    assert len(every.ticked) == USUALLY < len(every.zones)
    [first, second] = [zone["areas"][0] for zone in every.zones[:2]]
    query = f"{QUERY}&m=8&f=x!{first}~r!{second}!North+end"
    found = zones_found(atlas, query)
    assert [zone["areas"] for zone in found.zones] == [z["areas"] for z in every.zones[1:9]]
    assert found.zones[0]["name"] == "North end"
    assert found.ticked == [str(number) for number in range(1, 9)]
    assert read_targets(found.query, atlas) == read_targets(query, atlas)
    off = "~".join(f"x!{zone['areas'][0]}" for zone in every.zones)
    assert "is ticked off" in zones_found(atlas, f"{QUERY}&f={off}").wrong


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?d=E08000018", "finds no areas"),
        ("?c=imd_decile!d!1!r~english_limited!ge!90!r", "finds no areas"),
        ("?c=no_such!d!1!r", "no_such"),
    ],
)
def test_a_definition_without_zones_says_why(atlas: Atlas, query: str, says: str) -> None:
    found = zones_found(atlas, query)
    assert found.zones == ()
    assert says in found.wrong


@pytest.fixture(scope="module")
def app_and_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    file = tmp_path_factory.mktemp("plans") / "plans.sqlite3"
    return create_app(Config(workspace=f"sqlite:///{file}")), file


def saved(app: Any, *, title: str = "Core20", sent_token: str | None = None, **more: Any) -> Any:
    """What the page's button sends, and the answer."""
    client: FlaskClient = app.server.test_client()
    person = {USER: "", ROLE: "administrator"}
    if sent_token is None:
        with app.server.test_request_context(environ_overrides=person):
            sent_token = token()
    entry = next(key for key in app.callback_map if key.startswith("..plans-next.data"))
    values = dict.fromkeys(FIELDS, "") | {"title": title, "asked": "16"} | more.pop("values", {})

    def of(name: str, property_: str, value: Any) -> dict[str, Any]:
        return {"id": name, "property": property_, "value": value}

    def field(name: str, part: str) -> dict[str, str]:
        return {"page": "new-plan", "part": part, "of": name}

    body = {
        "output": entry,
        "outputs": [
            {"id": "plans-next", "property": "data"},
            {"id": "new-plan-said", "property": "children"},
            {"id": "new-plan-warned", "property": "data"},
            [{"id": field(name, "fault"), "property": "children"} for name in FIELDS],
        ],
        "inputs": [of("new-plan-save", "n_clicks", 1)],
        "state": [
            [{"id": field(n, "field"), "property": "value", "value": values[n]} for n in FIELDS],
            of("new-plan-zones", "value", more.pop("ticked", ["1", "2"])),
            of("new-plan-id", "data", more.pop("id", ID)),
            of("new-plan-warned", "data", more.pop("warned", "")),
            of(TOKEN, "data", sent_token),
            of(ASKED, "data", more.pop("search", to_new_plan(QUERY).removeprefix("/plans"))),
        ],
        "changedPropIds": ["new-plan-save.n_clicks"],
    }
    answer: TestResponse = client.post(
        "/_dash-update-component",
        data=json.dumps(body),
        headers={"Content-Type": "application/json", "Origin": "http://localhost"},
        environ_overrides=person,
    )
    assert answer.status_code == 200, answer.text
    return answer.json["response"]


def kept_in(file: Path) -> list[Plan]:
    with Workspace(f"sqlite:///{file}").reading() as session:
        return plans.plans(session)


def test_a_form_that_is_sent_twice_makes_one_plan_with_its_zones(
    app_and_file: tuple[Any, Path], atlas: Atlas
) -> None:
    app, file = app_and_file
    for _ in range(2):
        assert saved(app)["plans-next"]["data"] == f"/plans?p={ID}"
    [plan] = kept_in(file)
    found = zones_found(atlas, QUERY).zones
    assert [(zone.number, zone.areas) for zone in plan.zones] == [
        (1, found[0]["areas"]),
        (2, found[1]["areas"]),
    ]
    assert (plan.title, plan.asked, plan.status) == ("Core20", "16", "draft")
    assert read_targets(plan.definition, atlas)[0] == read_targets(QUERY, atlas)[0]
    assert plan.release == release_of(atlas.manifest)


def test_nothing_is_kept_without_the_pages_token_or_a_title(app_and_file: tuple[Any, Path]) -> None:
    app, file = app_and_file
    before = [plan.id for plan in kept_in(file)]
    refused = saved(app, sent_token="made up", id="b" * 32)
    assert "Nothing was changed" in refused["new-plan-said"]["children"]
    no_title = saved(app, title=" ", id="b" * 32)
    assert "not saved" in no_title["new-plan-said"]["children"]
    assert "Title: this has to be filled in." in str(no_title)
    assert [plan.id for plan in kept_in(file)] == before


def test_a_text_that_could_tell_who_somebody_is_is_kept_only_when_asked_twice(
    app_and_file: tuple[Any, Path],
) -> None:
    app, file = app_and_file
    values = {"purpose": "Ask Mr Smith at S4 7JX."}
    first = saved(app, values=values, id="c" * 32)
    assert "S4 7JX" in first["new-plan-said"]["children"]
    assert "c" * 32 not in [plan.id for plan in kept_in(file)]
    again = saved(app, values=values, id="c" * 32, warned=first["new-plan-warned"]["data"])
    assert again["plans-next"]["data"] == f"/plans?p={'c' * 32}"


def test_without_plans_the_page_says_why_and_nothing_else(atlas: Atlas) -> None:
    made = layout(Context(Config(), atlas, BrowserFiles(), None, PLANS_OFF), {"p": ID})
    assert words(made).startswith(f"Plans are not kept here {PLANS_OFF}")
    assert [one for one in parts(made) if getattr(one, "id", None)] == []
