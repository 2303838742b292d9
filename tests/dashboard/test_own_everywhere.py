"""Every page and file takes figures that somebody brought, of any kind, and forgets them after."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdf
import pytest
from dash import Dash
from werkzeug.test import TestResponse

from dashboard import application
from dashboard.settings.config import Config
from dashboard.web.request_kinds import kind_of
from layers.atlas import Atlas
from layers.own.own_layer import ID, OwnLayer
from tests.carrying import Page, every_kind
from tests.layers.own.layers import layer

# Figures and words that are not there; "None" begins some sentences.
MISSING = re.compile(r"\b(?:nan|NaN|undefined)\b|(?<!\")\bNone\b(?! (?:stands|is|can)\b|\. )")
LAYOUTS = (
    *("/seldom-heard", "/practices", "/inequality", "/where-to-meet", "/methods", "/heard"),
    *("/change", "/data", "/data/own"),
)
# Of each kind of layer a criterion; one zone is taken, so that papers are short.
TARGETS = (
    "c={share}!lt!20!r~{count}!ge!10!c~{rate}!ge!12!c~{ward}!le!40!c&g={share}&d=E08000019&m=1"
)
PRACTICE, COMPARED = "?v=C88048", "?v=C88048.C85001"
# The beginning of a callback's outputs, what asks for it, and the address that is asked about.
ANSWERS = {
    "seldom-heard": ("targets-result.data", "seldom-heard-asked", f"?{TARGETS}"),
    "its form": ("seldom-heard-meant.data", "seldom-heard-asked", f"?{TARGETS}"),
    "a practice": ("practices-tables-answer", "practices-tables-asked", PRACTICE),
    "two practices": ("practices-answer", "practices-needed", COMPARED),
    "a gap": ("inequality-body", "inequality-asked", "?i={share}"),
    "a gap of one district": ("inequality-body", "inequality-asked", "?i={rate}&w=E08000019"),
    "no gap": ("inequality-body", "inequality-asked", "?i={count}"),
    "no gap of wards": ("inequality-body", "inequality-asked", "?i={ward}"),
    "together": (
        "inequality-body",
        "inequality-asked",
        "?t=together&c={share}.{rate}.{ward}.imd_score&p={share}.imd_score",
    ),
    "where to meet": ("where-to-meet-meant", "where-to-meet-asked", "?g={share}&n=1"),
}
TAKEN = ("/take/theme-own.zip", "/take/theme-own.xlsx")
# The PNG of the map is drawn as its SVG is, whose words can be read.
FILES = (
    *(
        f"/export/{kind}?i={{share}}&j={{rate}}"
        for kind in ("zip", "csv", "xlsx", "geojson", "gpkg", "svg")
    ),
    *(
        f"/targets/{kind}?{TARGETS}&y=1"
        for kind in ("zip", "csv", "xlsx", "geojson", "zones.geojson", "gpkg", "pdf", "handout.pdf")
    ),
    *(
        f"/practices/export/{kind}{PRACTICE}"
        for kind in ("zip", "csv", "xlsx", "geojson", "practices.geojson", "pdf")
    ),
    *(f"/inequality/export/zip?i={{{kind}}}" for kind in ("share", "count", "rate", "ward")),
    *(f"/inequality/export/{kind}?i={{share}}" for kind in ("csv", "xlsx", "districts")),
    "/inequality/export/zip?t=together&c={share}.{rate}.imd_score",
    *(
        f"/where-to-meet/export/{kind}?g={{share}}&n=1&d=E08000016&y=1"
        for kind in ("zip", "xlsx", "pdf", "card.pdf")
    ),
    f"/evidence/pack.docx?{TARGETS}",
    *TAKEN,
)


@pytest.fixture(scope="module")
def app() -> Iterator[Dash]:
    """The app without the files of the browser, which no answer here is made of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application.browser_data, "add_files", lambda *_: None)
        patch.setattr(application.BrowserFiles, "address", lambda _, name: f"/files/{name}")
        app = application.create_app(Config(exports_per_minute=0))
        app.server.test_client().get("/healthz")  # Dash finishes setting itself up
        yield app


@pytest.fixture(scope="module")
def own(atlas: Atlas) -> dict[str, OwnLayer]:
    return every_kind(atlas)


@pytest.fixture(scope="module")
def page(app: Dash, own: dict[str, OwnLayer]) -> Page:
    return Page(app.server, tuple(own.values()))


def ids(own: dict[str, OwnLayer]) -> dict[str, str]:
    return {kind: one.id for kind, one in own.items()}


def laid_out(app: Dash, page: Page, path: str) -> str:
    asked = {"_pages_location.pathname": path, "_pages_location.search": ""}
    return json.dumps(page.callback(app, "_pages_content", asked), ensure_ascii=False)


def answered(app: Dash, page: Page, name: str, search: str) -> str:
    output, asks, _ = ANSWERS[name]
    told: Any = page.callback(app, output, {f"{asks}.data": {"search": search}})
    return json.dumps(told, ensure_ascii=False)


def text_of(answer: TestResponse) -> str:
    """What stands in a file, whatever its format; of a map database only what a table says."""
    content, kind = answer.data, answer.content_type
    if content.startswith(b"%PDF"):
        return "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    readable = ("json", "text/csv", "svg")
    return content.decode("utf-8", "replace") if any(one in kind for one in readable) else ""


