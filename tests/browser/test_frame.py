"""The frame around every page: on a phone the pages are in a menu that comes in from the side."""

from collections.abc import Callable

import pytest

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
    assert page.locator("#menu .nav-link").count() == 8
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
    # Where there is room, the pages stand in the row.
    page.set_viewport_size({"width": 1024, "height": 800})
    assert page.locator("#menu-toggle").is_visible() is False
    assert page.locator(".pages [aria-current=page]").text_content() == "Inequality"
    ends = page.locator(".pages .nav-link").last.bounding_box()
    assert ends
    assert ends["x"] + ends["width"] <= 1024, "all of them"
    assert not explore.errors
