"""Pages of other sites cannot have a person's browser work here; nobody honest is refused."""

from typing import Any

import pytest
from dash import Dash

from dashboard.web.origins import foreign
from dashboard.web.request_kinds import CALLBACKS

LINK = {"SEC_FETCH_SITE": "cross-site", "SEC_FETCH_MODE": "navigate"}
PORT = "atlas.example:8443"


def environ(method: str = "POST", path: str = "/heard/analyse", **headers: str) -> dict[str, Any]:
    scheme = headers.pop("scheme", "http")
    named = {f"HTTP_{name}": value for name, value in ({"HOST": "atlas.example"} | headers).items()}
    return {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.url_scheme": scheme, **named}


@pytest.mark.parametrize(
    "asked",
    [
        environ(),  # a script, or curl
        environ(SEC_FETCH_SITE="same-origin"),
        environ(SEC_FETCH_SITE="none"),
        environ(ORIGIN="http://atlas.example"),
        environ(ORIGIN="http://ATLAS.example:80"),
        # Behind a proxy that takes TLS off: trusted, and not.
        environ(ORIGIN="https://atlas.example", scheme="https"),
        environ(ORIGIN="https://atlas.example"),
        environ(ORIGIN="https://atlas.example:8443", HOST=PORT),
        environ(ORIGIN="https://atlas.example", HOST="atlas.example:443"),
        environ(ORIGIN="http://[::1]:8050", HOST="[::1]:8050"),
        # One that gives another name for the server; browsers over TLS say the rest.
        environ(ORIGIN="https://atlas.example", HOST="atlas:8050", SEC_FETCH_SITE="same-origin"),
        environ(ORIGIN="http://a.example", HOST="atlas:8050", X_FORWARDED_HOST="a.example, b"),
        # Links to pages and files, and the parts of pages.
        environ("GET", "/", **LINK),
        environ("GET", "/", SEC_FETCH_SITE="cross-site", SEC_FETCH_MODE="no-cors"),
        environ("GET", "/export/csv", **LINK, SEC_FETCH_DEST="document"),
        environ("GET", "/targets/csv", SEC_FETCH_SITE="same-origin", SEC_FETCH_MODE="cors"),
        environ("HEAD", "/healthz", ORIGIN="https://evil.example"),
    ],
)
def test_what_a_person_or_a_program_does_is_let_in(asked: dict[str, Any]) -> None:
    assert not foreign(asked)


@pytest.mark.parametrize(
    "asked",
    [
        environ(SEC_FETCH_SITE="cross-site"),
        environ(SEC_FETCH_SITE="same-site"),
        environ(SEC_FETCH_SITE="cross-site", ORIGIN="http://atlas.example"),
        environ(**LINK),  # a form
        environ(ORIGIN="null"),
        environ(ORIGIN=""),
        environ(ORIGIN="http://evil.example"),
        environ(ORIGIN="http://atlas.example.evil.example"),
        environ(ORIGIN="http://atlas.example:9999"),
        environ(ORIGIN="http://atlas.example", HOST=PORT),
        environ(ORIGIN="http://atlas.example", scheme="https"),
        environ(ORIGIN="file://atlas.example"),
        environ(ORIGIN="http://[::1", HOST="[::1"),
        environ(ORIGIN="http://atlas.example:x"),
        environ(ORIGIN="http://", HOST=""),
        environ("DELETE", "/", ORIGIN="http://evil.example"),
        environ("POST", CALLBACKS, ORIGIN="http://evil.example"),
        environ("GET", "/export/png", SEC_FETCH_SITE="cross-site", SEC_FETCH_MODE="no-cors"),
        environ("GET", "//export/png", SEC_FETCH_SITE="same-site", SEC_FETCH_MODE="no-cors"),
        environ("GET", "/targets/pdf", **LINK, SEC_FETCH_DEST="iframe"),
    ],
)
def test_what_another_site_s_page_sends_is_refused(asked: dict[str, Any]) -> None:
    assert foreign(asked)


@pytest.mark.parametrize(
    "path",
    [
        "/heard/read", "/heard/weighted", "/heard/analyse", "/heard/weights", "/heard/weights.csv",
        "/heard/export/csv", "/heard/waves", "/heard/waves/export/csv", CALLBACKS,
        "/targets/definition.json", "/where-to-meet/venues", "/where-to-meet/venues/typed",
        "/data/own/read", "/data/own/layer",
    ],
)  # fmt: skip
def test_the_server_refuses_it_before_it_works(open_app: Dash, path: str) -> None:
    client = open_app.server.test_client()
    refused = client.post(path, data=b"{}", headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert refused.text.startswith("This was asked for by a page of another site")
    assert "Access-Control-Allow-Origin" not in refused.headers
    # Read, and refused for what is in it.
    assert client.post(path, data=b"{}", headers={"Origin": "http://localhost"}).status_code == 400
