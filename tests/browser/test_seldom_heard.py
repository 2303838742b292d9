"""The Seldom-heard page: a ready-made definition, what it finds, a zone's card, the brief."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route

from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import read_targets
from layers.targeting.reach import areas_needed, curve
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found_in_both as reported_in_both
from tests.committed import committed

pytestmark = pytest.mark.browser

CORE20 = "/seldom-heard?c=imd_decile!d!2!r&d=E08000018"
ENGLISH = (
    "/seldom-heard?t=Core20+with+limited+English"
    "&c=imd_decile!d!2!r~english_limited!nt!20!r&d=E08000018.E08000019"
)
NOTHING = "?d=E08000018"  # a place, and no criterion
# Numbers of zones on the map: the number, and where its middle is in the window.
BADGES = """() => [...document.querySelectorAll('.zone-number span')].map((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return [Number(one.textContent), left + width / 2, top + height / 2];
})"""


def drawn(explore: Explore, state: str) -> None:
    explore.until(f"() => (document.body.dataset.drawn || '').startsWith('targets-{state}')")


def went(explore: Explore, search: str, state: str) -> None:
    """To another address of the page, as its own controls go there."""
    explore.page.evaluate("(search) => dash_clientside.set_props('url', { search })", search)
    drawn(explore, state)


def opened(
    explore: Explore, address: str = ENGLISH, state: str = "66", *, anew: bool = False
) -> Explore:
    """At an address of the page: opened, or gone to where the page is open already, by way of
    finding nothing, which leaves nothing of what the test before did to what it had found. Other
    things that no address tells (lists, menus, how many are needed) go with opening it anew."""
    page, query = address.split("?", 1)
    if anew or "#" in query or not explore.page.url.startswith(explore.origin + page):
        explore.page.goto("about:blank")  # another hash alone opens nothing
        explore.page.goto(explore.origin + address)
        drawn(explore, state)
    else:
        went(explore, NOTHING, "nothing")
        went(explore, f"?{query}", state)
    explore.until("() => document.querySelector('#needed-answer')?.innerText")
    return explore.loaded()


def row(part: str, number: int) -> str:
    """The selector of a control in a criterion's row, from 0."""
    return f'[id*=\'"part":"{part}","row":{number}\']'


def shown(explore: Explore, selector: str) -> None:
    explore.until("(s) => document.querySelector(s)?.checkVisibility()", selector)


def zone_is_open(explore: Explore, number: int) -> None:
    start = f"Zone {number}:"
    explore.until(
        "(start) => document.querySelector('.zone-card h2')?.textContent.startsWith(start)", start
    )


def clear_in_zone(explore: Explore) -> tuple[str, float, float]:
    """An area of the open zone with nothing over its middle: code, and where in the window."""
    codes = explore.page.eval_on_selector_all(".why > li", "all => all.map(a => a.dataset.area)")
    spots = {code: explore.spot(code) for code in codes}
    return next((code, at["x"], at["y"]) for code, at in spots.items() if at["clear"])


@pytest.fixture
def page(same_page: Explore) -> Explore:
    same_page.page.set_viewport_size({"width": 1366, "height": 768})
    return same_page


def test_the_core20_of_rotherham_is_found_and_put_into_zones(page: Explore) -> None:
    page.page.goto(page.origin + CORE20)
    areas = committed().areas
    decile = committed().table("imd_decile")["value"]
    expected = int(((decile <= 2) & (areas["district"] == "Rotherham")).sum())
    drawn(page, str(expected))
    assert f"{expected} areas in" in page.page.inner_text("#in-view")
    page.until("() => document.querySelectorAll('.zone-button').length > 0")
    page.page.click(".zone-button >> nth=0")
    zone_is_open(page, 1)
    assert "Why these areas" in page.page.inner_text(".zone-card")


