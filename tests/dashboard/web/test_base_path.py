"""Under a path of its host: the base is put aside, and stands in every address that goes out."""

import ipaddress
import json
import re
from pathlib import Path

import dash
import pytest
from dash import Dash

from dashboard.explore.card import profile_of
from dashboard.explore.patients_card import patients_card
from dashboard.explore.view import read_query
from dashboard.inequality.page import PARTS
from dashboard.inequality.view import read_view as read_inequality
from dashboard.parts import links, menus
from dashboard.practices.compare import compare_page
from dashboard.practices.profile_page import unit_page, unit_tables
from dashboard.practices.view import read_view
from dashboard.settings.base_path import OWN
from dashboard.settings.config import Config
from dashboard.web.base_path import put_base_aside
from layers.atlas import Atlas
from tests.dashboard.conftest import unzipped
from tests.dashboard.web.conftest import ready

PROXY = {"REMOTE_ADDR": "10.9.8.7"}
BEHIND = Config(
    base_path="/atlas",
    trusted_proxies=(ipaddress.ip_network("10.9.8.7/32"),),
    exports_per_minute=0,
)
ASSETS = Path(__file__).parents[3] / "assets"
# An address of the atlas's own in what is sent, without the base.
BARE = re.compile(r'"(?:href|src|url)"?[:=] ?"?/(?!atlas/)[^"]*"')


@pytest.fixture(scope="module")
def app() -> Dash:
    return ready(BEHIND)


@pytest.mark.parametrize(
    ("path", "base", "below"),
    [
        ("/atlas/practices", "/atlas", "/practices"),
        ("/practices", "/atlas", "/practices"),  # the proxy has taken it off
        ("/atlas/", "/atlas", "/"),
        ("/atlas", "/atlas", ""),
        ("/atlases", "/atlas", "/atlases"),
        ("//atlas/find/a", "/atlas", "//atlas/find/a"),
    ],
)
def test_the_base_is_put_aside(path: str, base: str, below: str) -> None:
    environ = {"PATH_INFO": path}
    put_base_aside(environ, BEHIND)
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == (base, below)


@pytest.mark.parametrize(
    ("peer", "said", "base"),
    [
        ("10.9.8.7", "/tools", "/tools"),
        ("10.9.8.7", "/tools/", "/tools"),
        ("10.9.8.8", "/tools", "/atlas"),  # nobody's proxy
        ("10.9.8.7", '/"><script>', "/atlas"),
        ("10.9.8.7", "//evil.test", "/atlas"),
        ("10.9.8.7", "/a, /b", "/atlas"),
        ("10.9.8.7", "/practices", "/atlas"),
        ("10.9.8.7", "", "/atlas"),
    ],
)
def test_only_a_trusted_proxy_can_name_another(peer: str, said: str, base: str) -> None:
    environ = {"PATH_INFO": "/", "REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PREFIX": said}
    put_base_aside(environ, BEHIND)
    assert environ["SCRIPT_NAME"] == base


def test_no_base_begins_as_a_route_does(app: Dash) -> None:
    first = {rule.rule.split("/")[1] for rule in app.server.url_map.iter_rules()}
    assert {name for name in first if name and not name.startswith("_")} <= OWN


@pytest.mark.parametrize("start", ["/atlas", ""])
def test_all_is_answered_with_the_base_and_without(app: Dash, start: str) -> None:
    client = app.server.test_client()
    for path in ("/", "/practices", "/healthz", "/readyz", "/export/csv", "/find/places?q=S12HE"):
        assert client.get(f"{start}{path}").status_code == 200, path
    for path in ("/nowhere", "/x/../find/postcode/S12HE", "//find/postcode/S12HE"):
        assert client.get(f"{start}{path}").status_code == 404, path
    moved = client.get(f"{start}/Practices/?v=C88048")
    assert (moved.status_code, moved.headers["Location"]) == (308, "/atlas/practices?v=C88048")
    assert client.get("/atlas/atlas/practices").status_code == 404


def test_the_bare_base_leads_to_its_first_page(app: Dash) -> None:
    moved = app.server.test_client().get("/atlas?i=imd_score")
    assert (moved.status_code, moved.headers["Location"]) == (308, "/atlas/?i=imd_score")


def test_limits_and_the_log_know_no_base(caplog: pytest.LogCaptureFixture) -> None:
    client = ready(Config(base_path="/atlas", exports_per_minute=1)).server.test_client()
    assert [client.get("/atlas/export/csv").status_code for _ in range(2)] == [200, 429]
    with caplog.at_level("INFO", "seldom_heard"):
        client.get("/atlas/find/postcode/S12HE")
    assert caplog.records[-1].fields["path"] == "/find/…"


