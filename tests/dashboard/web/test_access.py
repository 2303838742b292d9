"""Deny by default: behind a proxy, only it says who asks, and everybody else gets nothing."""

import logging
import re
from types import SimpleNamespace
from typing import Any

import pytest
from dash import Dash
from flask import Flask
from werkzeug.test import TestResponse

from dashboard.settings.config import Config, from_environment
from dashboard.web.access import among, client, may_read_metrics, not_let_in, settle, user
from dashboard.web.health import add_health
from dashboard.web.metrics import Metrics
from dashboard.web.request_kinds import OPEN_ALWAYS
from tests.dashboard.web.conftest import ELSEWHERE, PROXIES, PROXY

CONFIG = Config(auth="proxy", trusted_proxies=PROXIES)
SIGNED_IN = {"X-Forwarded-User": "a.person@nhs.example"}


def ask(app: Dash, path: str, *, peer: str, method: str = "GET", **more: Any) -> TestResponse:
    at = {"REMOTE_ADDR": peer}
    answer = app.server.test_client().open(path, method=method, environ_base=at, **more)
    answer.get_data()
    answer.close()  # as a server does; only then is it logged
    return answer


def addresses(app: Dash) -> list[tuple[str, str]]:
    """Every route of the server with each of its methods, and what the pages ask for."""
    found = []
    for rule in app.server.url_map.iter_rules():
        path = re.sub(r"<[^>]*>", "csv", rule.rule)
        found += [(method, path) for method in rule.methods - {"OPTIONS"}]
    page = ask(app, "/", peer=PROXY, headers=SIGNED_IN).text
    asked = re.findall(r'(?:href|src)="(/[^"]+)"', page) + re.findall(r'"(/files/[^"{]+)"', page)
    found += [("GET", address) for address in asked]
    more = [("GET", "/methods"), ("GET", "/nothing/at/all"), ("PUT", "/"), ("OPTIONS", "/")]
    return found + more


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        (ELSEWHERE, SIGNED_IN),
        (ELSEWHERE, {**SIGNED_IN, "X-Forwarded-For": PROXY}),
        (PROXY, {}),
        (PROXY, {"X-Forwarded-User": " "}),
    ],
    ids=["another address", "another address that says it is the proxy", "nobody", "a blank"],
)
def test_nothing_at_all_is_given_to_who_is_not_signed_in(
    closed_app: Dash, peer: str, headers: dict[str, str]
) -> None:
    asked = addresses(closed_app)
    assert len(asked) > 60
    for method, path in asked:
        if path in OPEN_ALWAYS:
            continue
        answer = ask(closed_app, path, peer=peer, method=method, headers=headers)
        assert answer.status_code == 403, (method, path)
        if answer.is_json:  # programs are told the same in their own form
            assert path.startswith("/api/")
            assert answer.json["detail"].startswith("You are not signed in to this atlas."), path
            assert re.fullmatch("[a-z0-9]{8}", answer.json["reference"]), path
        elif method != "HEAD":
            assert answer.text.startswith("You are not signed in to this atlas."), path
            assert re.search(r"\n\nReference: [a-z0-9]{8}\n$", answer.text), path
        assert len(answer.data) < 300, path


def test_everything_is_given_to_who_is(closed_app: Dash) -> None:
    for path in ("/", "/methods", "/_dash-layout", "/assets/css/10-base.css", "/export/csv"):
        answer = ask(closed_app, path, peer=PROXY, headers=SIGNED_IN)
        assert answer.status_code == 200, path
        assert "public" not in answer.headers["Cache-Control"], path
    page = ask(closed_app, "/", peer=PROXY, headers=SIGNED_IN).text
    file = re.findall(r'"(/files/[^"{]+)"', page)[0]
    kept = ask(closed_app, file, peer=PROXY, headers=SIGNED_IN).headers["Cache-Control"]
    assert kept == "private, max-age=31536000, immutable"


@pytest.mark.parametrize("peer", [PROXY, ELSEWHERE, "127.0.0.1", ""])
def test_the_orchestrator_may_always_ask_how_it_is(closed_app: Dash, peer: str) -> None:
    for path in OPEN_ALWAYS:
        assert ask(closed_app, path, peer=peer).status_code == 200
        assert ask(closed_app, f"{path}/", peer=peer).status_code == 200
    for path in ("/metrics/", "/export/csv/", "/healthz//", "/healthz/x", "/practices/"):
        assert ask(closed_app, path, peer=ELSEWHERE).status_code == 403