def test_a_ready_made_definition_is_one_click(page: Explore) -> None:
    page.page.goto(page.origin + "/seldom-heard")
    drawn(page, "nothing")
    assert not page.page.is_visible("#export"), "there is nothing to hand over"
    page.page.click(".offers button >> nth=0")
    drawn(page, "316")
    assert page.page.inner_text("#preset-why").startswith("Core20.")
    assert page.page.is_visible("#export")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_map_answers_also_where_practices_are_shown(
    new_page: Callable[..., Explore], phone: bool
) -> None:
    explore = new_page(width=390, height=844, has_touch=True) if phone else new_page()
    opened(explore)
    explore.page.click(".zone-button >> nth=0")
    zone_is_open(explore, 1)
    dots = "() => document.querySelector('.leaflet-practices-pane')?.childElementCount"
    explore.page.evaluate("() => { atlas.map.leaflet.setZoom(14, { animate: false }); }")
    explore.until(dots, what="dots of practices")
    explore.page.evaluate("() => document.getElementById('map-area').scrollIntoView()")
    code, x, y = clear_in_zone(explore)
    explore.page.mouse.move(x - 3, y)
    explore.page.mouse.move(x, y)
    name = explore.page.evaluate(
        "(code) => atlas.values.known.areas.name[atlas.values.place[code]]", code
    )
    explore.until("(name) => document.querySelector('.hover')?.innerText.includes(name)", name)
    key = explore.page.locator("#marks-menu fieldset" if phone else "#marks-key")
    assert "GP practices" in (key.text_content() or "")
    assert key.is_visible() != phone  # a phone has it in the menu
    if phone:
        pop_up = explore.page.evaluate(
            "() => document.querySelector('.hover').getBoundingClientRect().toJSON()"
        )
        assert pop_up["left"] >= 0
        assert pop_up["right"] <= 390


def test_a_dot_says_its_name_and_takes_nobody_away(page: Explore) -> None:
    opened(page)
    page.page.click(".zone-button >> nth=0")
    zone_is_open(page, 1)
    page.until("() => document.querySelectorAll('.leaflet-practices-pane path').length")
    dot = page.page.evaluate(
        "() => [...document.querySelectorAll('.leaflet-practices-pane path')].map((path) => {"
        "const { x, y, width, height } = path.getBoundingClientRect();"
        "return [x + width / 2, y + height / 2]; })"
        ".find(([x, y]) => document.elementFromPoint(x, y)?.tagName === 'path')"
    )
    before = page.page.url
    page.page.mouse.move(*dot)
    page.until("() => document.querySelector('.hover')?.innerText.includes('(GP practice)')")
    page.page.mouse.click(*dot)
    assert page.page.url == before


def test_a_number_on_the_map_opens_its_zone(page: Explore) -> None:
    opened(page)
    badges = page.page.evaluate(BADGES)
    assert len(badges) > 5
    close = [
        (one, other)
        for one in badges
        for other in badges
        if one[0] < other[0] and abs(one[1] - other[1]) < 18 and abs(one[2] - other[2]) < 18
    ]
    assert close == [], "none lies on another"
    number, x, y = badges[2]
    page.page.mouse.click(x, y)
    zone_is_open(page, number)
    assert page.page.get_attribute(f'[data-zone="{number - 1}"]', "aria-pressed") == "true"


def test_a_clicked_area_is_marked_in_its_zone_and_the_card_closes(page: Explore) -> None:
    opened(page)
    page.page.click(".zone-button >> nth=0")
    zone_is_open(page, 1)
    code, x, y = clear_in_zone(page)
    page.page.mouse.click(x, y)
    page.until("(code) => document.querySelector('.clicked')?.dataset.area === code", code)
    box, card = (page.page.locator(s).bounding_box() for s in (".clicked", "#card"))
    assert box is not None
    assert card is not None
    assert card["y"] <= box["y"] < card["y"] + card["height"]
    page.page.click("#zone-close")
    page.until("() => document.querySelector('.zone-card') === null")
    assert page.page.evaluate("() => document.activeElement.dataset.zone") == "0"


def test_the_open_zone_is_in_the_link_and_has_a_hand_out(page: Explore) -> None:
    opened(page, f"{ENGLISH}#zone-2")
    zone_is_open(page, 2)
    link = str(page.page.get_attribute("a[href*='handout.pdf']", "href"))
    assert parse_qs(urlsplit(link).query)["y"] == ["2"]
    titles = page.page.eval_on_selector_all(
        ".zone-card > details > summary", "all => all.map(one => one.textContent)"
    )
    assert titles[:3] == ["Streets", "Postcodes", "Getting there"]
    page.page.click("#zone-close")
    page.until("() => location.hash === ''")
    page.page.click(".zone-button >> nth=0")
    zone_is_open(page, 1)
    page.until("() => location.hash === '#zone-1'")
    page.page.select_option(row("kind", 1), "c")
    page.until("() => location.search.includes('!c') || location.search.includes('%21c')")
    page.until("() => location.hash === '' && document.querySelector('.zone-card') === null")


