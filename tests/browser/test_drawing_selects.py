"""A shape drawn on the map selects the places inside it."""

import json

import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

CORNERS = """([x1, y1, x2, y2]) => {
  const { leaflet } = atlas.map;
  const frame = leaflet.getContainer().getBoundingClientRect();
  const at = (x, y) => leaflet.containerPointToLatLng([x - frame.left, y - frame.top]);
  const [a, b] = [at(x1, y1), at(x2, y2)];
  return [a.lng, a.lat, b.lng, b.lat];
}"""


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def rectangle(explore: Explore) -> tuple[float, float, float, float]:
    """The middle of the map, in whole points of the window: a mouse knows no others."""
    box = explore.page.locator("#map").bounding_box()
    x, y, w, h = (box[part] for part in ("x", "y", "width", "height"))
    return round(x + w / 3), round(y + h / 3), round(x + w * 2 / 3), round(y + h / 2)


def drag(explore: Explore, x1: float, y1: float, x2: float, y2: float) -> None:
    explore.page.click(".leaflet-draw-draw-rectangle")
    explore.page.mouse.move(x1, y1)
    explore.page.mouse.down()
    explore.page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=4)
    explore.page.mouse.move(x2, y2, steps=4)
    explore.page.mouse.up()


def test_a_rectangle_selects_the_areas_inside_it(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?t=1.2.3")
    corners = rectangle(explore)
    west, north, east, south = explore.page.evaluate(CORNERS, corners)
    with explore.redrawn():
        drag(explore, *corners)
    areas = atlas.areas
    inside = (
        areas["longitude"].between(west, east)
        & areas["latitude"].between(south, north)
        & atlas.table("imd_decile")["value"].le(3)
    )
    assert explore.selected() == areas.index[inside].tolist()
    assert 3 < inside.sum() <= 200
    # The shape itself goes: what it meant is the selection.
    explore.until(
        "() => { let shapes = 0; atlas.map.leaflet.eachLayer((layer) => {"
        "if (layer.options.color === '#b0307a') shapes += 1; }); return shapes === 0; }"
    )
    assert explore.errors == []


def test_a_rectangle_selects_wards_by_their_middle(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?i=no_car&l=ward")
    corners = rectangle(explore)
    west, north, east, south = explore.page.evaluate(CORNERS, corners)
    with explore.redrawn():
        drag(explore, *corners)
    points = {
        feature["id"]: feature["properties"]["at"]
        for feature in json.loads(atlas.outlines("ward"))["features"]
    }
    inside = sorted(c for c, (x, y) in points.items() if west < x < east and south < y < north)
    assert explore.selected() == inside
    assert len(inside) > 2
    assert explore.search() == f"?i=no_car&l=ward&s={'.'.join(inside)}"