GATHERER, HEADER = "10.9.8.9", {"X-Forwarded-For": "10.9.8.9"}


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        (GATHERER, {}, 200),
        (f"::ffff:{GATHERER}", {}, 200),
        (ELSEWHERE, {}, 403),
        (ELSEWHERE, {"X-Forwarded-User": "a"}, 403),
        (PROXY, {}, 403),
        (PROXY, HEADER, 403),
        (PROXY, SIGNED_IN, 403),
        (GATHERER, HEADER, 403),
        (GATHERER, {"Via": "1.1 proxy"}, 403),
        (GATHERER, {"X-Forwarded-Proto": "https"}, 403),
    ],
)
def test_figures_are_for_listed_addresses_also_where_people_sign_in(
    peer: str, headers: dict[str, str], status: int
) -> None:
    listed = {"AUTH": "proxy", "TRUSTED_PROXIES": PROXY, "METRICS_ADDRESSES": f"::ffff:{GATHERER}"}
    server, config = Flask("figures"), from_environment(listed)
    add_health(server, config, SimpleNamespace(), Metrics())  # type: ignore[arg-type]
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    asked = named | {"REMOTE_ADDR": peer, "PATH_INFO": "/metrics"}
    let_in = not_let_in(dict(asked), config) is None
    answer = server.test_client().get(
        "/metrics", environ_base={"REMOTE_ADDR": peer}, headers=headers
    )
    assert (answer.status_code if let_in else 403) == status
    assert (not_let_in(asked | {"PATH_INFO": "/"}, config) is None) == (headers == SIGNED_IN)


def test_who_comes_through_a_proxy_that_is_listed_too_gets_no_figures() -> None:
    config = Config(auth="proxy", trusted_proxies=PROXIES, metrics_addresses=PROXIES)
    assert may_read_metrics(environ(PROXY), config)
    for name in ("X_FORWARDED_FOR", "FORWARDED", "X_FORWARDED_USER"):
        assert not may_read_metrics(environ(PROXY, **{name: "a"}), config)


def test_open_means_open(open_app: Dash) -> None:
    for peer in (PROXY, ELSEWHERE, "8.8.8.8"):
        assert ask(open_app, "/", peer=peer).status_code == 200


def environ(peer: str, **headers: str) -> dict[str, Any]:
    named = {f"HTTP_{name}": value for name, value in headers.items()}
    return {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **named}


@pytest.mark.parametrize("name", ["a@nhs.example", "Zoë Ó Briain", "S-1-5-21"])
def test_a_person_is_whom_the_proxy_names(name: str) -> None:
    assert user(environ(PROXY, X_FORWARDED_USER=f" {name} "), CONFIG) == name
    assert user(environ("fd00::1", X_FORWARDED_USER=name), CONFIG) == name
    assert user(environ(ELSEWHERE, X_FORWARDED_USER=name), CONFIG) == ""
    assert user(environ("fd01::1", X_FORWARDED_USER=name), CONFIG) == ""


@pytest.mark.parametrize("name", ["José", "Łukasz", "àlex", "Strauß", "voilà", "ą" * 200])
def test_a_name_may_come_in_bytes_of_utf_8(name: str) -> None:
    """A server reads them as Latin-1, in which some are no letters."""
    sent = name.encode().decode("latin-1")
    assert user(environ(PROXY, X_FORWARDED_USER=sent), CONFIG) == name
    for bad in ("\u202e", "\u0085", "\u2028"):
        sent = f"{name[:9]}{bad}x".encode().decode("latin-1")
        assert user(environ(PROXY, X_FORWARDED_USER=sent), CONFIG) == ""


@pytest.mark.parametrize("name", ["evil,a.person", "a\nb", "a\x00", "x" * 201])
def test_a_name_that_no_proxy_would_give_is_nobody(name: str) -> None:
    assert user(environ(PROXY, X_FORWARDED_USER=name), CONFIG) == ""


def test_another_header_may_hold_the_name() -> None:
    config = Config(auth="proxy", trusted_proxies=PROXIES, auth_header="X-Auth-Request-Email")
    assert user(environ(PROXY, X_AUTH_REQUEST_EMAIL="a@b"), config) == "a@b"
    assert user(environ(PROXY, X_FORWARDED_USER="a@b"), config) == ""


