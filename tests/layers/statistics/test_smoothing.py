"""Empirical Bayes: drawn to the mean the more, the less is expected."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.statistics.smoothing import empirical_bayes

AREAS = st.lists(st.tuples(st.integers(0, 60), st.floats(0.5, 40)), min_size=2, max_size=40)


def table(areas: list[tuple[int, float]]) -> tuple[pd.Series, pd.Series]:
    observed, expected = zip(*areas, strict=True)
    return pd.Series(observed, dtype=float), pd.Series(expected, dtype=float)


@given(AREAS)
def test_between_the_ratio_and_the_mean(areas: list[tuple[int, float]]) -> None:
    observed, expected = table(areas)
    found, ratio, mean = (
        empirical_bayes(observed, expected),
        observed / expected,
        observed.sum() / expected.sum(),
    )
    assert (found >= np.minimum(ratio, mean) - 1e-9).all()
    assert (found <= np.maximum(ratio, mean) + 1e-9).all()


def test_by_hand() -> None:
    """Ratios 0.5, 1 and 1.5 of 10, 20 and 10: m = 1, s² = 0.125, A = 0.125 − 3/40 = 0.05."""
    found = empirical_bayes(pd.Series([5.0, 20, 15]), pd.Series([10.0, 20, 10]))
    weight = 0.05 / (0.05 + 1 / 10)
    assert found.tolist() == [pytest.approx(1 - weight / 2), 1, pytest.approx(1 + weight / 2)]


def test_equal_ratios_with_less_expected_are_drawn_further() -> None:
    observed = pd.Series([2.0, 200.0, 150.0, 50.0, 400])
    expected = pd.Series([1.0, 100.0, 300.0, 201, 200])
    found = empirical_bayes(observed, expected)
    assert found[0] < found[1] < 2
    # Where few are expected in one place of many the whole hardly changes.
    assert (found * expected).sum() == pytest.approx(observed.sum(), rel=0.02)


def test_differences_that_chance_explains_are_gone() -> None:
    assert empirical_bayes(pd.Series([4.0, 6, 5]), pd.Series([5.0, 5, 5])).tolist() == [1, 1, 1]


def test_each_district_is_drawn_to_its_own_mean() -> None:
    observed, expected = pd.Series([4.0, 6, 20, 20]), pd.Series([10.0, 10, 10, 10])
    found = empirical_bayes(observed, expected, pd.Series(["a", "a", "b", "b"]))
    assert found.tolist() == [0.5, 0.5, 2, 2]


def test_nothing_expected_takes_the_mean() -> None:
    found = empirical_bayes(pd.Series([0.0, 10, 10]), pd.Series([0.0, 10, 30]))
    assert found[0] == 0.5
    assert empirical_bayes(pd.Series([0.0]), pd.Series([0.0])).isna().all()


def test_nearer_the_truth_than_raw_ratios() -> None:
    draw = np.random.default_rng(3)
    expected = pd.Series(draw.uniform(3, 15, 860))
    truth = draw.gamma(8, 1 / 8, 860)
    observed = pd.Series(draw.poisson(expected * truth)).astype(float)
    found = empirical_bayes(observed, expected)
    raw = ((observed / expected - truth) ** 2).mean()
    assert ((found - truth) ** 2).mean() < 0.6 * raw
