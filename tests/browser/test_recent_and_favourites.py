"""Indicators looked at last and marked as favourites are offered first, also after a reload."""

import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

GROUPS = """() => {
  const found = {};
  let group = "";
  for (const item of document.querySelectorAll("#indicator-list > li")) {
    if (item.role === "option") (found[group] ||= []).push(item.querySelector("span").textContent);
    else group = item.textContent;
  }
  return found;
}"""


def offered(explore: Explore) -> dict[str, list[str]]:
    explore.page.click("#indicator")
    explore.until("() => document.querySelectorAll('#indicator-list [role=option]').length > 200")
    groups = explore.page.evaluate(GROUPS)
    explore.page.keyboard.press("Escape")
    return groups


def test_recent_and_favourite_indicators_survive_a_reload(explore: Explore, atlas: Atlas) -> None:
    def label(*ids: str) -> list[str]:
        return [atlas.indicators[i].label for i in ids]

    assert "Favourites" not in offered(explore)
    explore.visit("?i=roma")
    explore.page.click("#favourite")
    assert explore.page.get_attribute("#favourite", "aria-pressed") == "true"
    explore.visit("?i=no_car")
    explore.page.click("#favourite")
    explore.visit("?i=asian")
    assert explore.page.get_attribute("#favourite", "aria-pressed") == "false"

    explore.page.reload()
    explore.loaded()
    groups = offered(explore)
    assert list(groups)[:2] == ["Favourites", "Recent"]
    assert groups["Favourites"] == label("roma", "no_car")
    assert groups["Recent"] == label("asian", "no_car", "roma", "imd_decile")

    # A favourite is chosen like any other, and taken off again.
    explore.visit("?i=roma")
    assert explore.page.get_attribute("#favourite", "aria-pressed") == "true"
    explore.page.click("#favourite")
    assert offered(explore)["Favourites"] == label("no_car")


def test_a_browser_that_keeps_nothing_shows_the_page_all_the_same(explore: Explore) -> None:
    explore.page.evaluate(
        "() => { localStorage.setItem('atlas.recent', '{broken');"
        "localStorage.setItem('atlas.favourites', 'null'); }"
    )
    explore.page.reload()
    explore.loaded()
    assert explore.in_view()[0] == 860
    assert explore.errors == []
