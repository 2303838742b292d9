"""The core of the atlas under a path of its host: all pages open, are used and hand over files."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from dashboard.application import create_app
from dashboard.settings.config import Config
from tests.browser.conftest import Quiet
from tests.browser.explore import PATIENCE, Explore

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def under() -> Iterator[str]:
    """The address of an app that stands under ``/atlas``."""
    app = create_app(Config(base_path="/atlas"))
    app.server.test_client().get("/")
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}/atlas"
    server.shutdown()


@pytest.fixture
def page(browser: Browser, under: str) -> Iterator[Explore]:
    """A page that fails its test where it asks for anything outside of the path."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    explore = Explore(context.new_page(), under)
    yield explore
    outside = [url for url in asked if not url.startswith((f"{under}/", "data:", "blob:"))]
    context.close()
    assert asked
    assert not outside
    assert not explore.errors


def drawn(page: Explore, start: str) -> None:
    page.until("(s) => (document.body.dataset.drawn || '').startsWith(s)", start)


def handed(page: Explore, link: str) -> str:
    """Open the menu of files and take one; gives its name."""
    page.page.click("#export button")
    with page.page.expect_download() as waiting:
        page.page.click(link)
    return waiting.value.suggested_filename


def test_explore_switches_finds_and_hands_over(page: Explore) -> None:
    page.open("/").arrived()
    with page.redrawn():
        page.choose("indicator", "speak english well or at all")
    assert page.page.url == f"{page.origin}/?i=english_limited"
    page.open_table()
    with page.redrawn():
        page.choose("find-place", "s12hp")
    page.until("() => document.querySelector('#card-profile .spines')")
    assert handed(page, "#export-links a:has-text('data only')").endswith(".csv")
    page.page.click("#nav-practices")
    drawn(page, "practices-")
    assert page.page.url.startswith(f"{page.origin}/practices")
    assert page.page.get_attribute("#nav-practices", "aria-current") == "page"
    page.page.click("#nav-explore")
    page.until("() => document.querySelector('#indicator')")
    assert page.search().startswith("?i=english_limited"), "back to what was left there"


def test_a_practice_a_definition_and_a_gap(page: Explore) -> None:
    page.page.goto(f"{page.origin}/practices?v=C88048")
    page.until("() => document.querySelector('#practices-body h1') !== null")
    page.page.goto(f"{page.origin}/seldom-heard?c=imd_decile!d!2!r&d=E08000018")
    drawn(page, "targets-")
    page.until("() => document.querySelectorAll('.zone-button').length > 0")
    assert handed(page, "#export-links a:has-text('data only')").endswith(".csv")
    page.page.goto(f"{page.origin}/inequality")
    drawn(page, "inequality-gap")
    assert handed(page, "#export a:has-text('data only')").endswith(".csv")
    page.page.go_back()
    drawn(page, "targets-")


def test_an_exercise_s_example_is_read(page: Explore) -> None:
    page.page.goto(f"{page.origin}/heard")
    page.page.click("text=example")
    page.until("() => !document.getElementById('heard-check').hidden")


def test_where_there_is_nothing_the_way_leads_on(page: Explore) -> None:
    page.page.goto(f"{page.origin}/methods")
    page.until("() => document.querySelector('h1')?.textContent === 'Methods and data'")
    page.page.goto(f"{page.origin}/nowhere")
    page.page.click("#not-found a[href$='/practices']")
    page.until("() => location.pathname === '/atlas/practices'")
    page.errors.clear()  # Chromium notes the 404 itself