def test_on_a_phone_the_card_comes_into_view(new_page: Callable[..., Explore]) -> None:
    explore = opened(new_page(width=390, height=844, has_touch=True))
    _, x, y = explore.page.evaluate(BADGES)[0]
    explore.page.touchscreen.tap(x, y)
    zone_is_open(explore, 1)
    explore.until(
        "() => Math.abs(document.querySelector('.zone-card').getBoundingClientRect().top) < 80"
    )


# ---- Asking ----


def test_what_counts_counts_at_least_once_unless_somebody_says_so(page: Explore) -> None:
    opened(page)
    page.page.select_option(row("kind", 1), "c")
    page.until("() => document.querySelector('#at-least-counted')?.value === '1'")
    shown(page, "#counted")
    assert "at least" in page.text("#counted")
    page.until("() => document.querySelector('#targets-sentence').innerText.includes('66 areas')")
    page.page.fill("#at-least-counted", "0")
    page.until("() => location.search.includes('k=0')", what="taken on after a pause")
    page.until("() => !document.querySelector('#targets-sentence').innerText.includes('66 areas')")
    shown(page, "#counts-nothing")
    page.until(
        "() => document.querySelector('#targets-said h2').innerText.startsWith('Changed from')"
    )
    assert "change nothing" in page.text("#targets-said")
    page.page.fill("#at-least-counted", "1")
    page.page.keyboard.press("Enter")
    page.until("() => !location.search.includes('k=')", what="taken on with Enter")
    page.page.click("text=Change it back")
    page.until(
        "() => document.querySelector('#targets-said h2').innerText.startsWith('Core20 with')"
    )
    assert page.page.is_checked('[value="E08000018"]'), "the places stay"


def test_a_typed_threshold_is_taken_on_after_a_pause_and_keeps_the_place(page: Explore) -> None:
    opened(page)
    cut = "(cut) => document.querySelector(cut)?.innerText"
    page.until(f"{cut} === 'That is 2.64% or more.'", row("cut", 1))
    page.page.fill(row("amount", 1), "1")
    page.until("() => location.search.includes('nt%211%21r')", what="the new threshold")
    page.until(f"(cut) => !({cut})(cut).includes('2.64%')", row("cut", 1))
    focused = page.page.evaluate("() => document.activeElement.id")
    assert focused == page.page.get_attribute(row("amount", 1), "id")
    page.page.fill(row("amount", 1), "0")
    shown(page, f"{row('amount', 1)} ~ .wrong")
    assert "over 0 and up to 100" in page.text(f"{row('amount', 1)} ~ .wrong")
    assert "nt%211%21r" in page.search(), "what cannot be used is not taken on"


def test_searching_also_knows_other_words(page: Explore) -> None:
    opened(page, anew=True)
    page.page.click("#add-criterion")
    page.page.keyboard.type("internet")
    page.until("() => document.querySelectorAll('#add-criterion-list [role=option]').length > 3")
    assert "broadband" in page.text("#add-criterion-list").lower()


def test_lists_open_upwards_where_there_is_more_room(page: Explore) -> None:
    opened(page, anew=True)
    page.page.evaluate("() => document.querySelector('#group').scrollIntoView({ block: 'end' })")
    page.page.click("#group")
    box = page.page.locator("#group-list").bounding_box()
    field = page.page.locator("#group").bounding_box()
    assert box is not None
    assert field is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= field["y"], "above the field"
    assert box["height"] > 300


def test_coming_back_from_another_page_loses_nothing(page: Explore) -> None:
    opened(page)
    page.page.click("#nav-methods")
    page.until("() => document.querySelector('h1')?.textContent === 'Methods and data'")
    page.page.click("#nav-seldom-heard")
    page.until("() => document.querySelector('#targets-sentence')?.innerText.includes('66 areas')")
    assert "english_limited" in page.search()


# ---- Places, and how many areas ----


