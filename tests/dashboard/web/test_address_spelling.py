"""One spelling of an address for whatever decides by it; and no answer where there is nothing."""

import re
import time
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import dash
import pytest
from dash import Dash
from flask import Request
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, TestResponse

from dashboard.application import PAGES
from dashboard.web import request_kinds
from dashboard.web.address_spelling import is_normal, normal
from dashboard.web.addresses import pages
from dashboard.web.compressed import _key
from dashboard.web.request_kinds import CALLBACKS, kind_of, loggable, loggable_method
from layers import Atlas

TYPED = ("S12HE", "s1 2he", "Our winter plan", "zoë")
VISIT = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(open_app: Dash) -> FlaskClient:
    return open_app.server.test_client()


def ask(client: FlaskClient, address: str, **more: Any) -> TestResponse:
    """As it stands in a request's first line; the client would read ``//`` as a host's name."""
    path, _, query = address.partition("?")
    given_path = {"PATH_INFO": unquote_to_bytes(path).decode("latin-1")}
    return client.open("/", query_string=query, environ_overrides=given_path, **more)


@st.composite
def spelled(draw: st.DrawFn, path: str) -> str:
    """A path as somebody may write it who means that one, or wants to get by what decides."""
    parts = []
    for part in path.split("/")[1:]:
        letters = [draw(st.sampled_from([c, c.upper(), c.lower(), *_escaped(c)])) for c in part]
        before = draw(st.sampled_from(["", "", "./", "/", "x/../", "%2e/", "x/%2E%2e/"]))
        parts.append(before + "".join(letters) + draw(st.sampled_from(["", "", ";a=b", ";"])))
    between = draw(st.sampled_from(["/", "/", "//", "\\", "%2f", "/.//"]))
    start = draw(st.sampled_from(["/", "//", "/x/../", "\\", "", "http://host/", "/%2e/"]))
    return start + between.join(parts) + draw(st.sampled_from(["", "/", "/.", "//"]))


def _escaped(letter: str) -> list[str]:
    once = "".join(f"%{byte:02x}" for byte in letter.encode())
    return [once, once.upper(), once.replace("%", "%25")]


@given(st.data(), st.sampled_from(TYPED))
def test_nothing_typed_gets_into_the_log_however_it_is_spelled(data: Any, typed: str) -> None:
    folders = ["find/postcode", "find", "export", "targets", "heard/export", "files", "assets/css",
               "_dash-component-suites/dash", "x", "methods", "healthz"]  # fmt: skip
    folder = data.draw(st.sampled_from(folders))
    path = data.draw(spelled(f"/{folder}/{typed}"))
    said = loggable(path)
    assert re.sub(r"[^a-z0-9]", "", typed.lower()) not in re.sub(r"[^a-z0-9]", "", said)
    assert re.fullmatch(r"(/[a-z_-]+)*/…", said)
    assert loggable(f"/{path}x") in (said, "/…")


@given(st.data())
def test_limits_take_an_address_for_the_strictest_that_it_may_be(data: Any) -> None:
    for path, kind in [
        ("/export/csv", "export"), ("/practices/export/pdf", "export"), ("/targets/pdf", "export"),
        ("/heard/analyse", "export"), ("/where-to-meet/export/gpkg", "export"),
        ("/find/postcode/S12HE", "find"), (CALLBACKS, "callback"),
    ]:  # fmt: skip
        assert kind_of(data.draw(spelled(path))) == kind
    assert kind_of("/export/../healthz") == kind_of("/healthz/../export/csv") == "export"
    assert kind_of("/healthz/S12HE") == kind_of("/metricsx") == "page"


@given(st.text(st.sampled_from("aZ.%2fe/\\;5:é\x00"), max_size=30))
def test_a_spelling_stays_as_it_is_once_it_is_the_one(path: str) -> None:
    once = normal(path)
    if "%" not in once:
        assert normal(once) == once
    assert once.startswith("/")
    assert "//" not in once
    assert not re.search(r"/\.\.?(/|$)", once)
    assert is_normal(path) <= (normal(path) == path.lower())