def test_an_untrusted_name_is_taken_away_before_anything_reads_it() -> None:
    given = environ(ELSEWHERE, X_FORWARDED_USER="a", X_FORWARDED_PROTO="https")
    settle(given, CONFIG)
    assert "HTTP_X_FORWARDED_USER" not in given
    assert given["wsgi.url_scheme"] == "http"
    given = environ(PROXY, X_FORWARDED_USER="a", X_FORWARDED_PROTO="https")
    settle(given, CONFIG)
    assert given["HTTP_X_FORWARDED_USER"] == "a"
    assert given["wsgi.url_scheme"] == "https"


def test_limits_go_by_person_else_by_the_address_a_trusted_proxy_passes_on() -> None:
    passed = {"X_FORWARDED_FOR": "1.2.3.4, 10.1.1.1"}
    assert client({**environ(PROXY), "seldom_heard.user": "a"}, CONFIG) == "a"
    assert client(environ(PROXY, **passed), CONFIG) == "10.1.1.1"
    assert client(environ(ELSEWHERE, **passed), CONFIG) == ELSEWHERE
    assert client(environ(PROXY), CONFIG) == PROXY
    assert client(environ("fd01::a:1"), CONFIG) == client(environ("fd01::b:2"), CONFIG)
    assert client(environ(f"::ffff:{ELSEWHERE}"), CONFIG) == ELSEWHERE
    assert client(environ("unix:"), CONFIG) == "unix:"


@pytest.mark.parametrize(
    ("passed", "counted"),
    [
        ("5.6.7.8:4711", "5.6.7.8"),
        ("5.6.7.8, [fd00::2]:443, 10.9.8.7:80", "5.6.7.8"),
        ("9.9.9.9, 5.6.7.8, 10.9.8.7", "5.6.7.8"),
        ("[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::7%eth0", "2001:db8:1:2::/64"),
        ("::ffff:5.6.7.8", "5.6.7.8"),
        ("10.9.8.7", PROXY),  # the proxy itself asks
        ("fd00::5, 10.9.8.7", "fd00::/64"),  # from among the proxies: the first of them
        ("9.9.9.9, unknown", PROXY),
        ("9.9.9.9, a:1", PROXY),
        ("9.9.9.9,", PROXY),
        (f"5.6.7.8{', 10.9.8.7' * 5_000}", PROXY),
    ],
)
def test_a_client_is_the_first_address_before_the_proxies(passed: str, counted: str) -> None:
    """However it is written: each port or address of one person's must not be another client."""
    assert client(environ(PROXY, X_FORWARDED_FOR=passed), CONFIG) == counted


@pytest.mark.parametrize(
    ("address", "within"),
    [
        ("10.9.8.7", True),
        ("::ffff:10.9.8.7", True),
        ("10.9.8.70", False),
        ("fd00::ffff", True),
        ("", False),
        ("unix:", False),
        ("10.9.8.7, 1.1.1.1", False),
    ],
)
def test_addresses_are_compared_as_addresses(address: str, within: bool) -> None:
    assert among(address, PROXIES) is within
    assert not among(address, ())


# ---- what is written down ----


def test_an_export_is_logged_with_who_what_and_when_and_no_data(
    closed_app: Dash, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "seldom_heard"):
        answer = ask(closed_app, "/export/csv?i=roma&l=ward", peer=PROXY, headers=SIGNED_IN)
    [line] = [r for r in caplog.records if r.message == "export"]
    fields = line.fields  # type: ignore[attr-defined]
    assert fields["user"] == SIGNED_IN["X-Forwarded-User"]
    assert fields["definition"] == "i=roma&l=ward"
    assert fields["path"] == "/export/csv"
    assert fields["reference"] == answer.headers["X-Request-ID"]
    assert fields["bytes"] == len(answer.data)
    assert line.created > 0
    assert "Sheffield" in answer.text
    assert "Sheffield" not in str(fields)


def test_a_page_is_logged_without_what_was_looked_at(
    open_app: Dash, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "seldom_heard"):
        ask(open_app, "/?s=E01007557", peer=ELSEWHERE)
        ask(open_app, "/find/postcode/S12HE", peer=ELSEWHERE)
        ask(open_app, "/healthz", peer=ELSEWHERE)
    lines = [str(record.__dict__) for record in caplog.records]
    assert len(lines) == 2
    for secret in ("E01007557", "S12HE", ELSEWHERE):
        assert not any(secret in line for line in lines), secret
