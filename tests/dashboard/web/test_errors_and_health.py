"""Whatever goes wrong: plain words, a reference, the usual headers, nothing of the program."""

import ipaddress
import json
import logging
import re
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dash import Dash
from flask import Flask, Response
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from dashboard.application import ROOT
from dashboard.settings.config import Config
from dashboard.web.addresses import pages as real_pages
from dashboard.web.health import add_health
from dashboard.web.log_lines import JsonLines
from dashboard.web.metrics import ROWS, STATUSES, Metrics
from dashboard.web.middleware import door_of
from dashboard.web.refusal_texts import SAID
from dashboard.web.replies import LIMIT, whole, with_body
from dashboard.web.request_kinds import KINDS, PREFIXES, kind_of
from dashboard.web.request_watch import Watch
from layers import Atlas, load_atlas
from layers.atlas import SNAPSHOT
from tests.dashboard.web.conftest import ready

HEADERS = {
    "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
    "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Cache-Control", "X-Request-ID",
}  # fmt: skip
SECRET = "S1 2HE said something private"


def lacking(answer: TestResponse) -> set[str]:
    return {name for name in HEADERS if name not in answer.headers}


@pytest.fixture(scope="module")
def broken() -> FlaskClient:
    """An app of which some routes fail, each in its own way."""
    app = ready(Config(exports_per_minute=0))
    server = app.server
    # Flask takes no new routes once it has answered; these are ours alone.
    server._got_first_request = False

    @server.get("/breaks")
    def breaks() -> str:
        raise ValueError(SECRET)

    @server.get("/export/in-pieces")
    def pieces() -> Response:
        def some() -> Iterator[bytes]:
            yield b"a" * 1000
            yield b"b" * 500

        answer = Response(some(), content_type="text/csv")
        answer.headers["Content-Disposition"] = "attachment; filename=x.csv"
        return answer

    @server.get("/moves")
    def moves() -> Response:
        return Response(status=302, headers={"Location": "/"})

    server.get("/")
    return server.test_client()


