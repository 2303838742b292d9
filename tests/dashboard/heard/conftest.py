"""A server with only this page's routes, and the made-up example as it was read."""

import json
from dataclasses import asdict
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.heard import exercises_compared
from dashboard.heard.decisions import Asking
from dashboard.heard.exercise_tables import work_out
from dashboard.heard.places_asked import UnsaidError
from dashboard.heard.read_step import taken_for, understood
from dashboard.heard.results import ordered, results
from dashboard.heard.routes import add_heard
from dashboard.heard.shared_extent import worked_out
from dashboard.heard.wire_format import read_request, read_waves
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.limits import LARGEST_REQUEST
from layers import Atlas
from layers.exercise.respondents import load_respondents
from layers.statistics.suppression import Rule

KNOWN = load_respondents()


@pytest.fixture(scope="session")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("heard")
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    add_heard(server, Context(config=Config(), atlas=atlas, files=BrowserFiles()))
    return server.test_client()


def read(client: FlaskClient, content: bytes, **decided: Any) -> Any:
    line = json.dumps({"base": "16", **decided}).encode()
    return client.post("/heard/read", data=line + b"\n" + content)


def taken(atlas: Atlas, content: bytes, **decided: Any) -> dict[str, Any]:
    """What a file is taken for: what the check step is written from."""
    asking = msgspec.convert({"base": "16", **decided}, Asking).decided()
    return plain(taken_for(*understood(content, atlas, KNOWN, asking), Rule()))


def analysed(atlas: Atlas, body: bytes) -> dict[str, Any]:
    """The figures that the page's results are written from; or the question before them."""
    try:
        found = work_out(atlas, KNOWN, read_request(body, atlas, KNOWN), Rule())
    except UnsaidError as error:
        return {"question": plain(asdict(error.question))}
    return plain(results(found.here, KNOWN, found))


def compared(atlas: Atlas, body: bytes) -> dict[str, Any]:
    """The figures of exercises laid together."""
    made = worked_out(atlas, KNOWN, read_waves(body, atlas, KNOWN), Rule())
    laid = exercises_compared.lay(made.found, made.where)
    return plain(exercises_compared.results(atlas, KNOWN, laid, ordered(laid.found[0])))


def plain(one: Any) -> Any:
    return json.loads(json.dumps(one))


@pytest.fixture(scope="session")
def example(client: FlaskClient, atlas: Atlas) -> dict[str, Any]:
    return taken(atlas, client.get("/heard/example.csv").data)


def asked(example: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"exercise": example["exercise"], "base": "16", **more}).encode()