@pytest.mark.parametrize("path", LAYOUTS)
def test_a_page_offers_what_suits_it_and_nothing_of_it_to_whoever_comes_next(
    app: Dash, page: Page, own: dict[str, OwnLayer], path: str
) -> None:
    nobody = Page(app.server)
    before, with_own = laid_out(app, nobody, path), laid_out(app, page, path)
    offered = {kind for kind, id in ids(own).items() if id in with_own}
    suits = {
        "/seldom-heard": {"share", "count", "rate", "ward"},
        "/inequality": {"share", "rate"},
        "/where-to-meet": {"share"},
    }
    assert offered == suits.get(path, set())
    assert laid_out(app, nobody, path) == before
    assert not ID.search(before)


def links_in(part: Any) -> Iterator[dict[str, Any]]:
    """Attributes of every link in what a page is made of."""
    if isinstance(part, dict) and "href" in part and "rel" not in part:
        yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from links_in(one)


def test_a_link_is_to_a_page_or_says_that_it_is_not(app: Dash) -> None:
    """A page that holds layers stays where its links lead to pages (assets/modules/own-held.js)."""
    nobody, several = Page(app.server), 0
    for path in ("/", "/data/api", *LAYOUTS):
        for link in links_in(json.loads(laid_out(app, nobody, path))):
            address = link["href"]
            if address.startswith("/") and kind_of(address.partition("?")[0]) != "page":
                assert {"target", "download"} & link.keys(), address
                several += 1
    assert several > 15


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_says_whose_figures_these_are(
    app: Dash, page: Page, own: dict[str, OwnLayer], name: str
) -> None:
    search = ANSWERS[name][2].format(**ids(own))
    told = answered(app, page, name, search)
    assert not MISSING.findall(told.replace('"shape": "None"', ""))
    assert "brought" in told or '"Own"' in told
    # Without them the same address says that they are not here.
    after = answered(app, Page(app.server), name, search)
    assert not ID.search(re.sub(r'"(?:of|search)": "[^"]*"', "", after))


@pytest.mark.parametrize("address", FILES, ids=lambda one: one.partition("?")[0])
def test_a_file_has_them_and_says_so(page: Page, own: dict[str, OwnLayer], address: str) -> None:
    answer = page.get(address.format(**ids(own)))
    assert answer.status_code == 200, answer.text
    text = text_of(answer)
    assert not MISSING.findall(text)
    kind = address.partition("?")[0].rpartition(".")[2].rpartition("/")[2]
    if kind in ("zip", "xlsx", "geojson"):
        assert "(own)" in text
        assert "A council" in text
        assert "Own figure: brought by somebody who uses this atlas, not checked by us." in text
        # A package is not of a view, and has no link to one.
        assert ("The link does not hold your own figures" in text) is (address not in TAKEN)
        named = [
            one for one in own.values() if address in TAKEN or one.id in address.format(**ids(own))
        ]
        for licence in {one.licence for one in named}:
            unsaid = "Not said: ask whoever brought it before passing it on"
            assert f"Licence: {licence or unsaid}." in text
    if kind == "csv" and not address.startswith("/inequality/"):  # which has no column of it
        assert "(own)" in text
    if kind == "svg":
        assert "A council" in text
        assert "(own)" in text
    if address.startswith("/practices/export/pdf"):
        assert len(pypdf.PdfReader(io.BytesIO(answer.data)).pages) == 1
    if kind == "pdf" and "handout" not in address and "card" not in address:
        assert "A council" in text
        # Sessions reach a group of people, whom their paper names by what is counted.
        assert ("Own figures “" if address.startswith("/where-to-meet/") else "(own)") in text
    if "handout" in address or address.startswith("/targets/pdf"):
        assert "Licence: CC BY 4.0." in " ".join(text.split())


def test_a_file_that_names_figures_which_are_not_here_is_not_made(
    app: Dash, own: dict[str, OwnLayer]
) -> None:
    answer = Page(app.server).get(f"/targets/csv?{TARGETS.format(**ids(own))}")
    assert answer.status_code == 404
    assert "bring the file again" in answer.text
    assert not ID.search(answer.text)


def test_figures_of_two_years_under_one_name_are_two_columns_of_a_map_file(
    app: Dash, tmp_path: Path
) -> None:
    years = [layer(period=year) for year in ("2025", "2026")]
    one, other = (year.id for year in years)
    page, file = Page(app.server, years), tmp_path / "areas.gpkg"
    file.write_bytes(page.get(f"/export/gpkg?i={one}&j={other}").data)
    with closing(sqlite3.connect(file)) as base:
        named = base.execute("SELECT column_name, name FROM gpkg_data_columns").fetchall()
    titles = {id: name for id, name in named if id in (one, other)}
    assert titles.keys() == {one, other}
    assert sorted(titles.values()) == [
        "Households with a food parcel (own), %",
        "Households with a food parcel (own), % (2)",
    ]
    for address in (f"/targets/gpkg?c={one}!ge!1!r~{other}!ge!1!r", "/take/theme-own.zip"):
        assert page.get(address).status_code == 200, address
