"""Reach: a worked example by hand, and what must hold for any areas and any group."""

import math
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import Atlas
from layers.catalogue.definitions import load_catalogue
from layers.targeting.reach import Reach, areas_needed, curve, reach
from tests.committed import committed

ATLAS = committed()
CODES = ATLAS.areas.index
GROUPS = [i for i, d in ATLAS.indicators.items() if d.counts_people]

groups = st.sampled_from(GROUPS)
orders = st.sampled_from(["count", "rate"])
some_areas = st.integers(0, 2**32 - 1).map(
    lambda seed: CODES[np.random.default_rng(seed).random(len(CODES)) < seed / 2**32]
)


def stand_in(people: list[float], of: list[float], residents: list[float]) -> Atlas:
    """An atlas of areas ``a``, ``b``, … with people of one group."""
    codes = list("abcdefgh"[: len(people)])
    table = pd.DataFrame({"numerator": people, "denominator": of}, index=codes, dtype=float)
    table["value"] = 100 * table["numerator"] / table["denominator"]
    return cast(
        Atlas,
        SimpleNamespace(
            areas=pd.DataFrame({"residents": residents}, index=codes),
            indicators=load_catalogue().indicators,
            table=lambda name: table,
        ),
    )


def shuffled(atlas: Atlas, seed: int) -> Atlas:
    """The same atlas with the rows of every table in another order."""
    chance = np.random.default_rng(seed)
    rows, others = (chance.permutation(len(atlas.areas)) for _ in range(2))
    return cast(
        Atlas,
        SimpleNamespace(
            areas=atlas.areas.iloc[rows],
            indicators=atlas.indicators,
            table=lambda name: atlas.table(name).iloc[others],
        ),
    )


# ---- By hand ----

SMALL = stand_in([10, 0, 30, 60], [100, 200, 300, 400], [100, 200, 300, 400])


def test_an_area_whose_share_is_not_known_comes_last() -> None:
    atlas = stand_in([10, np.nan, 30], [100, np.nan, 200], [100, 200, 300])
    assert curve(atlas, GROUPS[0], by="rate")["lsoa"].tolist() == ["c", "a", "b"]


def test_reach_by_hand() -> None:
    """a and d hold 70 of the 100 people, and 500 of the 1,000 residents."""
    found = reach(SMALL, ["d", "a", "a"], "roma")
    assert found == Reach("roma", 70.0, 0.7, 0.5, 0.14, 0.1)
    assert (found.times, found.held) == (pytest.approx(1.4), pytest.approx(1.4))
    everywhere = reach(SMALL, "abcd", "roma")
    assert everywhere == Reach("roma", 100.0, 1.0, 1.0, 0.1, 0.1)
    assert (everywhere.times, everywhere.held) == (1.0, 1.0)


def test_times_as_common_is_of_the_groups_own_base_by_hand() -> None:
    """Half the base lives in a: the group is no more common there, though a tenth of residents
    hold half of it."""
    uneven = stand_in([50, 50], [500, 500], [100, 900])
    found = reach(uneven, ["a"], "roma")
    assert (found.rate, found.average) == (0.1, 0.1)
    assert found.times == 1.0, "as common as on average"
    assert found.held == pytest.approx(5.0), "and five times their share of residents"


def test_where_the_people_are_unknown_their_base_does_not_count() -> None:
    gap = stand_in([10, np.nan, 30], [100, 1000, 100], [1, 1, 1])
    found = reach(gap, ["a", "b"], "roma")
    assert (found.rate, found.average) == (0.1, 0.2)


def test_reach_among_the_people_of_some_places_by_hand() -> None:
    """In a, b and d live 70 of the people and 700 residents; a and d hold all of the 70."""
    found = reach(SMALL, ["d"], "roma", among="abd")
    assert found == Reach("roma", 60.0, 60 / 70, 400 / 700, 0.15, 0.1)
    assert found.times == pytest.approx(60 / 70 * 7 / 4)
    assert reach(SMALL, ["c"], "roma", among="abd").people == 0, "who lives elsewhere is not there"
    nowhere = reach(SMALL, [], "roma", among="")
    assert (nowhere.people, nowhere.of_group, nowhere.of_residents) == (0, 0, 0)


