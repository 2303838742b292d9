"""On paper: in colours, light, without controls, with all rows, from which address and when."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from unicodedata import normalize

import pypdf
import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

# What stands on the page as it goes to the printer: `beforeprint` has been told, as browsers do.
CONTROLS = (
    "nav, .combobox, .primary, .themes, #export, #copy-link, .leaflet-control-zoom, "
    "input[type=checkbox], input[type=search]"
)
SCROLLING = "#main .wide, #card, #practices-side"
PAPER = """([controls, scrolling]) => {
  const all = (what) => [...document.querySelectorAll(what)].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }));
  const named = (found) => found.map((one) => one.outerHTML.slice(0, 80));
  const box = (one) => one.getBoundingClientRect();
  const width = document.getElementById("app").clientWidth;
  const map = document.querySelector("#map-frame");
  const legend = document.querySelector("#legend");
  return {
    controls: named(all(controls)),
    wide: named(all("#main table, #main .js-plotly-plot, #map-frame")
      .filter((one) => box(one).width > width + 3)),
    cut: named(all(scrolling).filter((one) => getComputedStyle(one).overflowY !== "visible")),
    folded: all(":is(#card, #inequality-known) details:not([open])").length,
    rows: all(".paper-table tbody tr").length,
    printed: document.getElementById("printed").innerText,
    exact: getComputedStyle(map ?? document.body).printColorAdjust,
    paper: getComputedStyle(document.body).backgroundColor,
    theme: document.documentElement.dataset.bsTheme,
    // To the right of the map, where the paper lies across; else below it.
    beside: map && legend?.innerText
      ? Math.max(box(legend).left - box(map).right, box(legend).top - box(map).bottom) : 0,
  };
}"""
WHERE = "() => [atlas.map.leaflet.getZoom(), atlas.map.leaflet.getCenter()]"
TOLD = "(name) => { window.dispatchEvent(new Event(name)); }"


def on_paper(explore: Explore) -> dict[str, Any]:
    """What stands there once a person has asked to print."""
    explore.page.emulate_media(media="print")
    explore.page.evaluate(TOLD, "beforeprint")
    found = explore.page.evaluate(PAPER, [CONTROLS, SCROLLING])
    explore.page.evaluate(TOLD, "afterprint")
    explore.page.emulate_media(media="screen")
    return found


@pytest.mark.parametrize(
    ("path", "there", "rows"),
    [
        ("/seldom-heard?c=imd_decile!d!2!r", "#targets-said .zone-button", 0),
        ("/practices", "#units-table .ag-row", 169),
        ("/practices?v=C88046.C88007.U16464", "#practices-body table", 0),
        ("/inequality", "#inequality-body table", 0),
        ("/methods", "#methods-text h2", 0),
    ],
)
def test_every_page_fits_the_paper_and_says_where_it_is_from(
    new_page: Callable[..., Explore], path: str, there: str, rows: int
) -> None:
    explore = new_page(dark=True)
    explore.page.goto(f"{explore.origin}{path}")
    explore.page.locator(there).first.wait_for()
    if "#practices" in there or "units" in there:
        explore.loaded()
        explore.until("() => atlas.map.leaflet && document.getElementById('map-wait').hidden")
    found = on_paper(explore)
    assert found["controls"] == found["wide"] == found["cut"] == []
    assert (found["folded"], found["rows"]) == (0, rows)
    assert explore.page.url in found["printed"]
    assert re.search(rf"Printed on {date.today().day} [A-Z][a-z]+ 2\d\d\d", found["printed"])
    assert (found["exact"], found["paper"]) == ("exact", "rgb(255, 255, 255)")
    assert found["theme"] == "light"
    assert 0 <= found["beside"] < 24
    # And afterwards all is as it was.
    left = explore.page.evaluate(
        "() => [document.documentElement.dataset.bsTheme, document.documentElement.className, "
        "document.querySelectorAll('.paper-table, #map-frame canvas + img').length]"
    )
    assert left == ["dark", "", 0]


def test_an_address_that_nobody_types_is_a_link_to_it(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    explore.page.goto(f"{explore.origin}/where-to-meet?n=30")
    # The venues that were chosen are a part of the address.
    explore.until("() => location.search.length > 240")
    printed = on_paper(explore)["printed"]
    assert f"from {explore.origin}/where-to-meet. The whole address is too long" in printed
    assert "?" not in printed
    assert explore.page.get_attribute("#printed a", "href") == explore.page.url


def test_the_map_and_all_rows_of_its_table_are_in_what_is_printed(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    explore = new_page(dark=True, width=390).open("/?i=english_limited&d=E08000019")
    explore.page.click("#table-button")
    explore.page.locator("#table .ag-row").first.wait_for()
    before = explore.page.evaluate(WHERE)
    made = pypdf.PdfReader(io.BytesIO(explore.page.pdf(format="A4")))
    # Letters that are one sign in print ("ffi") are letters again.
    text = normalize("NFKC", " ".join(page.extract_text() for page in made.pages))
    text = " ".join(text.split())
    here = atlas.areas[atlas.areas["district"] == "Sheffield"]
    assert [name for name in here["name"] if name not in text] == []
    assert f"{len(here)} areas" in text
    assert "Printed on" in text
    assert explore.page.url in text.replace(" ", "")
    assert "Copy link" not in text
    # The map's picture is there, large enough for paper, and coloured.
    pictures = [image.image.convert("RGB") for page in made.pages for image in page.images]
    largest = max(pictures, key=lambda one: one.width * one.height)
    assert largest.width > 1200
    assert len(largest.getcolors(1_000_000)) > 50
    assert explore.page.evaluate(WHERE) == before
    assert explore.errors == []
