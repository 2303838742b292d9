import base64
import hashlib

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.files.content_types import TYPES
from dashboard.parts.context import Context
from dashboard.settings.config import Config
from dashboard.take.packages import address, formats, packages
from dashboard.take.routes import add_take
from dashboard.web.browser_files import BrowserFiles
from dashboard.web.request_kinds import kind_of, lane_of, loggable
from layers.atlas import Atlas
from layers.edition import edition
from layers.own.own_indicator import with_own
from tests.dashboard.conftest import MADE
from tests.layers.own.layers import layer


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("take")
    add_take(server, Context(Config(), atlas, BrowserFiles()), today=lambda: MADE)
    return server.test_client()


@pytest.mark.parametrize(
    ("address", "file"),
    [("theme-language.zip", "language"), ("theme-language.xlsx", "language")],
)
def test_a_download(client: FlaskClient, atlas: Atlas, address: str, file: str) -> None:
    answer = client.get(f"/take/{address}")
    ending = address.rpartition(".")[2]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TYPES[ending])
    name = f"seldom-heard-{file}-{edition(atlas)}.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    digest = base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "name", ["everything.xlsx", "theme-own.zip", "theme-none.zip", "practices.csv", "zip", ".zip"]
)
def test_what_there_is_not_is_refused_with_what_to_do(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/take/{name}")
    assert answer.status_code == 404
    assert "Go back to the page Data" in answer.text


def test_asking_about_a_file_makes_none(client: FlaskClient) -> None:
    answer = client.head("/take/everything.zip")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Type"] == TYPES["zip"]
    assert "Content-Length" not in answer.headers


def test_the_log_says_which_was_taken(atlas: Atlas) -> None:
    every = packages(with_own(atlas, [layer()]))
    assert "theme-own" in every
    for package in every.values():
        for ending in formats(package):
            path = address(package, ending).partition("?")[0]
            assert loggable(path) == path
            assert (kind_of(path), lane_of("GET", path)) == ("export", "table")
    assert loggable("/take/S12HE.zip") == "/take/…"
