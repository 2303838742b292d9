"""Search goes to an area, a street, a postcode, a practice; and says why it goes nowhere."""

from collections.abc import Callable

import pytest

from layers import Atlas
from layers.ground.search import find as find_place
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


# What the pin says, and where its point is in longitude and latitude.
PIN = """() => {
  const words = document.querySelector(".pin-words");
  if (!words) return null;
  let pin = null;
  atlas.map.leaflet.eachLayer((one) => {
    if (one._icon?.contains(words)) pin = one._latlng;
  });
  return [words.textContent, pin.lng, pin.lat];
}"""


def answered(explore: Explore) -> None:
    """Wait until the list answers what stands in the field."""
    explore.until(
        "() => document.querySelector('#find-place-list .active')"
        " && !document.querySelector('#find-place-list.pe-none')",
        what="an answer",
    )


def find(explore: Explore, text: str) -> None:
    """Search, and take the first that is found."""
    page = explore.page
    page.click("#find-place")
    page.keyboard.type(text)
    answered(explore)
    with explore.redrawn():
        page.keyboard.press("Enter")


def test_what_is_found_is_selected_and_shown(explore: Explore, atlas: Atlas) -> None:
    areas = atlas.areas
    find(explore, "E01007557")
    assert explore.selected() == ["E01007557"]
    assert explore.spot("E01007557")["clear"]
    find(explore, "doncaster 001a")
    assert [areas.at[code, "name"] for code in explore.selected()] == ["Doncaster 001A"]

    find(explore, "kendray")
    assert explore.selected() == areas.index[areas["msoa_code"] == "E02001526"].tolist()

    find(explore, "C88627")
    assert explore.search() == "?y=practice.C88627"
    assert explore.text("#card-now h2") == atlas.practices.at["C88627", "name"]


def test_filters_that_would_hide_what_is_found_are_taken_off(explore: Explore) -> None:
    explore.visit("?i=no_car&d=E08000016&n=1000")
    find(explore, "E01007557")
    assert explore.search() == "?i=no_car&s=E01007557"
    explore.visit("?i=no_car&d=E08000017")
    find(explore, "E01007557")
    assert explore.search() == "?i=no_car&d=E08000017&s=E01007557"


def test_a_street_has_its_pin_which_a_link_keeps_and_another_choice_takes_off(
    explore: Explore, new_page: Callable[..., Explore]
) -> None:
    find(explore, "owler lane")
    assert explore.text("#find-place-said").startswith("1 place: Owler Lane, Fir Vale")
    assert explore.search() == "?s=E01034842.E01007940.E01007942&y=street.owler-lane.fir-vale"
    words, east, north = explore.until(PIN)
    assert words == "Owler Lane"
    assert explore.page.evaluate(
        "([x, y]) => atlas.map.leaflet.getZoom() > 12 && "
        "atlas.map.leaflet.getBounds().contains([y, x])", [east, north],
    )  # fmt: skip

    phone = new_page(width=390, height=844, has_touch=True).open(f"/{explore.search()}")
    assert phone.until(PIN) == [words, east, north]
    phone.page.tap("#find-place")
    phone.page.keyboard.type("spital hill")
    answered(phone)
    with phone.redrawn():
        phone.page.tap("#find-place-list [role=option]")
    phone.until("() => document.querySelector('.pin-words').textContent === 'Spital Hill'")

    find(explore, "E01007557")
    assert explore.state() == "?s=E01007557"
    explore.until("() => !document.querySelector('.pin-words')")
    explore.page.go_back()
    assert explore.until(PIN)[0] == words


def test_a_postcode_has_its_own_point_and_is_in_no_address(explore: Explore, atlas: Atlas) -> None:
    row = atlas.extra("postcodes").iloc[4321]
    find(explore, row["postcode"].lower().replace(" ", ""))
    assert explore.search() == f"?s={row['lsoa']}"
    words, *point = explore.until(PIN)
    assert words == row["postcode"]
    assert point == [row["longitude"], row["latitude"]]
    code, x, y = explore.clear_areas(1)[0]
    with explore.redrawn():
        explore.page.mouse.click(x, y)
    assert explore.selected() == [code]
    explore.until("() => !document.querySelector('.pin-words')")


def test_keys_choose_and_enter_waits_for_what_it_asked_for(explore: Explore, atlas: Atlas) -> None:
    page = explore.page
    page.focus("#find-place")
    page.keyboard.type("high street")
    answered(explore)
    page.keyboard.press("ArrowDown")
    second = page.get_attribute("#find-place", "aria-activedescendant")
    assert second == "find-place-1"
    with explore.redrawn():
        page.keyboard.press("Enter")
    found = find_place(atlas, "high street").places[1]
    assert explore.search().endswith(f"&y=street.{found.key}")
    # Nothing of the list of before is taken by who is faster than the answer.
    page.focus("#find-place")
    with explore.redrawn():
        page.keyboard.type("E01007557")
        page.keyboard.press("Enter")
    assert explore.selected() == ["E01007557"]


def test_on_other_pages_a_place_is_found_by_the_streets_in_it(
    new_page: Callable[..., Explore], atlas: Atlas
) -> None:
    area = find_place(atlas, "spital hill").places[0].areas[0]
    home = atlas.areas.loc[area]
    other = new_page()
    page = other.page
    for path, box, value in (
        ("/practices", "find-unit", f"v={home['msoa_code']}"),
        ("/seldom-heard", "target-ward", f"w={home['ward_code']}"),
    ):
        page.goto(other.origin + path)
        other.until("(id) => document.getElementById(id)?.role === 'combobox'", box)
        if path == "/seldom-heard":
            page.click("#limits button")
        page.click(f"#{box}")
        page.keyboard.type("spital hill")
        other.until("(id) => document.querySelector(`#${id}-list .active`)", box)
        page.keyboard.press("Enter")
        other.until("(value) => location.search.includes(value)", value)


def test_what_is_nowhere_is_said_in_plain_words(explore: Explore) -> None:
    for text, why in (
        ("ZZ9 9ZZ", "There is no postcode ZZ9 9ZZ"),
        ("qqqq", "Nothing matches"),
        ("LS1 4DY", "LS1 4DY is a postcode outside South Yorkshire"),
        ("chesterfeild", "Chesterfield is in Derbyshire, outside South Yorkshire"),
    ):
        explore.page.click("#find-place")
        explore.page.fill("#find-place", text)
        explore.until(
            "(why) => document.querySelector('#find-place-list .options-none')?.textContent"
            ".startsWith(why)",
            why,
        )
        explore.page.keyboard.press("Escape")
    assert explore.state() == ""
