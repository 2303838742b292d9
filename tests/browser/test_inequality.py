"""The Inequality page, and clusters on Explore: guards, numbers, links, every screen."""

import re
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

from dashboard.explore.view import ViewState
from dashboard.explore.view_clusters import clusters_of
from dashboard.inequality import finding
from dashboard.parts import place_gradient
from dashboard.wording.legend import texts
from layers import Atlas
from layers.geography.cluster_kinds import load_kinds
from layers.inequality.gradient import Gradient
from layers.inequality.guards import load_guards
from tests.browser.explore import LARGEST, SAID, Explore
from tests.browser.test_accessibility import found as reported
from tests.browser.test_accessibility import found_in_both as reported_in_both
from tests.browser.test_accessibility import themed
from tests.browser.test_layout import STICKING_OUT
from tests.committed import committed

pytestmark = pytest.mark.browser

ADDRESS = "/inequality"
COMPARING = "?i=bad_health&o=imd_without_health&v=E08000019.E08000016"

# What lies over an open list or menu, of what belongs to neither.
COVERED = """(selector) => {
  const list = document.querySelector(selector);
  const box = list.getBoundingClientRect();
  const found = new Set();
  for (let x = box.left + 4; x < Math.min(box.right - 4, innerWidth); x += 16)
    for (let y = box.top + 4; y < Math.min(box.bottom - 4, innerHeight); y += 16) {
      const top = document.elementFromPoint(x, y);
      if (top && !list.contains(top) && !top.contains(list)) found.add(top.outerHTML.slice(0, 80));
    }
  return [...found];
}"""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return committed()


@pytest.fixture
def page(same_page: Explore) -> Explore:
    return same_page


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def settled(explore: Explore, query: str) -> None:
    """The server has answered this address."""
    explore.until(
        "(query) => document.body.dataset.asked === query"
        " && document.getElementById('inequality-known')?.getAttribute('aria-busy') === 'false'",
        query,
    )


def opened(explore: Explore, query: str = "") -> Explore:
    """At an address of the page: opened, or gone to where the page is open already."""
    if query and explore.page.url.startswith(explore.origin + ADDRESS):
        went(explore, query)
    else:
        explore.page.goto(f"{explore.origin}{ADDRESS}{query}")
        settled(explore, query)
    return explore


def went(explore: Explore, query: str) -> None:
    """To another address of the page, as its own controls go there."""
    explore.page.evaluate("(search) => dash_clientside.set_props('url', { search })", query)
    settled(explore, query)


def guards(explore: Explore) -> list[str]:
    return explore.page.eval_on_selector_all(
        "#inequality-body [data-guard]", "all => all.map((one) => one.dataset.guard)"
    )


@pytest.mark.parametrize(
    ("query", "case"),
    [
        ("", ("bad_health", "imd_without_health", "")),
        ("?i=no_car&o=minority_ethnic&w=E08000019", ("no_car", "minority_ethnic", "E08000019")),
        ("?i=qof_copd", ("qof_copd", "imd", "")),
        ("?i=no_car&w=C85001", ("no_car", "imd", "C85001")),
    ],
)
def test_the_finding_comes_first_with_the_layers_numbers(
    page: Explore, atlas: Atlas, query: str, case: tuple[str, str, str]
) -> None:
    opened(page, query)
    made = place_gradient.found(atlas, *case, "none")
    assert isinstance(made, Gradient)
    gap, slope = finding.sentences(atlas, made, place_gradient.place(atlas, case[2]))
    assert page.text("#finding") == gap
    assert page.text("#finding-slope") == slope
    edges = [
        page.page.locator(f"#{one}").bounding_box()["x"] for one in ("finding", "finding-slope")
    ]
    assert edges[0] == edges[1]
    first = page.page.evaluate("() => document.querySelector('#inequality-body p').id")
    assert first == "finding"
    page.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 4")
    page.until("() => document.getElementById('districts-section') !== null")
    bars = "document.querySelector('#gradient .js-plotly-plot')?.data[0].y"
    page.until(f"(wanted) => `${{{bars}}}` === `${{wanted}}`", made.groups["value"].tolist())
    assert not page.errors


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?i=bad_health", ["health_in_index", "not_age_adjusted"]),
        ("?i=qof_copd", ["attributed", "health_in_index", "not_age_adjusted"]),
        ("?i=english_limited&o=income", ["below_zero"]),
        ("?i=crime_score&o=income", ["spread", "no_ratio"]),
        ("?i=employment_score", ["contained", "spread"]),
        ("?i=pakistani&o=minority_ethnic", ["overlap", "below_zero"]),
        ("?i=imd_score", ["same"]),
        ("?i=imd_rank", ["not_a_level"]),
        ("?i=homelessness", ["district_value"]),
        ("?i=no_car&o=roma", ["tied"]),
        ("?i=no_car&w=E02001526", ["few_groups"]),
        ("?i=qof_copd&w=C85001", ["few_groups", "attributed"]),
        ("?i=gypsy_traveller&o=income&w=C85001", ["few_cases"]),
        ("?i=gypsy_traveller&o=income&w=E08000018", ["small_group"]),
    ],
)
def test_each_guard_says_why(page: Explore, query: str, expected: list[str]) -> None:
    opened(page, query)
    shown = guards(page)
    assert set(expected) <= set(shown)
    said = page.text("#inequality-body")
    words = load_guards()
    for key in expected:
        assert " ".join(words[key].text.split()) in said
    refused = [key for key in expected if words[key].level == "refuse" and key != "attributed"]
    assert page.page.locator("#finding").count() == (0 if refused else 1)
    assert not page.errors


