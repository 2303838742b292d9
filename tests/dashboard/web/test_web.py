"""What the server sends, and what it never does: headers, files, look-ups, no other host."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from dash import Dash
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.application import create_app
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles, digest_of
from dashboard.web.headers import policy
from layers.atlas import LEVELS

REPOSITORY = Path(__file__).parents[3]
ASSETS = sorted(
    path for path in (REPOSITORY / "assets").rglob("*") if path.suffix in (".js", ".css")
)
POLICY = {
    "default-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HASH = r"'sha256-[A-Za-z0-9+/=]{44}'"


@pytest.fixture(scope="module")
def app() -> Dash:
    return create_app(Config())


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


class Page(HTMLParser):
    """Addresses and scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self.data: dict[str, str] = {}
        self.lang = ""
        self._reading = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.addresses += [given[a] for a in ("href", "src") if given.get(a)]
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "script":
            self.scripts.append(given.get("src") or "")
            self._reading = given.get("id") or "" if "src" not in given else ""

    def handle_data(self, text: str) -> None:
        if self._reading:
            self.data[self._reading] = text

    def handle_endtag(self, tag: str) -> None:
        self._reading = ""


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> Page:
    return Page(client.get("/").get_data(as_text=True))


@pytest.fixture(scope="module")
def files(page: Page) -> dict[str, str]:
    return json.loads(page.data["atlas-files"])


NAMESPACE = "http://www.w3.org/2000/svg"


def is_file(name: str) -> bool:
    """Whether an address is of a file of the atlas that is there from the start."""
    return name not in ("one", "cards", "outlines-grouping", "table-library")


# ---- headers ----


def every_route(server: Flask) -> list[tuple[str, str]]:
    """A method and an address for every route of the server, made up where it takes a part."""
    found = []
    for rule in server.url_map.iter_rules():
        method = "POST" if "POST" in rule.methods else "GET"
        found.append((method, re.sub(r"<[^>]*>", "something", rule.rule)))
    return found


def check_headers(answer: TestResponse, said: str) -> None:
    parts = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    scripts = parts.pop("script-src")
    assert parts == POLICY, said
    assert re.fullmatch(rf"'self'( {HASH})*", scripts), said
    assert answer.headers["X-Content-Type-Options"] == "nosniff", said
    assert answer.headers["Referrer-Policy"] == "same-origin", said
    assert answer.headers["Permissions-Policy"], said
    assert "Access-Control-Allow-Origin" not in answer.headers, said
    assert "Set-Cookie" not in answer.headers, said


def test_every_answer_has_the_security_headers(
    app: Dash, client: FlaskClient, files: dict[str, str]
) -> None:
    routes = [*every_route(app.server), ("GET", "/"), ("GET", files["atlas"]), ("HEAD", "/")]
    statuses = set()
    for method, address in routes:
        answer = client.open(address, method=method)
        check_headers(answer, f"{method} {address}: {answer.status}")
        answer.close()
        statuses.add(answer.status_code)
    assert {200, 404} <= statuses


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH"])
def test_a_refused_method_has_the_security_headers(client: FlaskClient, method: str) -> None:
    answer = client.open("/healthz", method=method)
    assert answer.status_code == 405
    check_headers(answer, method)


def test_scripts_written_into_the_page_are_exactly_those_let_through(client: FlaskClient) -> None:
    answer = client.get("/")
    allowed = set(re.findall(HASH, answer.headers["Content-Security-Policy"]))
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
    run = [text for attributes, text in inline if "application/json" not in attributes]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run]
    assert digests
    assert {f"'sha256-{digest}'" for digest in digests} <= allowed


def test_a_tile_server_is_let_through_for_pictures_only(app: Dash) -> None:
    config = Config(tiles_url="https://{s}.tiles.nhs.uk/{z}/{x}/{y}.png", tiles_attribution="us")
    said = policy(app, config)
    assert said.count("tiles.nhs.uk") == 1
    assert "img-src 'self' data: blob: https://*.tiles.nhs.uk;" in said
    assert said.replace(" https://*.tiles.nhs.uk", "") == policy(app, Config())


# ---- files ----


