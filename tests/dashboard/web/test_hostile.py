"""Ten thousand requests that nobody made in good faith: refused or answered, never an error.

Seeded, so that a failure can be seen again. Most are cheap to refuse; the few that make a whole
file are few.
"""

import copy
import hashlib
import json
import logging
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote as percent

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.web.callbacks import parameter_types
from dashboard.web.request_kinds import CALLBACKS
from layers import Atlas

SEED = 20261122
NUMBERS = {"page": 2500, "callback": 6000, "targets": 1000, "export": 100, "find": 400}
WORDS = [
    "", " ", "0", "-1", "1e999", "NaN", "null", "true", "[]", "{}", "__proto__", "constructor",
    "<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "../../../../etc/passwd",
    "%00", "\x00", "\r\nSet-Cookie: a=b", "${7*7}", "{{7*7}}", "' OR 1=1 --", "=cmd|' /C calc'!A0",
    "😀", "\u202e", "\ufeff", "ﷺ" * 50, "A" * 3000, "٣", "\ud800", "%ff%fe", "%", "%zz",
    "E01007557", "imd_decile", "roma", "qof_dm", "E08000019", "U99055", "C88082", "9" * 400,
    "imd_decile!d!2!r", "roma!nt!20!c", "roma!ge!1e5!r", "imd_decile!d!99!r~roma!le!-5!c",
]  # fmt: skip
KEYS = [*"ijlkdwmcpsfhnutxzqg", "only", "__proto__", "constructor", "", "a" * 300, "i[]", "s[]"]
FORMATS = [
    "csv",
    "xlsx",
    "geojson",
    "gpkg",
    "png",
    "svg",
    "pdf",
    "definition.json",
    "exe",
    "..",
    "",
]


def quote(text: str) -> str:
    """As in an address; with a question mark for half a character, which no address can hold."""
    return percent(text.encode("utf-8", "replace"))


class Hostile:
    """Makes hostile things, the same ones each time."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)

    def text(self) -> str:
        pick = self.random.random()
        if pick < 0.7:
            return self.random.choice(WORDS)
        if pick < 0.9:
            return "".join(chr(self.random.randrange(1, 0xD800)) for _ in range(20))
        return self.random.choice(".,~!_-").join(self.random.choices(WORDS, k=4))

    def query(self) -> str:
        parts = []
        for _ in range(self.random.randrange(1, 8)):
            value = self.text().replace("\ud800", "%ED%A0%80")
            if self.random.random() < 0.7:
                value = quote(value)
            parts.append(f"{self.random.choice(KEYS)}={value}")
        return self.random.choice(["&", "&", "&", ";", "&&"]).join(parts)

    def value(self, depth: int = 0) -> Any:
        """Any JSON: of the wrong type, too deep, too long, or almost right."""
        kinds: list[Callable[[], Any]] = [
            lambda: None, lambda: True, lambda: -1, lambda: 10**40, lambda: float("inf"),
            lambda: float("nan"), self.text, self.text, lambda: [],
            lambda: {"search": f"?{self.query()}"}, lambda: {"search": self.value(depth + 1)},
            lambda: {"search": f"?{self.query()}", "number": self.value(depth + 1)},
            lambda: {self.text(): self.value(depth + 1) for _ in range(3)},
            lambda: [self.value(depth + 1) for _ in range(3)],
        ]  # fmt: skip
        return self.random.choice(kinds[:7] if depth > 2 else kinds)()

    def body(self, good: dict[str, Any]) -> dict[str, Any]:
        """A page's own body with something changed: a value, a name, a part, or all of it."""
        body = copy.deepcopy(good)
        pick = self.random.random()
        if pick < 0.4:
            for one in single(body["inputs"] + body["state"]):
                one["value"] = self.value()
        elif pick < 0.8:
            part = self.random.choice([*body, "extra"])
            body[part] = self.value()
        elif pick < 0.9 and single(body["inputs"]):
            one = self.random.choice(single(body["inputs"]))
            one[self.random.choice(["id", "property", "value"])] = self.value()
        else:
            del body[self.random.choice(list(body))]
        return body


@pytest.fixture(scope="module")
def client(open_app: Dash) -> FlaskClient:
    return open_app.server.test_client()


def as_sent(name: str) -> Any:
    """An id: one by pattern is a mapping."""
    return json.loads(name) if name.startswith("{") else name


def given(one: dict[str, str]) -> dict[str, Any] | list[Any]:
    """What a callback takes, empty; of those whose number is open, none."""
    return [] if "ALL" in one["id"] else {**one, "id": as_sent(one["id"]), "value": None}


def single(those: list[Any]) -> list[dict[str, Any]]:
    """What is given of callbacks' parts, without those whose number is open."""
    return [one for one in those if isinstance(one, dict)]


def good_bodies(app: Dash) -> list[dict[str, Any]]:
    """What a page would send, for each callback of the server's."""
    bodies = []
    for output, entry in app.callback_map.items():
        if "callback" not in entry:
            continue
        several = output.startswith("..")
        named = [one.rsplit(".", 1) for one in output.strip(".").split("...")]
        outputs = [{"id": as_sent(name), "property": what} for name, what in named]
        inputs = [given(one) for one in entry["inputs"]]
        bodies.append(
            {
                "output": output,
                "outputs": outputs if several else outputs[0],
                "inputs": inputs,
                "state": [given(one) for one in entry["state"]],
                "changedPropIds": [f"{one['id']}.{one['property']}" for one in single(inputs)],
            }
        )
    return bodies


