"""The map fills its pane, and the ground lies under it: names in their places, marks, a pin."""

from collections import defaultdict
from typing import Any

import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

# The largest box that neither the legend, the search nor the map's buttons lie over; what is
# drawn; and the share of the one that the other covers.
FILLED = """() => {
  const { leaflet } = atlas.map;
  const frame = leaflet.getContainer().getBoundingClientRect();
  const over = [..."#legend,#find,#on-the-map,.leaflet-bar,.leaflet-control-scale".split(",")]
    .flatMap((one) => [...document.querySelectorAll(one)])
    .map((one) => one.getBoundingClientRect()).filter((one) => one.height)
    .map((one) => [one.left - frame.left, one.top - frame.top,
                   one.right - frame.left, one.bottom - frame.top]);
  const xs = [0, frame.width, ...over.flatMap((one) => [one[0], one[2]])];
  const ys = [0, frame.height, ...over.flatMap((one) => [one[1], one[3]])];
  let best = 0;
  for (const a of xs) for (const c of xs) for (const b of ys) for (const d of ys) {
    const size = Math.max(0, c - a) * Math.max(0, d - b);
    const free = over.every((one) => one[0] >= c || one[2] <= a || one[1] >= d || one[3] <= b);
    if (size > best && free) best = size;
  }
  const shape = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  leaflet.eachLayer((layer) => {
    if (!layer.feature?.id?.startsWith("E01")) return;
    const bounds = layer.getBounds();
    const low = leaflet.latLngToContainerPoint(bounds.getNorthWest());
    const high = leaflet.latLngToContainerPoint(bounds.getSouthEast());
    shape.left = Math.min(shape.left, low.x);
    shape.top = Math.min(shape.top, low.y);
    shape.right = Math.max(shape.right, high.x);
    shape.bottom = Math.max(shape.bottom, high.y);
  });
  const inside = shape.left >= 0 && shape.top >= 0 && shape.right <= frame.width
    && shape.bottom <= frame.height;
  return inside && ((shape.right - shape.left) * (shape.bottom - shape.top)) / best;
}"""

# Names on the map: text, box in the window, where it belongs there and on the ground, look.
NAMES = """() => {
  const { leaflet } = atlas.map;
  const frame = leaflet.getContainer().getBoundingClientRect();
  const found = [];
  leaflet.eachLayer((layer) => {
    const made = layer.getElement?.();
    if (!made?.classList.contains("place-name")) return;
    const word = made.firstElementChild;
    const { lat, lng } = layer.getLatLng();
    const { x, y } = leaflet.latLngToContainerPoint([lat, lng]);
    const { left, top, right, bottom } = word.getBoundingClientRect();
    const box = [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
    found.push({ text: word.textContent, box, at: [x, y], ground: [lng, lat],
                 look: layer.getElement().className });
  });
  const over = [...document.querySelectorAll("#legend, #find, #on-the-map, .leaflet-bar")]
    .map((one) => one.getBoundingClientRect()).filter((one) => one.height)
    .map((one) => [one.left - frame.left, one.top - frame.top,
                   one.right - frame.left, one.bottom - frame.top]);
  return { found, over };
}"""

VIEW = """([zoom, latitude, longitude]) =>
  atlas.map.leaflet.setView([latitude, longitude], zoom, { animate: false }) && true"""
BURNGREAVE = (53.395, -1.46)


def near(explore: Explore, zoom: float, at: tuple[float, float] = BURNGREAVE) -> None:
    explore.page.evaluate(VIEW, [zoom, *at])


def named(explore: Explore, look: str) -> set[str]:
    """Names of a look, as soon as there are some."""
    selector = f".place-name.{look} > span"
    explore.until(f"() => document.querySelector('{selector}')", what=f"names: {look}")
    return set(explore.page.locator(selector).all_text_contents())


def test_the_map_fills_its_pane_until_somebody_moves_it(explore: Explore) -> None:
    assert explore.page.evaluate(FILLED) >= 0.6
    for width, height in ((1100, 700), (1600, 1000)):
        explore.page.set_viewport_size({"width": width, "height": height})
        explore.until(f"() => ({FILLED})() >= 0.6", what=f"filled at {width}")
    explore.visit("?i=no_car&j=imd_score")  # a taller legend
    explore.until(f"() => ({FILLED})() >= 0.6", what="filled with two indicators")
    explore.visit("?i=no_car")
    near(explore, 12)
    explore.page.set_viewport_size({"width": 1440, "height": 900})
    explore.until("() => document.getElementById('map').clientWidth < 800")
    centre = explore.page.evaluate("() => atlas.map.leaflet.getCenter()")
    assert (round(centre["lat"], 3), round(centre["lng"], 3)) == BURNGREAVE
    assert explore.page.evaluate("() => atlas.map.leaflet.getZoom()") == 12


def grounds(atlas: Atlas) -> dict[str, set[tuple[float, float]]]:
    """Where each name belongs, by the snapshot."""
    found: dict[str, set[tuple[float, float]]] = defaultdict(set)
    tables = [atlas.extra(n) for n in ("places", "streets", "stations", "venues", "pharmacies")]
    for table in [*tables, atlas.practices]:
        rows = table.dropna(subset=["longitude"])
        for name, x, y in zip(rows["name"], rows["longitude"], rows["latitude"], strict=True):
            found[name].add((x, y))
    return found


