"""Binomial probabilities against exact fractions, and against 50 digits where counts are huge."""

import math
import sys
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.statistics import binomial
from layers.statistics.binomial import at_least, probability
from layers.statistics.chance_tests import mean_distance, mid_p

# x, n, q, P(X = x), P(X ≥ x): worked out with mpmath to 50 digits.
HUGE = (
    (300000, 9999999, 0.03, 0.0007395430338636947, 0.5002317235557479),
    (5000000, 10000000, 0.5, 0.0002523132458941848, 0.5001261566229471),
    (5010000, 10000000, 0.5, 5.200504668162564e-13, 1.2724002455775866e-10),
    (100000000, 100000000, 0.9999999, 4.539990730148922e-05, 4.539990730148922e-05),
    (99000300, 100000000, 0.99, 0.00038319013116563206, 0.3817608033432076),
    (137, 100000000, 1e-06, 7.420976700663184e-05, 0.0002583178609961372),
    (9900, 9999999, 0.00096, 3.858866710282677e-05, 0.0011663304163397168),
)


@given(
    st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.floats(1e-6, 1 - 1e-6),
)
def test_small_counts_as_exact_fractions(count: tuple[int, int], share: float) -> None:
    x, n = count
    q = Fraction(share)
    each = [math.comb(n, k) * q**k * (1 - q) ** (n - k) for k in range(x, n + 1)]
    assert float(probability(x, n, share)) == pytest.approx(float(each[0]), rel=1e-12)
    if x >= n * share:
        assert float(at_least(x, n, share)) == pytest.approx(float(sum(each)), rel=1e-12)


@pytest.mark.parametrize(("x", "n", "q", "one", "tail"), HUGE)
def test_huge_counts_to_eleven_digits(x: int, n: int, q: float, one: float, tail: float) -> None:
    assert float(probability(x, n, q)) == pytest.approx(one, rel=1e-11)
    assert float(at_least(x, n, q)) == pytest.approx(tail, rel=1e-11)
    assert float(mid_p(x, n, q)[1]) == pytest.approx(tail - one / 2, abs=1e-14, rel=1e-11)


def test_stirling_error_as_math_has_it() -> None:
    """Above 30 or so the difference of math's own logarithms is less exact than the series."""
    for k in (1, 2, 15, 16, 17, 30):
        plain = math.lgamma(k + 1) - (k + 0.5) * math.log(k) + k - 0.5 * math.log(2 * math.pi)
        found = binomial._stirling_error(np.array([float(k)]))
        assert found[0] == pytest.approx(plain, abs=5e-14)


def test_neither_memory_nor_steps_grow_with_a_count() -> None:
    share = np.full(860, 1 / 860)

    def cost(n: int) -> tuple[int, int]:
        lines, before = 0, sys.gettrace()

        def count(*_: object) -> object:
            nonlocal lines
            lines += 1
            return count

        count_each = np.full(860, n // 860)
        tracemalloc.start()
        sys.settrace(count)  # type: ignore[arg-type]
        try:
            mid_p(count_each, n, share)
            mean_distance(n, share)
        finally:
            sys.settrace(before)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return lines, peak

    small, huge = cost(1_000), cost(1_000_000_000)
    assert small[0] == huge[0]
    assert huge[1] < 1_000_000
