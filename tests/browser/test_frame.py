"""The frame around every page: on a phone the pages are in a menu that comes in from the side."""

from collections.abc import Callable

import pytest

from dashboard.application import PAGES
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both as reported_in_both

pytestmark = pytest.mark.browser

HERE = "() => [...document.querySelectorAll('#menu [aria-current=page]')].map((a) => a.textContent)"


def test_the_phones_menu_leads_to_every_page(new_page: Callable[..., Explore]) -> None:
    explore = new_page(width=390, height=800)
    page = explore.page
    page.goto(f"{explore.origin}/methods")
    page.focus("#menu-toggle")
    page.keyboard.press("Enter")
    explore.until("() => document.querySelector('#menu [aria-current]') !== null")
    assert page.locator("#menu .nav-link").count() == len(PAGES)
    assert page.evaluate(HERE) == ["Methods"]
    page.wait_for_timeout(300)  # it comes in from the side
    assert reported_in_both(explore) == []
    page.keyboard.press("Escape")
    explore.until("() => document.getElementById('menu') === null")
    assert page.evaluate("() => document.activeElement.id") == "menu-toggle"
    page.keyboard.press("Enter")
    page.click("#menu >> text=Inequality")
    explore.until("() => document.querySelector('h1')?.textContent === 'Inequality'")
    explore.until("() => document.getElementById('menu') === null")
    # Where there is room, the pages stand in the row: in one line, and apart from the name.
    for width in (1200, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator("#menu-toggle").is_visible() is False
        assert page.locator(".pages [aria-current=page]").text_content() == "Inequality"
        assert page.locator("header").bounding_box()["height"] <= 57
        first, last = (page.locator(f".pages .nav-item:{at}-child") for at in ("first", "last"))
        name, start, end = (
            one.bounding_box() for one in (page.locator("header a").first, first, last)
        )
        assert name["x"] + name["width"] <= start["x"]
        assert end["x"] + end["width"] <= width, "all of them"
        assert end["y"] == start["y"]
    page.set_viewport_size({"width": 1199, "height": 800})
    assert page.locator("#menu-toggle").is_visible()
    assert not explore.errors