def test_a_register_is_worked_out_over_practices_and_over_years(page: Explore) -> None:
    opened(page, "?i=qof_copd")
    heads = page.page.eval_on_selector_all(
        "#inequality-body table >> nth=0 >> thead th", "all => all.map((one) => one.textContent)"
    )
    assert heads[-1] == "Practices"
    page.until("() => document.getElementById('years-said') !== null")
    assert "1.81 points in 2021-22 and 1.85 points in 2024-25" in page.text("#years-said")


def test_two_taps_say_whether_the_gap_is_larger_in_sheffield_or_in_barnsley(
    page: Explore,
) -> None:
    opened(page)
    page.page.click("#ask-compared-field >> text=Sheffield")
    page.until("() => document.getElementById('comparison')?.textContent.includes('second place')")
    page.page.click("#ask-compared-field >> text=Barnsley")
    page.until("() => document.getElementById('verdict') !== null")
    assert page.page.url.endswith("v=E08000019.E08000016")
    said = page.text("#verdict")
    assert said.startswith(
        "Bad or very bad health: Sheffield and Barnsley cannot be told apart. The slope (the fall "
        "from the most deprived to the least deprived, over everybody, in tenths) is 7.0 points in "
        "Sheffield and 6.7 points in Barnsley"
    )
    # It is what those who listen hear, and stands in sight with its chart.
    assert page.text("#inequality-said") == said
    page.until("() => document.querySelectorAll('#slopes .subplot').length === 2")
    assert page.page.locator("#verdict").bounding_box()["y"] < 300
    # A network is added from the list, stays by the districts, and comes back with the address.
    page.choose("ask-compare", "foundry")
    page.until("() => document.getElementById('verdict').textContent.includes('Foundry PCN')")
    page.page.reload()
    page.until("() => document.querySelectorAll('#ask-compared input:checked').length === 3")
    page.until("() => document.getElementById('verdict')?.textContent.includes('Foundry PCN')")
    assert not page.errors


def test_choosing_changes_the_address_and_back_goes_back(page: Explore, atlas: Atlas) -> None:
    opened(page)
    was = page.text("#finding")
    page.choose("ask-indicator", "no car")
    page.until("() => document.getElementById('finding').textContent.startsWith('No car')")
    page.page.select_option("#ask-order", "income")
    page.until("() => location.search.includes('o=income')")
    page.until("() => document.getElementById('finding').textContent.includes('income-deprived')")
    page.choose("ask-within", "sheffield")
    page.until("() => document.getElementById('finding').textContent.includes('in Sheffield')")
    made = place_gradient.found(atlas, "no_car", "income", "E08000019", "none")
    assert isinstance(made, Gradient)
    place = place_gradient.place(atlas, "E08000019")
    assert page.text("#finding") == finding.sentences(atlas, made, place)[0]
    page.page.reload()
    page.until("() => document.getElementById('finding')?.textContent.includes('in Sheffield')")
    page.until("(value) => document.getElementById('ask-within').value === value", "Sheffield")
    for _ in range(3):
        page.page.evaluate("() => history.back()")
        page.page.wait_for_timeout(300)
    page.until("(was) => document.getElementById('finding')?.textContent === was", was)
    assert not page.errors


