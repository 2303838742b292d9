"""The four themes, and the people they are about: one button each, and the map says what it is."""

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
