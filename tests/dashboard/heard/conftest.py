"""A server with only this page's routes, and the made-up example as it was read."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.heard.routes import add_heard
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.limits import LARGEST_REQUEST
from layers import Atlas


@pytest.fixture(scope="session")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("heard")
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    add_heard(server, Context(config=Config(), atlas=atlas, files=BrowserFiles()))
    return server.test_client()


def read(client: FlaskClient, content: bytes, **decided: Any) -> Any:
    line = json.dumps({"base": "16", **decided}).encode()
    return client.post("/heard/read", data=line + b"\n" + content)


@pytest.fixture(scope="session")
def example(client: FlaskClient) -> dict[str, Any]:
    found = read(client, client.get("/heard/example.csv").data)
    assert found.status_code == 200
    return found.json


def asked(example: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"exercise": example["exercise"], "base": "16", **more}).encode()
