"""The Seldom-heard page: a ready-made definition, what it finds, a zone's card, the brief."""

from collections.abc import Callable

import pytest

from layers import load_atlas
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported

pytestmark = pytest.mark.browser

CORE20 = "/seldom-heard?c=imd_decile!d!2!r&d=E08000018"


def drawn(explore: Explore, state: str) -> None:
    explore.until(f"() => (document.body.dataset.drawn || '').startsWith('targets-{state}')")


@pytest.fixture
def page(new_page: Callable[..., Explore]) -> Explore:
    return new_page()


def test_the_core20_of_rotherham_is_found_and_put_into_zones(page: Explore) -> None:
    page.page.goto(page.origin + CORE20)
    areas = load_atlas().areas
    decile = load_atlas().table("imd_decile")["value"]
    expected = int(((decile <= 2) & (areas["district"] == "Rotherham")).sum())
    drawn(page, str(expected))
    assert f"{expected} areas in" in page.page.inner_text("#in-view")
    page.until("() => document.querySelectorAll('.zone-button').length > 0")
    page.page.click(".zone-button >> nth=0")
    page.until("() => document.querySelector('.zone-card') !== null")
    assert "Why these areas" in page.page.inner_text(".zone-card")


def test_a_ready_made_definition_is_one_click(page: Explore) -> None:
    page.page.goto(page.origin + "/seldom-heard")
    drawn(page, "nothing")
    page.page.click(".offers button >> nth=0")
    drawn(page, "316")
    assert page.page.inner_text("#preset-why").startswith("Core20.")


def test_every_handover_file_comes(page: Explore) -> None:
    page.page.goto(page.origin + CORE20)
    page.until("() => document.querySelectorAll('#handover-list a').length === 6")
    for address in page.page.eval_on_selector_all(
        "#handover-list a", "all => all.map(a => a.href)"
    ):
        answer = page.page.request.get(address, timeout=60_000)
        assert answer.status == 200, address
        assert len(answer.body()) > 300


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_shuts_nobody_out(new_page: Callable[..., Explore], dark: bool) -> None:
    explore = new_page(dark=dark)
    for address, state in (("/seldom-heard", "nothing"), (CORE20, "")):
        explore.page.goto(explore.origin + address)
        drawn(explore, state)
        assert reported(explore) == [], address
