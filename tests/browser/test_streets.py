"""The street map on the map: drawn where the snapshot has one, and nothing asked for without."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from dashboard.application import create_app
from dashboard.settings.config import Config
from tests.browser.conftest import Quiet
from tests.browser.explore import Explore
from tests.conftest import REPOSITORY
from tests.street_maps import CREDIT, PLACE, street_map

pytestmark = pytest.mark.browser

NEAR = """([longitude, latitude, zoom]) => {
  const { folder } = JSON.parse(document.getElementById("atlas-modules").textContent);
  return import(`${folder}map.js`).then((map) => {
    map.leaflet().setView([latitude, longitude], zoom, { animate: false });
  });
}"""
# Points that are drawn in a pane, of all of its canvases.
PAINTED = """(pane) => [...document.querySelectorAll(`.leaflet-${pane}-pane canvas`)]
  .filter((one) => one.width)
  .map((one) => one.getContext("2d").getImageData(0, 0, one.width, one.height).data)
  .reduce((sum, data) => sum + data.filter((value, at) => at % 4 === 3 && value > 200).length, 0)"""


@pytest.fixture(scope="module")
def with_streets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("snapshot")
    for file in (REPOSITORY / "data" / "snapshot").iterdir():
        (folder / file.name).symlink_to(file)
    (folder / "basemap.pmtiles").unlink(missing_ok=True)  # somebody's own
    street_map(Path(folder))
    app = create_app(Config(snapshot=folder))
    server = make_server("127.0.0.1", 0, app.server, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(10)


def test_streets_are_drawn_and_can_be_taken_away(browser: Browser, with_streets: str) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 800}, locale="en-GB")
    explore = Explore(context.new_page(), with_streets)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    explore.open("/").arrived()
    switch = explore.page.get_by_role("switch", name="Streets")
    switch.wait_for()
    assert not any("/tiles/" in address for address in asked)  # too far out
    explore.page.evaluate(NEAR, [*PLACE, 14])
    explore.until(f"() => ({PAINTED})('street-lines') > 5000")
    explore.page.get_by_text(CREDIT).wait_for()
    explore.page.evaluate(NEAR, [*PLACE, 16.4])
    explore.until(f"() => ({PAINTED})('street-names') > 500")
    switch.click()
    assert explore.page.locator(".leaflet-street-lines-pane canvas").count() == 0
    assert explore.page.get_by_text(CREDIT).count() == 0
    switch.click()
    explore.until(f"() => ({PAINTED})('street-lines') > 5000")
    tiles = [address for address in asked if "/tiles/" in address]
    assert len(tiles) == len(set(tiles)) > 2  # lines and names share them
    elsewhere = [a for a in asked if not a.startswith((f"{with_streets}/", "data:", "blob:"))]
    assert elsewhere == []
    assert explore.errors == []
    context.close()


def test_without_a_street_map_nothing_is_asked_for(explore: Explore) -> None:
    explore.arrived()
    explore.page.evaluate(NEAR, [*PLACE, 15])
    explore.page.wait_for_timeout(300)
    asked = explore.page.evaluate("() => performance.getEntries().map((one) => one.name)")
    assert [one for one in asked if re.search(r"/tiles/|/streets", one)] == []
    assert explore.page.get_by_role("switch", name="Streets").count() == 0
