"""Where to meet: from a question to a route card, venues kept and left out, back, and a plan."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Plans
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from workspace import plans as kept

pytestmark = pytest.mark.browser

PATH = "/where-to-meet"
# What of the map's words a session's number covers.
UNDER_A_NUMBER = """(words) => {
  const all = (of) => [...document.querySelectorAll(of)];
  const box = (one) => one.getBoundingClientRect();
  const across = (a, b) => a.left < b.right && a.right > b.left;
  const meet = (a, b) => across(a, b) && a.top < b.bottom && a.bottom > b.top;
  const numbers = all(".session-number span").map(box);
  return all(words)
    .filter((name) => numbers.some((number) => meet(number, box(name))))
    .map((name) => name.textContent);
}"""
ASKED = f"{PATH}?g=english_limited&d=E08000018.E08000019"
VENUES = ".leaflet-practices-pane path"  # those that could be chosen


def drawn(explore: Explore, sessions: int) -> Explore:
    """Wait for an answer of so many sessions, for what the address asks."""
    explore.until(
        """(state) => document.body.dataset.drawn === state
          && document.body.dataset.asked === location.search""",
        f"sessions-{sessions}",
    )
    return explore


def opened(explore: Explore, address: str = ASKED, sessions: int = 6) -> Explore:
    explore.page.goto(explore.origin + address)
    drawn(explore, sessions)
    return explore.loaded()


def names(explore: Explore) -> list[str]:
    """The sessions of the list, without their numbers."""
    texts = explore.page.locator(".session-button > span:first-child").all_inner_texts()
    return [text.partition(". ")[2] for text in texts]


def test_from_a_question_to_a_route_card(new_page: Callable[..., Explore]) -> None:
    explore = new_page(accept_downloads=True)
    page = explore.page
    opened(explore, PATH)
    for district in ("Rotherham", "Sheffield"):
        page.check(f"text={district}")
    explore.until("() => location.search.includes('d=E08000018.E08000019')")
    drawn(explore, 6)
    explore.until(
        "() => document.querySelector('#meet-sentence')?.innerText.includes('In Rotherham and')"
    )
    # The best choice comes later, and then stands in the address in place of the first.
    explore.until("() => document.querySelector('#meet-proof').innerText.startsWith('Proven')")
    explore.until("() => location.search.includes('&s=')")
    drawn(explore, 6)
    explore.until("() => document.querySelectorAll('.session-number').length === 6")
    assert page.locator(".leaflet-selection-pane path").count() >= 6, "a circle each"
    assert page.locator(VENUES).count() == 0, "they would hide the map from afar"
    assert page.evaluate(UNDER_A_NUMBER, ".place-name span") == [], (
        "no name lies below a session's number"
    )
    page.click(".session-number span >> nth=0")
    explore.until("() => document.querySelector('.session-card h2')")
    assert "#session-" in page.url
    with page.expect_download() as waiting:
        page.click("text=Route card (PDF)")
    assert waiting.value.suggested_filename.endswith(".pdf")
    page.evaluate("() => document.querySelectorAll('#card details').forEach((d) => d.open = true)")
    assert reported(explore) == []
    page.click("#session-close")
    explore.until("() => !document.querySelector('.session-card')")
    assert page.evaluate("() => document.activeElement.className") == "session-button"
    # The calendar file has the day of the field, which is a part of the address.
    page.fill("#meet-first-day", "2099-01-26")
    page.click("#export button")
    with page.expect_download() as waiting:
        page.click("#export a[href*='/ics']")
    assert waiting.value.path().read_text("utf-8").count("DTSTART;VALUE=DATE:20990126") == 6
    explore.until("() => location.search.endsWith('&from=2099-01-26')")
    for _ in range(3):
        page.click(".leaflet-control-zoom-in")
        page.wait_for_timeout(400)  # Leaflet takes no click while it zooms
    explore.until(f"() => document.querySelector('{VENUES}')")


def test_venues_are_kept_and_left_out_and_the_way_back_leads_there(
    new_page: Callable[..., Explore],
) -> None:
    explore = opened(new_page())
    page = explore.page
    first, second, *_ = names(explore)
    page.click(f"[aria-label='Look for others than {first}']")
    explore.until("() => location.search.includes('x=')")
    drawn(explore, 6)
    assert first not in names(explore)
    page.click(f"[aria-label='Keep {second} among the sessions']")
    explore.until("() => location.search.includes('b=')")
    drawn(explore, 6)
    explore.until("() => document.querySelector('#meet-must-chips .chip')")
    assert second in page.inner_text("#meet-must-chips")
    assert first in page.inner_text("#meet-must-not-chips")
    page.click("#meet-must-not-chips .chip")
    explore.until("() => !location.search.includes('x=')")
    drawn(explore, 6)
    assert {first, second} <= set(names(explore))
    page.go_back()
    explore.until("() => location.search.includes('x=')")
    drawn(explore, 6)
    assert first not in names(explore)


def test_slider_and_number_are_one_and_a_link_says_it_all(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page(width=390, height=844, has_touch=True))
    page = explore.page
    page.locator("#meet-slider").focus()
    page.keyboard.press("ArrowRight")
    drawn(explore, 7)
    assert page.input_value("#meet-number") == "7"
    page.fill("#meet-number", "2")
    drawn(explore, 2)
    assert page.input_value("#meet-slider") == "2"
    before = page.inner_text("#meet-sentence")
    page.reload()
    drawn(explore, 2)
    assert page.inner_text("#meet-sentence") == before
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    # The question, the map, the answer, the form; what hands over stands in one row.
    tops = [page.locator(one).bounding_box()["y"]  # type: ignore[index]
            for one in ("#meet-asked", "#map-area", "#bar", "#card", "#controls")]  # fmt: skip
    assert tops == sorted(tops)
    page.click("#meet-asked a")
    explore.until("() => document.getElementById('ask').getBoundingClientRect().top < innerHeight")
    page.goto(f"{explore.origin}{ASKED}&n=1&m=1&b=s{'0' * 8}")
    explore.until("() => document.querySelector('#meet-said .refused')")
    assert not page.is_visible("#export"), "there is nothing to hand over"
    page.set_viewport_size({"width": 1440, "height": 900})
    box = page.locator("#map-area").bounding_box()
    assert box
    assert box["height"] > 700, "the map keeps its pane, however little is said"


VENUE = ".leaflet-practices-pane path.leaflet-interactive"


def test_a_keyboard_passes_the_map_and_its_venues_quickly(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page())
    page = explore.page
    page.evaluate("() => { atlas.map.leaflet.setZoom(14, { animate: false }); }")
    explore.until("(venue) => document.querySelectorAll(venue).length > 10", VENUE)
    page.focus("#map")
    for _ in range(5):  # the map, its two buttons, the menu of marks; then the list beside it
        page.keyboard.press("Tab")
        where = page.evaluate("() => document.activeElement.closest('#map-area, #card')?.id")
        if where == "card":
            break
        assert where == "map-area"
    assert where == "card"
    page.locator(VENUE).first.dispatch_event("mouseover")
    assert page.inner_text(".leaflet-tooltip.hover").strip()


def test_sessions_are_kept_as_a_plan(plans_page: Callable[..., Explore], plans: Plans) -> None:
    explore = opened(plans_page())
    page = explore.page
    wanted = names(explore)
    page.click("#meet-keep summary")
    page.fill("#meet-plan-title", "Spring sessions")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    explore.until("() => document.querySelector('#meet-plan-said a')")
    page.click("#meet-plan-said a")
    explore.until("() => location.pathname === '/plans'")
    plan_id = page.url.rpartition("=")[2]
    with plans.workspace.reading() as session:
        plan = kept.plan(session, plan_id)
        assert plan.title == "Spring sessions"
        # In their order, each with a zone; and both on the plan's map.
        assert [one.venue for one in plan.meetings] == wanted
        assert [zone.number for zone in plan.zones] == list(range(1, len(wanted) + 1))
    explore.until("() => document.querySelectorAll('#map-frame .session-number').length === 6")
    # Each zone has its number, and none lies below that of a session.
    explore.until("(n) => document.querySelectorAll('#map-frame .zone-number').length === n", 6)
    assert page.evaluate(UNDER_A_NUMBER, ".zone-number span") == []
    assert explore.errors == []