def test_no_page_names_an_address_without_the_base(app: Dash, atlas: Atlas) -> None:
    client = app.server.test_client()
    frame = client.get("/atlas/practices").text
    assert not re.findall(r'(?:href|src)="/(?!atlas/)[^"]*"', frame)
    assert not re.findall(r'": ?"(?:/|\\u002f)(?!atlas)[^"]*"', frame), "files, modules, settings"
    assert '"requests_pathname_prefix":"/atlas/"' in frame
    assert client.get(re.search(r'"/atlas(/files/atlas[^"]*)"', frame)[1]).status_code == 200
    with app.server.test_request_context("/practices", base_url="http://host/atlas"):
        made = [app.layout(), *(page["layout"]() for page in dash.page_registry.values())]
        view, _ = read_view("?v=C88048", atlas)
        made += [*unit_page(atlas, view), *unit_tables(atlas, view)]
        view, _ = read_view("?v=C88048&v=C88001", atlas)
        made += compare_page(atlas, view)
        for part, page in PARTS.items():
            made += page(atlas, read_inequality(f"?p={part}", atlas)[0])
        for search in ("?s=E01008067", "?p=C88048"):
            shown = read_query(search, atlas).view
            made += [profile_of(atlas, shown, search), patients_card(atlas, shown)]
        made += menus.file_links([("/export/csv", "CSV", "the CSV")])
        text = json.dumps([to_json(one) for one in made])
    assert text.count('"/atlas/practices?') > 3
    assert not BARE.findall(text)


def to_json(part: object) -> object:
    """A component and all that is in it as plain data."""
    return json.loads(json.dumps(part, default=lambda one: getattr(one, "to_plotly_json", str)()))


def test_no_code_writes_an_address_without_the_base() -> None:
    """In Python links are made by ``links.to``; in the browser by ``to``, or by what calls it."""
    python = re.compile(r'(?<!to\()(?:href|url|src)=f?"/')
    for file in (ASSETS.parent / "dashboard").rglob("*.py"):
        assert not python.findall(file.read_text(encoding="utf-8")), file
    own = "|".join(sorted(OWN))
    script = re.compile(
        rf"(?<!\bto\()(?<!\bask\()(?<!fileLink\()(?<!startsWith\()[\"'`]/(?:{own})\b(?![^\"'`]*[\"'`]:)"
    )
    for file in [*ASSETS.glob("js/*.js"), *ASSETS.glob("modules/**/*.js")]:
        code = re.sub(r"/\*.*?\*/|//.*", "", file.read_text(encoding="utf-8"), flags=re.S)
        code = "\n".join(line for line in code.splitlines() if "import" not in line)
        assert not script.findall(code), file


def test_links_in_files_have_the_base(app: Dash) -> None:
    client = app.server.test_client()
    asked = {
        "/export/zip?i=imd_score": "http://localhost/atlas/?",
        "/practices/export/zip?v=C88048": "http://localhost/atlas/practices?",
        "/inequality/export/zip": "http://localhost/atlas/inequality",
        "/targets/zip?c=imd_decile!d!1!r&d=E08000018": "http://localhost/atlas/seldom-heard?",
        "/where-to-meet/export/zip?d=E08000018&n=1": "http://localhost/atlas/where-to-meet?",
    }
    for address, link in asked.items():
        answer = client.get(f"/atlas{address}")
        text = "".join(unzipped(answer.data).values())
        assert link in text, address
        assert "http://localhost/?" not in text.replace(link, "")
        assert "http://localhost/atlas/atlas" not in text


def test_two_prefixes_are_two_places(app: Dash) -> None:
    """Nothing that holds a link is kept between requests."""
    client = app.server.test_client()
    for named in ("/one", "/two/three"):
        said = {"X-Forwarded-Prefix": named}
        frame = client.get("/", headers=said, environ_base=PROXY).text
        assert f'id="atlas-base">"{named}"' in frame
        layout = client.get(f"{named}/_dash-layout", headers=said, environ_base=PROXY).text
        assert f"{named}/practices" in layout.replace("\\u002f", "/")
        assert "/atlas" not in layout.replace("\\u002f", "/")


def test_outside_of_a_request_links_are_as_they_are() -> None:
    assert links.to("/practices") == "/practices"
    assert links.without_base("/practices") == "/practices"
