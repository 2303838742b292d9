"""Where an exercise asked, in the browser: the question first, and every way to answer it."""

from collections.abc import Callable

import pytest

from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from tests.browser.test_heard import given, opened
from tests.committed import committed

pytestmark = pytest.mark.browser
HIDDEN = "() => document.getElementById('heard-results').hidden"
SHOWN = "() => !document.getElementById('heard-results').hidden"
ASKED = "() => !document.getElementById('heard-question').hidden"


def asked(explore: Explore) -> Explore:
    """A file from Barnsley and Rotherham only: 1,590 responses, five from each area."""
    opened(explore)
    areas = committed().areas
    codes = areas.index[areas["district"].isin(["Barnsley", "Rotherham"])]
    rows = "\n".join(["Area,Responses", *(f"{code},5" for code in codes)])
    given(explore, "ours.csv", rows.encode())
    explore.until("() => !document.getElementById('heard-check').hidden")
    assert explore.page.input_value("#heard-where") == ""
    explore.page.click("#heard-show")
    explore.until(ASKED)
    return explore


def test_the_question_comes_first_and_one_click_answers_it(
    new_page: Callable[..., Explore],
) -> None:
    explore = asked(new_page())
    assert explore.page.evaluate(HIDDEN)
    assert explore.text("#question") == (
        "No response came from Doncaster or Sheffield. Did you ask there?"
    )
    assert not reported(explore)
    explore.page.click("#heard-only")
    explore.until(SHOWN)
    explore.until("() => /^heard-(msoa|ward|lsoa)/.test(document.body.dataset.drawn)")
    assert "1,590 responses came from where you asked: Barnsley and Rotherham" in explore.text(
        "#finding"
    )
    assert "Asked in Barnsley and Rotherham." in explore.text("#heard-asked")
    assert "Not asked: left out" in explore.text("#heard-beside")
    assert explore.page.input_value("#heard-where") == "some"
    explore.until("() => /318 areas/.test(document.getElementById('heard-where-said').innerText)")
    assert not explore.page.evaluate(ASKED)
    explore.page.select_option("#heard-level", "district")
    explore.until("() => /Barnsley/.test(document.getElementById('heard-level-table').innerText)")
    assert "Sheffield" not in explore.text("#heard-level-table table")
    # Another answer takes back what was shown.
    explore.page.select_option("#heard-where", "everywhere")
    explore.until(HIDDEN)
    explore.page.click("#heard-show")
    explore.until(SHOWN)
    assert "Sheffield" in explore.text("#finding")
    assert not explore.errors


def test_places_zones_and_lists_can_be_chosen(new_page: Callable[..., Explore]) -> None:
    explore = asked(new_page(width=390, height=844))
    explore.page.click("#heard-choose")
    explore.until("() => !document.getElementById('heard-where-some').hidden")
    explore.page.fill("#heard-where-add", "Barnsley")
    explore.page.keyboard.press("Enter")
    explore.until("() => /148 areas/.test(document.getElementById('heard-where-said').innerText)")
    explore.page.click("#heard-where-some summary >> nth=0")
    explore.page.fill("#heard-where-link", "/seldom-heard?t=Core20&c=imd_decile!d!2!r&d=E08000018")
    explore.page.keyboard.press("Tab")
    explore.until("() => document.querySelector('#heard-where-zones input') !== null")
    explore.page.check("#heard-where-zones input >> nth=0")
    explore.until("() => /1 of the/.test(document.getElementById('heard-where-said').innerText)")
    explore.page.click("#heard-where-some summary >> nth=1")
    area = committed().areas.index[committed().areas["district"] == "Sheffield"][0]
    explore.page.fill("#heard-where-list", f"{area}, E01999999")
    explore.page.click("text=Add these")
    explore.until(
        "() => /not in this atlas/.test(document.getElementById('heard-where-said').innerText)"
    )
    explore.page.click("[aria-label='Take off E01999999']")
    explore.until("() => /Asked in/.test(document.getElementById('heard-where-said').innerText)")
    assert not reported(explore)
    assert explore.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    explore.page.click("#heard-show")
    explore.until(SHOWN)
    assert "Asked in Barnsley" in explore.text("#heard-asked")
    assert not explore.errors
