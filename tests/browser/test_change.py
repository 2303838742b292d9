"""The Change page: map, sentence, table and tabs follow the address; every screen, both themes."""

import pytest

from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both as reported_in_both
from tests.browser.test_layout import STICKING_OUT

pytestmark = pytest.mark.browser

SHEFFIELD = "E08000019"


@pytest.fixture
def page(same_page: Explore) -> Explore:
    return same_page


def opened(page: Explore, query: str) -> None:
    page.page.goto(f"{page.origin}/change{query}")
    settled(page, query)


def settled(page: Explore, query: str) -> None:
    """The server has answered this address."""
    page.until(
        "(query) => document.body.dataset.asked === query"
        " && document.body.dataset.drawn?.startsWith('change')",
        query,
    )


def test_a_place_and_a_kind_of_area_are_chosen(page: Explore) -> None:
    opened(page, "")
    assert page.page.locator("#finding").inner_text().startswith("Of 860 areas in South Yorkshire")
    assert page.page.locator("#legend .classes li").count() == 6
    assert page.page.locator("#change-body .wide tbody tr").count() == 118  # eight, ten, a hundred
    page.page.select_option("#change-kept", "into")
    settled(page, "?f=into")
    rows = page.page.locator("#change-body .wide").last.locator("tbody tr")
    assert rows.count() == 18
    assert "moved into" in rows.first.inner_text()
    page.page.locator(".domains").get_by_role("link", name="Crime").click()
    settled(page, "?i=crime&f=into")
    assert page.page.locator("#change-index").input_value() == "crime"
    assert page.page.locator("#finding").inner_text().startswith("For crime, of 860 areas")
    assert rows.count() == 45
    page.page.select_option("#change-index", "imd")
    settled(page, "?f=into")
    opened(page, f"?w={SHEFFIELD}")
    assert "areas in Sheffield" in page.page.locator("#finding").inner_text()
    page.page.locator("label", has_text="Disease registers by practice").click()
    settled(page, f"?t=registers&w={SHEFFIELD}")
    assert page.page.locator(".years-apart tbody tr").first.inner_text().startswith("England")
    legend = page.page.locator("#legend .key li").all_inner_texts()
    assert legend[0].split("\n")[0] == "Rose by more than chance"
    held = [int(line.split("\n")[1]) for line in legend]
    assert sum(held) == page.page.locator(".years-apart tbody tr").count() - 1
    points = page.page.locator(".leaflet-practices-pane path")
    assert points.count() <= sum(held)
    page.until("() => document.querySelectorAll('.leaflet-practices-pane path').length > 60")
    page.page.locator("label", has_text="Deprivation, 2019 to 2025").click()
    settled(page, f"?w={SHEFFIELD}")
    # The map's pane is another, and it fills that too.
    page.until("() => document.querySelector('#map canvas')?.getBoundingClientRect().width > 500")


def test_names_and_the_map_lead_to_the_area_and_the_practice(page: Explore) -> None:
    opened(page, "?f=more2")
    link = page.page.locator("#change-body .wide").last.locator("tbody th a").first
    name = link.inner_text()
    link.click()
    page.page.wait_for_url(f"{page.origin}/?i=imd_decile_change&s=E*")
    page.page.get_by_role("heading", name=name).wait_for()
    page.page.go_back()
    settled(page, "?f=more2")
    opened(page, "?t=registers")
    link = page.page.locator(".years-apart tbody th a").first
    name = link.inner_text()
    link.click()
    page.page.wait_for_url(f"{page.origin}/practices?v=*")
    page.page.get_by_role("heading", name=name).wait_for()
    opened(page, f"?w={SHEFFIELD}")
    middle = page.page.locator("#map").bounding_box()
    page.page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    page.page.wait_for_url(f"{page.origin}/?i=imd_decile_change&s=E*")


@pytest.mark.parametrize("query", ["", "?t=registers"])
def test_it_passes_axe_and_nothing_sticks_out(page: Explore, query: str) -> None:
    opened(page, query)
    assert reported_in_both(page) == []
    for width in (1440, 1024, 390):
        page.page.set_viewport_size({"width": width, "height": 844})
        assert page.page.evaluate(STICKING_OUT) == []
    page.page.set_viewport_size({"width": 1440, "height": 900})
