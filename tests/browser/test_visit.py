"""Recording visits on a phone: with a connection, without one, and when the tab dies."""

import os
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Plans
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both as reported_in_both
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


def test_a_refusal_is_said_above_the_bar_and_the_last_answer_is_gone(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = opened(plans_page(**PHONE), plans)
    page = explore.page
    page.click("summary:has-text('More about the visit')")
    page.select_option("#visit-zone_id", label="Zone 2: Burngreave")
    assert explore.text("#visit-zone") == "Zone 2: Burngreave"
    filled(explore, elsewhere("Shop"), 12)
    page.click("#visit-save")
    said(explore, "Saved: 12 people heard, Zone 2: Burngreave")
    assert "(Zone 2: Burngreave)" in explore.text("#visit-said")
    chosen = "() => document.querySelector('#visit-zone_id option:checked').innerText"
    assert page.evaluate(chosen) == "Zone 2: Burngreave"
    page.fill("#visit-venue", "Shop")
    assert explore.text("#visit-said") == ""
    for people, words in (("", "Not saved. Fill in “People heard”."), ("0", "at least 1")):
        page.fill("#visit-people", people)
        page.click("#visit-save")
        assert words in explore.text("#visit-said")
        line, bar = (
            page.locator(one).bounding_box() for one in ("#visit-people-wrong", ".visit-bar")
        )
        assert line is not None
        assert bar is not None
        assert 0 <= line["y"] <= bar["y"] - line["height"]
    assert page.is_hidden("#visit-offline")
    page.context.set_offline(True)
    explore.until("() => !document.getElementById('visit-offline').hidden")
    page.context.set_offline(False)


def test_who_is_told_more_closely_is_part_of_the_line_above(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = opened(plans_page(**PHONE), plans)
    page, hall = explore.page, elsewhere("Hall")
    filled(explore, hall, 12)
    page.evaluate(
        "() => { for (const one of document.querySelectorAll('#visit details')) one.open = true; }"
    )
    whole, part = (
        f"[id='visit-language.{one}']" for one in ("main_language_not_english", "english_limited")
    )
    page.fill(part, "8")
    assert page.input_value(whole) == "8"
    page.fill(whole, "10")
    assert explore.text("[data-tally=language]") == "10 of 12"
    page.fill(whole, "7")
    assert "7, but 8 of these" in explore.text("#visit-language-wrong")
    page.fill(whole, "10")
    page.click("#visit-save")
    said(explore, "Saved: 12 people heard")
    with plans.workspace.reading() as session:
        counts = counts_of(session, kept(plans, hall)[0].id)[0]
    assert counts == {"language": {"main_language_not_english": 2, "english_limited": 8}}


def test_what_waits_is_said_and_sent_from_the_plan_and_the_list(
    plans_page: Callable[..., Explore], plans: Plans
) -> None:
    explore = opened(plans_page(**PHONE), plans)
    page, church = explore.page, elsewhere("Church")
    page.route("**/plans/visits", lambda route: route.abort())
    filled(explore, church, 9)
    page.click("#visit-save")
    said(explore, "not yet sent")
    for address in (f"{plans.origin}/plans", page.get_attribute("#visit-back", "href") or ""):
        page.goto(address if address.startswith("http") else f"{plans.origin}{address}")
        explore.until(
            "() => document.getElementById('visit-unsent')?.innerText"
            ".startsWith('1 visit on this device is not sent yet.')"
        )
        assert "9 people" in explore.text("#visit-kept")
        assert page.get_attribute("#visit-kept a", "href")
    assert kept(plans, church) == []
    page.unroute("**/plans/visits")
    page.click("#visit-send")
    explore.until(
        "() => document.getElementById('visit-unsent').innerText.startsWith('Saved: 9 people')"
    )
    assert [one.people for one in kept(plans, church)] == [9]
    assert page.is_hidden("#visit-phone")
    explore.until(
        "(venue) => document.getElementById('plans-rest').innerText.includes(venue)", church
    )


def test_axe_has_nothing_to_report(plans_page: Callable[..., Explore], plans: Plans) -> None:
    explore = opened(plans_page(**PHONE), plans, zone=1)
    explore.page.click("#visit-save")
    assert explore.text("#visit-people-wrong") == "Fill in “People heard”."
    explore.page.evaluate(
        "() => { for (const one of document.querySelectorAll('#visit details')) one.open = true; }"
    )
    assert reported_in_both(explore) == []
