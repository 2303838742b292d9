"""Two indicators at once: nine squares, which count and select, and the scatter plot."""

import numpy as np
import pandas as pd
import pytest

from dashboard.explore.classes import most_from
from dashboard.wording.legend import texts
from layers import Atlas
from layers.geography.class_breaks import thirds
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def crossed(atlas: Atlas, first: str, second: str) -> np.ndarray:
    """Each area's square: 3 × the third of the second + the third of the first, both from least to
    most need; −1 without both."""
    across, up = (
        thirds(atlas.table(one)["value"], atlas.indicators[one].polarity) for one in (first, second)
    )
    return np.where((across < 0) | (up < 0), -1, 3 * up + across)


def test_nine_squares_count_what_is_in_view_and_select_it(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?i=no_car")
    with explore.redrawn():
        explore.choose("second", "disabled")
    second = explore.page.evaluate("() => atlas.state.second")
    assert explore.search() == f"?i=no_car&j={second}"
    squares = crossed(atlas, "no_car", second)

    cells = {
        int(cell.get_attribute("data-class")): cell
        for cell in explore.page.locator("#legend .cell").all()
    }
    assert sorted(cells) == list(range(9))
    counts = {at: int(cell.get_attribute("data-count")) for at, cell in cells.items()}
    assert counts == {at: int((squares == at).sum()) for at in range(9)}
    assert sum(counts.values()) == explore.in_view()[0] == 860
    # Both axes are named in full, and every square says in words what it is.
    names = explore.page.locator("#legend .axis-name").all_inner_texts()
    assert names[0].startswith(f"Across: {atlas.indicators['no_car'].label}.")
    assert names[1].startswith(f"Up: {atlas.indicators[second].label}.")
    said = cells[8].get_attribute("aria-label")
    assert said.count("most need") == 2
    # How both are cut, as a picture says it; and the list beside the map is of both.
    for one, name in (("no_car", names[0]), (second, names[1])):
        places = pd.Series(
            thirds(atlas.table(one)["value"], atlas.indicators[one].polarity), atlas.areas.index
        )
        edge = most_from(atlas, one, "lsoa", places)
        assert edge.startswith("most need at ")
        assert name.endswith(f"Higher means more need: {edge}")
    most = atlas.areas[squares == 8].groupby("msoa_code")["residents"].sum()
    card = explore.text("#card")
    assert "Most people: most need in both" in card
    assert f"{most.max():,}" in card

    # The map has the squares' colours.
    fills, legend = explore.fills(), {row["colour"] for row in explore.legend()}
    assert len(legend) == 9
    colours = texts().crossed.colours
    for code, at in zip(atlas.areas.index, squares, strict=True):
        assert fills[code][0] == colours[at]
    assert set(colours) == legend

    with explore.redrawn():
        cells[6].click()
    inside = atlas.areas.index[squares == 6].tolist()
    assert explore.selected() == inside[:200]
    assert len(inside) > 3


def test_squares_count_only_what_is_in_view(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?i=no_car&j=imd_score&d=E08000016")
    here = (atlas.areas["district_code"] == "E08000016").to_numpy()
    squares = crossed(atlas, "no_car", "imd_score")
    counts = [row["count"] for row in explore.legend()]
    # As they stand: the row of the highest third on top.
    order = [6, 7, 8, 3, 4, 5, 0, 1, 2]
    assert counts == [int(((squares == at) & here).sum()) for at in order]
    assert sum(counts) == explore.in_view()[0] == 148


def test_the_dark_corner_is_where_the_most_deprived_are(explore: Explore, atlas: Atlas) -> None:
    """The decile falls as deprivation rises: the map still shows most need in both as one."""
    explore.visit("?i=imd_decile&j=english_limited")
    fills, dark = explore.fills(), texts().crossed.colours[8]
    inside = [code for code, (colour, _) in fills.items() if colour == dark]
    assert len(inside) > 100
    assert atlas.table("imd_decile").loc[inside, "value"].max() <= 2
    assert explore.text("#legend .corners").startswith("Most need in both")
    assert "Lower means more need: most need at 2 or less." in explore.text("#legend .axis-name")
    # What has no order cannot be crossed; what has no end of need keeps its direction and says so.
    explore.visit("?i=imd_decile&j=rural_urban")
    assert "cannot be crossed" in explore.text("#notice")
    assert len(explore.legend()) == 10
    explore.visit("?i=imd_decile&j=population_density")
    assert "Neither end means more need" in explore.text("#legend")


def test_the_scatter_plot_shows_and_selects_what_is_in_view(explore: Explore) -> None:
    explore.visit("?i=no_car&j=imd_score&d=E08000016")
    dots = explore.page.locator("#card .scatter .dot")
    assert dots.count() == 148
    # The dot furthest right: nothing lies over it.
    at = explore.page.evaluate(
        "() => { const all = [...document.querySelectorAll('.scatter .dot')];"
        "const xs = all.map((dot) => Number(dot.getAttribute('cx')));"
        "return xs.indexOf(Math.max(...xs)); }"
    )
    title = dots.nth(at).locator("title").text_content()
    with explore.redrawn():
        dots.nth(at).click()
    assert len(explore.selected()) == 1
    assert explore.text("#card-now h2") in title
    assert explore.page.locator("#card .scatter .dot[r='5']").count() == 1


def test_beside_a_table_the_map_stays_in_sight(explore: Explore) -> None:
    """The square alone is left of the legend, which lies neither on the menu nor on most of it."""
    explore.visit("?i=imd_score&j=english_limited")
    page, usual = explore.page, explore.page.viewport_size
    page.set_viewport_size({"width": 1024, "height": 768})
    page.click("#table-button")
    page.wait_for_selector("#table-panel:not([hidden])")
    legend, menu, whole = (
        page.locator(one).bounding_box() or {} for one in ("#legend", "#on-the-map", "#map-area")
    )
    assert legend["width"] * legend["height"] < whole["width"] * whole["height"] / 4
    assert legend["x"] + legend["width"] < menu["x"]
    page.click("#table-button")
    if usual:
        page.set_viewport_size(usual)


def test_without_the_second_indicator_the_map_is_as_before(explore: Explore) -> None:
    explore.visit("?i=no_car")
    before = (explore.text("#legend"), explore.fills())
    explore.visit("?i=no_car&j=imd_score")
    assert explore.text("#legend") != before[0]
    explore.visit("?i=no_car")
    assert (explore.text("#legend"), explore.fills()) == before
