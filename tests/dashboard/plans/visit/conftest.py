"""A server with only the page's routes, a made-up plan, and people with their roles."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from dashboard.parts.context import Context
from dashboard.plans.visit.routes import add_visits
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.people import Person
from dashboard.web.plans_kept import GuardedWorkspace
from dashboard.web.replies import ROLE, USER
from dashboard.web.writes import add_writes, token
from layers import Atlas
from tests.workspace.made_up_plan import made_up_plan
from workspace.database import Workspace
from workspace.records import Plan

PRIYA, TOM = Person("Priya", "contributor"), Person("Tom", "contributor")
EDITOR, VIEWER = Person("Joan", "editor"), Person("Sam", "viewer")
ID = "f" * 32


@dataclass
class Server:
    """What a test asks; ``file`` is where it keeps what it is sent."""

    flask: Flask
    context: Context
    plan: Plan
    file: Path

    def token(self, asks: Person) -> str:
        with self.flask.test_request_context(environ_overrides=environ(asks)):
            return token()

    def visit(self, asks: Person = PRIYA, **other: Any) -> dict[str, Any]:
        """What a browser sends."""
        zone = self.plan.zones[4].id
        values = {"on": "2026-11-28", "zone_id": zone, "people": 15, "counted": "counted"}
        values |= {"venue": "Tinsley Green", "summary": "The bus stops at six."}
        values |= other.pop("values", {})
        sent = {"token": self.token(asks), "plan": self.plan.id, "id": ID, "values": values}
        return sent | other

    def post(self, asks: Person, path: str, body: Any, **headers: str) -> TestResponse:
        headers = {"Origin": "http://localhost"} | headers
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.flask.test_client().post(
            path, data=data, headers=headers, environ_overrides=environ(asks)
        )

    def send(self, asks: Person = PRIYA, **other: Any) -> tuple[int, dict[str, Any]]:
        """Status and answer of a visit that is sent."""
        answer = self.post(asks, "/plans/visits", self.visit(asks, **other))
        return answer.status_code, answer.json

    def in_file(self) -> bytes:
        """All that the database has written."""
        return b"".join(one.read_bytes() for one in self.file.parent.iterdir())


def environ(asks: Person) -> dict[str, str]:
    return {USER: asks.name, ROLE: asks.role}


@pytest.fixture
def server(atlas: Atlas, tmp_path: Path, kept: tuple[Path, Plan]) -> Server:
    made_up, plan = kept
    file = Path(shutil.copytree(made_up.parent, tmp_path / "kept")) / made_up.name
    workspace = GuardedWorkspace(f"sqlite:///{file}")
    context = Context(Config(), atlas, BrowserFiles(), workspace)
    made = Flask("visit")
    add_writes(made, workspace.key)
    add_visits(made, context)
    return Server(made, context, plan, file)


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """A database with the made-up plan in it, of which every test has a copy."""
    file = tmp_path_factory.mktemp("kept") / "plans.sqlite3"
    workspace = Workspace(f"sqlite:///{file}")
    workspace.upgrade()
    with workspace.writing() as session:
        plan = made_up_plan(session)
    workspace.close()
    return file, plan
