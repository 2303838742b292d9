"""Intervals of shares and of counts, against SciPy's and by hand."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from layers.statistics.intervals import byars, exact_poisson, poisson, wilson, wilson_percent

COUNTS = st.integers(1, 100_000).flatmap(
    lambda n: st.tuples(st.integers(0, n) | st.sampled_from([0, n]), st.just(n))
)


@given(COUNTS, st.sampled_from([0.8, 0.95, 0.99, 0.998]))
def test_as_scipy_has_it(count: tuple[int, int], confidence: float) -> None:
    x, n = count
    expected = binomtest(x, n).proportion_ci(confidence_level=confidence, method="wilson")
    lower, upper = wilson(x, n, confidence)
    assert abs(lower - expected.low) < 1e-9
    assert abs(upper - expected.high) < 1e-9


@given(st.lists(COUNTS, min_size=1, max_size=20))
def test_whole_arrays_at_once(counts: list[tuple[int, int]]) -> None:
    x, n = np.array(counts).T
    limits = wilson(x, n)
    assert limits.lower.shape == limits.upper.shape == x.shape
    assert (limits.lower >= 0).all()
    assert (limits.upper <= 1).all()
    assert (limits.lower <= x / n + 1e-12).all()
    assert (limits.upper >= x / n - 1e-12).all()
    for at, (one, of) in enumerate(counts):
        assert [limits.lower[at], limits.upper[at]] == [float(limit) for limit in wilson(one, of)]


@given(COUNTS)
def test_the_rest_has_the_mirrored_interval(count: tuple[int, int]) -> None:
    x, n = count
    limits, rest = wilson(x, n), wilson(n - x, n)
    assert float(rest.lower) == pytest.approx(1 - float(limits.upper), abs=1e-12)


def test_a_published_example() -> None:
    """Newcombe (1998), Statistics in Medicine 17:857, table I: 81 of 263 has 0.2553 to 0.3662."""
    lower, upper = wilson(81, 263)
    assert (round(float(lower), 4), round(float(upper), 4)) == (0.2553, 0.3662)
    lower, upper = wilson(0, 20)
    assert (round(float(lower), 4), round(float(upper), 4)) == (0.0, 0.1611)


def test_nobody_asked_is_nothing_known() -> None:
    limits = wilson([0, 5, np.nan, 5], [0, np.nan, 10, 10])
    assert np.isnan(limits.lower).tolist() == [True, True, True, False]
    assert np.isnan(limits.upper).tolist() == [True, True, True, False]


@pytest.mark.parametrize(("x", "n"), [(6, 5), (-1, 5), ([1, 9], [5, 8]), (1, 0), (5.01, 5)])
def test_more_than_all_is_refused(x: float, n: float) -> None:
    with pytest.raises(ValueError, match="x must be between 0 and n"):
        wilson(x, n)


def test_rounding_of_attributed_registers_is_let_through() -> None:
    limits = wilson(5.0000001, 5)
    assert limits.upper == 1
    assert 0 < limits.lower < 1


# ---- counts of events ----

EVENTS = st.integers(0, 300) | st.floats(0.01, 300)
LEVELS = st.sampled_from([0.8, 0.95, 0.99, 0.998])


def test_byars_by_hand() -> None:
    """65 events: 65·(1 − 1/585 − 1.959964/(3·√65))³ and 66·(1 − 1/594 + 1.959964/(3·√66))³."""
    lower, upper = byars(65)
    assert float(lower) == pytest.approx(65 * 0.9172558**3, abs=1e-3)
    assert float(upper) == pytest.approx(66 * 1.0787354**3, abs=1e-3)
    assert (round(float(lower), 4), round(float(upper), 4)) == (50.1632, 82.8491)


def test_byars_of_nothing_and_of_the_unknown() -> None:
    lower, upper = byars([0, 0.1, np.nan])
    assert lower[:2].tolist() == [0, 0]
    assert float(upper[0]) == pytest.approx((1 - 1 / 9 + 1.959963984540054 / 3) ** 3)
    assert np.isnan([lower[2], upper[2]]).all()


@given(EVENTS, LEVELS)
def test_the_exact_interval_as_scipy_has_it(x: float, confidence: float) -> None:
    lower, upper = exact_poisson(x, confidence)
    tail = (1 - confidence) / 2
    expected = chi2.ppf(tail, 2 * x) / 2 if x else 0.0, chi2.ppf(1 - tail, 2 * x + 2) / 2
    assert float(lower) == pytest.approx(expected[0], rel=1e-9, abs=1e-12)
    assert float(upper) == pytest.approx(expected[1], rel=1e-9)


def test_the_exact_interval_of_very_many() -> None:
    lower, upper = exact_poisson([10_000, 1_000_000])
    assert lower == pytest.approx(chi2.ppf(0.025, [20_000, 2_000_000]) / 2, rel=1e-9)
    assert upper == pytest.approx(chi2.ppf(0.975, [20_002, 2_000_002]) / 2, rel=1e-9)


def test_a_published_exact_interval() -> None:
    """Garwood's table: 5 events have 1.62 to 11.67, none have 0 to 3.69."""
    lower, upper = exact_poisson([5, 0])
    assert lower.round(2).tolist() == [1.62, 0.0]
    assert upper.round(2).tolist() == [11.67, 3.69]


def test_the_field_s_choice_is_exact_below_ten() -> None:
    counts = np.array([0, 1, 9, 9.9, 10, 11, 500])
    small = counts < 10
    for found, exact, near in zip(
        poisson(counts), exact_poisson(counts), byars(counts), strict=True
    ):
        assert found[small].tolist() == exact[small].tolist()
        assert found[~small].tolist() == near[~small].tolist()


@given(st.integers(10, 1_000_000))
def test_byars_is_near_the_exact_interval(x: int) -> None:
    near = byars(x)
    assert near.lower < x < near.upper
    if x < 2_000:
        exact = exact_poisson(x)
        assert float(near.lower) == pytest.approx(float(exact.lower), rel=0.002)
        assert float(near.upper) == pytest.approx(float(exact.upper), rel=0.002)


@pytest.mark.parametrize("method", [byars, exact_poisson, poisson])
def test_negative_events_are_refused(method: Callable[[float], object]) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        method(-1)


def test_percent_of_a_share_that_rounding_left_above_its_whole() -> None:
    lower, upper = wilson_percent([81, 5.3], [263, 5])
    assert lower[0] == pytest.approx(25.53, abs=0.005)
    assert upper.tolist() == [pytest.approx(36.62, abs=0.005), 100]