def requests(app: Dash) -> Iterator[tuple[str, str, bytes | None]]:
    """Method, address, and body of every hostile request."""
    make = Hostile()
    bodies = good_bodies(app)
    for _ in range(NUMBERS["page"]):
        path = make.random.choice(["/", "/seldom-heard", "/methods", f"/{quote(make.text()[:50])}"])
        yield "GET", f"{path}?{make.query()}", None
    for _ in range(NUMBERS["callback"]):
        if make.random.random() < 0.1:
            raw = [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000, b"9" * 5000,
                   b'{"output": ' + b'{"a":' * 3000, b"{}"]  # fmt: skip
            yield "POST", CALLBACKS, make.random.choice(raw)
        else:
            body = make.body(make.random.choice(bodies))
            yield "POST", CALLBACKS, json.dumps(body).encode()
    for _ in range(NUMBERS["targets"]):
        name = make.random.choice([*FORMATS[8:], "csv", "definition.json"])
        if make.random.random() < 0.2:
            yield "POST", "/targets/definition.json", make.text().encode("utf-8", "replace")
        else:
            yield (
                "GET",
                f"/targets/{name}?c={quote(make.text()[:80])}&{make.query()}",
                None,
            )
    for _ in range(NUMBERS["export"]):
        name = make.random.choice(["csv"] * 2 + FORMATS[8:])
        yield "GET", f"/export/{name}?{make.query()}", None
    for _ in range(NUMBERS["find"]):
        said = make.random.random() < 0.5
        what = f"said?{make.query()}" if said else f"postcode/{quote(make.text()[:200])}"
        yield "GET", f"/find/{what}", None


def state(app: Dash, client: FlaskClient, atlas: Atlas) -> dict[str, str]:
    """Digests of what all requests share."""
    paths = ["/_dash-layout", "/_dash-dependencies", "/", "/targets/csv?c=imd_decile!d!1!r"]
    parts = {path: client.get(path).data for path in [*paths, "/export/csv?i=roma"]}
    # Dash gives every page load a token of its own.
    parts["/"] = re.sub(rb'<script id="_dash-config".*?</script>', b"", parts["/"])
    parts["areas"] = atlas.areas.to_csv().encode()
    parts["callbacks"] = str(sorted(app.callback_map)).encode()
    parts["settings"] = str(sorted(app.server.config.items(), key=str)).encode()
    return {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}


def test_ten_thousand_hostile_requests(
    open_app: Dash, client: FlaskClient, atlas: Atlas, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    before = state(open_app, client, atlas)
    statuses: Counter[int] = Counter()
    for number, (method, address, body) in enumerate(requests(open_app)):
        answer = client.open(
            address,
            method=method,
            data=body,
            content_type="application/json",
            # Of many clients: what the limit per client refuses would be tried on nothing.
            environ_base={"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250}"},
        )
        said = (method, address[:300], (body or b"")[:600], answer.status_code)
        assert answer.status_code < 500, said
        check(answer, said)
        statuses[answer.status_code] += 1
        answer.close()
    assert statuses.total() == sum(NUMBERS.values()) >= 10_000
    # Some of each were let through to the pages' own code: this is no test of the door alone.
    assert statuses[200] > 2_000
    assert statuses[400] > 2_000
    assert [record.getMessage() for record in caplog.records] == []
    assert state(open_app, client, atlas) == before


def check(answer: TestResponse, said: object) -> None:
    assert "Content-Security-Policy" in answer.headers, said
    assert "Set-Cookie" not in answer.headers, said
    if answer.mimetype.startswith("text/"):
        text = answer.get_data(as_text=True)
        assert "Traceback" not in text, said
        assert 'File "/' not in text, said
        if answer.mimetype == "text/html":
            assert "<img src=x" not in text, said
            assert "<script>alert" not in text, said


def test_good_bodies_are_let_through(open_app: Dash, client: FlaskClient) -> None:
    bodies = good_bodies(open_app)
    assert len(bodies) >= 4
    for body in bodies:
        assert client.post(CALLBACKS, json=body).status_code in (200, 204), body["output"]


def test_every_callback_says_what_types_it_takes(open_app: Dash) -> None:
    """Bodies are checked against them; an annotation is a promise that a hostile page can break."""
    for output, entry in open_app.callback_map.items():
        if "callback" in entry and not entry["callback"].__module__.startswith("dash."):
            assert Any not in parameter_types(entry), output


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_does_not_say_it_is_json_is_refused(client: FlaskClient, kind: str) -> None:
    answer = client.post(CALLBACKS, data=b"{}", content_type=kind)
    assert answer.status_code in (400, 415)


@pytest.mark.parametrize(
    "host", ["evil.example", "a b", "\xff", "[::1", "x" * 300, "a:99999", "", "127.0.0.1:x", "<b>"]
)
def test_a_host_that_is_none_is_no_error(client: FlaskClient, host: str) -> None:
    for path in ("/", "/targets/definition.json?c=imd_decile!d!2!r", "/nothing", "/moves"):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code < 500, path
