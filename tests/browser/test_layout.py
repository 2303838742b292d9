"""From a phone to a large desktop: nothing sticks out, nothing covers what it should not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from dashboard.wording.number_text import value as written
from layers import Atlas
from tests.browser.explore import Explore
from tests.browser.test_accessibility import found as shuts_out

pytestmark = pytest.mark.browser

SIZES = [(1920, 1080), (1440, 900), (1280, 800), (1024, 768), (390, 844)]
BOXES = """(ids) => Object.fromEntries(ids.map((id) => {
  const part = id === "header" ? document.querySelector(".header") : document.getElementById(id);
  const { left, top, right, bottom } = part.getBoundingClientRect();
  return [id, { left, top: top + scrollY, right, bottom: bottom + scrollY }];
}))"""
# Parts that reach over the window's edge and are not cut off by a part that scrolls of its own.
STICKING_OUT = """() => {
  const scrolls = (part) => {
    for (let at = part.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  return [...document.body.querySelectorAll("*")].filter((part) => {
    const box = part.getBoundingClientRect();
    const style = getComputedStyle(part);
    return box.width && box.height && part.checkVisibility()
      && style.clipPath === "none" && style.clip === "auto"  // to be seen
      && (box.right > document.documentElement.clientWidth + 1 || box.left < -1) && !scrolls(part)
      && !part.closest(".skip-link");
  }).map((part) => `${part.tagName}#${part.id}.${part.className} ${part.textContent.slice(0, 30)}`);
}"""
NAMES = """() => [...document.querySelectorAll(".place-name span")].map((name) => {
  const { left, top, right, bottom } = name.getBoundingClientRect();
  return [name.textContent, left, top + 4, right, bottom - 4];  // letters are lower than their line
})"""
# Each town's dot: how far from its town, and from the name beside it, in pixels.
TOWNS = """() => {
  const { map, values } = window.atlas;
  const { name, town } = values.known.areas.district;
  const frame = map.leaflet.getContainer().getBoundingClientRect();
  const words = [...document.querySelectorAll(".place-name.far span")];
  const dots = [...document.querySelectorAll(".town-dot i")]
    .map((dot) => dot.getBoundingClientRect());
  return words.map((word) => {
    const [x, y] = town[name.indexOf(word.textContent)];
    const at = map.leaflet.latLngToContainerPoint([y, x]).add([frame.left, frame.top]);
    const away = (box, x, y) => Math.hypot(
      Math.max(box.left - x, x - box.right, 0), Math.max(box.top - y, y - box.bottom, 0));
    const off = Math.min(...dots.map((dot) => Math.hypot(dot.left + 4 - at.x, dot.top + 4 - at.y)));
    return [off, away(word.getBoundingClientRect(), at.x, at.y)];
  });
}"""
# Whether the phone's sheet has what is selected.
PEEKS = """() => getComputedStyle(document.getElementById("card")).position === "fixed"
  && Boolean(document.querySelector("#card-now .short"))
  && !document.querySelector("[data-says][data-faded]")"""
DISTRICTS = ("Barnsley", "Doncaster", "Rotherham", "Sheffield")
Box = dict[str, float]


def apart(one: Box, other: Box) -> bool:
    return (
        one["right"] <= other["left"] + 1
        or other["right"] <= one["left"] + 1
        or one["bottom"] <= other["top"] + 1
        or other["bottom"] <= one["top"] + 1
    )


def inside(one: Box, other: Box) -> bool:
    return (
        one["left"] >= other["left"] - 1
        and one["right"] <= other["right"] + 1
        and one["top"] >= other["top"] - 1
        and one["bottom"] <= other["bottom"] + 1
    )


def names_apart(explore: Explore, said: str) -> set[str]:
    """No place name lies over another; gives them."""
    names = explore.page.evaluate(NAMES)
    for n, (one, *a) in enumerate(names):
        for other, *b in names[n + 1 :]:
            clear = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert clear, f"{one!r} and {other!r} at {said}"
    return {name for name, *_ in names}


def check(explore: Explore, said: str) -> dict[str, Box]:
    page = explore.page
    assert names_apart(explore, said), said
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), said
    assert page.evaluate(STICKING_OUT) == [], said
    boxes = page.evaluate(
        BOXES, ["header", "controls", "map-area", "legend", "find", "card", "bar"]
    )
    areas = ["header", "controls", "map-area", "card", "bar"]
    if page.evaluate(PEEKS):
        areas.remove("card")  # a sheet from below
    for n, one in enumerate(areas):
        for other in areas[n + 1 :]:
            assert apart(boxes[one], boxes[other]), f"{said}: {one} covers {other}"
    assert inside(boxes["legend"], boxes["map-area"]), said
    assert inside(boxes["find"], boxes["map-area"]), said
    assert apart(boxes["legend"], boxes["find"]), said
    return boxes


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_every_part_has_its_place(new_page: Callable[..., Explore], size: tuple[int, int]) -> None:
    width, height = size
    explore = new_page(width=width, height=height).open("/")
    assert names_apart(explore, f"{width} px") >= set(DISTRICTS)
    for from_town, from_name in explore.page.evaluate(TOWNS):
        assert from_town < 2
        assert from_name < 10
    for query in ("", "?i=english_limited&k=q7", "?i=no_car&j=imd_score&d=E08000018&t=1.2.3"):
        if query:
            explore.visit(query)
        boxes = check(explore, f"{width} px, {query or 'first view'}")
        area = boxes["map-area"]
        if width > 900:
            # The map is the page: the whole of the page fits the window, and most of it is map.
            assert max(box["bottom"] for box in boxes.values()) <= height + 1
            assert area["right"] - area["left"] >= 0.4 * width
        else:
            assert area["right"] - area["left"] == width
            assert area["top"] < height / 4
    explore.visit("?i=no_car&m=E02001526&s=E01007557.E01007317")
    explore.until("() => document.getElementById('card-profile').innerText.length > 200")
    check(explore, f"{width} px, with a card")
    explore.page.click("#export button")
    check(explore, f"{width} px, with the exports")
    explore.page.click("#export button")
    explore.open_table()
    check(explore, f"{width} px, with the table")
    if width > 900:
        legend, area = explore.page.evaluate(BOXES, ["legend", "map-area"]).values()
        assert area["bottom"] - area["top"] >= 200
        assert legend["bottom"] - legend["top"] < area["bottom"] - area["top"]


def test_on_a_phone_everything_can_be_reached(new_page: Callable[..., Explore]) -> None:
    explore = new_page(width=390, height=844, has_touch=True, is_mobile=True).open("/")
    page = explore.page
    with explore.redrawn():
        page.tap('#theme input[value="language"] + label')
    with explore.redrawn():
        page.tap('#district input[value="E08000018"]')
    assert explore.in_view()[0] == 170
    with explore.redrawn():
        explore.choose("indicator", "no car")
    box = page.locator("#indicator").bounding_box()
    assert box["height"] >= 40
    page.tap("#table-button")
    explore.until("() => Boolean(document.querySelector('#table .ag-row'))")
    assert page.locator("#table-panel").bounding_box()["width"] == 390
    page.tap("#export button")
    link = page.locator("#export-links a").first
    link.scroll_into_view_if_needed()
    place = link.bounding_box()
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    page.tap("#export button")
    assert explore.errors == []


def test_on_a_phone_the_answer_is_a_sheet_from_below(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    explore = new_page(width=390, height=667, has_touch=True, is_mobile=True).open(
        "/?i=english_limited"
    )
    page = explore.page
    # A tap on a place of the map: its answer, and nothing lies over the map.
    [(code, x, y)] = explore.clear_areas(1)
    with explore.redrawn():
        page.touchscreen.tap(x, y)
    assert explore.selected() == [code]
    explore.until(PEEKS)
    assert not page.locator(".leaflet-tooltip.hover").is_visible()
    with explore.redrawn():
        page.get_by_role("button", name="Close this card").tap()
    explore.until(f"() => !({PEEKS})()")
    # A postcode: one tap into the field, one on what is found, and nothing is scrolled.
    page.tap("#find-place")
    page.keyboard.type("S5 6QS")
    option = page.locator("#find-place-list [role=option]", has_text="S5 6QS")
    with explore.redrawn():
        option.tap()
    explore.until(PEEKS)
    [code] = explore.selected()
    of = atlas.indicators["english_limited"]
    value = written(atlas.table(of.id).at[code, "value"], of)
    england = written(atlas.england(of.id).value, of)
    sheet = page.locator("#card").bounding_box()
    assert sheet["y"] + sheet["height"] <= 667
    for part in ("h2", ".short", "[data-other]"):
        box = page.locator(f"#card-now {part}").bounding_box()
        assert sheet["y"] <= box["y"], part
        assert box["y"] + box["height"] <= 667, part
    assert explore.text("#card-now .short").startswith(f"{value}England {england}")
    assert page.evaluate("() => scrollY") == 0
    assert explore.spot(code)["y"] < sheet["y"]
    # Said once to people who do not see it.
    name = atlas.areas.at[code, "neighbourhood"]
    assert explore.text("#card-said") == f"{name}. {of.label}: {value}. England {england}."
    # All of it, its first lines again, and away.
    more = page.locator("#card-now [data-other]")
    assert shuts_out(explore) == []
    more.tap()
    assert more.get_attribute("aria-expanded") == "true"
    assert page.locator("#card").bounding_box()["height"] > 400
    more.tap()
    assert page.locator("#card").bounding_box()["height"] < 200
    assert explore.errors == []


def test_on_a_phone_the_headline_and_the_legend_leave_room_for_the_map(
    new_page: Callable[..., Explore],
) -> None:
    explore = new_page(width=390, height=844, has_touch=True, is_mobile=True).open("/")
    page = explore.page
    # Four lines of the headline, of which a tap shows the rest, and hides it again.
    more = page.locator("#headline-more")
    more.wait_for()
    lines = """() => { const { lineHeight } = getComputedStyle(document.getElementById("headline"));
      return document.getElementById("headline").clientHeight / parseFloat(lineHeight); }"""
    assert round(page.evaluate(lines)) == 4
    hides = """() => { const line = document.getElementById("headline");
      return line.scrollHeight - line.clientHeight; }"""
    assert page.evaluate(hides) > 10
    for is_open in (True, False):
        more.tap()
        assert (page.evaluate(hides) == 0) is is_open
    assert page.is_visible("#questions summary")
    assert not page.is_visible("#ask-heard")
    # The colours and where England's most deprived fifth ends; how they are cut after a tap.
    boxes = check(explore, "folded")
    area, legend = boxes["map-area"], boxes["legend"]
    tall = legend["bottom"] - legend["top"]
    assert tall <= 0.25 * (area["bottom"] - area["top"])
    assert page.is_visible("#legend .first-fifth")
    assert not page.is_visible("#legend .size >> nth=0")
    page.tap("#legend summary")
    assert page.is_visible("#legend .size >> nth=0")
    assert "Counts: number of areas" in page.locator("#legend .fold").inner_text()
    assert inside(check(explore, "unfolded")["legend"], area)
    assert shuts_out(explore) == []


def test_a_small_map_of_two_folds_what_their_axes_mean(new_page: Callable[..., Explore]) -> None:
    explore = new_page(width=1024, height=768).open("/?i=english_limited&j=imd_score")
    boxes = check(explore, "folded")
    area, legend = boxes["map-area"], boxes["legend"]
    assert legend["bottom"] - legend["top"] <= 0.3 * (area["bottom"] - area["top"])
    named = ["Across: Cannot speak English well or at all.", "Up: Multiple deprivation: score."]
    names = explore.page.locator("#legend .axis-name")
    assert names.all_inner_texts() == named
    assert explore.page.locator("#legend .cell").count() == 9
    assert explore.text("#crossed-square").count("more need →") == 2
    assert not explore.page.is_visible("#legend .corners")
    explore.page.click("#legend summary")
    assert "most need at 1.1% or more (England 1.9%)" in names.first.inner_text()
    assert explore.text("#legend .corners").startswith("Most need in both")
    assert inside(check(explore, "unfolded")["legend"], area)
    explore.page.set_viewport_size({"width": 1440, "height": 900})
    assert not explore.page.is_visible("#legend summary")
    assert shuts_out(explore) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_methods_page_fits(new_page: Callable[..., Explore], width: int) -> None:
    explore = new_page(width=width, height=800)
    explore.page.goto(explore.origin + "/methods")
    explore.until("() => document.querySelector('h1')?.textContent === 'Methods and data'")
    assert explore.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert explore.page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_a_region_s_long_name_has_room(
    new_page: Callable[..., Explore], width: int, height: int
) -> None:
    """A build of several districts is called by them, in up to 60 letters."""
    explore = new_page(width=width, height=height)
    name = "Bradford, Calderdale, Kirklees, Leeds, Wakefield and Craven"

    def called(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("South Yorkshire", name))

    for file in ("atlas-*.json", "one-*.json", "_dash-layout"):
        explore.page.route(f"**/{file}", called)
    explore.open("/")
    explore.until("(name) => document.querySelector('table.compare')?.innerText", name)
    assert name in explore.text("#card-now table.compare")
    assert explore.page.evaluate(STICKING_OUT) == []
    assert explore.page.evaluate("() => document.querySelector('.header').offsetHeight") < 60
