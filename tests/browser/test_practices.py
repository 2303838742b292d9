"""The Practices page: the list, every practice, footprints, comparing, a group of one's own."""

from collections import Counter
from collections.abc import Callable

import pytest

from dashboard.practices.list_filter import narrowed
from dashboard.practices.view import read_view
from layers.practices import footprints, recorded_registers, units
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both as reported_in_both
from tests.committed import committed

pytestmark = pytest.mark.browser

ADDRESS = "/practices"

# Whether a register's row ends with a number of patients.
REGISTERED = """([label, patients]) =>
  [...document.querySelectorAll("#practices-tables tbody tr")].some((row) =>
    row.firstElementChild.textContent === label && row.lastElementChild.textContent === patients)"""

# Each area's colour as Leaflet has it, or what else it is filled with.
LOOKS = """() => {
  const found = {};
  atlas.map.leaflet.eachLayer((layer) => {
    if (!layer.feature?.id?.startsWith("E01") || !layer.options.fill) return;
    const { fillColor: fill } = layer.options;
    found[layer.feature.id] = typeof fill === "string" ? fill : fill.constructor.name;
  });
  return found;
}"""


@pytest.fixture
def page(same_page: Explore) -> Explore:
    return same_page


def drawn(explore: Explore, state: str) -> None:
    explore.until("(state) => (document.body.dataset.drawn || '') === state", f"practices-{state}")


def went(explore: Explore, query: str) -> None:
    """To an address of the page: opened, or gone to where the page is open already."""
    if explore.page.url.startswith(explore.origin + ADDRESS):
        explore.page.evaluate("(search) => dash_clientside.set_props('url', { search })", query)
    else:
        explore.page.goto(f"{explore.origin}{ADDRESS}{query}")
    explore.until("(query) => document.body.dataset.asked === query", query)


def opened(explore: Explore, query: str) -> None:
    """A profile, or several side by side, are there."""
    went(explore, query)
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


def test_practices_open_one_after_the_other_without_an_error(page: Explore) -> None:
    """A third of them, as a person would go from one to the next; that the server makes the pages
    of all is tested beside it."""
    atlas = committed()
    practices = atlas.practices.iloc[::3]
    label = recorded_registers.registers(atlas)["HYP"]
    opened(page, f"?v={practices.index[-1]}")
    for code, name in practices["name"].items():
        went(page, f"?v={code}")
        drawn(page, f"{code}-core")
        page.until(
            "(name) => document.querySelector('#practices-body h1')?.textContent === name", name
        )
        # The tables that came later are this practice's, not those of the one before.
        registers = recorded_registers.recorded(atlas, [code])
        hypertension = registers.at[("2024-25", "HYP"), "on_register"]
        page.until(REGISTERED, [label, f"{hypertension:,.0f}"])
    assert len(practices) == 57
    assert not page.errors


def test_a_practice_s_page_says_where_its_patients_live(page: Explore) -> None:
    opened(page, "?v=C85001")
    drawn(page, "C85001-core")
    said = page.page.inner_text("#practices-body")
    atlas = committed()
    row = atlas.practices.loc["C85001"]
    assert f"{row['list_size']:,}" in said
    assert row["postcode"] in said
    assert "Where its patients live" in said
    page.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 6")
    # The core's areas on the map are those that hold the first half, then 80 %, 95 %, the rest.
    sizes = page.page.eval_on_selector_all("#legend .size", "all => all.map(a => +a.textContent)")
    page.page.click("#map-choice >> text=Share of its list")
    drawn(page, "C85001-list")
    again = page.page.eval_on_selector_all("#legend .size", "all => all.map(a => +a.textContent)")
    assert sum(sizes) == sum(again) > 20
    assert not page.errors


