"""Own venues on "Where to meet": a list and a typed venue, in the sessions, and gone."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported

pytestmark = pytest.mark.browser
LIST = (
    "Venue,Room,Contact name,Postcode\n"
    "Made-up Centre,Hall,Jo Doe,S4 8GA\n"
    "Made-up Mosque,Kitchen,Jo Doe,S99 9ZZ\n"
)


# Own venues as files of the sessions are made with them.
HOLDS = (
    "(names) => JSON.stringify(JSON.parse(document.getElementById('meet').dataset.along || '{}')"
    ".own?.map(({ name }) => name)) === JSON.stringify(names)"
)


def focused(explore: Explore) -> Any:
    """The name of the control that has the focus, or its id."""
    return explore.page.evaluate(
        "() => document.activeElement.getAttribute('aria-label') || document.activeElement.id"
    )


def opened(explore: Explore) -> Explore:
    explore.page.goto(f"{explore.origin}/where-to-meet")
    explore.until("() => document.getElementById('own-venues-file') !== null")
    explore.page.click("#own-venues-part > summary")
    return explore


def held(explore: Explore) -> list[Any]:
    """What files of the sessions are made with: own venues, as the page sends them."""
    along = explore.page.evaluate("() => document.getElementById('meet').dataset.along || '{}'")
    own = json.loads(along).get("own", [])
    assert isinstance(own, list)
    return own


def test_own_venues_are_read_corrected_typed_and_gone_with_the_page(
    new_page: Callable[..., Explore],
) -> None:
    explore = opened(new_page())
    page = explore.page
    file = {"name": "ours.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.set_input_files("#own-venues-file", files=[file])
    explore.until("() => /1 venue was read/.test(document.body.innerText)")
    assert "1 row is left out" in explore.text("#own-venues-left")
    page.click("#own-venues-columns > summary")
    page.focus("#own-venues-column-name")
    page.select_option("#own-venues-column-name", "Room")
    explore.until(
        "() => document.querySelector('#own-venues-listed li')?.textContent.startsWith('Hall')"
    )
    # Whoever chose is still where they were, and contacts are no choice.
    assert page.evaluate("() => document.activeElement.id") == "own-venues-column-name"
    assert "Contact name" not in explore.text("#own-venues-column-postcode")
    page.fill("#own-venues-name", "Made-up Hall")
    page.fill("#own-venues-postcode", "s99 9zz")
    page.click("#own-venues-add")
    explore.until("() => document.querySelector('#own-venues-status.flag') !== null")
    assert "S99 9ZZ is not among" in explore.text("#own-venues-status")
    page.fill("#own-venues-postcode", "s1 2he")
    page.press("#own-venues-postcode", "Enter")
    explore.until(
        "() => JSON.parse(document.getElementById('meet').dataset.along || '{}').own?.length === 2"
    )
    assert [(one["name"], one["postcode"]) for one in held(explore)] == [
        ("Hall", "S4 8GA"), ("Made-up Hall", "S1 2HE"),
    ]  # fmt: skip
    page.click("#copy-link")
    assert "does not hold your own venues" in explore.text("#handover-status")
    assert [one for one in reported(explore) if "own-venues" in one] == []
    assert explore.text("#own-venues-typed") == "Made-up Hall, S1 2HE Take off"
    assert "Made-up" not in page.url
    explore.until("() => document.getElementById('own-venues-postcode').value === ''")
    # Each can be taken off by itself; whoever does is at the next, or at the field for another.
    page.fill("#own-venues-name", "Made-up Rooms")
    page.fill("#own-venues-postcode", "s1 2he")
    page.press("#own-venues-postcode", "Enter")
    explore.until("() => document.querySelectorAll('#own-venues-typed li').length === 2")
    page.get_by_role("button", name="Take off Made-up Hall").click()
    assert focused(explore) == "Take off Made-up Rooms"
    assert explore.text("#own-venues-status") == "“Made-up Hall” is taken off."
    explore.until(HOLDS, ["Hall", "Made-up Rooms"])
    page.click("#own-venues-listed > summary")
    page.get_by_role("button", name="Take off Hall", exact=True).click()
    assert focused(explore) == "own-venues-name"
    explore.until(HOLDS, ["Made-up Rooms"])
    assert page.locator("#own-venues-listed").count() == 0
    page.click(".nav-link[href='/methods']")
    explore.until("() => document.getElementById('meet') === null")
    page.click(".nav-link:has-text('Where to meet')")
    explore.until("() => document.getElementById('own-venues-file') !== null")
    explore.until("() => document.querySelector('#meet-said')?.innerText.includes('session')")
    assert held(explore) == []
    assert explore.text("#own-venues-said") == ""
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
