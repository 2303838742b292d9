"""Bring your own figures: from a file to a map and a criterion, and gone with the page."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from dashboard.own.examples import example_csv
from layers import Atlas
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both

pytestmark = pytest.mark.browser
HELD = """async () => {
  await dash_clientside.bring("own-held");
  return (await dash_clientside.bring("own-held")).held().map(({ label }) => label);
}"""

DROPPED = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  return carried;
}"""


def test_a_file_becomes_a_layer_that_is_mapped_and_a_criterion(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    explore = new_page()
    page = explore.page
    page.goto(f"{explore.origin}/data/own")
    explore.until("() => document.getElementById('own-file') !== null")
    assert explore.text("#own-list") == "None yet."
    content = example_csv(atlas, "value")
    file = {"name": "Food_parcels 2025.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("#own-file", files=[file])
    explore.until("() => document.getElementById('own-label')?.value === 'Food parcels'")
    assert "LSOAs of 2021: 860 of 860 rows are used." in explore.text("#own-read")
    assert page.input_value("#own-period") == "2025"
    # A count and a rate are each asked what fits them, also when the file is read anew.
    page.select_option("#own-kind", "rate")
    with page.expect_response(lambda answer: answer.url.endswith("/data/own/read")):
        page.select_option("#own-read-value", "Food parcels 2025")
    explore.until("() => document.getElementById('own-people-field').hidden")
    assert page.is_visible("#own-few")
    # A refusal is gone with what was refused.
    page.fill("#own-source", "A council")
    page.check("#own-few")
    page.click("#own-show")
    explore.until("() => /few people/.test(document.getElementById('own-words-said').innerText)")
    page.fill("#own-source", "")
    assert explore.text("#own-words-said") == ""
    page.select_option("#own-kind", "count")
    assert page.is_visible("#own-people")
    assert not page.is_visible("#own-few")
    # What is lacking is asked for where it is lacking.
    page.click("#own-show")
    explore.until("() => document.activeElement.id === 'own-source'")
    assert "their source" in explore.text("#own-words-said")
    assert "their source" in explore.text("#own-source-lacks")
    page.fill("#own-source", "A council")
    page.click("#own-show")
    explore.until("() => document.body.dataset.drawn?.startsWith('own-own_')", what="the map")
    assert explore.text("#own-title") == "Food parcels, 2025"
    assert found_in_both(explore) == []
    # What is said anew is shown anew.
    page.fill("#own-unit", "parcels")
    explore.until("() => document.getElementById('own-look-part').hidden")
    page.click("#own-show")
    explore.until("() => document.getElementById('own-look').innerText.includes('60 parcels')")
    page.click("#own-use")
    explore.until("() => document.querySelector('#own-then a') !== null")
    assert "Food parcels" in explore.text("#own-list")
    # Within the page it goes on, so that the layer is still there.
    page.click("#own-criterion")
    explore.until("() => /\\d+ areas in \\d+ zones/.test(document.body.innerText)", what="zones")
    assert "Food parcels" in explore.text("#criteria")
    page.go_back()
    explore.until("() => document.querySelector('#own-list a') !== null")
    page.click("#own-list a")
    explore.until("() => document.querySelector('#legend h2')?.innerText === 'Food parcels'")
    assert page.evaluate(HELD) == ["Food parcels"]
    # Loaded anew it holds none, of which whoever does that is warned.
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    explore.until("() => Boolean(window.dash_clientside?.bring)")
    assert page.evaluate(HELD) == []


def test_a_layer_is_saved_and_taken_at_once_and_taken_off(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    explore = new_page(width=390, height=844)
    page = explore.page
    page.goto(f"{explore.origin}/data/own")
    explore.until("() => document.getElementById('own-file') !== null")
    content = example_csv(atlas, "points")
    dropped = page.evaluate_handle(DROPPED, ["Food banks.csv", content.decode()])
    page.dispatch_event("#own-privacy", "drop", {"dataTransfer": dropped})
    explore.until("() => document.getElementById('own-label')?.value === 'Food banks'")
    page.select_option("#own-make", "within")
    assert page.is_visible("#own-metres")
    page.select_option("#own-make", "marks")
    page.fill("#own-source", "Us")
    page.fill("#own-period", "Today")
    page.click("#own-show")
    explore.until("() => !document.getElementById('own-look-part').hidden")
    explore.until("() => document.querySelectorAll('.leaflet-marks-pane img').length === 24")
    with page.expect_download() as saved:
        page.click("#own-save")
    day = datetime.now(UTC).date().isoformat()
    assert saved.value.suggested_filename == f"seldom-heard-food-banks-{day}.json"
    page.set_input_files("#own-file", files=[str(saved.value.path())])
    explore.until("() => document.querySelector('#own-list [data-off]') !== null")
    assert not page.is_visible("#own-check")
    assert "is here, as it was saved" in explore.text("#own-read-said")
    page.click("#own-list [data-off]")
    assert explore.text("#own-list") == "None yet."
    assert page.evaluate("() => document.activeElement.id") == "own-file"
    page.reload()  # nothing would be lost, so nobody is asked
    explore.until("() => document.getElementById('own-file') !== null")