def check_names(explore: Explore, known: dict[str, set[tuple[float, float]]]) -> int:
    """No name over another or over what lies on the map, each by its own place; how many."""
    drawn = explore.page.evaluate(NAMES)
    boxes: list[tuple[str, Any]] = [("over", one) for one in drawn["over"]]
    for one in drawn["found"]:
        a, (x, y) = one["box"], one["at"]
        assert a[0] - 14 <= x <= a[2] + 14, one
        assert a[1] - 14 <= y <= a[3] + 14, one
        for other, b in boxes:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (one["text"], other)
        boxes.append((one["text"], a))
        if one["look"].split()[1] in ("street", "venue", "town"):
            spots = known[one["text"]]
            ground = tuple(round(degree, 5) for degree in one["ground"])
            assert ground in spots, one
    return len(drawn["found"])


def test_names_never_overlap_and_stand_at_their_places(explore: Explore, atlas: Atlas) -> None:
    known = grounds(atlas)
    explore.page.evaluate(VIEW, [10, 53.5, -1.3])
    assert {"Mexborough", "Thorne"} & named(explore, "town")
    assert check_names(explore, known) > 8
    explore.visit("?e=gp.library.pharmacy.school")
    for zoom in (11.6, 13.5, 14.4, 16):
        near(explore, zoom)
        if zoom >= 13.5:
            named(explore, "street")
        assert check_names(explore, known) > 8, zoom
    near(explore, 15, (53.3915, -1.4610))
    assert "Spital Hill" in named(explore, "street")
    # Ink follows what lies beneath: the darkest class and the palest have both been named here.
    near(explore, 12)
    inks = {"on-dark" in one["look"] for one in explore.page.evaluate(NAMES)["found"]}
    assert inks == {True, False}


def test_marks_are_switched_by_keyboard_and_kept_in_the_link(explore: Explore) -> None:
    page = explore.page
    near(explore, 14)
    explore.until("() => document.querySelector('.leaflet-marks-pane img[alt$=\"(library)\"]')")
    schools = ".leaflet-marks-pane img[alt$='(school)']"
    assert page.locator(schools).count() == 0
    page.locator("#marks-menu button").focus()
    page.keyboard.press("Enter")
    box = page.locator("#explore-marks input[value=school]")
    box.wait_for(state="visible")
    box.focus()
    page.keyboard.press("Space")
    explore.until("() => location.search === '?e=gp.library.school'")
    explore.until(f'() => document.querySelector("{schools}")')
    assert page.locator("#marks-key li:visible").all_text_contents()[:3] == [
        "GP practices",
        "Libraries",
        "Schools",
    ]
    assert page.evaluate("() => atlas.map.leaflet.getZoom()") == 14  # the map stays where it is
    page.keyboard.press("Escape")
    page.locator("#explore-marks").wait_for(state="hidden")
    for kind in ("gp", "library", "school"):
        page.locator("#marks-menu button").click()
        page.locator(f"#explore-marks input[value={kind}]").click()
        page.keyboard.press("Escape")
    explore.until("() => location.search === '?e=0'")
    near(explore, 14.2)
    assert page.locator(schools).count() == 0
    assert page.locator(".leaflet-practices-pane path").count() == 0
    page.reload()
    explore.loaded()
    explore.until("() => !document.querySelector('#explore-marks input:checked')")


def test_hover_hides_neither_its_area_nor_the_legend(explore: Explore) -> None:
    for code, x, y in explore.clear_areas(4):
        explore.page.mouse.move(x - 2, y)
        explore.page.mouse.move(x, y, steps=2)
        explore.until("() => document.querySelector('.leaflet-tooltip.hover .hover-value')")
        tip = explore.page.locator(".leaflet-tooltip.hover").bounding_box()
        assert tip
        covers = tip["x"] <= x <= tip["x"] + tip["width"]
        assert not (covers and tip["y"] <= y <= tip["y"] + tip["height"]), code
        legend = explore.page.locator("#legend").bounding_box()
        assert legend
        beside = tip["x"] >= legend["x"] + legend["width"]
        assert beside or tip["y"] + tip["height"] <= legend["y"], code


def test_a_pin_stands_where_it_is_put(explore: Explore) -> None:
    put = "async (at) => (await dash_clientside.bring('map')).pinAt(at, 'S4 7QR')"
    explore.page.evaluate(put, [-1.46, 53.395])
    drop = explore.page.locator(".map-pin svg").bounding_box()
    frame = explore.page.locator("#map").bounding_box()
    at = explore.page.evaluate("() => atlas.map.leaflet.latLngToContainerPoint([53.395, -1.46])")
    assert drop
    assert frame
    assert abs(drop["x"] + drop["width"] / 2 - frame["x"] - at["x"]) < 2
    assert abs(drop["y"] + drop["height"] - frame["y"] - at["y"]) < 3
    assert explore.text(".pin-words") == "S4 7QR"
    explore.page.evaluate(put, None)
    assert explore.page.locator(".map-pin").count() == 0
