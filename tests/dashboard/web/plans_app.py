"""The whole app with plans in it, people of every role, and a look at what is kept."""

import ipaddress
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dashboard.settings.config import Config
from dashboard.settings.roles import Roles
from dashboard.web import limits
from dashboard.web.kept_layers import KeptLayers
from dashboard.web.replies import ROLE, USER
from dashboard.web.request_kinds import CALLBACKS
from dashboard.web.writes import token
from layers.own.own_layer import OwnLayer
from tests.dashboard.web.conftest import PROXY, ready
from tests.dashboard.web.test_hostile import good_bodies
from tests.layers.own.layers import layer
from tests.workspace.made_up_plan import TITLE, WHO, made_up_plan
from workspace import diary, edits, own_layers
from workspace.database import Workspace
from workspace.own_layers import Viewer
from workspace.records import Plan
from workspace.roles import NOBODY, ROLES

PEOPLE = {role: f"{role}@nhs.example" for role in ROLES} | {NOBODY: "somebody@nhs.example"}
# What nobody is sent who may not see plans.
SECRETS = (TITLE, WHO, "Firvale Community Hub", "Figures kept by")
OWN_PAGE = {"Origin": "http://localhost"}
Body = dict[str, Any]


@dataclass
class PlansApp:
    """An app, its plans, and what its workspace was opened for.

    Attributes
    ----------
    file
        Of the database; ``kept`` is how it was at first.
    plan
        The id of a plan that is running; ``draft`` and ``deleted`` are others.
    visits
        The id of a visit that a person of each role has entered.
    layers
        The id of a record of figures that a person of each role keeps, which all see.
    tokens
        By role.
    opened
        Of each time that a session was begun since this was last emptied: whether to write.
    looked
        The same of sessions that were begun to see which kept figures a request's atlas has.
    """

    app: Dash
    file: Path
    plan: str
    draft: str
    deleted: str
    visits: dict[str, str]
    layers: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)
    opened: list[bool] = field(default_factory=list)
    looked: list[bool] = field(default_factory=list)

    @property
    def kept(self) -> Path:
        return self.file.with_suffix(".kept")

    def begin(self) -> None:
        """Go back to how everything was at first."""
        for ending in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)
        self.opened.clear()
        self.looked.clear()

    def dump(self) -> str:
        """All that is kept."""
        with sqlite3.connect(self.file) as connection:
            return "\n".join(connection.iterdump())

    def one(self, table: str, id: str = "") -> tuple[str, int]:
        """The id and the version of a record; of the running plan's first where none is named."""
        which, value = ("id", id) if id else ("plan_id", self.plan)
        asked = f'SELECT id, version FROM "{table}" WHERE {which} = ? ORDER BY id'
        with sqlite3.connect(self.file) as connection:
            found: tuple[str, int] = connection.execute(asked, (value,)).fetchone()
        return found

    def ask(self, role: str, method: str, path: str, **more: Any) -> TestResponse:
        """What somebody with a role is answered; from a page of the atlas unless told otherwise."""
        headers = more.pop("headers", OWN_PAGE) | {"X-Forwarded-User": PEOPLE[role]}
        at = {"REMOTE_ADDR": PROXY}
        client = self.app.server.test_client()
        answer = client.open(path, method=method, headers=headers, environ_base=at, **more)
        answer.get_data()
        answer.close()
        return answer

    def call(self, role: str, body: Body, **more: Any) -> TestResponse:
        """What a callback answers."""
        return self.ask(role, "POST", CALLBACKS, json=body, **more)

    def routes(self) -> Iterator[tuple[str, str, str]]:
        """Every route with each method: the rule, the method, an address that it is for."""
        for rule in self.app.server.url_map.iter_rules():
            of_plan = re.sub(r"^(/plans/)<[^>]*>", rf"\g<1>{self.plan}", rule.rule)
            address = re.sub(r"<[^>]*>", "csv", of_plan)
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                yield rule.rule, method, address

    @cached_property
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

    def filled(self, name: str, role_of_token: str, **values: Any) -> Body:
        """A callback's body with a plan's address, a person's token, and further values.

        Parameters
        ----------
        values
            Of components, by their id.
        """
        body: Body = json.loads(json.dumps(self.callbacks[name]))
        asked = {"plans-asked": f"?p={self.plan}"}
        values = {"write-token": self.tokens[role_of_token]} | asked | values
        for group in ("inputs", "state"):
            body[group] = [self._given(one, values) for one in body[group]]
        return body

    def _given(self, one: Any, values: dict[str, Any]) -> Any:
        if not isinstance(one, dict):
            return one
        if one["property"] == "search":
            return one | {"value": f"?p={self.plan}"}
        return one | {"value": values.get(str(one["id"]), one["value"])}


def plans_app(folder: Path, patch: pytest.MonkeyPatch) -> PlansApp:
    """An app that keeps plans in a folder, where people of every role sign in."""
    file = folder / "plans.sqlite3"
    config = Config(
        auth="proxy",
        trusted_proxies=(ipaddress.ip_network(f"{PROXY}/32"),),
        roles=Roles(people={PEOPLE[role]: role for role in ROLES}),
        workspace=f"sqlite:///{file}",
        exports_per_minute=0,
    )
    # One person sends thousands here: what the limit refuses would be tried on nothing.
    patch.setattr(limits, "CALLBACKS_PER_MINUTE", 0)
    app = ready(config)
    with Workspace(config.workspace).writing() as session:
        found = PlansApp(app, file, *_fill(session))
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(file, found.kept)
    found.tokens = {role: _token(app, role) for role in PEOPLE}
    open_session: Callable[..., Any] = Workspace._session
    kept_layers: Callable[..., Any] = KeptLayers.__call__
    for_atlas = ContextVar("for_atlas", default=False)

    def asked(self: KeptLayers) -> list[OwnLayer]:
        before = for_atlas.set(True)
        try:
            return list(kept_layers(self))
        finally:
            for_atlas.reset(before)

    @contextmanager
    def seen(self: Workspace, *, writes: bool) -> Iterator[Session]:
        (found.looked if for_atlas.get() else found.opened).append(writes)
        with open_session(self, writes=writes) as session:
            yield session

    patch.setattr(Workspace, "_session", seen)
    patch.setattr(KeptLayers, "__call__", asked)
    return found


def _fill(session: Session) -> tuple[str, str, str, dict[str, str], dict[str, str]]:
    plan = made_up_plan(session)
    draft = made_up_plan(session, 2, status="draft")
    gone = made_up_plan(session, 3, status="draft")
    edits.delete(session, Plan, gone.id, gone.version, WHO)
    values = {"plan_id": plan.id, "on": date(2026, 7, 1), "people": 9, "counted": "counted"}
    visits, layers = {}, {}
    for at, (role, name) in enumerate(PEOPLE.items()):
        made = diary.keep_activity(session, values, {}, {}, name, id=f"f{at:031x}")
        visits[role] = made.id
        who = Viewer(name, "lead")
        until = own_layers.today() + own_layers.USUALLY
        kept = own_layers.keep(session, own_figures(role), until, "everyone", who)
        layers[role] = kept.id
    return plan.id, draft.id, gone.id, visits, layers


def own_figures(of: str) -> OwnLayer:
    """Figures that somebody keeps, or is about to."""
    return layer(label=f"Figures kept by {of or 'nobody'}")


def _token(app: Dash, role: str) -> str:
    """What a page of this person's carries."""
    with app.server.test_request_context("/") as context:
        context.request.environ |= {USER: PEOPLE[role], ROLE: role}
        return token()
