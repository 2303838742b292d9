"""Plans: from Seldom-heard to one of one's own; list and plan, on a large screen and a phone."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Plans
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from tests.workspace.made_up_plan import TITLE
from workspace.plans import plans as all_plans
from workspace.transfer import to_json

pytestmark = pytest.mark.browser
FOUND = (
    "/seldom-heard?t=Core20+with+limited+English"
    "&c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000018.E08000019"
)
PHONE = {"width": 390, "height": 844}


def says(explore: Explore, selector: str, words: str) -> None:
    explore.until(
        "([where, words]) => document.querySelector(where)?.innerText.includes(words)",
        [selector, words],
        what=words,
    )


def drawn(explore: Explore, zones: int) -> None:
    explore.until("(name) => document.body.dataset.drawn === name", f"plan-{zones}")


def test_what_was_found_becomes_a_plan_with_its_zones(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = plans_page()
    page = explore.page
    page.goto(explore.origin + FOUND)
    explore.until("() => document.querySelector('#save-plan')?.href.includes('Core20')")
    explore.until("() => document.body.dataset.drawn === 'targets-66'")
    page.click("#save-plan")
    says(explore, "#plans-head", "What is ticked becomes a zone of the plan")
    assert page.input_value('[id*=\'"of":"title"\'][id*=\'"part":"field"\']') == (
        "Core20 with limited English"
    )
    assert reported(explore) == []
    ticked = page.locator("#new-plan-zones input:checked")
    assert ticked.count() == 6
    ticked.nth(5).uncheck()
    page.fill('[id*=\'"of":"purpose"\'][id*=\'"part":"field"\']', "Where letters go unread.")
    page.click("#new-plan-save")
    page.wait_for_url("**/plans?p=*")
    says(explore, "#plan-title", "Core20 with limited English")
    drawn(explore, 5)
    assert page.locator(".zone-cards > li").count() == 5
    assert page.locator("#plan-steps [aria-current]").inner_text().startswith("Draft")
    assert page.locator(".zone-number").count() >= 1
    with plans.workspace.reading() as session:
        made = next(one for one in all_plans(session) if one.title != TITLE)
    assert [zone.number for zone in made.zones] == [1, 2, 3, 4, 5]
    # Back does not lead to the form, where saving once more would be odd, but to what was found.
    page.go_back()
    explore.until("() => location.pathname === '/seldom-heard'")


def test_a_plan_fits_a_phone_and_leads_from_zone_to_visit(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = plans_page(**PHONE, dark=True)
    page = explore.page
    page.goto(f"{explore.origin}/plans")
    says(explore, "#plans-head", TITLE)
    assert reported(explore) == []
    page.click(f"text={TITLE}")
    drawn(explore, 6)
    says(explore, "#plans-rest", "Timeline")
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]
    # A visit is recorded from the first screen; what is pressed is as large as a finger.
    first = page.locator("#plans >> text=Record a visit").first.bounding_box()
    assert first["y"] + first["height"] < PHONE["height"]
    heights = page.evaluate(
        "() => [...document.querySelectorAll('#plans .btn')].filter((one) => one.offsetParent)"
        ".map((one) => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 20
    assert min(heights) >= 44
    assert reported(explore) == []
    # A zone's number shows it on the map, nearer.
    zoom = "async () => (await window.dash_clientside.bring('map')).leaflet().getZoom()"
    before = page.evaluate(zoom)
    page.click("#zone-1 .plan-zone-number")
    explore.until(f"() => ({zoom})().then((now) => now > {before})")
    page.click("#zone-5 >> text=Record a visit")
    explore.until("() => document.body.dataset.drawn === 'visit'")
    assert page.evaluate("() => location.search").count("z=") == 1


def test_a_plan_has_nothing_to_report_on_a_large_screen(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    with plans.workspace.reading() as session:
        plan = next(one for one in all_plans(session) if one.title == TITLE)
    explore = plans_page()
    page = explore.page
    page.goto(f"{explore.origin}/plans?p={plan.id}")
    drawn(explore, 6)
    says(explore, "#plans-rest", "Timeline")
    assert reported(explore) == []
    # On paper the zones come before the map, and nothing of a table lies over its next column.
    says(explore, "#plan-so-far", "Sex")
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    explore.until(
        "() => document.querySelector('#plan-zones').getBoundingClientRect().bottom"
        " <= document.querySelector('#map-area').getBoundingClientRect().top"
    )
    over = page.evaluate(
        "() => [...document.querySelectorAll('.so-far-figures :is(td, th)')]"
        ".filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert over == 0


def test_a_plan_that_was_taken_from_elsewhere_is_brought_in(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    with plans.workspace.reading() as session:
        plan = next(one for one in all_plans(session) if one.title == TITLE)
        content = to_json(session, plan.id)
    explore = plans_page()
    page = explore.page
    page.goto(f"{explore.origin}/plans")
    with page.expect_file_chooser() as chosen:
        page.click("#plans-bring")
    file = {"name": "plan.json", "mimeType": "application/json", "buffer": content}
    chosen.value.set_files([file])  # type: ignore[list-item]
    says(explore, "#plans-brought", "This plan is here already")
    assert reported(explore) == []
    page.click("#plans-bring-copy")
    page.wait_for_url("**/plans?p=*")
    says(explore, "#plan-title", f"{TITLE} (copy)")
