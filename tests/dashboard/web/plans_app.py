"""The whole app with a plan in it, people of every role, and a look at what is kept."""

import ipaddress
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.settings.config import Config
from dashboard.settings.roles import Roles
from dashboard.web.replies import ROLE, USER
from dashboard.web.request_kinds import CALLBACKS
from dashboard.web.writes import token
from tests.dashboard.web.conftest import PROXY, ready
from tests.dashboard.web.test_hostile import good_bodies
from tests.workspace.made_up_plan import TITLE, WHO, made_up_plan
from workspace import plans
from workspace.database import Workspace
from workspace.roles import NOBODY, ROLES

# What nobody is sent who may not see plans.
SECRETS = (TITLE, WHO, "Firvale Community Hub")
PEOPLE = {role: f"{role}@nhs.example" for role in ROLES} | {NOBODY: "somebody@nhs.example"}
OWN_PAGE = {"Origin": "http://localhost"}
# Of routes and callbacks: what is sent, as much of it as can be known of all.
Body = dict[str, Any]


@dataclass
class PlansApp:
    """An app, its plan, and what its workspace was opened for.

    Attributes
    ----------
    plan, zone
        Their ids.
    opened
        Of each time since the last :meth:`watched`: whether to write.
    """

    app: Dash
    file: Path
    plan: str
    zone: str
    tokens: dict[str, str] = field(default_factory=dict)
    opened: list[bool] = field(default_factory=list)

    @property
    def client(self) -> FlaskClient:
        return self.app.server.test_client()

    def ask(self, role: str, method: str, path: str, **more: Any) -> TestResponse:
        """What somebody with a role is answered; from the atlas's own page unless said otherwise."""
        headers = more.pop("headers", OWN_PAGE) | {"X-Forwarded-User": PEOPLE[role]}
        at = {"REMOTE_ADDR": PROXY}
        answer = self.client.open(path, method=method, headers=headers, environ_base=at, **more)
        answer.get_data()
        answer.close()
        return answer

    def dump(self) -> str:
        """All that is kept."""
        with sqlite3.connect(self.file) as connection:
            return "\n".join(connection.iterdump())

    def routes(self) -> Iterator[tuple[str, str, str]]:
        """Every route with each method: the rule, the method, an address that it is for."""
        for rule in self.app.server.url_map.iter_rules():
            of_plan = re.sub(r"^(/plans/)<[^>]*>", rf"\1{self.plan}", rule.rule)
            address = re.sub(r"<[^>]*>", "csv", of_plan)
            for method in sorted(rule.methods - {"OPTIONS"}):
                yield rule.rule, method, address

    def callbacks(self) -> dict[str, Body]:
        """A body for each callback of the server's, by where its function is."""
        functions = [
            entry["callback"].__wrapped__
            for entry in self.app.callback_map.values()
            if "callback" in entry
        ]
        bodies = good_bodies(self.app)
        return {
            f"{function.__module__}.{function.__name__}": body
            for function, body in zip(functions, bodies, strict=True)
        }

    def filled(self, body: Body, token: str) -> Body:
        """A callback's body as the plan's page would send it."""
        filled: Body = json.loads(json.dumps(body))
        for one in [*filled["inputs"], *filled["state"]]:
            if not isinstance(one, dict):
                continue
            if one["property"] == "search":
                one["value"] = f"?p={self.plan}&z={self.zone}"
            elif "token" in str(one["id"]):
                one["value"] = token
            elif one["property"] == "n_clicks":
                one["value"] = 1
        return filled


def plans_app(folder: Path, monkeypatch: Any) -> PlansApp:
    """An app that keeps plans in a folder, where people of every role sign in."""
    file = folder / "plans.sqlite3"
    config = Config(
        auth="proxy",
        trusted_proxies=(ipaddress.ip_network(f"{PROXY}/32"),),
        roles=Roles(people={PEOPLE[role]: role for role in ROLES}),
        workspace=f"sqlite:///{file}",
        exports_per_minute=0,
    )
    app = ready(config)
    workspace = Workspace(config.workspace)
    found = PlansApp(app, file, *_fill(workspace))
    found.tokens = {role: _token(found, role) for role in PEOPLE}
    open_session: Callable[..., Any] = Workspace._session

    @contextmanager
    def seen(self: Workspace, *, writes: bool) -> Iterator[Any]:
        found.opened.append(writes)
        with open_session(self, writes=writes) as session:
            yield session

    monkeypatch.setattr(Workspace, "_session", seen)
    return found


def _token(found: PlansApp, role: str) -> str:
    """What a page of this person's would carry."""
    with found.app.server.test_request_context("/") as context:
        context.request.environ |= {USER: PEOPLE[role], ROLE: role}
        return token()


def _fill(workspace: Workspace) -> tuple[str, str]:
    """The ids of a plan with all that there can be in it, and of its first zone."""
    with workspace.writing() as session:
        made = made_up_plan(session)
        session.flush()
        return made.id, plans.plan(session, made.id).zones[0].id


def callback(found: PlansApp, role: str, body: Body, **more: Any) -> TestResponse:
    """What a callback answers."""
    return found.ask(role, "POST", CALLBACKS, json=body, **more)
