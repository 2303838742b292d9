"""The card's numbers are the profile's, and what to be careful about is said in words."""

import re

import pytest

from dashboard.wording import number_text
from layers import Atlas
from layers.geography import levels
from layers.practices import profile
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

FLAGGED = "E01007557"  # Doncaster 008B
SPINES = """() => [...document.querySelectorAll("#card-profile .spines li")].map((li) => [
  li.querySelector(".spine-words span").childNodes[0].textContent,
  li.querySelector(".note:last-child").textContent,
])"""
VALUES = """(wanted) => JSON.stringify(wanted) === JSON.stringify(
  [...document.querySelectorAll("#card-profile .spine-words strong")].map((n) => n.textContent)
)"""


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def headlines(atlas: Atlas) -> list[str]:
    return [i for i, d in atlas.indicators.items() if d.headline and d.aggregate != "none"]


def test_the_card_s_numbers_are_the_profile_s(explore: Explore, atlas: Atlas) -> None:
    for level, codes in (
        ("lsoa", ["E01007557"]),
        ("lsoa", ["E01007317", "E01007824", "E01008065"]),
        ("ward", ["E05000994"]),
    ):
        check_card(explore, atlas, level, codes)


def check_card(explore: Explore, atlas: Atlas, level: str, codes: list[str]) -> None:
    above = "" if level == "lsoa" else f"&l={level}"
    explore.visit(f"?i=no_car{above}&s={'.'.join(codes)}")
    weights = profile.of_areas(atlas, levels.members(atlas, codes, level))
    here = {i: profile.figure(atlas, i, weights) for i in headlines(atlas)}
    values = [number_text.value(here[i].value, atlas.indicators[i]) for i in here]
    # The card of the selection before stays until the server has answered.
    explore.until(VALUES, values, f"{values} on the card")
    everywhere = profile.whole(atlas)
    for indicator, (label, around) in zip(here, explore.page.evaluate(SPINES), strict=True):
        definition = atlas.indicators[indicator]
        region = profile.figure(atlas, indicator, everywhere)
        assert label == definition.label
        assert number_text.value(region.value, definition) in around, indicator
        england = atlas.england(indicator).value
        if england is not None:
            assert f"England {number_text.value(england, definition)}" in around, indicator

    # The browser's own sentence above it says the same of the indicator on the map.
    figure = profile.figure(atlas, "no_car", weights)
    sentence = explore.text("#card-now .sentence")
    assert sentence.startswith(f"{figure.value:.1f}%")
    assert f"{figure.numerator:,.0f} of {figure.denominator:,.0f}" in sentence
    assert f"Likely between {figure.lower:.1f} and {figure.upper:.1f}%" in sentence


def test_flags_are_said_in_words(explore: Explore, atlas: Atlas) -> None:
    flags = atlas.areas.at[FLAGGED, "flags"]
    assert atlas.areas.at[FLAGGED, "name"] == "Doncaster 008B"
    assert flags
    explore.visit(f"?i=qof_mh&s={FLAGGED}")
    said = explore.page.locator("#card-now .flag").all_inner_texts()
    assert said == [f"{atlas.flags[f].label}. {atlas.flags[f].text}" for f in flags]
    # On the map it has an edge of its own, not a colour of its own.
    edge = explore.page.evaluate(
        "(code) => { let found; atlas.map.leaflet.eachLayer(({ feature, options }) => {"
        "if (feature?.id === code && options.fill !== false) found = options.dashArray;"
        "}); return found; }",
        FLAGGED,
    )
    assert edge == "1 4"
    assert "Dotted edge" in explore.text("#legend")


def test_modelled_figures_say_so(explore: Explore) -> None:
    explore.visit(f"?i=qof_mh&s={FLAGGED}")
    assert re.search(r": about [\d,]+ of [\d,]+", explore.text("#card-now .sentence"))
    assert explore.text("#meaning .tag") == "Modelled"
    explore.visit(f"?i=no_car&s={FLAGGED}")
    assert "about 1 in" in explore.text("#card-now .sentence")
    assert not re.search(r": about [\d,]+ of", explore.text("#card-now .sentence"))
    assert explore.text("#meaning .tag") == ""


def test_a_share_has_its_length_and_two_counts_of_the_same_people_are_explained(
    explore: Explore, atlas: Atlas
) -> None:
    row = atlas.table("disabled").loc["E01007869"]
    residents = atlas.areas.at["E01007869", "residents"]
    assert row["denominator"] != residents
    explore.visit("?i=disabled&s=E01007869")
    sentence = explore.text("#card-now .sentence")
    counted = f"{row['denominator']:,.0f}"
    assert f"of {counted} all usual residents" in sentence
    assert f"This table counts {counted} residents here, another {residents:,}" in sentence
    # The bar runs from 0 to 100%, whatever it is beside.
    bar = "() => parseFloat(document.querySelector('.compare .is-chosen .bar').style.width)"
    assert explore.page.evaluate(bar) == pytest.approx(row["value"], abs=0.01)


def test_the_card_is_closed_by_its_button(explore: Explore) -> None:
    explore.visit("?i=no_car&s=E01007317")
    with explore.redrawn():
        explore.page.click("#card-now button[aria-label='Close this card']")
    assert explore.search() == "?i=no_car"
    explore.until("() => document.getElementById('card-profile').innerText === ''")