def test_an_error_shows_a_reference_and_no_internals(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = broken.get("/breaks")
    assert answer.status_code == 500
    assert answer.text.startswith("Something went wrong here, which is our mistake")
    reference = answer.headers["X-Request-ID"]
    assert answer.text.endswith(f"\n\nReference: {reference}\n")
    assert lacking(answer) == set()
    for internal in ("Traceback", "ValueError", "private", ".py"):
        assert internal not in answer.text
    # The log has where, under that reference, and not what was typed.
    [record] = [r for r in caplog.records if r.message == "error"]
    line = json.loads(JsonLines().format(record))
    assert (line["reference"], line["error"]) == (reference, "ValueError")
    assert any(place.endswith(" breaks") for place in line["at"])
    assert "private" not in json.dumps(line)


def test_memory_that_runs_out_is_told_as_a_limit(broken: FlaskClient) -> None:
    server = broken.application
    server._got_first_request = False

    @server.get("/export/too-much")
    def too_much() -> str:
        raise MemoryError

    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/export/too-much", "SERVER_NAME": "a"}
    environ = with_body(asked | {"SERVER_PORT": "80"}, b"")
    assert whole(door_of(server).inner, environ).code == 413
    assert environ[LIMIT] == "memory"


def test_an_app_that_fails_altogether_is_answered_for() -> None:
    def fails(*_: object) -> list[bytes]:
        raise RuntimeError(SECRET)

    begun = []
    watch = Watch(fails, lambda _: [("X-Frame-Options", "DENY")], Metrics(), access_log=True)
    environ = {"PATH_INFO": "/", "REQUEST_METHOD": "GET", "wsgi.url_scheme": "http"}
    body = b"".join(watch(environ, lambda *given: begun.append(given)))
    status, headers = begun[0]
    assert status.startswith("500 ")
    assert ("X-Frame-Options", "DENY") in headers
    assert b"private" not in body
    assert dict(headers)["X-Request-ID"].encode() in body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200), ("/moves", 302), ("/export/in-pieces", 200), ("/files/none", 404),
        ("/_dash-component-suites/dash/nothing.js", 404),
        ("/_dash-component-suites/nobody/x.js", 404),
        ("/_dash-component-suites/dash_ag_grid/../../x.js", 404),
        ("/assets/none.css", 404), ("/healthz", 200), ("/metrics", 403), ("/breaks", 500),
        ("/?" + "a" * 9000, 414),
    ],
)  # fmt: skip
def test_every_kind_of_answer_has_the_headers(broken: FlaskClient, path: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        answer = broken.open(path, method=method)
        assert answer.status_code == status
        assert lacking(answer) == set()
        assert "dash_leaflet" not in answer.text or status == 200
        answer.close()


def test_an_answer_not_modified_has_the_headers(broken: FlaskClient) -> None:
    first = broken.get("/assets/css/10-base.css")
    again = broken.get("/assets/css/10-base.css", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert lacking(again) == set()
    assert broken.post("/healthz").headers["Allow"]


def test_over_tls_and_only_then_browsers_are_told_to_stay_there(open_app: Dash) -> None:
    client = open_app.server.test_client()
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "Strict-Transport-Security" in client.get("/", base_url="https://atlas").headers
    untrusted = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in untrusted.headers


def test_no_two_requests_share_a_reference(open_app: Dash) -> None:
    client = open_app.server.test_client()
    found = {client.get("/healthz").headers["X-Request-ID"] for _ in range(200)}
    assert len(found) == 200
    assert all(re.fullmatch(r"[a-z2-9]{8}", one) for one in found)
    own = client.get("/healthz", headers={"X-Request-ID": "mine"}).headers.getlist("X-Request-ID")
    assert len(own) == 1
    assert own != ["mine"]


def test_every_route_is_of_a_known_kind(open_app: Dash) -> None:
    """A new route: say in dashboard/web/request_kinds.py whether it makes files."""
    pages = {"/_dash-layout", "/_dash-dependencies", "/_reload-hash", *real_pages()}
    for rule in open_app.server.url_map.iter_rules():
        assert rule.rule in pages or kind_of(rule.rule) != "page", rule.rule
    assert {kind for _, kind in PREFIXES} | {"page"} == set(KINDS)


# ---- health ----


def test_ready_means_that_the_atlas_is_there(open_app: Dash, atlas: Atlas) -> None:
    answer = open_app.server.test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.text == f"ready: {atlas.name}, {len(atlas.areas)} areas\n"


def test_alive_but_not_ready_when_the_atlas_cannot_be_asked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server, atlas = Flask("gone"), load_atlas()
    add_health(server, Config(), atlas, Metrics())
    monkeypatch.delattr(atlas, "_snapshot")
    client = server.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready\n")
    assert [r.exc_info[0].__name__ for r in caplog.records if r.exc_info] == ["AttributeError"]


def test_what_becomes_of_the_snapshot_s_files_makes_no_difference(
    open_app: Dash, tmp_path: Path
) -> None:
    """Every other one cut short and the rest gone, before anybody asked for anything."""
    folder = Path(shutil.copytree(SNAPSHOT, tmp_path / "snapshot"))
    app = ready(Config(snapshot=folder, exports_per_minute=0))
    for number, path in enumerate(sorted(folder.iterdir())):
        path.write_bytes(path.read_bytes()[:1000]) if number % 2 else path.unlink()
    for path in (
        "/readyz", "/export/csv?i=roma", "/find/places?q=S12HE", "/heard/example.csv",
        "/targets/csv?c=imd_decile!d!1!r",
    ):  # fmt: skip
        found, usual = (one.server.test_client().get(path) for one in (app, open_app))
        assert found.status_code == 200, path
        assert found.data == usual.data, path


# ---- metrics ----


@pytest.fixture
def listed() -> FlaskClient:
    network = (ipaddress.ip_network("127.0.0.1/32"),)
    return ready(Config(metrics_addresses=network)).server.test_client()


def figures(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """As Prometheus' own parser reads them."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: dict, name: str, **labels: str) -> float:
    return found[f"seldom_heard_{name}", frozenset(labels.items())]


def test_metrics_are_for_listed_addresses_only(listed: FlaskClient) -> None:
    assert listed.get("/metrics").status_code == 200
    other = listed.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.1"})
    through = listed.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    for refused in (other, through):
        assert refused.status_code == 403
        assert "METRICS_ADDRESSES" in refused.text


def test_metrics_count_what_happened(listed: FlaskClient) -> None:
    before = figures(listed.get("/metrics").text)
    for path in ("/", "/methods", "/files/none", "/export/csv", "/export/none"):
        answer = listed.get(path)
        answer.get_data()
        answer.close()
    after = figures(listed.get("/metrics").text)

    def more(name: str, **labels: str) -> float:
        key = (f"seldom_heard_{name}", frozenset(labels.items()))
        return after.get(key, 0) - before.get(key, 0)

    assert more("requests_total", kind="page", status="200") == 2
    assert more("requests_total", kind="file", status="404") == 1
    assert more("exports_total", format="csv") == 1
    assert more("request_seconds_count", kind="export") == 2
    assert more("request_seconds_bucket", kind="export", le="+Inf") == 2
    assert more("request_seconds_sum", kind="export") > 0
    assert value(after, "workers") == 1
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        known = pages * resource.getpagesize()
        assert value(after, "worker_resident_bytes", worker="0") == pytest.approx(known, rel=0.1)


def test_every_status_that_the_atlas_gives_is_counted_by_itself() -> None:
    sources = "".join(file.read_text() for file in (ROOT / "dashboard").rglob("*.py"))
    given = {int(code) for code in re.findall(r'"([1-5][0-9]{2}) [A-Z]', sources)}
    assert len(given) > 6
    # 408 and 431: of the server itself.
    assert given | set(SAID) | {408, 431} <= set(STATUSES)


def test_a_row_outlives_its_worker_and_totals_never_fall() -> None:
    metrics = Metrics()
    for worker in (1, 2):
        metrics.take_row(worker)
        metrics.request("page", 200, 0.02)
    metrics.free_row(1)
    metrics.free_row(1)
    metrics.take_row(3)
    assert metrics._taken == {2: 1, 3: 0}
    metrics.request("page", 200, 30.0)
    metrics.request("page", 418, 0.02)
    found = figures(metrics.text())
    assert value(found, "requests_total", kind="page", status="200") == 3
    assert value(found, "requests_total", kind="page", status="other") == 1
    assert value(found, "request_seconds_bucket", kind="page", le="0.01") == 0
    assert value(found, "request_seconds_bucket", kind="page", le="0.025") == 3
    assert value(found, "request_seconds_bucket", kind="page", le="10") == 3
    assert value(found, "request_seconds_bucket", kind="page", le="+Inf") == 4
    assert value(found, "request_seconds_sum", kind="page") == pytest.approx(30.06)


def test_more_workers_than_rows_is_no_error() -> None:
    metrics = Metrics()
    for worker in range(ROWS + 5):
        metrics.take_row(worker)
    metrics.request("page", 200, 0.1)
    assert value(figures(metrics.text()), "requests_total", kind="page", status="200") == 1


# ---- the log ----


def test_a_line_is_json_whatever_is_in_it() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, 'a "b"\nc %s', ("\x1b[31m",), None)
    record.fields = {"path": '/\n{}"', "user": None}
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "\x1b" not in line
    read = json.loads(line)
    assert read["event"] == 'a "b"\nc \x1b[31m'
    assert read["path"] == '/\n{}"'
    assert "user" not in read
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", read["time"])


def test_requests_are_logged_unless_switched_off(
    open_app: Dash, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = open_app.server.wsgi_app
    for on, lines in ((True, 1), (False, 0)):
        monkeypatch.setattr(watch, "_access_log", on)
        caplog.clear()
        with caplog.at_level(logging.INFO, "seldom_heard"):
            open_app.server.test_client().get("/methods").close()
        assert len(caplog.records) == lines


def test_settings_reach_the_watch() -> None:
    for on in (True, False):
        app = ready(replace(Config(), access_log=on))
        assert app.server.wsgi_app._access_log is on
