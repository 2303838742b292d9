"""Counts per 1,000 residents: as much is hidden as of the counts, and larger areas come to sums."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.geography import levels
from layers.own.own_indicator import caveat, indicator, source, with_own
from layers.own.own_layer import OwnLayer, read_layer
from layers.own.own_points import counted_by_area
from layers.own.own_table import Reading
from tests.layers.own.tables import table
from tests.layers.own.test_made_layer import counts, made, words


def both(reading: Reading, *, people: bool = True) -> tuple[OwnLayer, OwnLayer]:
    """The same figures as counts and as rates, where neither is refused."""
    count, rate = (
        made(reading, words(people=people, unit="parcels", per_residents=is_rate))
        for is_rate in (False, True)
    )
    assert isinstance(count, OwnLayer)
    assert isinstance(rate, OwnLayer)
    return count, rate


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(st.integers(0, 7), st.integers(8, 900)), min_size=12, max_size=12),
    st.booleans(),
)
def test_a_rate_gives_back_the_count_that_is_shown_and_no_other(
    atlas: Atlas, numbers: list[int], people: bool
) -> None:
    reading = counts(atlas, [*numbers, 50, 60, 70, 80, 90])
    count, rate = both(reading, people=people)
    assert [one is None for one in rate.values] == [one is None for one in count.values]
    back = np.array(rate.values, dtype=float) * np.array(reading.residents) / 1_000
    np.testing.assert_allclose(back, np.array(count.values, dtype=float), rtol=1e-9)
    assert (rate.hidden, rate.carried, rate.people) == (count.hidden, count.carried, people)
    assert (rate.kind, rate.unit, rate.codes) == ("rate", "per 1,000", count.codes)


@pytest.mark.parametrize("form", ["cases", "value"])
@pytest.mark.parametrize("level", ["ward", "msoa", "district"])
def test_of_larger_areas_it_is_all_their_counts_by_all_their_residents(
    atlas: Atlas, form: str, level: str
) -> None:
    """Of areas with a figure: those whose count is hidden are in neither sum."""
    reading = table(atlas, form).read(atlas)
    count, rate = both(reading)
    assert count.hidden > 0
    mine = with_own(atlas, [count, rate])
    place = levels.place_of(atlas, level)
    shown = mine.table(count.id)["value"]
    residents = atlas.areas["residents"].where(shown.notna())
    expected = 1_000 * shown.groupby(place).sum() / residents.groupby(place).sum()
    found = levels.table_at(mine, rate.id, level)["value"].reindex(expected.index)
    assert found.notna().any()
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_a_ward_s_rate_is_of_its_own_count_and_residents(atlas: Atlas) -> None:
    wards = atlas.areas.groupby("ward_code")["residents"].sum()
    reading = replace(
        counts(atlas, [200, 300]),
        level="ward",
        codes=tuple(wards.index[:2]),
        residents=tuple(wards.iloc[:2].astype(float)),
    )
    _, rate = both(reading, people=False)
    values = with_own(atlas, [rate]).table(rate.id)["value"]
    inside = atlas.areas["ward_code"] == wards.index[1]
    assert values[inside].to_numpy() == pytest.approx(1_000 * 300 / wards.iloc[1])


def test_where_nobody_lives_there_is_no_rate(atlas: Atlas) -> None:
    reading = counts(atlas, [20, 30, 0])
    reading = replace(reading, residents=(0.0, 1_200.0, 1_000.0))
    _, rate = both(reading, people=False)
    assert rate.values == (None, 25.0, 0.0)
    assert rate.hidden == 0


def test_it_says_what_was_hidden_before_and_names_the_census(atlas: Atlas) -> None:
    count, rate = both(counts(atlas, [3, 40, 50, 60]))
    assert read_layer(rate.written) == rate
    assert indicator(rate).decimals == 1
    assert b"per_residents" not in count.written
    assert indicator(rate).disclosure == (
        "Small counts of people were hidden, others rounded to the nearest 5, before the rate was "
        "worked out."
    )
    assert "per 1,000 residents of Census 2021" in caveat(rate)
    assert "left out of the rates of larger areas" in caveat(rate)
    assert "weighted" not in caveat(rate)
    for name in ("publisher", "attribution"):
        assert "A council" in source(rate)[name]
        assert "Census 2021" in source(rate)[name]
        assert "Census" not in source(count)[name]
    _, others = both(counts(atlas, [3, 40]), people=False)
    assert indicator(others).disclosure.startswith("No counts of people")


def test_places_are_counted_per_residents_too(atlas: Atlas) -> None:
    points = table(atlas, "points").read(atlas).points
    assert points is not None
    count, rate = (
        counted_by_area(atlas, points, words(per_residents=is_rate)) for is_rate in (False, True)
    )
    residents = atlas.areas["residents"].to_numpy()
    np.testing.assert_allclose(rate.values, 1_000 * np.array(count.values) / residents, rtol=1e-9)
    assert (rate.kind, rate.unit) == ("rate", "per 1,000")
    assert "places that were brought and residents of Census 2021" in indicator(rate).disclosure
    assert "places of A council" in source(rate)["attribution"]
    # Some 20 for 1.4 million: written with one decimal, all of them would be none.
    assert indicator(rate).decimals == 3
