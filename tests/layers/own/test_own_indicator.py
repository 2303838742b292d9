"""A layer of one's own is an indicator like any other, and changes no other."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from layers.atlas import Atlas
from layers.geography import levels
from layers.own.own_indicator import THEME, indicator, with_own
from layers.statistics.intervals import wilson
from tests.layers.own.layers import CODES, layer

RATE = {"kind": "rate", "unit": "points", "numerators": (), "denominators": ()}
COUNT = {"kind": "count", "unit": "parcels", "numerators": (), "denominators": ()}


def test_a_share_has_its_parts_its_limits_and_no_standing_in_england(atlas: Atlas) -> None:
    mine = layer()
    table = with_own(atlas, [mine]).table(mine.id)
    assert table.index.equals(atlas.areas.index)
    assert table["value"].notna().sum() == 2  # the second area's count is hidden
    row = table.loc[CODES[0]]
    limits = wilson(np.array([10.0]), np.array([600.0]))
    assert row["value"] == pytest.approx(100 * 10 / 600)
    assert row["lower"] == pytest.approx(100 * limits.lower[0])
    assert row["upper"] == pytest.approx(100 * limits.upper[0])
    assert table.loc[CODES[1], ["numerator", "denominator"]].isna().all()
    assert table["national_percentile"].isna().all()
    assert with_own(atlas, [mine]).england(mine.id).value is None


def test_larger_areas_are_made_of_it_as_of_any_other(atlas: Atlas) -> None:
    share, rate, count = (
        layer(),
        layer(values=(1.0, None, 4.0), **RATE),
        layer(values=(10.0, None, 45.0), **COUNT),
    )
    mine = with_own(atlas, [share, rate, count])
    at = {
        one: levels.table_at(mine, one.id, "district").loc["E08000016"]
        for one in (share, rate, count)
    }
    assert at[share]["value"] == pytest.approx(100 * 55 / 1250)
    assert at[count]["value"] == 55
    people = atlas.areas["residents"].reindex([CODES[0], CODES[2]]).to_numpy()
    assert at[rate]["value"] == pytest.approx((people * [1, 4]).sum() / people.sum())


def test_a_ward_s_figure_is_that_of_each_of_its_areas(atlas: Atlas) -> None:
    ward = atlas.areas.at[CODES[0], "ward_code"]
    mine = layer(level="ward", codes=(ward,), values=(3.5,), **RATE)
    values = with_own(atlas, [mine]).table(mine.id)["value"]
    inside = atlas.areas["ward_code"] == ward
    assert (values[inside] == 3.5).all()
    assert values[~inside].isna().all()


def test_a_share_of_a_ward_counts_nobody_in_its_areas(atlas: Atlas) -> None:
    ward = atlas.areas.at[CODES[0], "ward_code"]
    mine = layer(level="ward", codes=(ward,), numerators=(50.0,), denominators=(1000.0,))
    there = with_own(atlas, [mine])
    assert not there.indicators[mine.id].is_share
    assert there.table(mine.id).at[CODES[0], "value"] == pytest.approx(5)


def test_the_atlas_without_it_stays_as_it_was_and_equals_it(atlas: Atlas) -> None:
    before = list(atlas.indicators), len(atlas.catalogue.themes), len(atlas.manifest["sources"])
    mine = with_own(atlas, [layer()])
    assert mine == atlas
    assert [one.id for one in mine.catalogue.by_theme[THEME]] == [layer().id]
    assert mine.manifest["sources"][-1]["publisher"] == "A council"
    after = list(atlas.indicators), len(atlas.catalogue.themes), len(atlas.manifest["sources"])
    assert before == after
    pd.testing.assert_frame_equal(mine.table("imd_score"), atlas.table("imd_score"))


def test_areas_that_are_elsewhere_are_left_out(atlas: Atlas) -> None:
    mine = layer(codes=("E01000001", *CODES[:2]))
    assert with_own(atlas, [mine]).table(mine.id)["value"].notna().sum() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"people": True}, "Small counts of people are hidden, others rounded to the nearest 5"),
        ({"people": True, "published": True}, "Published already, as whoever brought it says"),
        ({}, "No counts of people, as whoever brought it says"),
        ({"values": (1.0, None, 4.0), **RATE}, "Not said to rest on small counts of people"),
    ],
)
def test_it_says_of_people_what_is_known_and_otherwise_who_says_so(
    given: dict[str, Any], said: str
) -> None:
    assert indicator(layer(**given)).disclosure.startswith(said)


def test_a_layer_that_was_saved_keeps_its_name() -> None:
    assert b"of_places" not in layer().written
    assert layer().id == "own_87025c052581"