def test_the_curve_is_offered_where_the_line_falls_below_zero(page: Explore) -> None:
    opened(page, "?i=english_limited&o=income")
    assert "RII" not in page.text("#inequality-body")
    page.page.click("text=Use the curved (logit) fit")
    page.until("() => location.search.includes('f=logit')")
    page.until("() => document.getElementById('finding-slope').textContent.includes('curve')")
    assert "below_zero" not in guards(page)
    assert "Relative Index of Inequality (RII)" in page.text("#inequality-body")
    page.until("(value) => document.getElementById('ask-fit').value === value", "logit")


def test_groups_that_are_too_small_have_no_figure(page: Explore) -> None:
    opened(page, "?t=mix")
    said = page.text("#inequality-body")
    # What is compared are gaps, so there is nothing to compare here.
    assert not page.page.locator("#inequality-compare").is_visible()
    assert "too few 39 people" in said  # Bangladeshi residents of Barnsley
    assert {"partly_chance", "chance_only"} == set(guards(page))
    assert re.search(r"Gypsy or Irish Traveller 66\* .* 70\* 341 people, chance 39", said)
    # Set apart: Roma in Rotherham, who are few, from those whom the finding is about.
    apart = page.page.eval_on_selector_all(
        "#inequality-body .small-group", "all => all.map((one) => one.textContent)"
    )
    assert "82" in apart
    assert "71" not in apart
    page.page.select_option("#ask-district", "E08000019")
    page.until("() => !document.getElementById('inequality-body').innerText.includes('Barnsley')")
    assert not page.errors


def test_a_figure_of_the_table_opens_its_picture(page: Explore) -> None:
    opened(page, "?t=together&c=no_car.qof_copd.imd_score&l=area")
    assert "attributed" in guards(page)
    page.page.select_option("#ask-level", "practice")
    page.until("() => location.search.includes('l=practice')")
    page.until("() => document.getElementById('finding').textContent.includes('169 practices')")
    assert "attributed" not in guards(page)
    page.page.click("td a.inside >> nth=0")
    page.until(
        "() => document.getElementById('picture-title')?.textContent"
        " === 'No car or van and Chronic obstructive pulmonary disease (COPD)'"
    )
    page.choose("ask-within", "sheffield")
    page.until("() => document.getElementById('finding').textContent.includes('in Sheffield')")
    page.choose("ask-add", "muslim")
    page.until("() => document.querySelectorAll('#inequality-ask .chip').length === 4")
    page.page.click("[aria-label='Take off Muslim']")
    page.until("() => document.querySelectorAll('#inequality-ask .chip').length === 3")
    assert not page.errors


def test_what_is_published_of_practices_is_offered_and_shown_over_them(page: Explore) -> None:
    opened(page, "?t=together&c=no_car.imd_score")
    page.choose("ask-add", "calls answered")
    page.until("() => document.querySelectorAll('#inequality-ask .chip').length === 3")
    page.until("() => document.getElementById('finding').textContent.includes('169 practices')")
    assert page.page.input_value("#ask-level") == "practice"
    assert "Calls answered (84 of 169 practices" in page.page.inner_text("#inequality-body")
    assert not page.errors


def test_england_s_tenths_are_a_choice_and_say_where_they_are_not(page: Explore) -> None:
    opened(page)
    page.page.select_option("#ask-groups", "national")
    page.until("() => location.search.includes('g=national')")
    page.until("() => document.querySelector('#inequality-body p > a.inside') !== null")
    page.page.click("text=Order by the published index")
    page.until("() => document.getElementById('finding')?.textContent.includes('tenth of England')")
    page.until("(value) => document.getElementById('ask-groups').value === value", "national")
    went(page, "?i=qof_dm&o=imd")
    page.until("() => !document.getElementById('ask-groups').checkVisibility()")
    assert not page.errors


def test_an_open_list_lies_over_the_charts(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page())
    explore.until("() => document.querySelector('#gradient .main-svg') !== null")
    menu = "document.querySelector('#export .dropdown-menu.show')"
    for width, dark in product((1440, 1024), (False, True)):
        explore.page.set_viewport_size({"width": width, "height": 900})
        themed(explore, dark)
        for control in ("ask-indicator", "ask-within"):
            explore.page.click(f"#{control}")
            explore.until("(id) => !document.getElementById(id).hidden", f"{control}-list")
            assert explore.page.evaluate(COVERED, f"#{control}-list") == [], (width, dark)
            explore.page.keyboard.press("Escape")
        explore.page.click("#export button")
        explore.until(f"() => {menu} !== null")
        assert explore.page.evaluate(COVERED, "#export .dropdown-menu") == [], (width, dark)
        explore.page.keyboard.press("Escape")
        explore.until(f"() => {menu} === null")


