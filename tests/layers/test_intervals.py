"""Wilson's and Byar's intervals, against SciPy's and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from layers.intervals import byars, wilson

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


# ---- Byar's limits of a count ----


def test_byars_by_hand() -> None:
    """10 · (1 − 1/90 − 1.96/(3·√10))³ and 11 · (1 − 1/99 + 1.96/(3·√11))³."""
    lower, upper = byars(10)
    assert [round(float(limit), 2) for limit in (lower, upper)] == [4.79, 18.39]


@given(st.integers(0, 1_000_000), st.sampled_from([0.95, 0.998]))
def test_byars_is_close_to_the_exact_limits(count: int, confidence: float) -> None:
    """Within 2 % of the distance to the exact limits from 10 people on, near them below."""
    lower, upper = byars(count, confidence)
    tail = (1 - confidence) / 2
    exact_lower = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    exact_upper = chi2.ppf(1 - tail, 2 * count + 2) / 2
    far = 0.02 * (exact_upper - exact_lower) if count >= 10 else 0.2
    assert abs(lower - exact_lower) < far
    assert abs(upper - exact_upper) < far
    assert 0 <= lower <= count < upper


def test_byars_of_whole_arrays_with_what_is_missing() -> None:
    limits = byars([[0, 5], [np.nan, 100]])
    assert limits.lower.shape == (2, 2)
    assert limits.lower[0, 0] == 0
    assert np.isnan([limits.lower[1, 0], limits.upper[1, 0]]).all()


def test_byars_refuses_negative_counts() -> None:
    with pytest.raises(ValueError, match="negative"):
        byars([1, -1])
