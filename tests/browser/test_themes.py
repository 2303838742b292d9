"""The four themes, and the people they are about: one button each, and the map says what it is. And
the map itself, which is the same on light and dark screens."""

from collections.abc import Callable

import pytest

from layers import Atlas
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser


def test_each_theme_s_button_draws_its_map(explore: Explore, atlas: Atlas) -> None:
    assert {theme.id for theme in atlas.catalogue.themes} >= {
        "deprivation", "ethnicity", "language", "prevalence",
    }  # fmt: skip
    # The page opens on the first theme: it comes last, so that every button changes something.
    for theme in reversed(atlas.catalogue.themes):
        its = [i for i in atlas.indicators.values() if i.theme == theme.id]
        first = next((i for i in its if i.headline), its[0])
        with explore.redrawn():
            explore.page.click(f'#theme input[value="{theme.id}"] + label')
        assert explore.page.get_attribute("body", "data-drawn") == first.id
        pressed = explore.page.locator("#theme input:checked + label").all_inner_texts()
        assert pressed == [theme.label]

        # What, of whom, when.
        assert explore.text("#legend h2") == first.label
        caption = explore.text("#legend .note")
        assert first.period in caption
        base = first.denominator.text if first.denominator else first.unit
        assert base.lower() in f"{first.label} {caption}".lower()

        # On the map: as many colours as the legend has classes in view.
        fills = {colour for colour, _ in explore.fills().values()}
        assert len(explore.fills()) == 860
        assert fills == {row["colour"] for row in explore.legend() if row["count"]}
        assert len(fills) >= 3
    assert explore.errors == []


# What is drawn of the areas, and the paper below.
DRAWN = """() => [...document.querySelectorAll("#map canvas")].map((one) => one.toDataURL()).concat(
  getComputedStyle(document.querySelector(".leaflet-container")).backgroundColor)"""


def test_two_people_on_a_light_and_a_dark_screen_see_the_same_map(
    new_page: Callable[..., Explore],
) -> None:
    seen = {}
    for dark in (False, True):
        explore = new_page(dark=dark).open("/?i=english_limited&s=E01007869")
        maps = []
        for query in ("", "?i=imd_decile&j=english_limited&d=E08000018", "?i=imd_score&o=1"):
            if query:
                explore.visit(query)
            explore.until("() => document.querySelectorAll('.place-name').length > 0")
            colours = [row["colour"] for row in explore.legend()]
            maps.append((explore.page.evaluate(DRAWN), colours))
        theme = explore.page.evaluate("() => document.documentElement.dataset.bsTheme")
        assert theme == ("dark" if dark else "light")
        seen[dark] = maps
    for light, dark in zip(seen[False], seen[True], strict=True):
        assert len(light[0]) > 1
        assert len(light[0][0]) > 10_000
        assert light == dark
