"""Neighbourhoods, wards, districts: drawn as such, with figures made from people, not averages."""

from pathlib import Path

import numpy as np
import pytest

from layers import Atlas
from layers.geography import levels
from tests.browser.explore import Explore

pytestmark = pytest.mark.browser

VALUES = "(id) => [atlas.values.units().code, atlas.values.all(id)]"
SIZES = {"msoa": 171, "ward": 95, "district": 4, "lsoa": 860}


@pytest.fixture
def explore(first_view: Explore) -> Explore:
    return first_view


def test_each_level_is_drawn_with_its_own_values(explore: Explore, atlas: Atlas) -> None:
    explore.arrived()
    with explore.redrawn():
        explore.page.click('#theme input[value="language"] + label')
    for level, size in SIZES.items():
        with explore.redrawn():
            explore.page.select_option("#level", level)
        codes = levels.areas_at(atlas, level).index.tolist()
        assert len(codes) == size
        assert sorted(explore.fills()) == codes
        assert explore.in_view() == (size, 1_374_978)
        assert sum(row["count"] for row in explore.legend()) == size
        for indicator in ("english_limited", "imd_score", "residents", "qof_mh", "imd_rank"):
            shown, values = explore.page.evaluate(VALUES, indicator)
            table = levels.table_at(atlas, indicator, level)["value"]
            assert shown == table.index.tolist()
            numbers = np.array([np.nan if v is None else v for v in values], dtype=float)
            np.testing.assert_allclose(numbers, table, rtol=1e-9, err_msg=f"{indicator} {level}")


def test_a_ward_s_card_is_of_the_whole_ward(explore: Explore, atlas: Atlas) -> None:
    explore.visit("?i=no_car&l=ward&s=E05000994")
    row = levels.table_at(atlas, "no_car", "ward").loc["E05000994"]
    assert explore.text("#card-now h2") == "Stairfoot"
    sentence = explore.text("#card-now .sentence")
    assert sentence.startswith(f"{row['value']:.1f}%")
    assert f"{row['numerator']:,.0f} of {row['denominator']:,.0f}" in sentence


def test_ranks_say_that_they_cannot_be_averaged(explore: Explore) -> None:
    explore.visit("?i=imd_rank&l=district&s=E08000019")
    assert "cannot be averaged" in explore.text("#card-now .sentence")
    assert "No figure" in explore.text("#legend")
    assert explore.errors == []


def test_an_organisation_s_own_groups_are_a_level_reached_by_keyboard(
    explore: Explore, atlas: Atlas
) -> None:
    explore.visit("?i=no_car")
    level = explore.page.locator("#level")
    level.focus()
    with explore.redrawn():
        level.press("L")  # as in "Local Area Committees"
    assert explore.page.url.endswith("?i=no_car&l=grouping")
    fills = explore.fills()
    table = levels.table_at(atlas, "no_car", "grouping")["value"]
    assert sorted(set(fills) - {""}) == table.index.tolist()
    assert fills[""][0] not in {colour for code, (colour, _) in fills.items() if code}
    assert explore.in_view() == (7, 556_519)
    assert sum(row["count"] for row in explore.legend()) == 7
    shown, values = explore.page.evaluate(VALUES, "no_car")
    assert shown == table.index.tolist()
    np.testing.assert_allclose(values, table, rtol=1e-9)
    assert "Grey: not in a Local Area Committee (517 areas" in explore.text("#legend")
    with explore.page.expect_download() as download:
        explore.page.evaluate("() => document.querySelector('[href^=\"/export/csv\"]').click()")
    rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["code", *table.index]
    assert explore.errors == []
