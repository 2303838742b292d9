"""Two indicators at once: nine squares, which count and select, and the scatter plot."""

import numpy as np
import pytest

from layers import Atlas
from layers.breaks import quantile
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


def crossed(atlas: Atlas, first: str, second: str) -> np.ndarray:
    """Each area's square: 3 × the third of the second + the third of the first, −1 without both."""
    thirds = []
    for indicator in (first, second):
        values = atlas.table(indicator)["value"].to_numpy(dtype=float)
        thirds.append(quantile(values, 3).place(values))
    return np.where((thirds[0] < 0) | (thirds[1] < 0), -1, 3 * thirds[1] + thirds[0])


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
    # Both axes are named, and every square says in words what it is.
    assert explore.text(".axis-x").startswith(atlas.indicators["no_car"].label)
    assert explore.text(".axis-y").startswith(atlas.indicators[second].label)
    said = cells[8].get_attribute("aria-label")
    assert said.count("high") == 2

    # The map has the squares' colours.
    fills, legend = explore.fills(), {row["colour"] for row in explore.legend()}
    assert len(legend) == 9
    colours = explore.page.evaluate("() => atlas.map.CROSSED")
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


def test_without_the_second_indicator_the_map_is_as_before(explore: Explore) -> None:
    explore.visit("?i=no_car")
    before = (explore.text("#legend"), explore.fills())
    explore.visit("?i=no_car&j=imd_score")
    assert explore.text("#legend") != before[0]
    explore.visit("?i=no_car")
    assert (explore.text("#legend"), explore.fills()) == before
