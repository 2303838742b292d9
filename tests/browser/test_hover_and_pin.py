"""Hover says what an area is; a click pins the same, so that nothing is by hover alone."""

import pytest

from dashboard.wording import number_text
from layers import Atlas
from layers.change import decile_change
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def said(atlas: Atlas, indicator: str, code: str) -> tuple[str, str, str]:
    """Value and both limits of an area, as the page writes them."""
    definition, row = atlas.indicators[indicator], atlas.table(indicator).loc[code]
    return tuple(number_text.value(row[part], definition) for part in ("value", "lower", "upper"))


def test_hover_names_the_area_with_its_value_interval_and_england(
    explore: Explore, atlas: Atlas
) -> None:
    explore.visit("?i=no_car")
    for code, x, y in explore.clear_areas(3):
        explore.page.mouse.move(x - 2, y)
        explore.page.mouse.move(x, y, steps=3)
        area, (value, lower, upper) = atlas.areas.loc[code], said(atlas, "no_car", code)
        explore.until(
            "(n) => document.querySelector('.leaflet-tooltip.hover')?.textContent.includes(n)",
            area["name"],
        )
        tip = explore.text(".leaflet-tooltip.hover")
        england = number_text.value(atlas.england("no_car").value, atlas.indicators["no_car"])
        assert area["neighbourhood"] in tip
        assert value in tip
        assert f"likely between {lower.removesuffix('%')} and {upper}" in tip
        assert f"England {england}" in tip
        assert f"{area['district']} " in tip
        assert "South Yorkshire " in tip
        assert " in England" in tip
        assert f"{area['residents']:,} residents" in tip
        # The legend marks the class of what is pointed at.
        marked = explore.page.locator("#legend .marked").count()
        assert marked == 1


def test_hover_over_a_change_says_from_which_decile_to_which(
    explore: Explore, atlas: Atlas
) -> None:
    explore.visit("?i=imd_decile_change")
    [(code, x, y)] = explore.clear_areas(1)
    explore.page.mouse.move(x - 2, y)
    explore.page.mouse.move(x, y, steps=3)
    explore.until("() => document.querySelector('.leaflet-tooltip.hover .hover-value')")
    row = decile_change.areas(atlas, [code]).iloc[0]
    moved = f"Decile {row['then']:.0f} in 2019, {row['now']:.0f} in 2025. Less directly comparable."
    assert moved in explore.text(".leaflet-tooltip.hover")


def test_a_click_pins_the_card_with_the_value_that_hover_showed(
    explore: Explore, atlas: Atlas
) -> None:
    explore.visit("?i=no_car")
    [(code, x, y)] = explore.clear_areas(1)
    explore.page.mouse.move(x - 2, y)
    explore.page.mouse.move(x, y, steps=3)
    explore.until("() => document.querySelector('.leaflet-tooltip.hover .hover-value')")
    hovered = explore.text(".leaflet-tooltip.hover .hover-value")

    with explore.redrawn():
        explore.page.mouse.click(x, y)
    assert explore.selected() == [code]
    assert explore.search() == f"?i=no_car&s={code}"
    value, lower, upper = said(atlas, "no_car", code)
    assert value == hovered
    assert explore.text("#card-now h2") == atlas.areas.at[code, "neighbourhood"]
    sentence = explore.text("#card-now .sentence")
    assert sentence.startswith(value)
    assert f"Likely between {lower.removesuffix('%')} and {upper}." in sentence
    assert atlas.areas.at[code, "name"] in explore.text("#card-now .note")

    # The pointer leaves, the card stays.
    explore.page.mouse.move(5, 5)
    explore.until("() => !document.querySelector('.leaflet-tooltip.hover')")
    assert explore.text("#card-now .sentence") == sentence

    # The same place again, and it is let go.
    with explore.redrawn():
        explore.page.mouse.click(x, y)
    assert explore.selected() == []
    assert "at a glance" in explore.text("#card-now h2")


def test_shift_and_click_adds_to_the_selection(explore: Explore) -> None:
    places = explore.clear_areas(3)
    codes = [code for code, _, _ in places]
    for n, (_, x, y) in enumerate(places):
        with explore.redrawn():
            if n:
                explore.page.keyboard.down("Shift")
            explore.page.mouse.click(x, y)
            explore.page.keyboard.up("Shift")
        assert explore.selected() == codes[: n + 1]
    assert explore.text("#card-now h2") == "3 areas selected"

    with explore.redrawn():
        explore.page.keyboard.down("Shift")
        explore.page.mouse.click(places[1][1], places[1][2])
        explore.page.keyboard.up("Shift")
    assert explore.selected() == [codes[0], codes[2]]

    with explore.redrawn():
        explore.page.mouse.click(places[1][1], places[1][2])
    assert explore.selected() == [codes[1]]
