"""Under which names the atlas answers, and that links in files lead to no other."""

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.settings.config import Config
from dashboard.settings.hosts import name_of
from dashboard.web.hosts import not_this_name
from dashboard.web.request_kinds import OPEN_ALWAYS
from tests.dashboard.web.conftest import ready

NAMED = Config(allowed_hosts=frozenset({"atlas.nhs.example", "10.1.2.3", "[fd00::5]"}))
ELSE = ("evil.example", "atlas.nhs.example.evil.example", "evil-atlas.nhs.example", "10.1.2.30",
        "", "a b", "[fd00::6]", "[fd00::5", "atlas.nhs.example:x", "atlas.nhs.example:80:80",
        "evil.example,atlas.nhs.example", "atlas.nhs.example@evil.example", "x" * 300)  # fmt: skip


@pytest.fixture(scope="module")
def named() -> FlaskClient:
    app: Dash = ready(Config(allowed_hosts=NAMED.allowed_hosts, exports_per_minute=0))
    return app.server.test_client()


@pytest.mark.parametrize(
    "host",
    ["atlas.nhs.example", "ATLAS.nhs.example:8443", "atlas.nhs.example.", "10.1.2.3:80",
     "[FD00:0::5]:443"],
)  # fmt: skip
def test_its_own_names_with_any_port(host: str) -> None:
    assert not_this_name({"HTTP_HOST": host, "PATH_INFO": "/"}, NAMED) is None


@pytest.mark.parametrize("host", ELSE)
def test_any_other_is_refused_and_none_is_unless_names_are_set(host: str) -> None:
    for asked in ({"HTTP_HOST": host}, {}):
        environ = asked | {"PATH_INFO": "/", "HTTP_X_FORWARDED_HOST": "atlas.nhs.example"}
        assert "ALLOWED_HOSTS" in str(not_this_name(environ, NAMED))
        assert not_this_name(environ, Config()) is None


def test_what_is_no_name_is_none() -> None:
    for host in ("", "<b>", "a b", "-a", "a_:é", "[::g]", "[127.0.0.1]", "\n", "a:123456"):
        assert name_of(host) == ""


def test_every_address_but_health_is_refused(named: FlaskClient) -> None:
    for path in ("/", "/export/csv?i=roma", "/files/none", "/nothing", "/metrics", "/healthz//",
                 "/_dash-layout", "/assets/css/10-base.css"):  # fmt: skip
        refused = named.get(path, headers={"Host": "evil.example"})
        assert refused.status_code == 421, path
        assert refused.text.startswith("The atlas does not answer to the name"), path
        assert "evil" not in refused.text
        assert "Content-Security-Policy" in refused.headers
    for path in OPEN_ALWAYS:
        for spelled in (path, f"{path}/"):
            assert named.get(spelled, headers={"Host": "10.9.9.9:8050"}).status_code == 200


def test_links_in_files_lead_to_the_name_that_was_asked(named: FlaskClient) -> None:
    path = "/targets/definition.json?c=imd_decile!d!2!r"
    forwarded = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    answer = named.get(path, headers={"Host": "atlas.nhs.example:8443", **forwarded})
    assert answer.status_code == 200
    assert "http://atlas.nhs.example:8443/" in answer.text
    assert "evil" not in answer.text
