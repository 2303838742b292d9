"""Makes docs/screenshots: ``.venv/bin/python -m scripts.screenshots``.

Starts the atlas with a made-up plan in a folder of its own. Needs the development requirements and
a Chromium (``CHROMIUM``, or the system's).
"""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server import Server
from dashboard.own.examples import example_csv
from layers import load_atlas
from tests.workspace.made_up_plan import made_up_plan
from workspace.database import Workspace

# The id that the made-up plan has every time.
PLAN = f"1{0:031x}"
FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
SHOTS = {
    "explore": ("/", 1440, 900, "light"),
    "language-dark": ("/?i=english_limited&s=E01007769", 1440, 900, "dark"),
    "two-at-once": ("/?i=english_limited&j=imd_score", 1440, 900, "light"),
    "practice-areas": ("/?i=minority_ethnic&p=C88627&h=80", 1440, 900, "light"),
    "seldom-heard": (
        "/seldom-heard?t=Core20+with+limited+English"
        "&c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000018.E08000019",
        1440,
        900,
        "light",
    ),
    "where-to-meet": ("/where-to-meet?d=E08000018.E08000019", 1440, 900, "light"),
    "practices": ("/practices", 1440, 900, "light"),
    "practice": ("/practices?v=C86609", 1440, 900, "light"),
    "inequality": ("/inequality", 1440, 900, "light"),
    "change": ("/change", 1440, 900, "light"),
    "data": ("/data", 1440, 900, "light"),
    "plan": (f"/plans?p={PLAN}", 1440, 900, "light"),
    "visit": (f"/plans/visit?p={PLAN}", 390, 844, "light"),
    "phone": ("/?i=no_car&d=E08000018", 390, 844, "light"),
}


# A map, a chart or a form stands on the page.
DRAWN = """Boolean(document.body.dataset.drawn
  || document.querySelector(".js-plotly-plot .main-svg, #visit-title"))"""


def settled(page: Page) -> None:
    """Wait until the map is drawn and the server has nothing more to say."""
    for _ in range(200):
        if page.evaluate(DRAWN):
            break
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # charts come after the numbers


def shoot(browser: Browser, url: str) -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (path, width, height, scheme) in SHOTS.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        page = context.new_page()
        page.goto(url + path)
        settled(page)
        page.screenshot(path=FOLDER / f"{name}.png")
        context.close()
        print(f"docs/screenshots/{name}.png")


def shoot_own(browser: Browser, url: str) -> None:
    """Take the picture of figures that somebody brought, on Explore: made up ones."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/data/own")
    content = example_csv(load_atlas(), "parts")
    file = {"name": "Food parcels 2025.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("#own-file", files=[file])
    page.wait_for_selector("#own-source:visible")
    page.fill("#own-source", "A made-up example")
    page.click("#own-show")
    page.wait_for_selector("#own-look-part:not([hidden])")
    page.click("#own-use")
    page.click("#own-then a")
    page.wait_for_selector("#legend h2")
    settled(page)
    page.screenshot(path=FOLDER / "own.png")
    page.close()
    print("docs/screenshots/own.png")


def main() -> None:
    """Start the atlas and a browser, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/plans.sqlite3"
        workspace = Workspace(url)
        workspace.upgrade()
        with workspace.writing() as session:
            made_up_plan(session)
        workspace.close()
        with Server(environment={"WORKSPACE": url}) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=["--no-sandbox"],
            )
            shoot(browser, server.url)
            shoot_own(browser, server.url)
            browser.close()


if __name__ == "__main__":
    main()
