"""Search goes to an area, a neighbourhood, a ward, a postcode or a practice."""

import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


def find(explore: Explore, text: str) -> None:
    """Search, and take the first that is found."""
    page = explore.page
    page.click("#find-place")
    page.keyboard.type(text)
    explore.until(
        "() => document.querySelector('#find-place-list .active')?.textContent", what=text
    )
    with explore.redrawn():
        page.keyboard.press("Enter")


def test_what_is_found_is_selected_and_shown(explore: Explore, atlas: Atlas) -> None:
    areas = atlas.areas
    find(explore, "E01007557")
    assert explore.selected() == ["E01007557"]
    assert explore.spot("E01007557")["clear"]
    find(explore, "doncaster 001a")
    assert [areas.at[code, "name"] for code in explore.selected()] == ["Doncaster 001A"]

    find(explore, "kendray")
    assert explore.selected() == areas.index[areas["msoa_code"] == "E02001526"].tolist()

    row = atlas.extra("postcodes").iloc[4321]
    page = explore.page
    page.click("#find-place")
    page.keyboard.type(row["postcode"].lower().replace(" ", ""))
    explore.until(
        "(p) => document.querySelector('#find-place-list .active span')?.textContent === p",
        row["postcode"],
    )
    with explore.redrawn():
        page.keyboard.press("Enter")
    assert explore.selected() == [row["lsoa"]]

    find(explore, "C88627")
    assert "p=C88627" in explore.search()


def test_filters_that_would_hide_what_is_found_are_taken_off(explore: Explore) -> None:
    explore.visit("?i=no_car&d=E08000016&n=1000")
    find(explore, "E01007557")
    assert explore.search() == "?i=no_car&s=E01007557"
    explore.visit("?i=no_car&d=E08000017")
    find(explore, "E01007557")
    assert explore.search() == "?i=no_car&d=E08000017&s=E01007557"


def test_what_is_nowhere_is_said_in_plain_words(explore: Explore) -> None:
    for text in ("ZZ9 9ZZ", "qqqq"):
        explore.page.click("#find-place")
        explore.page.fill("#find-place", text)
        explore.until(
            "() => document.querySelector('#find-place-list .options-none')?.textContent"
            ".startsWith('Nothing matches')",
            what=text,
        )
        explore.page.keyboard.press("Escape")
    assert explore.state() == ""