def test_a_table_that_goes_on_says_so_and_keeps_its_names(
    new_page: Callable[..., Explore],
) -> None:
    explore = opened(new_page(width=390, height=800), "?t=mix")
    wide = explore.page.locator(".wide").first
    size = "(box) => [box.scrollWidth, box.clientWidth, getComputedStyle(box).backgroundImage]"
    whole, seen, background = wide.evaluate(size)
    assert whole > seen
    assert background.count("linear-gradient") == 2
    name = wide.locator("tbody th").first
    before = name.bounding_box()["x"]
    wide.evaluate("(box) => { box.scrollLeft = 999; }")
    assert name.bounding_box()["x"] == before
    last = wide.locator("tbody tr").first.locator("td").last.bounding_box()
    assert last["x"] + last["width"] <= 390
    # At the width of a projector all four districts are there.
    explore.page.set_viewport_size({"width": 1024, "height": 800})
    whole, seen, _ = wide.evaluate(size)
    assert whole == seen


def test_the_link_can_be_copied_and_the_clusters_opened(
    new_page: Callable[..., Explore],
) -> None:
    explore = opened(new_page(permissions=["clipboard-read", "clipboard-write"]), "?i=no_car&o=imd")
    explore.page.click("#copy-link")
    explore.until("() => document.getElementById('copy-link').textContent === 'Link copied'")
    assert explore.page.evaluate("() => navigator.clipboard.readText()") == explore.page.url
    explore.page.click("#to-clusters")
    drawn(explore, "no_car")
    assert not explore.errors


@pytest.mark.parametrize(
    "query",
    [
        "?i=%3Cscript%3Ealert(1)%3C/script%3E", "?o=%00&i=no_car", "?w=A~B~C&i=no_car",
        "?t=all&i=no_car&f=cubic", "?i=no_car&c=x.y.z", f"?i=no_car&w={'~' * 900}",
        "?i=no_car&l=__proto__&p=a.b",
    ],
)  # fmt: skip
def test_what_a_link_says_wrongly_is_said_and_nothing_breaks(page: Explore, query: str) -> None:
    opened(page, query)
    page.until("() => document.getElementById('notice')?.textContent.length > 10")
    page.until("() => document.getElementById('finding') !== null")
    assert page.page.locator("#notice script").count() == 0
    assert not page.errors


def test_every_file_comes(page: Explore) -> None:
    opened(page, "?i=qof_copd&w=E08000019")
    page.page.click("#export button")
    links = page.page.eval_on_selector_all("#export a", "all => all.map((a) => a.href)")
    assert len(links) == 4
    for address in links:
        answer = page.page.request.get(address, timeout=90_000)
        assert answer.status == 200, address
        assert len(answer.body()) > 1000


def test_it_shuts_nobody_out(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page())
    said = {}
    for query in (
        COMPARING,
        "?i=qof_copd&o=imd",
        "?i=imd_score&o=imd",
        "?t=mix",
        "?t=together",
        "?t=nothing",
    ):
        went(explore, query)
        explore.page.wait_for_timeout(1200)
        said[query] = reported_in_both(explore)
    explore.page.focus("#export button")
    explore.page.keyboard.press("ArrowDown")
    explore.until("() => document.querySelector('#export .dropdown-menu.show') !== null")
    explore.page.keyboard.press("ArrowDown")
    explore.until("() => document.activeElement.dataset.file === 'the workbook'")
    # What lies under an open menu is covered, and so too small a target to axe.
    said["menu"] = reported_in_both(explore, "#export")
    explore.page.keyboard.press("Escape")
    explore.page.click("#ask-indicator")
    explore.until("() => !document.getElementById('ask-indicator-list').hidden")
    said["list"] = reported_in_both(explore)
    assert {query: lines for query, lines in said.items() if lines} == {}


@pytest.mark.parametrize("width", [390, 1024])
def test_nothing_is_wider_than_the_screen(new_page: Callable[..., Explore], width: int) -> None:
    explore = opened(new_page(width=width, height=800), "?i=qof_copd&o=imd")
    explore.until("() => document.getElementById('districts-section') !== null")
    for query in ("?i=qof_copd&o=imd", "?t=mix", "?t=together"):
        went(explore, query)
        explore.page.wait_for_timeout(500)
        wide = explore.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, query
        out = explore.page.evaluate(STICKING_OUT)
        # plotly measures words in a drawing of its own outside the window.
        assert [one for one in out if "js-plotly-tester" not in one] == [], query
        if width == 390:
            top = explore.page.locator("#finding").bounding_box()
            assert top["y"] < 420, "the finding is not on the first screen"


