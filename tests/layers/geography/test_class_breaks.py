"""Class breaks: every way of cutting, held to what it promises."""

import doctest
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.geography import class_breaks, levels
from layers.geography.class_breaks import (
    Breaks,
    breaks_for,
    equal,
    national_quantile,
    own,
    quantile,
)

LEVELS = ("lsoa", "msoa", "ward", "district")
KINDS = {
    "what suits it": {},
    "quantile": {"kind": "quantile", "number": 7},
    "national quantile": {"kind": "quantile", "number": 5, "national": True},
    "equal": {"kind": "equal", "number": 4},
    "national equal": {"kind": "equal", "number": 6, "national": True},
    "natural": {"kind": "natural", "number": 6},
    "tenths": {"kind": "tenths", "number": 10, "national": True},
    "own": {"kind": "own", "thresholds": (5, 10, 20)},
}
SAMPLE = (
    "imd_score", "imd_rank", "imd_decile", "rural_urban", "english_limited", "roma", "qof_mh",
    "residents", "ethnic_diversity", "homelessness",
)  # fmt: skip

finite = st.floats(-1e6, 1e6, allow_nan=False)
numbers = st.lists(finite, min_size=1, max_size=80)
tied = st.lists(st.integers(0, 6).map(float), min_size=1, max_size=80)


def test_examples_of_the_documentation() -> None:
    ran = doctest.testmod(class_breaks)
    assert (ran.failed, ran.attempted) == (0, 3)


def between(cut: Breaks, values: np.ndarray) -> None:
    """Every known value lies in exactly one class: the one it is placed in."""
    placed = cut.place(values)
    ends = np.asarray(cut.bounds)
    assert (np.diff(ends) >= 0).all()
    assert ((placed == -1) == np.isnan(values)).all()
    for value, at in zip(values, placed, strict=True):
        if np.isnan(value):
            continue
        low = ends[at - 1] if at else -np.inf
        high = ends[at] if at < len(ends) - 1 else np.inf
        assert (low <= value < high) if cut.from_above else (low < value <= high)


# ---- equal-sized groups ----


@given(values=numbers | tied, number=st.integers(1, 9))
def test_quantile_groups_differ_by_no_more_than_equal_values_force(
    values: list[float], number: int
) -> None:
    cut = quantile(values, number)
    between(cut, np.array(values))
    assert len(cut.bounds) <= number
    assert list(cut.bounds) == sorted(set(cut.bounds))
    assert cut.bounds[-1] == max(values)
    ordered = np.sort(values)
    for i in range(1, number + 1):
        share = int(np.ceil(i * len(values) / number))
        # The i-th end is the smallest value with an i-th of all at or below it.
        end = ordered[share - 1]
        assert end in cut.bounds
        assert (ordered < end).sum() < share <= (ordered <= end).sum()


@given(values=st.lists(finite, min_size=9, max_size=80, unique=True), number=st.integers(1, 9))
def test_quantile_groups_of_different_values_differ_by_one_at_most(
    values: list[float], number: int
) -> None:
    cut = quantile(values, number)
    sizes = np.bincount(cut.place(values), minlength=len(cut.bounds))
    assert len(sizes) == number
    assert sizes.max() - sizes.min() <= 1


def test_missing_values_take_no_part_in_quantiles() -> None:
    cut = quantile([3.0, np.nan, 1.0, 2.0, np.nan, 4.0], 2)
    assert cut.bounds == (2.0, 4.0)
    assert cut.place([np.nan, 1.0, 4.0]).tolist() == [-1, 0, 1]


# ---- equal steps ----


@given(low=finite, width=st.floats(0.001, 1e6), number=st.integers(1, 9))
def test_equal_steps_are_equally_wide(low: float, width: float, number: int) -> None:
    cut = equal(low, low + width, number)
    assert len(cut.bounds) == number
    assert cut.bounds[-1] == low + width
    steps = np.diff([low, *cut.bounds])
    np.testing.assert_allclose(steps, width / number, rtol=1e-3, atol=1e-9)
    between(cut, np.array([low, low + width, low + width / 2, np.nan]))


# ---- own thresholds ----


@given(
    values=numbers,
    thresholds=st.lists(finite, min_size=1, max_size=6, unique=True).map(sorted),
)
def test_own_classes_begin_at_the_thresholds(values: list[float], thresholds: list[float]) -> None:
    cut = own(values, thresholds)
    between(cut, np.array(values))
    assert len(cut.bounds) == len(thresholds) + 1
    assert cut.place(thresholds).tolist() == list(range(1, len(thresholds) + 1))
    below = np.nextafter(thresholds, -np.inf)
    assert cut.place(below).tolist() == list(range(len(thresholds)))
    assert cut.bounds[-1] >= max(values)


# ---- national breaks ----