@pytest.mark.parametrize("path", ["a" * 100_000, "a." * 50_000, "http://host/" + "a" * 100_000])
def test_a_long_address_takes_no_longer_than_its_length(path: str) -> None:
    """Its square would be minutes; everything else waits for what looks at addresses."""
    began = time.process_time()
    assert (kind_of(path), is_normal(path)) == ("page", False)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "path",
    [
        "//find/postcode/S12HE", "/./find/postcode/S12HE", "/find//postcode/S12HE",
        "/x/../find/postcode/S12HE", "/find/../find/postcode/S12HE", "/find/postcode/S12HE/",
        "/%2566ind/postcode/S12HE", "/find/postcode/S12HE;x", "/FIND/postcode/S12HE",
        "/find\\postcode\\S12HE", "/find/postcode/S12HE%00", "/find/postcode/S12HE%0d%0ax",
        "/export//csv", "/export/csv/", "/export/csv;x", "/EXPORT/csv", "//healthz", "/healthz//",
        "/HEALTHZ/", "/metrics/", "/heard/export/none", "/heard/waves/export/none", "/heard/none",
        "/assets//css/10-base.css", "/assets/css/../css/10-base.css", "/_dash-layout/",
        "/_dash-component-suites/dash/../dash/x.js", "/static/x", "/nothing", "/not-found",
        "/methods/x", "/%ff", "/..//nhs.example/", "//nhs.example/%2e%2e/methods/..;",
    ],
)  # fmt: skip
def test_what_is_no_address_of_ours_is_not_found(client: FlaskClient, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT"):
        answer = ask(client, path, method=method)
        assert answer.status_code == 404, method
        assert method == "HEAD" or answer.text.startswith("There is nothing at this address.")
    visit = ask(client, path, headers=VISIT)
    assert (visit.status_code, visit.mimetype) == (404, "text/html")
    assert "_dash-app-content" in visit.text or "react-entry-point" in visit.text


def test_a_page_is_found_with_a_slash_too_many_and_in_capitals(client: FlaskClient) -> None:
    for path in ("/methods/", "//methods", "/Methods"):
        for method in ("GET", "HEAD"):
            answer = ask(client, f"{path}?i=a%20b&i=%0d%0ax", method=method)
            assert answer.status_code == 308
            assert answer.headers["Location"] == "/methods?i=a%20b&i=%0d%0ax"
    odd = client.get("/methods/", environ_overrides={"QUERY_STRING": "a\r\nX: \xff#y"})
    assert odd.headers["Location"] == "/methods?a%0D%0AX:%20%FF%23y"
    assert ask(client, "//").headers["Location"] == "/"
    for path in pages():
        assert client.get(path).status_code == client.head(path).status_code == 200
        assert client.post(path).status_code == 405


def test_health_answers_with_a_slash_too_many_as_without(client: FlaskClient) -> None:
    for path in request_kinds.OPEN_ALWAYS:
        assert client.get(path).status_code == 200
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            plain, slash = (client.open(p, method=method) for p in (path, f"{path}/"))
            assert slash.status_code == plain.status_code
            assert slash.text.partition("Reference")[0] == plain.text.partition("Reference")[0]
            assert slash.headers["Content-Type"] == plain.headers["Content-Type"]


def test_a_person_is_led_on_from_where_there_is_nothing(client: FlaskClient) -> None:
    place = {"id": "_pages_location", "property": "pathname", "value": "/nothing"}
    query = {"id": "_pages_location", "property": "search", "value": ""}
    outputs = [("_pages_content", "children"), ("_pages_store", "data")]
    answer = client.post(
        CALLBACKS,
        json={
            "output": "..".join(["", "...".join(f"{a}.{b}" for a, b in outputs), ""]),
            "outputs": [{"id": a, "property": b} for a, b in outputs],
            "inputs": [place, query],
            "changedPropIds": ["_pages_location.pathname"],
        },
    )
    assert answer.status_code == 200
    assert "There is nothing at this address" in answer.text
    assert set(re.findall(r'"href": ?"([^"]*)"', answer.text.replace("\\u002f", "/"))) == {
        page.NAV[0] for page in PAGES
    }


def test_the_log_names_every_address_that_takes_nothing(open_app: Dash) -> None:
    """A new one: say in dashboard/web/request_kinds.py that the log may have it in whole."""
    for rule in open_app.server.url_map.iter_rules():
        if "<" not in rule.rule:
            assert loggable(rule.rule) == rule.rule
    assert loggable("/practices/export/pdf") == "/practices/export/pdf"
    assert len(pages()) == len(dash.page_registry) - 1


def test_a_method_is_no_word_that_somebody_typed() -> None:
    assert [loggable_method(word) for word in ("GET", "S12HE", "")] == ["GET", "other", "other"]


def test_a_program_is_kept_once_whatever_version_is_asked_for(client: FlaskClient) -> None:
    address = re.findall(
        r'"(/_dash-component-suites/[^"]*dash_leaflet[^"]+)"', client.get("/").text
    )[0]
    others = [re.sub(r"\.v[^.]+m[^.]+\.", f".v{n}m{n}.", address) for n in range(3)]
    assert {client.head(other).status_code for other in others} == {200}
    asked = [Request(EnvironBuilder(other).get_environ()) for other in (address, *others)]
    assert len({_key(one) for one in asked}) == 1
    assert _key(Request(EnvironBuilder("/methods").get_environ())) == ""


# ---- nothing is worked out that was only asked about ----


def test_asking_about_a_file_works_out_nothing(
    client: FlaskClient, open_app: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        raise AssertionError("was worked out")

    files = re.findall(r'"(/files/[^"]+)"', client.get("/").text)
    late = next(f for f in files if "{id}" in f).replace("{id}", "roma")
    formats = request_kinds._FORMATS
    names = [*formats, *(f"pack.{one}" for one in formats), "everything.zip", "nothing"]
    monkeypatch.setattr(Atlas, "__getattribute__", closed)
    asked = 0
    for rule in open_app.server.url_map.iter_rules():
        if kind_of(rule.rule) != "export" or "GET" not in rule.methods:
            continue
        of_plan = rule.rule.replace("<plan_id>", "0" * 32).replace("<paper>", "tables")
        paths = {re.sub("<.*>", name, of_plan) for name in names}
        answers = {path: client.head(path) for path in paths}
        wanted = {200, 404} if len(paths) > 1 else {200}
        if rule.rule.startswith("/plans/"):
            wanted = {404}  # no plans are kept here
        assert {answer.status_code for answer in answers.values()} == wanted, rule.rule
        for path, answer in answers.items():
            asked += answer.status_code == 200
            assert answer.data == b""
            if path.endswith("/csv") and not path.startswith(("/evidence/", "/plans/", "/take/")):
                assert answer.mimetype == "text/csv"
        for method, status in {"OPTIONS": 200, "DELETE": 405, "TRACE": 405, "PUT": 405}.items():
            assert client.open(min(paths), method=method).status_code == status
    assert asked >= 20
    assert client.head(late).status_code == 200
    assert client.head(f"{late}x").status_code == 404


# ---- bodies ----


@pytest.mark.parametrize("error", [OSError, ValueError, TimeoutError, EOFError, LookupError])
@pytest.mark.parametrize("path", [CALLBACKS, "/heard/analyse", "/targets/definition.json"])
def test_a_body_that_cannot_be_read_is_the_sender_s_mistake(
    client: FlaskClient, path: str, error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    class Bad:
        def read(self, *_: int) -> bytes:
            raise error("S1 2HE")

    environ = {"wsgi.input": Bad(), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    answer = client.post(path, content_type="application/json", environ_overrides=environ)
    assert answer.status_code == 400
    assert answer.text.startswith("The atlas could not read this request.")
    assert not caplog.records


def test_quoted_names_stay_within_their_header(client: FlaskClient) -> None:
    name = quote('a"\r\nSet-Cookie: b=c; filename=../../x' + "é" * 500)
    for path in ("/targets/definition.json?c=imd_decile!d!2!r&t=", "/practices/export/csv?q="):
        answer = client.get(path + name)
        assert "Set-Cookie" not in answer.headers
        if answer.status_code == 200:
            said = answer.headers["Content-Disposition"]
            assert re.fullmatch(r"attachment; filename=[a-z0-9.-]{1,120}", said)
