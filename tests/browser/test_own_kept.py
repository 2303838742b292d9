"""Figures that are kept are in everybody's pages, changed and taken away where they were made."""

from collections.abc import Callable

import pytest

from dashboard.own.examples import example_csv
from layers import Atlas
from tests.browser.conftest import Plans
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both
from workspace import own_layers
from workspace.own_layers import USUALLY, today

pytestmark = pytest.mark.browser


def said(explore: Explore, words: str) -> None:
    """What was done is said, and the keyboard is there."""
    explore.until(
        "(words) => document.activeElement.id === 'own-kept-said'"
        " && document.activeElement.innerText.includes(words)",
        words,
        what=words,
    )


def test_figures_are_kept_seen_by_another_changed_and_taken_away(
    plans_page: Callable[..., Explore], plans: Plans, atlas: Atlas
) -> None:
    ours, theirs = plans_page(), plans_page(width=390, height=844)
    page = ours.page
    page.goto(f"{plans.origin}/data/own")
    ours.until("() => document.getElementById('own-keep')?.hidden")
    content = example_csv(atlas, "value")
    file = {"name": "Food parcels 2025.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("#own-file", files=[file])
    ours.until("() => document.getElementById('own-label')?.value === 'Food parcels'")
    page.fill("#own-source", "A council")
    page.click("#own-show")
    ours.until("() => document.body.dataset.drawn?.startsWith('own-own_')", what="the map")
    page.click("#own-use")
    # From the list of what the page holds, too.
    page.click("#own-list [data-keep]")
    ours.until("() => document.activeElement.id === 'own-keep-button'")
    assert ours.text("#own-keep-what") == "Food parcels"
    assert page.input_value("#own-kept-until-new") == (today() + USUALLY).isoformat()
    page.click("#own-keep-button")
    said(ours, "“Food parcels” is kept here now")
    # It is in the atlas without the page now, so nobody is asked who leaves, nor to hold it again.
    assert ours.text("#own-list") == "None yet."
    assert page.is_disabled("#own-use")
    assert found_in_both(ours) == []
    link = page.get_attribute("#own-kept-list a", "href")
    theirs.page.goto(f"{plans.origin}{link}")
    theirs.until("() => document.getElementById('chosen')?.innerText === 'Food parcels'")
    page.click("#own-kept-list summary")
    page.fill("#own-kept-list input", (today() + 2 * USUALLY).isoformat())
    page.click("#own-kept-list [data-kept*=change]")
    ours.until("() => document.querySelector('#own-kept-said .flag') !== null")
    page.fill("#own-kept-list input", (today() + USUALLY / 2).isoformat())
    page.click("#own-kept-list [data-kept*=change]")
    said(ours, "is changed")
    with plans.workspace.reading() as session:
        [kept] = own_layers.every(session)
    assert kept.keep_until == today() + USUALLY / 2
    page.click("#own-kept-list [data-kept*=remove]")
    said(ours, "is removed")
    theirs.page.reload()
    theirs.until("() => document.body.innerText.includes('They are not here')")
    page.click("#own-kept-list summary")
    page.click("#own-kept-list [data-kept*=restore]")
    said(ours, "is back")