@given(
    gaps=st.lists(st.floats(0.001, 100), min_size=100, max_size=100),
    low=finite,
    number=st.integers(2, 10),
)
def test_national_groups_hold_equal_shares_of_england(
    gaps: list[float], low: float, number: int
) -> None:
    spread = low + np.concatenate([[0.0], np.cumsum(gaps)])
    cut = national_quantile(spread, number, spread[50])
    assert len(cut.bounds) == number
    assert cut.bounds[-1] == spread[-1]
    shares = np.interp(cut.bounds, spread, range(101))
    np.testing.assert_allclose(np.diff([0, *shares]), 100 / number, rtol=1e-6)


def test_national_groups_reach_up_to_the_atlas_s_own_highest_value() -> None:
    spread = np.linspace(0, 50, 101)
    assert national_quantile(spread, 5, 80.0).bounds == (10.0, 20.0, 30.0, 40.0, 80.0)


def test_a_national_bound_that_repeats_is_left_out() -> None:
    spread = np.concatenate([np.zeros(61), np.linspace(1, 40, 40)])
    cut = national_quantile(spread, 5, 40.0)
    assert cut.bounds[0] == 0.0
    assert len(cut.bounds) == 3


@pytest.mark.parametrize("indicator", ["english_limited", "imd_score", "no_car", "asian"])
def test_national_tenths_hold_a_tenth_of_england_s_percentiles(
    atlas: Atlas, indicator: str
) -> None:
    spread = atlas.england(indicator).percentiles
    cut = breaks_for(atlas, indicator, kind="tenths", number=10, national=True)
    sizes = np.bincount(cut.place(spread[1:]), minlength=len(cut.bounds))
    assert sizes.sum() == 100
    assert len(cut.bounds) == 10
    assert sizes.tolist() == [10] * 10


# ---- the atlas's own ----


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_known_value_falls_in_exactly_one_class(atlas: Atlas, level: str, kind: str) -> None:
    for indicator in SAMPLE:
        values = levels.table_at(atlas, indicator, level)["value"].to_numpy(dtype=float)
        between(breaks_for(atlas, indicator, level, **KINDS[kind]), values)


@pytest.mark.parametrize("level", ["lsoa", "msoa", "ward"])
def test_natural_breaks_are_the_snapshot_s(atlas: Atlas, level: str) -> None:
    held = atlas.natural_breaks()[level]["english_limited"]
    assert held
    for number, bounds in held.items():
        cut = breaks_for(atlas, "english_limited", level, kind="natural", number=int(number))
        assert (cut.kind, cut.instead) == ("natural", False)
        assert list(cut.bounds) == bounds
        values = levels.table_at(atlas, "english_limited", level)["value"]
        assert set(cut.place(values)) == set(range(int(number)))


def test_where_there_are_no_natural_breaks_quantiles_stand_in(atlas: Atlas) -> None:
    """Four districts are too few to look for natural groups among them."""
    assert "english_limited" not in atlas.natural_breaks().get("district", {})
    values = levels.table_at(atlas, "english_limited", "district")["value"]
    found = breaks_for(atlas, "english_limited", "district", kind="natural", number=3)
    assert found == replace(quantile(values, 3), instead=True)


def test_where_england_is_not_known_quantiles_stand_in(atlas: Atlas) -> None:
    local = [i for i in atlas.indicators if np.isnan(atlas.england(i).percentiles).any()]
    assert local
    for indicator in local:
        if atlas.indicators[indicator].kind == "category":
            continue
        found = breaks_for(atlas, indicator, kind="quantile", number=5, national=True)
        assert found == replace(
            breaks_for(atlas, indicator, kind="quantile", number=5), instead=True
        )


def test_a_decile_keeps_its_tenths_unless_told_otherwise(atlas: Atlas) -> None:
    cut = breaks_for(atlas, "imd_decile")
    assert cut.bounds == tuple(n + 0.5 for n in range(1, 11))
    assert cut.place(range(1, 11)).tolist() == list(range(10))
    assert breaks_for(atlas, "imd_decile", kind="tenths", number=10, national=True) == cut
    halves = breaks_for(atlas, "imd_decile", kind="own", thresholds=(6,))
    assert halves.place([5, 6]).tolist() == [0, 1]


def test_a_category_has_a_class_for_each(atlas: Atlas) -> None:
    words = atlas.indicators["rural_urban"].categories
    for kind in KINDS.values():
        cut = breaks_for(atlas, "rural_urban", **kind)
        assert cut.place(range(len(words))).tolist() == list(range(len(words)))


@pytest.mark.parametrize("level", ["msoa", "ward", "district"])
def test_what_has_no_values_at_a_level_has_one_empty_class(atlas: Atlas, level: str) -> None:
    cut = breaks_for(atlas, "imd_rank", level, kind="quantile", number=5)
    assert cut.bounds == (0.0,)
    values = levels.table_at(atlas, "imd_rank", level)["value"]
    assert set(cut.place(values)) == {-1}


def test_a_number_in_any_shape_can_be_placed() -> None:
    cut = Breaks((1.0, 2.0))
    assert cut.place(pd.Series([0.5, 1.0, 1.5, 99.0, np.nan])).tolist() == [0, 0, 1, 1, -1]
