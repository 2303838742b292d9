"""“Which practices in Doncaster record much less high blood pressure than expected?”, as somebody
who has never seen the page finds out."""

from collections.abc import Callable

import pytest

from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported
from tests.committed import committed

pytestmark = pytest.mark.browser

# Names in the table, from the top.
ROWS = """() => [...document.querySelectorAll('#units-table .ag-row:has(a.inside)')]
  .sort((one, other) => one.getAttribute('row-index') - other.getAttribute('row-index'))
  .map((row) => row.querySelector('a.inside').textContent)"""


def names(register: str, lowest: int) -> list[str]:
    """Doncaster's practices with the lowest recorded ÷ expected, from the snapshot's table."""
    atlas = committed()
    mine = atlas.extra("expected").query("register == @register").set_index("practice")
    mine = mine.loc[mine.index.isin(atlas.practices.index[atlas.practices["place"] == "Doncaster"])]
    ratio = (mine["observed"] / mine["expected"]).nsmallest(lowest)
    return atlas.practices.loc[ratio.index, "name"].tolist()


def test_who_in_doncaster_records_less_than_expected_in_four_clicks(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page()
    page = explore.page
    page.goto(f"{explore.origin}/practices")
    explore.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    page.click("text=Recorded against expected")
    page.select_option("#list-place", label="Doncaster")  # two clicks: the list, and a line of it
    explore.until("() => document.getElementById('list-finding').textContent.includes('Doncaster')")
    lowest = names("HYP", 3)
    said = page.inner_text("#list-finding")
    assert said.startswith("In Doncaster, none of 36 practices records less high blood pressure")
    assert [said.index(name) for name in lowest] == sorted(said.index(name) for name in lowest)
    explore.until(f"() => ({ROWS})()[0] === {lowest[0]!r}")
    assert page.evaluate(ROWS)[:3] == lowest
    page.click("text=Below usual (0)")
    explore.until("() => document.getElementById('listed').textContent.startsWith('None of')")
    assert page.url.endswith("?d=02X&s=recorded&f=lower")
    # Another register, and back again.
    page.select_option("#list-register", label="Severe mental illness")
    explore.until("() => document.querySelectorAll('.ag-row .verdict.lower').length > 2")
    assert "record less severe mental illness" in page.inner_text("#list-finding")
    assert set(page.evaluate(ROWS)) >= set(names("MH", 2))
    assert not reported(explore)
    page.go_back()
    explore.until("() => document.getElementById('listed').textContent.startsWith('None of')")
    page.click("text=Who their patients are")
    explore.until("() => document.getElementById('listed').textContent.startsWith('36 of 169')")
    assert page.url.endswith("?d=02X")
    assert not explore.errors
