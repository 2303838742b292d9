"""A running app and a real Chromium, one of each; a fresh page with nothing kept for each test."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.application import create_app
from dashboard.explore.view import ViewState
from dashboard.settings.config import Config
from tests.browser.explore import PATIENCE, Explore
from tests.committed import apps_share_the_atlas as apps_share_the_atlas
from tests.workspace.made_up_plan import made_up_plan
from workspace.database import Workspace

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Quiet(WSGIRequestHandler):
    """Keeps connections open, as the real server does, and writes no log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        pass


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on a busy machine may miss a moment: such a test has a second try."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=2))


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """The address of a running app with the committed snapshot; ATLAS_ORIGIN names another."""
    if "ATLAS_ORIGIN" in os.environ:
        yield os.environ["ATLAS_ORIGIN"]
        return
    with running(Config()) as address:
        yield address


@contextmanager
def running(config: Config) -> Iterator[str]:
    """The address of an app with some settings, as long as it runs."""
    app = create_app(config)
    app.server.test_client().get("/")
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(10)


class Plans(NamedTuple):
    """A running app that keeps plans, and where it keeps them."""

    origin: str
    workspace: Workspace


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plans]:
    """One of its own for each file of tests, with the made-up plan in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'plans.sqlite3'}"
    with running(Config(workspace=url, workspace_open=True)) as address:
        workspace = Workspace(url)
        with workspace.writing() as session:
            made_up_plan(session)
        yield Plans(address, workspace)


@pytest.fixture
def plans_page(browser: Browser, plans: Plans) -> Iterator[Callable[..., Explore]]:
    """As ``new_page``, of the app that keeps plans."""
    yield from pages(browser, plans.origin)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).is_file():
        pytest.fail(f"There is no Chromium at {CHROMIUM}: set CHROMIUM, or leave these tests out.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, origin: str) -> Iterator[Callable[..., Explore]]:
    """Makes pages, each in a context of its own; ``dark``, ``width`` and ``height`` as wanted."""
    yield from pages(browser, origin)


@pytest.fixture(scope="module")
def lasting(browser: Browser, origin: str) -> Iterator[Explore]:
    """One page for those tests of a file that only read what it says at one address or another."""
    for make in pages(browser, origin):
        yield make()


@pytest.fixture
def same_page(lasting: Explore, request: pytest.FixtureRequest) -> Explore:
    """``lasting``, as the test before left it, with no error noted; a second try has it empty."""
    if getattr(request.node, "execution_count", 1) > 1:
        lasting.page.goto("about:blank")
    lasting.page.unroute_all()
    lasting.page.mouse.move(0, 0)
    lasting.errors.clear()
    return lasting


@pytest.fixture
def first_view(same_page: Explore) -> Explore:
    """``same_page`` with the view that Explore opens with, for tests that say in an address, or do,
    whatever else they need."""
    path, _, query = same_page.page.url.removeprefix(same_page.origin).partition("?")
    first = f"i={ViewState().indicator}"
    if path != "/":
        same_page.open("/")
    elif query not in ("", first):
        same_page.visit(f"?{first}")
    return same_page


def pages(browser: Browser, origin: str) -> Iterator[Callable[..., Explore]]:
    """A way to make pages, which are closed at the end."""
    contexts: list[BrowserContext] = []

    def make(
        *, dark: bool = False, width: int = 1440, height: int = 900, **more: object
    ) -> Explore:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            **more,
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        return Explore(context.new_page(), origin)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def explore(new_page: Callable[..., Explore]) -> Explore:
    """The Explore page as it first opens, with its map drawn."""
    return new_page().open("/")