def test_the_curve_by_hand() -> None:
    steps = curve(SMALL, "roma")
    assert steps["lsoa"].tolist() == ["d", "c", "a", "b"]
    assert steps["people"].tolist() == [60, 30, 10, 0]
    assert steps["reached"].tolist() == pytest.approx([0.6, 0.9, 1, 1])
    needed = {share: areas_needed(steps, share) for share in (0, 1 / 3, 0.6, 0.61, 0.9, 1, 1.01)}
    assert needed == {0: 0, 1 / 3: 1, 0.6: 1, 0.61: 2, 0.9: 2, 1: 3, 1.01: None}


def test_by_rate_the_highest_share_is_taken_first_and_ties_go_by_code() -> None:
    """Shares: a 10 %, b 0, c 10 %, d 15 %."""
    steps = curve(SMALL, "roma", by="rate")
    assert steps["lsoa"].tolist() == ["d", "a", "c", "b"]
    assert steps["reached"].tolist() == pytest.approx([0.6, 0.7, 1, 1])


def test_a_curve_of_some_areas_rises_to_what_they_hold() -> None:
    steps = curve(SMALL, "roma", codes=["b", "c", "a"])
    assert steps["lsoa"].tolist() == ["c", "a", "b"]
    assert steps["reached"].tolist() == pytest.approx([0.3, 0.4, 0.4])
    assert areas_needed(steps, 0.4) == 2
    assert areas_needed(steps, 0.5) is None


def test_a_curve_among_the_people_of_some_places_by_hand() -> None:
    """In a, b and d live 70 of the people."""
    steps = curve(SMALL, "roma", codes="ad", among="abd")
    assert steps["lsoa"].tolist() == ["d", "a"]
    assert steps["reached"].tolist() == pytest.approx([60 / 70, 1])


def test_six_areas_hold_a_third_of_roma_residents(atlas: Atlas) -> None:
    """The sentence that a team needs, counted here by sorting plain numbers."""
    people = sorted(atlas.table("roma")["numerator"].tolist(), reverse=True)
    number = next(n for n in range(860) if sum(people[:n]) >= sum(people) / 3)
    assert areas_needed(curve(atlas, "roma"), 1 / 3) == number == 6


def test_where_nobody_is_of_the_group_nobody_is_reached() -> None:
    nobody = stand_in([0, np.nan], [100, 0], [100, 50])
    found = reach(nobody, ["a"], "roma")
    assert (found.people, found.of_group, found.of_residents) == (0, 0, pytest.approx(2 / 3))
    assert math.isnan(found.times)
    assert math.isnan(found.held)
    steps = curve(nobody, "roma")
    assert steps["reached"].tolist() == [0, 0]
    assert areas_needed(steps, 0.1) is None


def test_no_areas_reach_nobody(atlas: Atlas) -> None:
    found = reach(atlas, [], "roma")
    assert (found.people, found.of_group, found.of_residents) == (0, 0, 0)
    assert math.isnan(found.times)
    assert math.isnan(found.held)
    steps = curve(atlas, "roma", codes=[])
    assert steps.empty
    assert areas_needed(steps, 0.5) is None
    assert areas_needed(steps, 0) == 0


def test_what_counts_no_people_is_refused(atlas: Atlas) -> None:
    for name in ("imd_score", "residents", "rural_urban"):
        with pytest.raises(ValueError, match=f"'{name}' is not a share, so it counts no people"):
            reach(atlas, CODES, name)
        with pytest.raises(ValueError, match="is not a share"):
            curve(atlas, name)
    with pytest.raises(KeyError, match="happiness"):
        reach(atlas, CODES, "happiness")
    with pytest.raises(ValueError, match="by is 'size'; it may be 'count' or 'rate'"):
        curve(atlas, "roma", by="size")


# ---- For any areas and any group ----


@given(some_areas, groups)
def test_reach_is_a_share_and_adds_up(codes: pd.Index, group: str) -> None:
    here, elsewhere = reach(ATLAS, codes, group), reach(ATLAS, CODES.difference(codes), group)
    for found in (here, elsewhere):
        assert 0 <= found.of_group <= 1
        assert 0 <= found.of_residents <= 1
    people = ATLAS.table(group)["numerator"]
    assert here.people == pytest.approx(people[codes].sum())
    assert here.people + elsewhere.people == pytest.approx(people.sum())
    assert here.of_group + elsewhere.of_group == pytest.approx(1)
    assert here.of_residents + elsewhere.of_residents == pytest.approx(1)
    if len(codes):
        assert here.held == pytest.approx(here.of_group / here.of_residents)