def test_files_may_be_kept_for_good(client: FlaskClient, files: dict[str, str]) -> None:
    for name, address in files.items():
        if is_file(name):
            answer = client.get(address)
            assert answer.status_code == 200, name
            assert answer.mimetype == "application/json", name
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", name
            assert "ETag" not in answer.headers, name
            assert "Last-Modified" not in answer.headers, name
            assert "Accept-Encoding" in answer.headers["Vary"], name


def test_a_file_s_name_holds_the_digest_of_its_content(
    client: FlaskClient, files: dict[str, str]
) -> None:
    for name, address in files.items():
        if is_file(name):
            content = client.get(address).data
            digest = hashlib.sha256(content).hexdigest()[:12]
            assert address == f"/files/{name}-{digest}.json"


def test_the_file_of_one_indicator_goes_with_the_cards_of_all(
    client: FlaskClient, files: dict[str, str]
) -> None:
    digest = files["cards"].removesuffix(".json").rsplit("-", 1)[1]
    assert files["one"] == f"/files/one-{{id}}-{digest}.json"
    answer = client.get(files["one"].replace("{id}", "english_limited"))
    assert list(answer.json["indicators"]) == ["english_limited"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", ""),
        ("", ""),
    ],
)
def test_a_file_comes_compressed_as_the_browser_wants_it(
    client: FlaskClient, files: dict[str, str], accepted: str, encoding: str
) -> None:
    unpack: dict[str, Callable[[bytes], bytes]] = {
        "br": brotli.decompress, "gzip": gzip.decompress, "": bytes,
    }  # fmt: skip
    plain = client.get(files["values"]).data
    answer = client.get(files["values"], headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding", "") == encoding
    assert unpack[encoding](answer.data) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    if encoding:
        assert len(answer.data) < len(plain) / 2


def test_pages_and_scripts_are_compressed(client: FlaskClient) -> None:
    for address in ("/", "/assets/stub.js", "/assets/css/20-explore.css"):
        # Browsers ask for "br" only where the connection is safe: over plain HTTP, not.
        for accepted in ("gzip, deflate", "gzip, deflate, br, zstd"):
            answer = client.get(address, headers={"Accept-Encoding": accepted})
            assert answer.data
            assert answer.headers.get("Content-Encoding"), (address, accepted)


@pytest.mark.parametrize(
    "name",
    [
        "nothing.json", "values.json", "values-000000000000.json", "areas", "%2e%2e",
        "manifest.json", "areas-%00.json", "x" * 3000,
    ],
)  # fmt: skip
def test_a_file_that_was_never_made_is_not_found(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/files/{name}")
    assert answer.status_code == 404
    assert "max-age" not in answer.headers.get("Cache-Control", "")


def test_files_are_named_by_content() -> None:
    made = BrowserFiles()
    first = made.add("a", b"{}")
    assert first == f"/files/a-{digest_of(b'{}')}.json"
    assert made.add("a", b"[]") != first
    assert made.size("a", "") == 2
    with pytest.raises(KeyError):
        made.address("b")


# ---- health ----


def test_the_health_check_answers_in_text(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/plain", "ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


# ---- nothing but what is meant ----


@pytest.mark.parametrize(
    "address",
    [
        "/assets/", "/assets", "/assets/modules/", "/assets/css", "/files/", "/static/", "/find/",
        "/find/place", "/export/", "/_dash-component-suites/", "/data/snapshot/",
        "/_dash-component-suites/dash_leaflet/", "/.git/", "/data/snapshot/manifest.json",
        "/app.py", "/assets/../app.py", "/assets/%2e%2e/app.py", "/static/app.py",
        "/static/../app.py", "/files/../app.py", "/_dash-component-suites/dash/../../app.py",
        "/assets/..%2fapp.py", "/assets/css/%2e%2e/%2e%2e/app.py",
    ],
)  # fmt: skip
def test_no_address_lists_a_folder_or_gives_a_file_of_the_server(
    client: FlaskClient, address: str
) -> None:
    # From an address of its own: others may have had all the files that they may in a minute.
    answer = client.get(address, environ_base={"REMOTE_ADDR": "127.0.0.9"})
    assert answer.status_code == 404
    for trace in ("Index of", "create_app", "sha256", "Traceback", "10-base.css</a>"):
        assert trace not in answer.text.replace("sha256-", ""), trace


ADDRESS = re.compile(r"(?:https?|wss?):(?:\\/|\\u002f|/){2}([^\s\"'`<>\\)/:]*)", re.IGNORECASE)


def hosts(text: str) -> set[str]:
    return set(ADDRESS.findall(text))


def test_the_page_names_no_other_host(client: FlaskClient) -> None:
    for address in ("/", "/methods", "/nothing", "/?i=roma"):
        text = client.get(address, headers={"Accept": "text/html"}).text
        assert hosts(text) <= {"localhost", "www.w3.org"}, address
        # `//host/path` takes the page's scheme, and goes elsewhere as well.
        named = Page(text).addresses
        assert all(a.startswith(("/", "data:", "#")) and a[:2] != "//" for a in named), address


@pytest.mark.parametrize("path", ASSETS, ids=lambda path: path.name)
def test_no_asset_names_another_host(path: Path) -> None:
    # What a release says of its authors, a browser passes over.
    text = re.sub(r"/\*!.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    # The usual credit of what draws streets, which is never shown, and what it splits addresses by;
    # tests/browser/test_streets.py sees that nobody is asked.
    credited = {"protomaps.com", "openstreetmap.org", "example.com"}
    assert hosts(text) <= {"www.w3.org"} | (
        credited if path.name == "protomaps-leaflet.js" else set()
    )
    assert not re.search(r"url\(\s*['\"]?//|@import", text)


def test_words_of_the_catalogue_are_the_only_place_for_links(
    client: FlaskClient, files: dict[str, str]
) -> None:
    """Licences and attributions may name an address; nothing that the page fetches may."""
    for name in files:
        if is_file(name) and name != "atlas":
            # The pictures of marks are SVG, which names its namespace and fetches nothing from it.
            text = client.get(files[name]).text.replace(NAMESPACE, "")
            assert not hosts(text), name


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a.js", "HTTP://example.org", "wss://example.org/x",
        r'{"a":"https:\/\/example.org"}', r'{"a":"https:\u002f\u002fexample.org"}',
    ],
)  # fmt: skip
def test_another_host_would_be_seen(text: str) -> None:
    assert hosts(text) == {"example.org"}


# ---- the page ----


def test_the_page_says_its_language(page: Page) -> None:
    assert page.lang == "en-GB"


@pytest.mark.parametrize("word", ["PRELOADS", "LAYOUT", "CALLBACKS", "CONTENT"])
def test_a_word_of_the_frame_s_in_an_address_is_only_that(client: FlaskClient, word: str) -> None:
    """Dash's tags name the address that was asked for."""
    other = "X" * len(word)
    found, plain = (
        re.sub(r'"end_id":"[^"]*"', "", client.get(f"/?i={one}").text) for one in (word, other)
    )
    assert f"?i={word}" in found
    assert found.replace(word, other) == plain


def test_the_table_s_program_is_left_for_later(
    page: Page, client: FlaskClient, files: dict[str, str]
) -> None:
    assert page.scripts
    assert not [script for script in page.scripts if "ag_grid" in script]
    assert "dash_ag_grid" in files["table-library"]
    answer = client.get(files["table-library"])
    assert answer.status_code == 200
    assert "javascript" in answer.mimetype
    assert len(answer.data) > 100_000


def test_every_script_and_style_of_the_page_is_served(client: FlaskClient, page: Page) -> None:
    kinds = ("/files/", "/modules/", "/_dash")
    own = [address for address in page.addresses if address.startswith(kinds)]
    assert len(own) > 20
    for address in own:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.data, address


def test_outlines_and_areas_are_asked_for_at_once(page: Page, files: dict[str, str]) -> None:
    assert {files["outlines-lsoa"], files["atlas"]} <= set(page.addresses)


def test_the_page_knows_where_every_file_is(files: dict[str, str]) -> None:
    names = {"atlas", "values", "footprints", "natural", "england", "one"}
    names |= {f"outlines-{level}" for level in LEVELS}
    assert names <= set(files)
    assert all(files[name].startswith("/files/") for name in names)
