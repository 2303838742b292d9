"""Programs and styles that every page has come as one file of each."""

import re

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.web.browser_files import BrowserFiles
from dashboard.web.joined_files import JoinedFiles


@pytest.fixture(scope="module")
def client(open_app: Dash) -> FlaskClient:
    return open_app.server.test_client()


def test_what_belongs_together_is_one_file_in_the_place_of_the_first() -> None:
    files = BrowserFiles()
    joined = JoinedFiles(files, lambda address: f"// {address}".encode())
    react, own = "/_dash-component-suites/dash/deps/react@18.js", "/assets/stub.js?m=1"
    alone = "/_dash-component-suites/dash_leaflet/dash_leaflet.js"
    tags = [f'<script src="{address}"></script>' for address in (react, alone, own)]
    found = re.findall('src="([^"]*)"', joined.scripts("\n".join(tags)))
    assert re.fullmatch(r"/files/dash-renderer-and-others-[0-9a-f]{12}\.js", found[0])
    assert found[1:] == [alone]
    content = files._body(found[0].removeprefix("/files/"), "")
    assert content.decode().splitlines() == [f"// {react};", f"// {own}"]


def test_the_first_page_names_one_file_of_styles_and_three_of_programs(client: FlaskClient) -> None:
    page = client.get("/").text
    programs = re.findall(r'<script src="([^"]*)"', page)
    names = ("dash-renderer-and-others", "dash_leaflet.v", "dash_core_components.v")
    assert len(programs) == len(names)
    assert all(name in address for name, address in zip(names, programs, strict=True))
    [styles] = re.findall(r'<link rel="stylesheet" href="([^"]*)"', page)
    for address, kind, part in (
        (programs[0], "text/javascript", "DashRenderer"), (styles, "text/css", "--bs-"),
    ):  # fmt: skip
        answer = client.get(address, headers={"Accept-Encoding": "identity"})
        assert answer.mimetype == kind
        assert "immutable" in answer.headers["Cache-Control"]
        assert part in answer.text
    # Nothing of it is there a second time, and what is never used is not there at all.
    assert "dash/deps" not in page
    assert "/dash_table/" not in page


def test_what_dash_asks_for_first_stands_in_the_page(client: FlaskClient) -> None:
    page = client.get("/").text
    for name in ("layout", "dependencies"):
        [text] = re.findall(rf'id="atlas-{name}">(.*?)</script>', page, re.DOTALL)
        assert text.replace("\\u003c", "<") == client.get(f"/_dash-{name}").text.strip()