@pytest.mark.parametrize("group", GROUPS)
@given(some_areas, st.none() | some_areas)
@settings(max_examples=10)
def test_times_as_common_is_a_rate_over_a_rate(group: str, codes: Any, among: Any) -> None:
    """For every share: counted here in plain numbers from the indicator's own two columns."""
    table = ATLAS.table(group)
    numerator, denominator = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    asked = np.ones(len(CODES), bool) if among is None else CODES.isin(among)
    inside = asked & CODES.isin(codes)

    def rate(of: Any) -> float:
        known = of & ~np.isnan(numerator)
        return math.fsum(numerator[known]) / (math.fsum(denominator[known]) or math.nan)

    found = reach(ATLAS, codes, group, among=among)
    assert found.rate == pytest.approx(rate(inside), nan_ok=True)
    assert found.average == pytest.approx(rate(asked), nan_ok=True)
    wanted = rate(inside) / rate(asked) if rate(asked) > 0 else math.nan
    assert found.times == pytest.approx(wanted, nan_ok=True)
    # What the areas hold is where the group lives; how common it is, is what a team meets there.
    if inside.any() and not math.isnan(found.times):
        weighted = found.times * math.fsum(denominator[inside & ~np.isnan(numerator)])
        whole = math.fsum(denominator[asked & ~np.isnan(numerator)])
        assert weighted / whole == pytest.approx(found.of_group)


@pytest.mark.parametrize(
    ("group", "times", "held"),
    [
        ("english_limited_of_other_languages", 1.126, 1.868),
        ("qof_stia", 0.988, 1.023),
        ("minority_ethnic", 1.506, 1.506),
    ],
)
def test_the_audits_examples_over_the_core20(group: str, times: float, held: float) -> None:
    """Divided by residents, limited English among those with another main language came out as
    1.9, and stroke on the wrong side of 1."""
    core20 = CODES[ATLAS.table("imd_decile")["value"] <= 2]
    found = reach(ATLAS, core20, group)
    assert (found.times, found.held) == (
        pytest.approx(times, abs=5e-4),
        pytest.approx(held, abs=5e-4),
    )


@given(some_areas, groups, st.integers(0, 859))
def test_one_more_area_never_reaches_fewer(codes: pd.Index, group: str, at: int) -> None:
    before, after = reach(ATLAS, codes, group), reach(ATLAS, [*codes, CODES[at]], group)
    assert after.people >= before.people - 1e-9
    assert after.of_group >= before.of_group - 1e-12


@given(st.none() | some_areas, groups, orders)
def test_a_curve_rises_to_what_its_areas_reach(codes: Any, group: str, by: str) -> None:
    steps = curve(ATLAS, group, codes=codes, by=by)
    taken = CODES if codes is None else codes
    assert sorted(steps["lsoa"]) == taken.tolist()
    reached = steps["reached"]
    assert reached.is_monotonic_increasing
    assert reached.between(0, 1).all()
    if len(taken):
        assert reached.iloc[-1] == pytest.approx(reach(ATLAS, taken, group).of_group)
        key = "numerator" if by == "count" else "value"
        assert ATLAS.table(group)[key].fillna(0)[steps["lsoa"]].is_monotonic_decreasing
    if codes is None:
        assert areas_needed(steps, 1) is not None


@given(groups, orders, st.floats(0.001, 1))
def test_areas_needed_are_the_fewest(group: str, by: str, share: float) -> None:
    steps = curve(ATLAS, group, by=by)
    number = areas_needed(steps, share)
    assert number is not None
    first = steps["lsoa"].head(number)
    assert reach(ATLAS, first, group).of_group >= share - 1e-8
    if number > 1:
        assert reach(ATLAS, first[:-1], group).of_group < share
    by_count = areas_needed(curve(ATLAS, group), share)
    assert by_count is not None
    assert by_count <= number, "no order needs fewer areas than the one by count"


@given(some_areas, groups, orders, st.integers(0, 2**32 - 1))
def test_the_order_of_rows_does_not_matter(codes: pd.Index, group: str, by: str, seed: int) -> None:
    other = shuffled(ATLAS, seed)
    mixed = np.random.default_rng(seed).permutation(codes)
    before, after = reach(ATLAS, codes, group), reach(other, mixed, group)
    assert after.group == before.group
    for field in ("people", "of_group", "of_residents", "rate", "average", "times", "held"):
        assert getattr(after, field) == pytest.approx(getattr(before, field), nan_ok=True)
    pd.testing.assert_frame_equal(
        curve(other, group, codes=mixed, by=by), curve(ATLAS, group, codes=codes, by=by)
    )
