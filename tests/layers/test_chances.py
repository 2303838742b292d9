"""Binomial probabilities and many tests at once, against SciPy's and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control

from layers.chances import adjusted, mean_distance, mid_p


@given(
    st.integers(1, 20_000).flatmap(
        lambda n: st.tuples(st.integers(0, n) | st.sampled_from([0, n]), st.just(n))
    ),
    st.floats(1e-5, 1 - 1e-5),
)
def test_mid_p_as_scipy_has_it(count: tuple[int, int], share: float) -> None:
    x, n = count
    fewer, more = mid_p(x, n, share)
    expected = binom.cdf(x, n, share) - 0.5 * binom.pmf(x, n, share)
    assert float(fewer) == pytest.approx(expected, abs=1e-9)
    assert float(fewer + more) == pytest.approx(1)


def test_mid_p_by_hand() -> None:
    """Two of three heads: P(0) + P(1) + ½ P(2) = (1 + 3 + 1.5) / 8."""
    fewer, more = mid_p([2], 3, [0.5])
    assert (fewer[0], more[0]) == (pytest.approx(5.5 / 8), pytest.approx(2.5 / 8))


def test_what_is_certain_or_unknown() -> None:
    fewer, _ = mid_p([0, 3, 5, 4, np.nan, 1], [5] * 6, [0, 0, 1, 1, 0.5, np.nan])
    assert fewer[:4].tolist() == [0.5, 1.0, 0.5, 0.0]
    assert np.isnan(fewer[4:]).all()


def test_very_many_responses_take_no_time() -> None:
    draw = np.random.default_rng(7)
    share = draw.dirichlet(np.ones(860))
    count = draw.multinomial(100_000, share)
    fewer, _ = mid_p(count, 100_000, share)
    expected = binom.cdf(count, 100_000, share) - 0.5 * binom.pmf(count, 100_000, share)
    assert np.abs(fewer - expected).max() < 1e-8


@given(st.integers(1, 300), st.floats(0.001, 0.999))
def test_the_mean_distance(n: int, q: float) -> None:
    k = np.arange(n + 1)
    expected = (np.abs(k - n * q) * binom.pmf(k, n, q)).sum()
    assert float(mean_distance(n, q)) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_no_distance_where_nothing_can_vary() -> None:
    assert mean_distance(9, [0, 1]).tolist() == [0, 0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_as_scipy_has_it(values: list[float]) -> None:
    assert adjusted(values) == pytest.approx(false_discovery_control(values))


def test_unknown_values_do_not_count() -> None:
    assert adjusted([0.01, np.nan, 0.04]).tolist()[::2] == [0.02, 0.04]
    assert np.isnan(adjusted([np.nan])).all()
