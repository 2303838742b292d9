"""The link that is copied is the view's own."""

from collections.abc import Callable

import pytest

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


def test_the_view_s_link_is_copied(new_page: Callable[..., Explore]) -> None:
    explore = new_page(permissions=["clipboard-read", "clipboard-write"]).open("/?i=roma")
    with explore.redrawn():
        explore.page.check('#district input[value="E08000018"]')
    explore.page.click("#copy-link")
    explore.until("() => document.getElementById('copy-link').textContent === 'Link copied'")
    copied = explore.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{explore.origin}/?i=roma&d=E08000018" == explore.page.url
    explore.until("() => document.getElementById('copy-link').textContent === 'Copy link'")


def test_where_copying_is_not_allowed_the_page_says_what_to_do(explore: Explore) -> None:
    explore.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    explore.page.click("#copy-link")
    explore.until(
        "() => document.getElementById('copy-link').textContent === 'Copy it from the address bar'"
    )
