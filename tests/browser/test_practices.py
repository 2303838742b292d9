"""The Practices page: the list, every practice, footprints, comparing, a group of one's own."""

from collections.abc import Callable

import pytest

from layers import load_atlas, recorded
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as reported

pytestmark = pytest.mark.browser

ADDRESS = "/practices"


@pytest.fixture
def page(new_page: Callable[..., Explore]) -> Explore:
    return new_page()


def drawn(explore: Explore, state: str) -> None:
    explore.until("(state) => (document.body.dataset.drawn || '') === state", f"practices-{state}")


def opened(explore: Explore, query: str) -> None:
    explore.page.goto(f"{explore.origin}{ADDRESS}{query}")
    explore.until("() => document.querySelector('#practices-body h1') !== null")


def test_the_list_holds_every_practice_and_opens_one(page: Explore) -> None:
    page.page.goto(page.origin + ADDRESS)
    page.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    assert "169 practices" in page.page.inner_text("#practices-head")
    shown = page.page.get_attribute("#units-table .ag-root", "aria-rowcount")
    assert shown == "170"  # with the heading
    name = page.page.inner_text(".ag-row a.inside >> nth=0")
    page.page.click(".ag-row a.inside >> nth=0")
    page.until("(name) => document.querySelector('#practices-body h1')?.textContent === name", name)
    assert "v=" in page.page.url
    page.page.click("text=All practices and networks")
    page.until("() => !document.getElementById('practices-list').hidden")
    page.page.click("text=29 networks (PCN)")
    page.until("() => document.querySelector('#units-table .ag-root')?.ariaRowCount === '30'")
    assert not page.errors


def test_every_practice_opens_without_an_error(page: Explore) -> None:
    """All of them, one after the other, as a person would go from one to the next."""
    atlas = load_atlas()
    practices = atlas.practices
    label = recorded.registers(atlas)["HYP"]
    opened(page, f"?v={practices.index[-1]}")
    for code, name in practices["name"].items():
        page.page.evaluate(
            "(code) => window.dash_clientside.set_props('url', { search: `?v=${code}` })", code
        )
        drawn(page, f"{code}-core")
        page.until(
            "(name) => document.querySelector('#practices-body h1')?.textContent === name", name
        )
        # The tables that came later are this practice's, not those of the one before.
        registers = recorded.recorded(atlas, [code])
        hypertension = registers.at[("2024-25", "HYP"), "on_register"]
        page.until(
            "(begins) => document.querySelector('#practices-tables')?.innerText.includes(begins)",
            f"{label}\t{hypertension:,.0f}",
        )
    assert len(practices) == 169
    assert not page.errors


def test_a_practice_s_page_says_where_its_patients_live(page: Explore) -> None:
    opened(page, "?v=C85001")
    drawn(page, "C85001-core")
    said = page.page.inner_text("#practices-body")
    atlas = load_atlas()
    row = atlas.practices.loc["C85001"]
    assert f"{row['list_size']:,}" in said
    assert row["postcode"] in said
    assert "Where its patients live" in said
    page.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 6")
    # The core's areas on the map are those that hold the first half, then 80 %, 95 %, the rest.
    sizes = page.page.eval_on_selector_all("#legend .size", "all => all.map(a => +a.textContent)")
    page.page.click("text=Share of its list")
    drawn(page, "C85001-list")
    again = page.page.eval_on_selector_all("#legend .size", "all => all.map(a => +a.textContent)")
    assert sum(sizes) == sum(again) > 20
    assert not page.errors


def test_choosing_a_register_changes_the_charts_only(page: Explore) -> None:
    opened(page, "?v=C85001")
    page.until("() => document.querySelector('#practices-charts h2') !== null")
    page.page.click("#practices-body a:text-is('Diabetes')")
    page.until(
        "() => document.querySelector('#practices-charts h2').textContent.startsWith('Diabetes')"
    )
    assert page.page.url.endswith("?v=C85001&r=DM")
    assert not page.errors


def test_units_of_different_kinds_stand_side_by_side(page: Explore) -> None:
    opened(page, "?v=C85001.U20350.E08000018")
    drawn(page, "C85001.U20350.E08000018-core")
    heads = page.page.eval_on_selector_all(
        ".section[open] >> nth=0 >> thead th", "all => all.map(a => a.textContent)"
    )
    names = ["Goldthorpe Medical Centre", "Foundry PCN", "Rotherham", "South Yorkshire", "England"]
    assert heads[1:] == names
    page.page.click("[aria-label='Take off Foundry PCN']")
    drawn(page, "C85001.E08000018-core")
    assert not page.errors


def test_a_group_of_one_s_own_is_made_named_and_changed(page: Explore) -> None:
    page.page.goto(page.origin + ADDRESS)
    page.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    for row in (0, 1):
        page.page.click(f".ag-row .ag-checkbox-input >> nth={row}")
    page.until("() => document.getElementById('ticked').textContent.includes('2 ticked')")
    page.page.click("text=Make a group of them")
    page.until("() => document.querySelectorAll('.group-editor .chip').length === 2")
    page.page.fill("#group-name", "Our winter group")
    page.page.press("#group-name", "Enter")
    page.until(
        "() => document.querySelector('#practices-body h1')?.textContent === 'Our winter group'"
    )
    page.page.click(".group-editor .chip >> nth=0")
    page.until("() => document.querySelectorAll('.group-editor .chip').length === 1")
    assert "Our%20winter%20group~" in page.page.url
    page.page.reload()
    page.until(
        "() => document.querySelector('#practices-body h1')?.textContent === 'Our winter group'"
    )
    assert not page.errors


@pytest.mark.parametrize(
    "query",
    ["?v=C99999", "?v=%3Cscript%3E", "?v=A~B~C", "?v=C85001&r=XX&k=no&m=no", f"?v={'~' * 900}"],
)
def test_what_a_link_says_wrongly_is_said_and_nothing_breaks(page: Explore, query: str) -> None:
    page.page.goto(f"{page.origin}{ADDRESS}{query}")
    page.until("() => (document.body.dataset.drawn || '').startsWith('practices-')")
    page.until("() => document.getElementById('notice').textContent.length > 10")
    assert not page.errors


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_shuts_nobody_out(new_page: Callable[..., Explore], dark: bool) -> None:
    explore = new_page(dark=dark)
    explore.page.goto(explore.origin + ADDRESS)
    explore.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    assert not reported(explore)
    for query in ("?v=C88627", "?v=C85001.U20350", "?v=Mine~C85001~U20350"):
        opened(explore, query)
        explore.until("() => (document.body.dataset.drawn || '').startsWith('practices-')")
        explore.page.wait_for_timeout(800)
        assert not reported(explore)


@pytest.mark.parametrize("width", [390, 1024])
def test_nothing_is_wider_than_the_screen(new_page: Callable[..., Explore], width: int) -> None:
    explore = new_page(width=width, height=800)
    opened(explore, "?v=C85001")
    explore.until("() => (document.body.dataset.drawn || '').startsWith('practices-')")
    wide = explore.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= width
