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
# Whether a page has the colours of a theme, and none of them is still changing.
THEMED = """(theme) => document.documentElement.dataset.bsTheme === theme
  && !document.getAnimations().some((one) => one instanceof CSSTransition)"""


def found(explore: Explore, within: str | None = None) -> list[str]:
    """What axe has to say about the page, or a part of it, a line for each rule and place."""
    results: dict[str, Any] = AXE.run(explore.page, context=within, options=RULES).response
    assert results["testEngine"]["name"] == "axe-core"
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


def themed(explore: Explore, dark: bool) -> None:
    """Have the screen light or dark, as a person's own may become while a page is open."""
    theme = "dark" if dark else "light"
    explore.page.emulate_media(color_scheme=theme)
    explore.until(THEMED, theme)


def found_in_both(explore: Explore, within: str | None = None) -> list[str]:
    """What axe has to say about the page as it is, on a light and on a dark screen: only colours
    differ between them, so the page need not be brought there twice."""
    said = []
    for dark in (False, True):
        themed(explore, dark)
        said += [f"{'dark' if dark else 'light'}: {line}" for line in found(explore, within)]
    return said


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


def test_explore_has_nothing_to_report(new_page: Callable[..., Explore]) -> None:
    explore = new_page(dark=True).open("/")
    assert explore.page.evaluate("() => document.documentElement.dataset.bsTheme") == "dark"
    # axe cannot judge words on a canvas: the map keeps its light paper on a dark page too, and its
    # words have dark ink and a white halo.
    for dark in (True, False):
        themed(explore, dark)
        ink, halo = explore.page.evaluate(
            "() => { const style = getComputedStyle(document.querySelector('.place-name span'));"
            "return [style.color, style.textShadow]; }"
        )
        assert ink == "rgb(21, 32, 43)"
        assert "rgb(255, 255, 255)" in halo
    said = {}
    for state in STATES:
        state(explore)
        said[state.__name__] = found_in_both(explore)
    assert {name: lines for name, lines in said.items() if lines} == {}


def test_methods_has_nothing_to_report(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    explore.page.goto(explore.origin + "/methods")
    explore.until("() => document.querySelector('h1')?.textContent === 'Methods and data'")
    assert found_in_both(explore) == []


def test_for_programs_has_nothing_to_report_and_copies(new_page: Callable[..., Explore]) -> None:
    explore = new_page(permissions=["clipboard-read", "clipboard-write"])
    explore.page.goto(explore.origin + "/data/api")
    explore.until("() => document.getElementById('api-address')")
    explore.page.evaluate("() => document.querySelectorAll('details').forEach(o => o.open = true)")
    assert found_in_both(explore) == []
    explore.page.click("[data-copies=api-address]")
    explore.until("() => document.querySelector('[data-copies=api-address]').textContent != 'Copy'")
    copied = explore.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{explore.origin}/api/v1"


# Words that are plain on a light screen, and on a dark one are not.
FAINT_IN_THE_DARK = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`#faint { color: #000; background: #fff }
    [data-bs-theme=dark] #faint { color: #333; background: #222 }`);
  document.adoptedStyleSheets = [sheet];
  const words = Object.assign(document.createElement("p"), { id: "faint", textContent: "Words" });
  document.getElementById("main").prepend(words);
}"""


def test_a_page_that_shuts_people_out_is_caught(explore: Explore) -> None:
    explore.page.evaluate(
        "() => { const bad = document.createElement('button');"
        "bad.style = 'color:#888;background:#999'; bad.id = 'bad';"
        "document.getElementById('bar').append(bad);"
        "const picture = document.createElement('img'); picture.src = 'data:image/gif;base64,';"
        "document.getElementById('bar').append(picture); }"
    )
    explore.page.evaluate(FAINT_IN_THE_DARK)
    lines = found_in_both(explore)
    for theme in ("light", "dark"):
        rules = {line.split(": ")[1] for line in lines if line.startswith(theme)}
        assert {"button-name", "image-alt"} <= rules
    faint = [line for line in lines if "faint" in line]
    assert len(faint) == 1
    assert faint[0].startswith("dark: color-contrast: ")
