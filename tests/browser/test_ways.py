"""From the map to a practice and back: points, marks and the search open a card, and Explore and
Practices keep the practice that somebody looks at."""

from collections.abc import Callable

import pytest

from layers import Atlas
from layers.ground.search import find as find_place
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

LINKED, CLICKED, SEARCHED = "C88048", "C88622", "C88051"

# Where a practice's point stands in the window.
POINT = """(code) => {
  const box = document.querySelector(`[data-code=${code}]`)?.getBoundingClientRect();
  return box && [box.x + box.width / 2, box.y + box.height / 2];
}"""
WHERE = """() => {
  const { leaflet } = atlas.map;
  const { lat, lng } = leaflet.getCenter();
  return [lat, lng, leaflet.getZoom()];
}"""


def card(explore: Explore) -> str:
    return explore.text("#card-now h2")


def clicked(explore: Explore, atlas: Atlas, neighbourhood: str, other: str = "") -> str:
    """Click an area of a neighbourhood that has nothing over it, and not the other; which."""
    inside = atlas.areas.index[atlas.areas["msoa_code"] == neighbourhood].drop(other or [])
    spots = ((code, explore.spot(code)) for code in inside)
    code, at = next((code, spot) for code, spot in spots if spot["clear"])
    with explore.redrawn():
        explore.page.mouse.click(at["x"], at["y"])
    return code


def link(explore: Explore, page: str) -> str:
    return explore.page.get_attribute(f"#nav-{page}", "href") or ""


def test_a_point_a_mark_and_a_search_open_a_card(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    name = atlas.practices["name"]
    explore = new_page().open(f"/?y=practice.{LINKED}")
    page = explore.page
    assert card(explore) == name[LINKED]
    explore.until("() => document.querySelector('.pin-words')", what="its pin")
    # A click says what it is of, and leaves the map where it is.
    where = explore.page.evaluate(WHERE)
    assert where[2] > 13
    x, y = explore.until(POINT, CLICKED, what="the other's point")
    with explore.redrawn():
        page.mouse.click(x, y)
    assert (card(explore), explore.search()) == (name[CLICKED], f"?y=practice.{CLICKED}")
    explore.until(
        "(name) => document.querySelector('.pin-words')?.textContent === name", name[CLICKED]
    )
    assert explore.page.evaluate(WHERE) == where
    # So does a key, which stays there while the points are drawn anew.
    page.focus(f"[data-code={LINKED}]")
    with explore.redrawn():
        page.keyboard.press("Enter")
    assert card(explore) == name[LINKED]
    assert page.evaluate("() => document.activeElement.dataset.code") == LINKED
    # A library, and from its card the area that it is in, under the library's name.
    (library,) = (one for one in find_place(atlas, "burngreave library").places[:1])
    with explore.redrawn():
        page.click(f"img[alt='{library.name} (library)']")
    assert explore.text("#card-now .note").startswith(f"Library · {library.where}")
    with explore.redrawn():
        page.click("text=Show this area")
    assert explore.selected() == list(library.areas)
    assert card(explore).startswith(f"{library.name} · ")
    # The search opens the same card; an area that is clicked takes it off.
    page.click("#find-place")
    page.keyboard.type(name[SEARCHED])
    explore.until("() => document.querySelector('#find-place-list .active')")
    explore.until("() => !document.querySelector('#find-place-list.pe-none')")
    with explore.redrawn():
        page.keyboard.press("Enter")
    assert (card(explore), explore.selected()) == (name[SEARCHED], [])
    near = find_place(atlas, "owler lane").places[0].areas[0]
    code = clicked(explore, atlas, atlas.areas.at[near, "msoa_code"])
    assert explore.state() == f"?s={code}"
    assert explore.errors == []


def test_explore_and_practices_keep_the_practice(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    name = atlas.practices["name"]
    explore = new_page().open(f"/?i=no_car&y=practice.{SEARCHED}")
    page = explore.page
    explore.until("(end) => document.querySelector('#nav-practices').href.endsWith(end)", SEARCHED)
    with explore.redrawn():
        page.click("text=Show where its patients live")
    assert explore.search() == f"?i=no_car&p={SEARCHED}"
    assert explore.text("#practice-chosen") == f"{name[SEARCHED]} ×"
    assert explore.text("#chips") == f"Areas of {name[SEARCHED]} ×"
    page.click("#nav-practices")
    opened = "(name) => document.querySelector('#practices-body h1')?.textContent === name"
    explore.until(opened, name[SEARCHED])
    assert page.input_value("#find-unit") == name[SEARCHED]
    # Another practice there is the one that Explore shows, with the indicator that was left there.
    page.evaluate("(search) => dash_clientside.set_props('url', { search })", f"?v={CLICKED}")
    explore.until(opened, name[CLICKED])
    explore.until("(end) => document.querySelector('#nav-explore').href.endsWith(end)", CLICKED)
    assert link(explore, "explore") == f"/?i=no_car&p={CLICKED}"
    assert page.get_attribute("#practices-areas", "href") == f"/?p={CLICKED}"
    page.click("#nav-explore")
    explore.until(
        "(name) => document.querySelector('#practice-chosen')?.textContent.startsWith(name)",
        name[CLICKED],
    )
    explore.loaded()
    with explore.redrawn():
        page.click("#practice-chosen .chip")
    assert explore.search() == "?i=no_car"
    assert explore.errors == []


def test_a_link_to_one_area_opens_near_it(new_page: Callable[..., Explore], atlas: Atlas) -> None:
    area = "E01007317"
    explore = new_page().open(f"/?s={area}")
    assert explore.page.evaluate(WHERE)[2] > 12
    assert explore.spot(area)["clear"]
    # What is selected later moves nothing.
    where = explore.page.evaluate(WHERE)
    code = clicked(explore, atlas, atlas.areas.at[area, "msoa_code"], other=area)
    assert explore.selected() == [code]
    assert explore.page.evaluate(WHERE) == where
