"""The axe rules for WCAG 2.2 A and AA report nothing, in every state of a page, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
AXE = Axe()


def found(explore: Explore) -> list[str]:
    """What axe has to say about the page as it is, a line for each rule and place."""
    results: dict[str, Any] = AXE.run(explore.page, options=RULES).response
    assert results["testEngine"]["name"] == "axe-core"
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


def as_it_opens(explore: Explore) -> None:
    explore.visit("?i=english_limited")


def with_a_card(explore: Explore) -> None:
    explore.visit("?i=qof_mh&s=E01007557&d=E08000017&t=1.2")
    explore.until("() => document.getElementById('card-profile').innerText.length > 200")
    explore.page.evaluate(
        "() => document.querySelectorAll('#card details').forEach((d) => { d.open = true; })"
    )


def with_a_practice_and_all_filters(explore: Explore) -> None:
    explore.visit("?i=no_car&p=C88627&x=10&k=o5_20")
    explore.page.evaluate(
        "() => document.querySelectorAll('#controls details').forEach((d) => { d.open = true; })"
    )


def with_two_at_once(explore: Explore) -> None:
    explore.visit("?i=no_car&j=imd_score")


def with_a_notice_and_exports_open(explore: Explore) -> None:
    explore.visit("?i=nothing&t=1&d=E08000019&w=E05000994")
    explore.page.click("#export button")


def with_the_picker_open(explore: Explore) -> None:
    explore.visit("?i=no_car")
    explore.page.click("#indicator")
    explore.until("() => document.querySelectorAll('#indicator-list [role=option]').length > 200")
    explore.page.keyboard.press("ArrowDown")


def with_the_table_open(explore: Explore) -> None:
    explore.page.keyboard.press("Escape")
    explore.visit("?i=no_car&f=roma&s=E01007317")
    explore.open_table()


STATES = [
    as_it_opens, with_a_card, with_a_practice_and_all_filters, with_two_at_once,
    with_a_notice_and_exports_open, with_the_picker_open, with_the_table_open,
]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_explore_has_nothing_to_report(new_page: Callable[..., Explore], dark: bool) -> None:
    explore = new_page(dark=dark).open("/")
    theme = explore.page.evaluate("() => document.documentElement.dataset.bsTheme")
    assert theme == ("dark" if dark else "light")
    # axe cannot judge words on a canvas: the map keeps its light paper on a dark page too, and its
    # words have dark ink and a white halo.
    ink, halo = explore.page.evaluate(
        "() => { const style = getComputedStyle(document.querySelector('.place-name span'));"
        "return [style.color, style.textShadow]; }"
    )
    assert ink == "rgb(21, 32, 43)"
    assert "rgb(255, 255, 255)" in halo
    said = {}
    for state in STATES:
        state(explore)
        said[state.__name__] = found(explore)
    assert {name: lines for name, lines in said.items() if lines} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_methods_has_nothing_to_report(new_page: Callable[..., Explore], dark: bool) -> None:
    explore = new_page(dark=dark)
    explore.page.goto(explore.origin + "/methods")
    explore.until("() => document.querySelector('h1')?.textContent === 'Methods and data'")
    assert found(explore) == []


def test_a_page_that_shuts_people_out_is_caught(explore: Explore) -> None:
    explore.page.evaluate(
        "() => { const bad = document.createElement('button');"
        "bad.style = 'color:#888;background:#999'; bad.id = 'bad';"
        "document.getElementById('bar').append(bad);"
        "const picture = document.createElement('img'); picture.src = 'data:image/gif;base64,';"
        "document.getElementById('bar').append(picture); }"
    )
    rules = {line.split(":")[0] for line in found(explore)}
    assert {"button-name", "image-alt"} <= rules