# The rows of the picture of registers: what each says, and how far its mark is from where the scale
# has the number beside it, in shares of the scale (0 at its ends, where marks are held).
PICTURED = """() => {
  const scale = document.querySelector(".ticks").getBoundingClientRect();
  return [...document.querySelectorAll(".register-plot li")].map((row) => {
    const [name, picture, ratio, verdict] = row.children;
    const box = picture.getBoundingClientRect();
    const mark = getComputedStyle(picture, "::after");
    const at = box.left + parseFloat(mark.left) + parseFloat(mark.width) / 2;
    const wanted = Math.min(Math.max((Math.log2(ratio.textContent) + 2) / 4, 0), 1);
    const off = Math.abs((at - scale.left) / scale.width - wanted);
    return { name: name.textContent, off, verdict: verdict.textContent, shape: mark.clipPath };
  });
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_practice_opens_with_its_finding_and_a_picture_of_its_registers(
    new_page: Callable[..., Explore], width: int
) -> None:
    """The Rose Tree: one register is below usual, beyond the scale, and two are above."""
    explore = new_page(width=width, height=900)
    opened(explore, "?v=C85014")
    first, second = explore.page.locator(".unit .finding, .unit h2").all_inner_texts()[:2]
    assert first.startswith("1 of 21 registers is below usual: osteoporosis with a fracture")
    assert second == "Recorded against expected, register by register"
    rows = explore.page.evaluate(PICTURED)
    assert len(rows) == 21
    # A mark stands where the scale below has its number, whatever the width.
    assert max(row["off"] for row in rows) < 0.02
    shapes = {row["verdict"]: row["shape"] for row in rows}
    assert set(shapes) == {"", "Above usual", "Below usual"}
    assert len(set(shapes.values())) == 3
    # The table that comes later has the same order.
    explore.until("() => document.querySelector('.registers tbody') !== null")
    table = explore.page.locator(".registers tbody th").all_inner_texts()
    assert table == [row["name"] for row in rows]
    assert not explore.errors


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
    page.page.click("[aria-label='Remove Foundry PCN']")
    drawn(page, "C85001.E08000018-core")
    assert not page.errors


def keyed(page: Explore) -> dict[str, int]:
    """What the legend counts: number by words."""
    rows = page.page.eval_on_selector_all(
        "#legend .key li",
        "all => all.map(a => [a.children[1].textContent, a.children[2].textContent])",
    )
    return {text: int(number) for text, number in rows}


def test_the_map_says_which_part_of_a_list_it_shows(page: Explore) -> None:
    opened(page, "?v=C86013")
    drawn(page, "C86013-core")
    wanted = "The map shows 66% of its list; 34% live outside South Yorkshire, mostly in Bassetlaw."
    assert page.text("#legend .part-shown") == wanted
    assert sum(keyed(page).values()) == 68
    opened(page, "?v=C88627")
    drawn(page, "C88627-core")
    assert page.page.locator("#legend .part-shown").count() == 0


def test_side_by_side_the_legend_counts_every_area_of_each(page: Explore) -> None:
    keys = ["C87608", "U99055", "C87010", "C87017"]
    opened(page, f"?v={'.'.join(keys)}")
    drawn(page, f"{'.'.join(keys)}-core")
    page.loaded()
    atlas = committed()
    wanted = [units.unit(atlas, key) for key in keys]
    cores = [
        set(footprints.core(atlas, unit.practices, 0.8)) & set(atlas.areas.index) for unit in wanted
    ]
    counted = keyed(page)
    assert {unit.name: len(core) for unit, core in zip(wanted, cores, strict=True)} == {
        unit.name: counted.pop(unit.name) for unit in wanted
    }
    every = Counter(code for core in cores for code in core)
    [(text, shared)] = counted.items()
    assert text.startswith("In two or more")
    assert shared == sum(times > 1 for times in every.values()) > 5
    # Areas in one core have its colour; those in several a pattern of the same ones.
    looks = page.page.evaluate(LOOKS)
    for code, times in every.items():
        assert (looks[code] == "CanvasPattern") == (times > 1)
        if times == 1:
            [at] = [n for n, core in enumerate(cores) if code in core]
            [own] = {looks[c] for c, t in every.items() if t == 1 and c in cores[at]}
            assert looks[code] == own
    colours = {looks[code] for code, times in every.items() if times == 1}
    assert len(colours) == sum(any(every[c] == 1 for c in core) for core in cores)
    assert not page.errors


@pytest.mark.parametrize(
    "query",
    ["d=03L", "c=U99055", "d=03L&q=road", "q=rotherham", "k=pcn&d=03N", "k=pcn&q=w", "d=02P"],
)
def test_the_list_is_narrowed_as_the_server_narrows_it(page: Explore, query: str) -> None:
    atlas = committed()
    view, _ = read_view(query, atlas)
    wanted = len(narrowed(atlas, view, view.listed))
    went(page, f"?{query}")
    page.until(
        "(rows) => document.querySelector('#units-table .ag-root')?.ariaRowCount === rows",
        str(wanted + 1),
    )
    assert page.page.inner_text("#listed").startswith(f"{wanted} of ")
    page.until("() => !document.getElementById('export').inert", what="the links of this list")
    exports = page.page.eval_on_selector_all("#export a", "all => all.map(a => a.href)")
    assert len(exports) == 4
    for one in exports:
        assert read_view(one.split("?")[1], atlas)[0] == view
    assert not page.errors


def test_narrowing_the_list_is_in_the_link_and_is_undone(page: Explore) -> None:
    page.page.goto(page.origin + ADDRESS)
    page.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    page.page.select_option("#list-place", label="Rotherham")
    page.until("() => document.getElementById('listed').textContent.startsWith('28 of 169')")
    page.page.select_option("#list-network", label="Wentworth 1 PCN")
    page.until("() => document.getElementById('listed').textContent.startsWith('7 of 169')")
    page.page.type("#list-named", "shak")
    page.until("() => document.getElementById('listed').textContent.startsWith('1 of 169')")
    assert page.page.evaluate("() => document.activeElement.id") == "list-named"
    assert page.page.url.endswith("?d=03L&c=U99055&q=shak")
    page.page.click(".ag-row a.inside")
    page.until("() => document.querySelector('#practices-body h1') !== null")
    page.page.click("text=All practices and networks")
    page.until("() => document.getElementById('listed')?.textContent.startsWith('1 of 169')")
    page.page.click("text=Show all")
    page.until("() => document.getElementById('listed').textContent.startsWith('All 169')")
    assert page.page.url.endswith(ADDRESS)
    assert not page.errors


def test_ticked_practices_are_marked_on_the_map_and_stay(page: Explore) -> None:
    page.page.goto(f"{page.origin}{ADDRESS}?q=shakespeare")
    page.until("() => document.querySelectorAll('.ag-row a.inside').length === 1")
    page.page.click(".ag-row .ag-checkbox-input >> nth=0")
    page.until("() => document.getElementById('dots-key').textContent.includes('Ticked1')")
    page.page.fill("#list-named", "york road")
    page.until("() => document.querySelector('.ag-row a.inside')?.textContent.startsWith('York')")
    page.page.wait_for_timeout(600)
    page.page.click(".ag-row .ag-checkbox-input >> nth=0")
    page.until("() => document.getElementById('dots-key').textContent.includes('Ticked2')")
    page.page.click("text=Compare them")
    drawn(page, "C87608.C87010-core")
    assert not page.errors


def test_the_list_follows_the_theme_while_it_is_open(new_page: Callable[..., Explore]) -> None:
    explore = new_page(dark=True)
    explore.page.goto(explore.origin + ADDRESS)
    explore.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    paper = "() => getComputedStyle(document.querySelector('#units-table .ag-row')).backgroundColor"
    swatch = "() => document.querySelector('.tenths .swatch').style.background"
    assert explore.page.evaluate(paper) == "rgb(24, 34, 44)"
    dark = explore.page.evaluate(swatch)
    explore.page.emulate_media(color_scheme="light")
    explore.until(f"({paper.removeprefix('() => ')}) === 'rgb(255, 255, 255)'")
    # The map is the same on both: two people on two screens see the same.
    assert explore.page.evaluate(swatch) == dark
    assert not explore.errors


@pytest.mark.parametrize("width", [390, 1024])
def test_a_table_that_goes_on_says_so_and_keeps_its_names(
    new_page: Callable[..., Explore], width: int
) -> None:
    explore = new_page(width=width, height=800)
    opened(explore, "?v=C87608.U99055.C87010.C87017")
    explore.until("() => document.querySelector('.wide.cut') !== null")
    left = """() => {
      const holder = document.querySelector('.wide.cut');
      holder.scrollLeft = 120;
      const [name, figure] = holder.querySelectorAll('tbody tr:first-child > *');
      const at = holder.getBoundingClientRect().left;
      return [name.getBoundingClientRect().left - at, figure.getBoundingClientRect().left - at];
    }"""
    name, figure = explore.page.evaluate(left)
    assert name == pytest.approx(0, abs=1)
    assert figure < 150
    assert not explore.errors


def test_a_group_of_one_s_own_is_made_named_and_changed(page: Explore) -> None:
    page.page.goto(page.origin + ADDRESS)
    page.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    for row in (0, 1):
        page.page.click(f".ag-row .ag-checkbox-input >> nth={row}")
    page.until("() => document.getElementById('ticked').textContent.includes('2 ticked')")
    page.page.click("text=Make a group of them")
    page.until("() => document.querySelectorAll('#group-editor .chip').length === 2")
    page.page.fill("#group-name", "Our winter group")
    page.page.press("#group-name", "Enter")
    page.until(
        "() => document.querySelector('#practices-body h1')?.textContent === 'Our winter group'"
    )
    page.page.click("#group-editor .chip >> nth=0")
    page.until("() => document.querySelectorAll('#group-editor .chip').length === 1")
    assert "Our+winter+group~" in page.page.url
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
    # Opened each: several of these show the same list, which the page would not ask for anew.
    page.page.goto(f"{page.origin}{ADDRESS}{query}")
    page.until("() => (document.body.dataset.drawn || '').startsWith('practices-')")
    page.until("() => document.getElementById('notice').textContent.length > 10")
    assert not page.errors


def test_it_shuts_nobody_out(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    explore.page.goto(explore.origin + ADDRESS)
    explore.until("() => document.querySelectorAll('.ag-row a.inside').length > 5")
    assert not reported_in_both(explore)
    for query in ("?v=C88627", "?v=C85001.U20350", "?v=Mine~C85001~U20350"):
        opened(explore, query)
        explore.until("() => (document.body.dataset.drawn || '').startsWith('practices-')")
        explore.page.wait_for_timeout(800)
        assert not reported_in_both(explore)


@pytest.mark.parametrize("width", [390, 1024])
def test_nothing_is_wider_than_the_screen(new_page: Callable[..., Explore], width: int) -> None:
    explore = new_page(width=width, height=800)
    opened(explore, "?v=C85001")
    explore.until("() => (document.body.dataset.drawn || '').startsWith('practices-')")
    wide = explore.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= width
