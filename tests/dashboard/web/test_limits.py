"""Too much is refused plainly: how large, how long, how often."""

import pytest
from dash import Dash

from dashboard.explore.view import MOST_COLUMNS, ViewState
from dashboard.parts.address import MOST_SELECTED
from dashboard.settings.config import Config
from dashboard.upload.limits import MOST_BYTES
from dashboard.web.limits import (
    LARGEST_LIGHT,
    LARGEST_REQUEST,
    LONGEST_QUERY,
)
from layers import Atlas
from tests.dashboard.web.conftest import ready


def test_one_client_s_exports_are_limited_and_nobody_else_s() -> None:
    app = ready(Config(exports_per_minute=3))
    client = app.server.test_client()

    def ask(peer: str, path: str = "/targets/definition.json?c=imd_decile!d!2!r") -> int:
        return client.get(path, environ_base={"REMOTE_ADDR": peer}).status_code

    assert [ask("10.0.0.1") for _ in range(5)] == [200, 200, 200, 429, 429]
    assert ask("10.0.0.2") == 200
    assert ask("10.0.0.1", "/") == 200
    refused = client.get("/export/csv", environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert f"wait for {refused.headers['Retry-After']} seconds" in refused.text
    assert "Content-Security-Policy" in refused.headers


def test_a_long_link_is_refused_and_says_so(open_app: Dash) -> None:
    client = open_app.server.test_client()
    assert client.get("/?" + "a" * LONGEST_QUERY).status_code == 200
    refused = client.get("/?" + "a" * (LONGEST_QUERY + 1))
    assert refused.status_code == 414
    assert refused.text.startswith("This link is too long")


@pytest.mark.parametrize("path", ["/_dash-update-component", "/targets/definition.json", "/"])
def test_a_large_body_is_refused_unread(open_app: Dash, path: str) -> None:
    class Unread:
        def read(self, *_: int) -> bytes:
            raise AssertionError("was read")

    environ = {"CONTENT_LENGTH": str(LARGEST_REQUEST + 1), "wsgi.input": Unread()}
    answer = open_app.server.test_client().post(
        path, content_type="application/json", environ_overrides=environ
    )
    assert answer.status_code == 413
    assert answer.text.startswith("What was sent is too large")


def test_only_what_people_upload_may_be_large(open_app: Dash) -> None:
    """All else is read by threads that others wait for."""
    client, body = open_app.server.test_client(), b"[" + b"[]," * (LARGEST_LIGHT // 3) + b"[]]"
    small = ("/_dash-update-component", "/targets/definition.json", "/where-to-meet/venues/typed")
    for path in (*small, "/", "/heard/../x"):
        assert client.post(path, data=body, content_type="application/json").status_code == 413
    uploads = (
        *("/heard/read", "/heard/weighted", "/where-to-meet/venues"),
        *("/data/own/read", "/data/own/layer"),
    )
    for path in (*uploads, "/heard/analyse", "/heard/export/csv"):
        assert client.post(path, data=body).status_code == 400, path


def test_a_body_without_a_length_is_cut_off(open_app: Dash) -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1) -> bytes:
            piece = b" " * min(size if size >= 0 else 65536, 65536)
            Endless.given += len(piece)
            return piece

        def readline(self, size: int = -1) -> bytes:
            return self.read(size)

    answer = open_app.server.test_client().post(
        "/_dash-update-component",
        content_type="application/json",
        environ_overrides={
            "wsgi.input": Endless(), "wsgi.input_terminated": True, "CONTENT_LENGTH": "",
        },
    )  # fmt: skip
    assert answer.status_code in (400, 413)
    assert Endless.given <= LARGEST_REQUEST + 65536


def test_the_largest_file_that_may_be_uploaded_comes_through() -> None:
    assert MOST_BYTES * 4 / 3 + 100_000 < LARGEST_REQUEST


def test_the_fullest_link_of_the_pages_is_well_within(atlas: Atlas) -> None:
    full = ViewState(
        selected=tuple(atlas.areas.index[:MOST_SELECTED]),
        wards=tuple(atlas.areas["ward_code"].unique()),
        columns=tuple(atlas.indicators)[:MOST_COLUMNS],
    )
    assert 2_000 < len(full.query()) < LONGEST_QUERY * 3 / 4
