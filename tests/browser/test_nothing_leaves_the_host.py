"""Everything runs inside a closed network: no page asks any other computer for anything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


def test_a_whole_session_asks_only_its_own_server(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    asked: list[str] = []
    explore.page.context.on("request", lambda request: asked.append(request.url))
    explore.page.on("websocket", lambda socket: asked.append(socket.url))

    explore.open("/").arrived()
    with explore.redrawn():
        explore.choose("indicator", "no car")
    [(_, x, y)] = explore.clear_areas(1)
    with explore.redrawn():
        explore.page.mouse.click(x, y)
    explore.until("() => document.getElementById('card-profile').innerText.length > 200")
    explore.visit("?i=no_car&j=imd_score&l=ward&k=nq5")
    explore.open_table()
    explore.page.click("#export button")
    links = explore.page.locator("#export-links a").evaluate_all("(all) => all.map((a) => a.href)")
    assert len(links) >= 6
    for link in links:
        status = explore.page.evaluate(
            "(link) => fetch(link, { method: 'HEAD' }).then((answer) => answer.status)", link
        )
        assert status == 200, link
    for nav in explore.page.locator(".nav-link").all():
        explore.page.wait_for_load_state("networkidle")
        nav.click()
        explore.until(
            "(path) => document.querySelector(`.nav-link[href='${path}'][aria-current]`) !== null",
            nav.get_attribute("href"),
        )

    assert len(asked) > 50
    elsewhere = [a for a in asked if not a.startswith((explore.origin + "/", "data:", "blob:"))]
    assert elsewhere == []
    assert explore.errors == []


def test_the_page_s_policy_stops_what_would_leave(explore: Explore) -> None:
    """Another port is another host to a browser; nothing listens there, and nobody is asked."""
    with pytest.raises(Error, match="Failed to fetch"):
        explore.page.evaluate("() => fetch('http://127.0.0.1:9/').then((a) => a.status)")
    loaded = explore.page.evaluate(
        "() => new Promise((done) => { const script = document.createElement('script');"
        "script.onload = () => done(true); script.onerror = () => done(false);"
        "script.src = 'http://127.0.0.1:9/x.js'; document.head.append(script); })"
    )
    assert not loaded
    refused = [text for text in explore.errors if "Content Security Policy" in text]
    assert len(refused) >= 2
