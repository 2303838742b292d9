"""A layer of one's own on Explore: in the picker, on the map, in the table and in a file; and gone
with the page. Points of one's own on the map."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layers import Atlas
from layers.own.own_layer import OwnLayer
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both
from tests.carrying import every_kind

pytestmark = pytest.mark.browser
HOLD = "async (one) => (await dash_clientside.bring('own-held')).hold(one)"
DROP = "async (id) => (await dash_clientside.bring('own-held')).drop(id)"
COPY = "() => document.getElementById('copy-link').click()"
CSV = "() => document.querySelector('#export-links a[href*=\"/export/csv\"]').click()"
TAKE = "(kind) => document.querySelector(`#export-links a[href*='/export/${kind}']`).click()"
GO = "async (change) => (await dash_clientside.bring('core')).go(change)"
LACKING = "This link shows figures that somebody brought themselves."
HIDDEN = 7  # of its areas that have no figure
POINTS = {
    "format": "seldom-heard-own-points",
    "version": 1,
    "points": {
        "label": "Food banks",
        "names": ["Here <b>and</b> there", "Yonder"],
        "longitudes": [-1.47, -1.13],
        "latitudes": [53.38, 53.52],
        "source": "A charity",
    },
}


def mine(atlas: Atlas) -> OwnLayer:
    share = every_kind(atlas)["share"]
    cases = tuple(None if n < HIDDEN else one for n, one in enumerate(share.numerators))
    return OwnLayer(**{name: getattr(share, name) for name in share.__struct_fields__} | {
        "label": "Homes with a food parcel", "numerators": cases,
    })  # fmt: skip


def carries(explore: Explore, kind: str) -> bool:
    """Whether a file of the view is asked for with what the page holds."""
    with explore.page.expect_request(f"**/export/{kind}*") as asked:
        explore.page.evaluate(TAKE, kind)
    return asked.value.method == "POST"


def as_held(one: OwnLayer) -> dict[str, str]:
    return {"id": one.id, "label": one.label, "text": one.written.decode()}


def test_a_layer_is_mapped_listed_and_handed_over_like_any_other(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    one, explore = mine(atlas), new_page().open("/")
    page, sent = explore.page, set()
    page.on("request", lambda one: one.method == "POST" and sent.add(one.url))
    page.evaluate(HOLD, as_held(one))
    explore.until("() => /Own figures/.test(document.getElementById('theme').innerText)")
    with explore.redrawn():
        explore.choose("indicator", "food parcel")
    assert explore.search() == f"?i={one.id}"
    assert explore.text("#modelled") == "Own"
    assert "(own)" in explore.text("#headline")
    assert "England has none to set them beside" in explore.text("#card")
    classes = explore.legend()
    assert sum(row["count"] for row in classes) == len(atlas.areas) - HIDDEN
    colours = [colour for colour, _ in explore.fills().values()]
    assert [colours.count(row["colour"]) for row in classes] == [row["count"] for row in classes]
    with explore.redrawn():
        page.evaluate(GO, {"second": "imd_score"})
    assert "(own)" in explore.text("#headline")
    assert "Most need in both" in explore.text("#headline")
    with explore.redrawn():
        page.evaluate(GO, {"second": ""})
    explore.open_table()
    assert "Homes with a food parcel (own)" in explore.text("#table .ag-header")
    page.evaluate(COPY)
    assert explore.text("#handover-status").startswith("The link does not hold your own figures")
    with page.expect_download() as handed:
        page.evaluate(CSV)
    rows = list(csv.DictReader(Path(handed.value.path()).read_text("utf-8-sig").splitlines()))
    figures = {row["code"]: row["Homes with a food parcel (own), %"] for row in rows}
    assert len(figures) == len(atlas.areas)
    assert [code for code, text in figures.items() if not text] == list(one.codes[:HIDDEN])
    # Files that are the same for everybody were asked for as ever.
    carried = {url.removeprefix(explore.origin) for url in sent}
    assert f"/export/csv?i={one.id}" in carried
    assert not [address for address in carried if address.startswith(("/files/", "/modules/"))]
    page.evaluate(DROP, one.id)
    explore.until("(text) => document.getElementById('notice').innerText.includes(text)", LACKING)
    assert "Own figures" not in explore.text("#theme")
    assert explore.errors == []


def test_a_link_to_a_layer_that_is_not_here_says_so(first_view: Explore) -> None:
    first_view.visit("?i=own_0123456789ab&j=imd_score")
    assert first_view.text("#notice").startswith(LACKING)
    assert first_view.state() == "?i=imd_score"


def open_menu(explore: Explore, mark: str) -> None:
    """The menu of marks is open: a page that is still busy may have closed it again."""
    for _ in range(10):
        if explore.page.is_visible(mark):
            return
        explore.page.click("#marks-menu button")
        explore.page.wait_for_timeout(500)


def test_points_are_switched_on_and_off_on_the_map(new_page: Callable[..., Explore]) -> None:
    explore = new_page().open("/")
    page, id = explore.page, "own_points_0123456789ab"
    marks = ".leaflet-marks-pane img"
    held: dict[str, Any] = {"id": id, "label": "Food banks", "kind": "points"}
    page.evaluate(HOLD, held | {"text": json.dumps(POINTS)})
    explore.until("(marks) => document.querySelectorAll(marks).length === 2", marks)
    assert "Own: Food banks" in explore.text("#marks-key")
    page.hover(f"{marks}[alt^=Here]", force=True)
    explore.until("() => document.querySelector('.leaflet-tooltip-pane')?.innerText")
    # What somebody has written is text, and never markup.
    assert explore.text(".leaflet-tooltip-pane") == "Here <b>and</b> there (Food banks)"
    # A picture of the map is asked for with them, as long as they lie on it; a table never is.
    assert [carries(explore, kind) for kind in ("png", "csv")] == [True, False]
    open_menu(explore, f"#mark-{id}")
    assert found_in_both(explore) == []
    open_menu(explore, f"#mark-{id}")
    page.uncheck(f"#mark-{id}")
    explore.until("(marks) => document.querySelectorAll(marks).length === 0", marks)
    assert not carries(explore, "svg")
    page.evaluate(DROP, id)
    explore.until("() => !document.querySelector('#own-marks input')")
    assert "Food banks" not in explore.text("#marks-key")
    assert explore.errors == []
