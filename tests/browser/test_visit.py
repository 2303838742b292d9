"""Recording visits on a phone: with a connection, without one, and when the tab dies."""

import os
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Plans
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from workspace.diary import counts_of
from workspace.plans import plans as all_plans
from workspace.records import Activity, new_id

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True}


def elsewhere(venue: str) -> str:
    """A venue where nobody was before, in another try of the same test neither."""
    return f"{venue} {new_id()[:8]}"


def opened(explore: Explore, plans: Plans, zone: int = 5) -> Explore:
    with plans.workspace.reading() as session:
        [plan] = all_plans(session)
        named = next(one.id for one in plan.zones if one.number == zone)
    explore.page.goto(f"{plans.origin}/plans/visit?p={plan.id}&z={named}")
    explore.until("() => document.body.dataset.drawn === 'visit'", what="the form")
    return explore


def kept(plans: Plans, venue: str) -> list[Activity]:
    """Visits at a venue, as the server has them."""
    with plans.workspace.reading() as session:
        [plan] = all_plans(session)
        return [one for one in plan.activities if one.venue == venue]


def filled(explore: Explore, venue: str, people: int, summary: str = "The bus is late.") -> None:
    for name, value in (("venue", venue), ("people", str(people)), ("summary", summary)):
        explore.page.fill(f"#visit-{name}", value)


def said(explore: Explore, words: str) -> None:
    explore.until(
        "(words) => document.getElementById('visit-said').innerText.includes(words)", words
    )


def killed(browser: Browser) -> None:
    """End the processes of the browser's tabs, as a phone does that is short of memory."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    for one in found["processInfo"]:
        if one["type"] == "renderer":
            os.kill(one["id"], signal.SIGKILL)


def on_device(explore: Explore) -> str:
    return str(explore.page.evaluate("() => JSON.stringify({ ...localStorage })"))


def test_three_visits_one_of_them_without_a_connection_and_in_a_tab_that_dies(
    plans_page: Callable[..., Explore], plans: Plans, browser: Browser
) -> None:
    explore = opened(plans_page(**PHONE), plans)
    page, context = explore.page, explore.page.context
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide == PHONE["width"]
    # When, where, how many and what was said are in sight at once, above the button that saves.
    bar = page.locator(".visit-bar").bounding_box()["y"]
    for name in ("on", "venue", "people", "summary"):
        box = page.locator(f"#visit-{name}").bounding_box()
        assert box["y"] + box["height"] <= bar, name
    assert page.locator("#visit-zone_id").is_hidden()
    green, station, mosque = map(elsewhere, ("Tinsley Green", "Bus station", "Mosque car park"))
    # The first, in four fields.
    filled(explore, green, 12)
    page.click("#visit-save")
    said(explore, "Saved: 12 people heard, Zone 5: Tinsley and Carbrook")
    assert [one.people for one in kept(plans, green)] == [12]
    assert page.input_value("#visit-venue") == ""
    assert green not in on_device(explore)
    # The second while the network is down; it goes by itself once it is back.
    context.set_offline(True)
    filled(explore, station, 7)
    page.click("#visit-save")
    said(explore, "Kept on this device, not yet sent")
    assert "Not yet sent" in explore.text("#visit-kept")
    assert kept(plans, station) == []
    context.set_offline(False)
    said(explore, "Saved: 7 people heard")
    assert len(kept(plans, station)) == 1
    # The third is saved without a connection, a fourth half typed; then the tab dies.
    context.set_offline(True)
    filled(explore, mosque, 5)
    page.click("#visit-save")
    said(explore, "not yet sent")
    page.fill("#visit-summary", "Half a sen")
    killed(browser)
    page.close()
    context.set_offline(False)
    again = opened(Explore(context.new_page(), plans.origin), plans)
    said(again, "Saved: 5 people heard")
    assert [one.people for one in kept(plans, mosque)] == [5]
    assert again.page.input_value("#visit-summary") == "Half a sen"


def test_counts_add_up_postcodes_become_areas_and_texts_are_looked_at(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = opened(plans_page(**PHONE), plans)
    page, library = explore.page, elsewhere("Library")
    filled(explore, library, 3, "Ring Anna on 0114 278 8900")
    for name in ("Who you heard", "Sex"):
        page.click(f"summary:has-text('{name}')")
    for _ in range(4):
        page.click("button[aria-label='One more: Female']")
    page.click("#visit-save")
    assert "these are 4 people, and 3 were heard" in explore.text("#visit-sex-wrong")
    page.click("button[aria-label='One fewer: Female']")
    page.click("button[aria-label='One fewer: Female']")
    page.click("button[data-rest=sex]")
    assert explore.text("[data-tally=sex]") == "3 of 3"
    page.click("summary:has-text('Where people live')")
    page.fill("#visit-postcodes", "S9 1UQ, s9 1uq\nnot one")
    page.click("#visit-turn")
    explore.until("() => document.getElementById('visit-turned').innerText.includes('2 added')")
    assert page.input_value("#visit-postcodes") == "not one"
    assert "1UQ" not in on_device(explore).upper()
    page.fill("#visit-postcodes", "")
    page.click("#visit-save")
    said(explore, "Look at this before it is kept")
    assert "0114 278 8900" in explore.text("#visit-summary-wrong")
    assert kept(plans, library) == []
    page.click("#visit-save")
    said(explore, "Saved: 3 people heard")
    [visit] = kept(plans, library)
    with plans.workspace.reading() as session:
        heard, places = counts_of(session, visit.id)
    assert heard == {"sex": {"female": 2, "": 1}}
    assert sum(places.values()) == 2


def test_what_is_on_the_device_is_forgotten_at_the_second_press(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = opened(plans_page(**PHONE), plans)
    explore.page.context.set_offline(True)
    filled(explore, "Nowhere", 2)
    explore.page.click("#visit-save")
    said(explore, "not yet sent")
    for words in ("Forget it? Press again", "Forget what is on this device"):
        assert "Nowhere" in on_device(explore)
        explore.page.click("#visit-forget")
        assert explore.text("#visit-forget") == words
    assert "Nowhere" not in on_device(explore)
    explore.page.context.set_offline(False)
    assert kept(plans, "Nowhere") == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_has_nothing_to_report(
    plans_page: Callable[..., Explore], plans: Plans, dark: bool
) -> None:
    explore = opened(plans_page(dark=dark, **PHONE), plans, zone=1)
    explore.page.click("#visit-save")
    assert explore.text("#visit-people-wrong") == "Fill in “People heard”."
    explore.page.evaluate(
        "() => { for (const one of document.querySelectorAll('#visit details')) one.open = true; }"
    )
    assert reported(explore) == []