def test_the_places_chosen_are_named_and_told_apart_on_the_map(page: Explore) -> None:
    opened(page)
    heading = "Core20 with limited English in Rotherham and Sheffield"
    assert page.text("#targets-said h2") == page.text("#legend h2") == heading
    assert page.text("#targets-sentence").startswith("In Rotherham and Sheffield, 66 areas")
    areas = committed().areas
    outside = int((~areas["district"].isin(["Rotherham", "Sheffield"])).sum())
    rows = page.page.eval_on_selector_all(
        "#legend .classes li", "all => all.map(a => [a.innerText, Number(a.dataset.count)])"
    )
    assert sum(number for _, number in rows) == len(areas)
    assert "Outside the places you chose" in rows[-1][0]
    assert rows[-1][1] == outside
    barnsley = str(areas.index[areas["district"] == "Barnsley"][0])
    assert page.fills()[barnsley][1] < 0.5, "drawn fainter"


def needed(explore: Explore) -> int:
    return int(explore.text("#needed-answer").split(": ")[1].split()[0].replace(",", ""))


def needs(explore: Explore, number: int | None) -> None:
    """Wait for an answer of the server's."""
    explore.until(
        "(said) => document.querySelector('#needed-answer').innerText.startsWith(said)",
        f": {number:,} area",
    )


def test_how_many_areas_is_asked_of_those_found_or_of_all(page: Explore) -> None:
    opened(page, anew=True)
    atlas = committed()
    targets, _ = read_targets(urlsplit(ENGLISH).query, atlas)
    made = work_out(atlas, targets)
    assert made.within is not None
    # The same by hand: shares are of the people in the two districts.
    people = atlas.table("english_limited")["numerator"]
    part = people[list(made.within)].sum() / people.sum()

    def expected(codes: Any, share: float, by: str = "count") -> int | None:
        return areas_needed(curve(atlas, "english_limited", codes=codes, by=by), share * part)

    needs(page, expected(made.finding.found, 0.5))
    page.page.fill("#needed-share", "30")
    needs(page, expected(made.finding.found, 0.3))
    page.page.select_option("#needed-by", "rate")
    needs(page, expected(made.finding.found, 0.3, "rate"))
    page.page.select_option("#needed-by", "count")
    page.page.click("#needed [value=all]")
    assert "whatever the criteria" in page.text("#needed")
    needs(page, expected(made.within, 0.3))
    number = needed(page)
    page.page.click("#needed-mark")
    page.until("() => document.querySelector('#needed-mark').innerText === 'Take the marks off'")
    page.until("() => document.querySelector('.leaflet-selection-pane path')", what="the marks")
    page.page.click("#needed-mark")
    page.until("() => !document.querySelector('.leaflet-selection-pane path')", what="no marks")
    assert page.page.get_attribute("#needed-mark", "aria-pressed") == "false"
    link = parse_qs(urlsplit(str(page.page.get_attribute("#needed-open", "href"))).query)
    assert len(link["s"][0].split(".")) == number
    page.page.fill("#needed-share", "90")
    page.page.click("#needed [value=found]")
    page.until("() => /more than these areas hold/.test(document.body.innerText)")


def test_only_the_areas_that_are_needed_can_be_kept(page: Explore) -> None:
    opened(page, anew=True)
    number = needed(page)
    assert f"Keep only the {number} " in page.text("#needed-keep")
    page.page.click("#needed-keep")
    drawn(page, str(number))
    assert page.text("#targets-sentence").startswith(f"In Rotherham and Sheffield, {number} areas")


def test_the_chart_says_what_so_many_areas_hold(page: Explore) -> None:
    opened(page)
    labels = page.page.eval_on_selector_all("#curve text", "all => all.map(a => a.textContent)")
    assert "areas taken" in labels
    assert any(label.endswith("%") for label in labels)
    page.page.locator("#curve svg").scroll_into_view_if_needed()
    box = page.page.locator("#curve svg").bounding_box()
    assert box is not None
    before = page.text("#needed-at")
    page.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    page.until("(before) => document.querySelector('#needed-at').innerText !== before", before)
    assert "areas: " in page.text("#needed-at")


# ---- Handing over ----