# ---- clusters on Explore ----


def drawn(explore: Explore, state: str) -> None:
    explore.until("(state) => document.body.dataset.clusters === state", state)


def test_clusters_are_those_of_the_snapshot(explore: Explore, atlas: Atlas) -> None:
    asked: list[str] = []
    explore.page.on("request", lambda request: asked.append(request.url))
    explore.visit("?i=imd_score")
    assert not any("cluster" in url for url in asked)
    with explore.redrawn():
        explore.page.click("#clusters")
    drawn(explore, "imd_score")
    assert "o=1" in explore.search()
    sizes = explore.page.eval_on_selector_all(
        "#clusters-legend li", "all => all.map((one) => Number(one.dataset.count))"
    )
    marks = atlas.clusters["imd_score"]
    assert sizes == [int((marks == kind).sum()) for kind in (1, 2, 3, 4)]
    # Under the pointer, an area says what it is part of: the largest that stands out.
    largest = [code for code in explore.page.evaluate(LARGEST) if marks[code]]
    spots = ((code, explore.spot(code)) for code in largest)
    code, at = next((code, spot) for code, spot in spots if spot["clear"])
    explore.page.mouse.move(at["x"] - 3, at["y"])
    explore.page.mouse.move(at["x"], at["y"], steps=3)
    kind = load_kinds()[marks[code] - 1]
    explore.until(
        "(texts) => texts.every((text) => "
        "document.querySelector('.leaflet-tooltip.hover')?.textContent.includes(text))",
        [atlas.areas.at[code, "name"], f"{kind.name}: {kind.about}"],
    )
    explore.visit("?i=imd_score&d=E08000019&o=1")
    here = marks[atlas.areas["district_code"] == "E08000019"]
    explore.until(
        "(n) => Number(document.querySelector('#clusters-legend li')?.dataset.count) === n",
        int((here == 1).sum()),
    )
    with explore.redrawn():
        explore.page.click("#clusters")
    explore.until("() => document.getElementById('clusters-legend') === null")
    assert not explore.errors


@pytest.mark.parametrize(
    ("query", "key"),
    [("?i=qof_copd&o=1", "attributed"), ("?i=ahah_score&o=1", None)],
)
def test_clusters_are_refused_in_words(explore: Explore, query: str, key: str | None) -> None:
    explore.visit(query)
    drawn(explore, "refused")
    said = explore.text("#clusters-said")
    words = load_guards()
    texts = [words[key].text] if key else [one.text for one in words.values()]
    assert any(" ".join(text.split()) in said for text in texts)
    assert explore.page.locator("#clusters-legend").count() == 0


def test_a_decile_has_its_score_s_clusters_by_name_and_the_rest_steps_back(
    explore: Explore, atlas: Atlas
) -> None:
    explore.visit("?o=1")
    drawn(explore, "imd_score")
    assert atlas.indicators["imd_score"].label in explore.text("#clusters-said")
    marks = atlas.clusters["imd_score"]
    strength = {code: opacity for code, (_, opacity) in explore.fills().items()}
    assert {code for code, opacity in strength.items() if opacity == 1} == set(
        marks[marks > 0].index
    )
    assert sorted(set(strength.values())) == [texts().faint, 1]
    # The largest cluster is the headline, and its row selects it.
    explore.until(SAID)
    largest = clusters_of(atlas, ViewState(clusters=True), np.arange(len(atlas.areas)))[1][0]
    assert explore.text("#card-now h2") == "Where most deprivation gathers"
    around = " and ".join(largest.leading.split("; "))
    said = f"around {around} ({len(largest.areas)} areas, {largest.residents:,} people)"
    assert said in explore.text("#card-now .sentence")
    with explore.redrawn():
        explore.page.click("text=Show every area again")
    assert explore.search() == ""
    assert {opacity for _, opacity in explore.fills().values()} == {1}
    with explore.redrawn():
        explore.page.click("text=Show where it gathers (on the score)")
    assert explore.search() == "?o=1"
    with explore.redrawn():
        explore.page.click("#card-now .top button")
    assert explore.selected() == list(largest.areas)


def test_clusters_shut_nobody_out(new_page: Callable[..., Explore]) -> None:
    explore = new_page().open("/?i=imd_score&o=1")
    drawn(explore, "imd_score")
    assert reported(explore) == []
    explore.visit("?i=imd_score&l=ward&o=1")
    drawn(explore, "refused")
    assert reported(explore) == []
    assert "small areas" in explore.text("#clusters-said")
