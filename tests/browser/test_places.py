"""At most so many places: the slider, and what a team changes of the zones by hand."""

from collections.abc import Callable

import pytest

from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import read_targets
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from tests.browser.test_seldom_heard import ENGLISH, opened
from tests.committed import committed

pytestmark = pytest.mark.browser

SLIDER = "#at-most-slider"
# The answer to the page's address stands there.
ANSWERED = """() => document.body.dataset.asked === location.search
  && !document.querySelector('#targets-rest[data-faded]')"""
TICK = ".zone-line input[type=checkbox] >> nth={}"
SAID = "#zones-said"
FOCUSED = """(name) => document.activeElement.closest('.zone-line')
  ?.querySelector('.zone-button > span').textContent.endsWith(name)"""
OPEN = ".zone-menu .dropdown-menu.show .dropdown-item"


@pytest.fixture(scope="module")
def page(lasting: Explore) -> Explore:
    return opened(lasting)


def answered(explore: Explore, part: str) -> None:
    """Wait until the address has a part, and its answer is there."""
    explore.until("(part) => location.search.includes(part)", part)
    explore.until(ANSWERED, what="the answer")


def coloured(explore: Explore) -> int:
    """How many areas the map has in the colours of what is taken."""
    return sum(fill in ("#0a5a9c", "#7fb3dc") for fill, _ in explore.fills().values())


def names(explore: Explore) -> list[str]:
    """The zones of the list, those taken first."""
    return explore.page.eval_on_selector_all(
        ".zone-line:not(.is-left) .zone-button > span:first-child",
        "all => all.map(one => one.textContent)",
    )


def choose(explore: Explore, zone: int, what: str) -> None:
    """Choose from the menu of a zone, counted from 0."""
    explore.page.click(f".zone-menu .dropdown-toggle >> nth={zone}")
    explore.page.click(f"{OPEN} >> text={what} >> nth=0")


def test_the_slider_lights_the_map_at_once_and_the_server_follows_when_it_is_let_go(
    page: Explore,
) -> None:
    atlas = committed()
    made = work_out(atlas, read_targets(f"{ENGLISH.partition('?')[2]}&m=6", atlas)[0])
    [here] = made.reaches_within[:1]
    expected = f"6 zones reach {100 * here.of_group:.1f}% of the people to reach"
    assert coloured(page) == 66
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.locator(SLIDER).scroll_into_view_if_needed()
    box = page.page.locator(SLIDER).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + box["width"] - 8, middle)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 8 + (box["width"] - 16) * 5 / 12, middle, steps=4)
    page.until(
        "(said) => document.querySelector('#at-most-said').innerText.startsWith(said)", expected
    )
    assert page.page.get_attribute(SLIDER, "aria-valuetext") == "6 of 13 zones"
    assert page.page.input_value("#at-most-number") == "6"
    assert coloured(page) == len(made.areas_taken)
    left = len(made.finding.found) - len(made.areas_taken)
    assert f"Found, not taken {left}" in page.text("#legend .classes")
    assert not [url for url in asked if "_dash-update" in url], "nothing is asked while it moves"
    assert "m=" not in page.search()
    page.page.mouse.up()
    answered(page, "m=6")
    assert "the first 6 of 13 zones" in page.text("#targets-sentence")
    assert page.text("#at-most-said").startswith(expected)
    assert coloured(page) == len(made.areas_taken)
    page.until("() => document.querySelectorAll('.zone-number').length === 6")
    assert page.text("#in-view").startswith(f"{len(made.areas_taken)} areas in 6 zones")
    assert len(names(page)) == 6
    # By keyboard, and the slider keeps the focus.
    page.page.focus(SLIDER)
    page.page.keyboard.press("ArrowLeft")
    answered(page, "m=5")
    assert page.page.evaluate("() => document.activeElement.id") == SLIDER[1:]
    page.page.go_back()
    answered(page, "m=6")
    page.until(f"() => document.querySelector('{SLIDER}').value === '6'")
    page.page.go_back()
    page.until("() => !location.search.includes('m=')")
    page.until(ANSWERED)
    assert page.page.input_value("#at-most-number") == "13"


def test_zones_are_ticked_off_split_merged_and_renamed_and_the_address_holds_it(
    page: Explore,
) -> None:
    atlas = committed()
    page.page.goto(f"{page.origin}{ENGLISH}&m=4")
    answered(page, "m=4")
    before = names(page)
    page.page.click(TICK.format(1))
    answered(page, "f=x")
    assert "m=3" in page.search()
    assert page.text(SAID) == "", "none comes in for it"
    bare = [name.partition(". ")[2] for name in before]
    assert names(page)[:3] == [f"1. {bare[0]}", f"2. {bare[2]}", f"3. {bare[3]}"]
    assert len(names(page)) == 3
    assert page.page.is_checked(TICK.format(1)), "the focus is where it was, on the next zone"
    assert "Ticked off" in page.text("#targets-rest")
    choose(page, 0, "Split in two")
    answered(page, "~s")
    cut = read_targets(page.search(), atlas)[0]
    assert cut.most == len(names(page)) == 4
    [half] = [z for z in work_out(atlas, cut).every if cut.zone_edits[-1].code in z.areas]
    page.until(FOCUSED, half.name)  # its number is another now
    assert "of 13 zones (1 more ticked off)" in page.text("#targets-sentence")
    choose(page, 0, "Merge with")
    answered(page, "~m")
    assert "of 12 zones (1 more ticked off)" in page.text("#targets-sentence")
    choose(page, 0, "Rename")
    page.page.keyboard.press("Escape")
    page.until("() => !document.querySelector('#zone-name')")
    choose(page, 0, "Rename")
    page.page.fill("#zone-name", "North & East ~ end!")
    assert reported(page) == []
    page.page.keyboard.press("Enter")
    answered(page, "~r")
    assert names(page)[0] == "1. North & East ~ end!"
    page.page.click(".zone-button >> nth=0")
    page.until(
        "() => document.querySelector('.zone-card h2')?.innerText === 'Zone 1: North & East ~ end!'"
    )
    told = names(page)
    page.page.goto(page.page.url.partition("#")[0])
    answered(page, "~r")
    assert names(page) == told, "a link gives the same"
    page.page.click("text=Undo the last change")
    page.until("() => !location.search.includes('~r')")
    page.until(ANSWERED)
    assert names(page)[0] != told[0]
    page.page.go_back()
    answered(page, "~r")
    page.until("(name) => document.querySelector('.zone-button').innerText.includes(name)", told[0])
    page.page.click("text=Undo all 4")
    page.until("() => !location.search.includes('f=')")
    page.until(ANSWERED)
    assert names(page) == before


def test_areas_are_taken_as_well_by_their_number(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page(width=390, height=844))
    explore.page.click("#at-most label:has-text('areas')")
    answered(explore, "u=areas")
    explore.page.fill("#at-most-number", "10")
    answered(explore, "m=10")
    assert "the first 10 of 66 areas" in explore.text("#targets-sentence")
    assert coloured(explore) == 10
    assert explore.page.evaluate("() => document.activeElement.id") == "at-most-number"
    assert explore.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    explore.page.click("#at-most label:has-text('zones')")
    explore.until(
        "() => !/[?&][um]=/.test(location.search)", what="as many zones are another number"
    )