def test_the_menu_closes_and_the_brief_says_when_it_is_made(page: Explore) -> None:
    opened(page, CORE20, "", anew=True)
    is_open = "() => document.querySelector('#export .dropdown-menu.show') !== null"
    is_closed = "() => document.querySelector('#export .dropdown-menu.show') === null"
    page.page.click("#export button")
    page.until(is_open)
    page.page.keyboard.press("Escape")
    page.until(is_closed)
    assert page.page.evaluate("() => document.activeElement.textContent") == "Export"
    page.page.click("#export button")
    page.until(is_open)
    page.page.mouse.click(300, 20)  # between the name and the pages
    page.until(is_closed)
    page.page.click("#export button")
    held: list[Route] = []
    page.page.route("**/targets/pdf?**", lambda route: held.append(route))
    with page.page.expect_download(timeout=60_000) as waiting:
        page.page.click("text=Engagement brief")
        page.until(
            "() => document.querySelector('#handover-status').innerText === 'Making the brief…'"
        )
        page.until(is_closed)
        page.until("() => fetch('/healthz').then((answer) => answer.ok)")
        [asked] = held
        asked.continue_()
    assert waiting.value.suggested_filename.startswith("seldom-heard-brief-")
    page.until("() => document.querySelector('#handover-status').innerText.includes('downloads')")


def test_a_file_that_cannot_be_made_says_why(page: Explore) -> None:
    opened(page, CORE20, "", anew=True)
    says = {"status": 500, "content_type": "text/plain", "body": "The brief is at fault.\n"}
    mute = {"status": 502, "content_type": "text/html", "body": "<h1>Bad gateway</h1>"}
    page.page.route("**/targets/pdf?**", lambda route: route.fulfill(**says))
    page.page.route("**/targets/csv?**", lambda route: route.fulfill(**mute))
    page.page.click("#export button")
    page.page.click("text=Engagement brief")
    page.until("() => document.querySelector('#handover-status .flag')")
    assert page.text("#handover-status") == "The brief is at fault. Try again"
    page.page.click("#export button")
    page.page.click("#export-links >> text=CSV, data only")
    page.until("() => document.querySelector('#handover-status').innerText.includes('502')")
    assert "Bad gateway" not in page.text("#handover-status")
    page.errors.clear()  # Chromium itself notes answers that are errors


def test_every_handover_file_comes(page: Explore) -> None:
    opened(page, CORE20, "", anew=True)
    page.page.click("#export button")
    page.until("() => document.querySelectorAll('#export-links a').length === 10")
    for address in page.page.eval_on_selector_all("#export-links a", "all => all.map(a => a.href)"):
        answer = page.page.request.get(address, timeout=60_000)
        assert answer.status == 200, address
        assert len(answer.body()) > 300


# ---- For everybody ----


def test_it_shuts_nobody_out(new_page: Callable[..., Explore]) -> None:
    explore = new_page()
    explore.page.goto(explore.origin + "/seldom-heard")
    drawn(explore, "nothing")
    assert reported_in_both(explore) == []
    opened(explore, ENGLISH.replace("nt!20!r", "nt!20!c") + "&m=4&f=x!E01007869")
    explore.page.click(".zone-button >> nth=0")
    zone_is_open(explore, 1)
    explore.page.evaluate(
        "() => document.querySelectorAll('.targets details').forEach((d) => { d.open = true; })"
    )
    explore.page.click("#limits .accordion-button")
    shown(explore, "#target-ward")
    explore.page.fill("#largest", "0")
    shown(explore, "#largest ~ .wrong")
    assert reported_in_both(explore) == []
    explore.page.click("#export button")
    shown(explore, "#export .dropdown-menu")
    assert reported_in_both(explore) == []


def test_on_a_phone_the_ready_made_definitions_come_first(new_page: Callable[..., Explore]) -> None:
    explore = new_page(width=390, height=844)
    explore.page.goto(explore.origin + "/seldom-heard")
    drawn(explore, "nothing")
    tops = [
        explore.page.locator(s).bounding_box()["y"]  # type: ignore[index]
        for s in (".offers", "#controls", "#map-area")
    ]
    assert tops == sorted(tops)
    opened(explore)
    assert not explore.page.is_visible("#legend .firm-means")
    explore.page.click("#legend summary")
    assert explore.page.is_visible("#legend .firm-means")
    wide = explore.page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390


@pytest.mark.parametrize("width", [1024, 1366, 390])
def test_nothing_sticks_out_of_the_panel(new_page: Callable[..., Explore], width: int) -> None:
    explore = opened(new_page(width=width, height=768))
    panel, *parts = (
        explore.page.locator(s).bounding_box() for s in ("#card", ".reached", "#needed", "#curve")
    )
    assert panel is not None
    for part in parts:
        assert part is not None
        assert part["x"] + part["width"] <= panel["x"] + panel["width"]
