"""An app behind a proxy, with one made-up plan that runs and one draft, and people to press its
buttons."""

import copy
import ipaddress
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.application import create_app
from dashboard.plans.edit.buttons import press
from dashboard.plans.edit.panel import CLICKED, OPENED, PANEL, PLAN_CHANGED, TOKEN
from dashboard.settings.config import Config
from dashboard.settings.roles import Roles
from dashboard.web.request_kinds import CALLBACKS
from tests.workspace.made_up_plan import made_up_plan
from workspace.database import Workspace
from workspace.records import Plan

PROXY = "10.9.8.7"
PEOPLE = {
    "vera": "viewer",
    "cora": "contributor",
    "edith": "editor",
    "sam": "editor",
    "lena": "lead",
    "ada": "administrator",
}


@dataclass
class Panel:
    """The panel as one person's browser has it: what is shown, and the buttons that are pressed.

    Attributes
    ----------
    shows
        Properties of what the last answer has drawn, by id.
    opened
        What the form was opened with.
    values, takes
        What stands in it, by field; and whose is chosen of what two people changed.
    """

    client: FlaskClient
    app: Dash
    person: str
    token: str
    shows: dict[str, Any] = field(default_factory=dict)
    opened: dict[str, Any] | None = None
    values: dict[str, Any] = field(default_factory=dict)
    takes: dict[str, str] = field(default_factory=dict)

    def press(self, act: str, record: str, plan: str, id: str = "", **given: Any) -> "Panel":
        """Press a button; what comes is shown."""
        answer = self.client.post(
            CALLBACKS,
            json=self.body(json.loads(press(act, record, plan, id, **given)["data-press"])),
            headers={"Origin": "http://localhost", "X-Forwarded-User": self.person},
            environ_base={"REMOTE_ADDR": PROXY},
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        shown = answer.get_json()["response"]
        self.shows |= shown
        if "data" in shown.get(OPENED, {}):
            self.opened = shown[OPENED]["data"]
            self.values = controls(shown["edit-body"]["children"])
            self.takes = {}
        return self

    def save(self, **values: Any) -> "Panel":
        """Write some values into the form and save it."""
        assert self.opened
        self.values |= values
        return self.press("save", self.opened["record"], self.opened["plan"], self.opened["id"])

    def body(self, clicked: dict[str, Any]) -> dict[str, Any]:
        """What Dash sends."""
        output = next(name for name in self.app.callback_map if f"{PANEL}.is_open" in name)
        outputs = [
            dict(zip(("id", "property"), one.rsplit(".", 1), strict=True))
            for one in output.strip(".").split("...")
        ]
        names = list(self.values)
        control = [{"edit": name, "part": "control"} for name in names]
        take = [{"edit": name, "part": "take"} for name in self.takes]

        def every(ids: list[dict[str, str]], property: str, values: list[Any]) -> list[Any]:
            return [
                {"id": id, "property": property, "value": value}
                for id, value in zip(ids, values, strict=True)
            ]

        def one(id: str, value: Any) -> dict[str, Any]:
            return {"id": id, "property": "data", "value": value}

        return {
            "output": output,
            "outputs": outputs,
            "changedPropIds": [f"{CLICKED}.data"],
            "inputs": [one(CLICKED, clicked)],
            "state": [
                one(OPENED, copy.deepcopy(self.opened)),
                every(control, "id", control),
                every(control, "value", [self.values[name] for name in names]),
                [],
                [],
                every(take, "id", take),
                every(take, "value", list(self.takes.values())),
                one(TOKEN, self.token),
                one(PLAN_CHANGED, 0),
            ],
        }

    @property
    def text(self) -> str:
        """All that the panel and the line below the page say."""
        parts = ("edit-title", "edit-trouble", "edit-body", "edit-told")
        return " ".join(" ".join(texts(self.shows.get(one, {}))) for one in parts)

    @property
    def is_open(self) -> bool:
        return bool(self.shows[PANEL]["is_open"])


def parts(tree: Any) -> list[dict[str, Any]]:
    """Properties of all components of a tree as the wire has it."""
    if isinstance(tree, list):
        return [one for each in tree for one in parts(each)]
    if not isinstance(tree, dict):
        return []
    own = [tree["props"]] if "props" in tree else []
    return own + [one for each in tree.values() for one in parts(each)]


def texts(tree: Any) -> list[str]:
    """All that a tree says, in order."""
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, list):
        return [text for one in tree for text in texts(one)]
    if not isinstance(tree, dict):
        return []
    inner = tree.get("props", tree)
    said = [inner.get(name) for name in ("children", "options", "label")]
    return [text for one in said for text in texts(one)]


def controls(tree: Any) -> dict[str, Any]:
    """What stands in a form, by field; an area's combobox aside."""
    return {
        one["id"]["edit"]: one.get("value")
        for one in parts(tree)
        if isinstance(one.get("id"), dict) and one["id"].get("part") == "control"
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'plans.sqlite3'}")
    workspace.upgrade()
    return workspace


@pytest.fixture(scope="module")
def plan_app(kept: Workspace) -> Dash:
    app = create_app(
        Config(
            workspace=kept.url.render_as_string(),
            auth="proxy",
            trusted_proxies=(ipaddress.ip_network(f"{PROXY}/32"),),
            roles=Roles(people=PEOPLE),
        )
    )
    app.server.test_client().get("/")  # Dash finishes setting itself up
    return app


@pytest.fixture(scope="module")
def running(kept: Workspace) -> Plan:
    """A plan that runs, with all that belongs to it."""
    with kept.writing() as session:
        return made_up_plan(session, 1)


@pytest.fixture(scope="module")
def draft(kept: Workspace) -> Plan:
    with kept.writing() as session:
        return made_up_plan(session, 2, title="A draft", status="draft")


@pytest.fixture
def panel_of(plan_app: Dash) -> Callable[[str], Panel]:
    """The panel of a person, whose browser has opened the page."""

    def make(person: str) -> Panel:
        client = plan_app.server.test_client()
        page = client.get(
            "/plans", headers={"X-Forwarded-User": person}, environ_base={"REMOTE_ADDR": PROXY}
        ).get_data(as_text=True)
        found = re.search(rf'"id": "{TOKEN}", "data": "(\w*)"', page)
        assert found, "the page has no place for a token"
        return Panel(client, plan_app, person, found[1])

    return make
