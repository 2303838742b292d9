"""Gaps and what they add up to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.statistics.gaps import attributable_share, gap
from layers.statistics.intervals import wilson


def test_newcombe_s_published_interval() -> None:
    """Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.

    56/70 − 48/80 = 0.2 from 0.0524 to 0.3339.
    """
    limits = wilson([56, 48], [70, 80])
    found = gap([56 / 70, 48 / 80], *limits)
    assert found.absolute == pytest.approx(0.2)
    assert (round(found.absolute_lower, 4), round(found.absolute_upper, 4)) == (0.0524, 0.3339)


def test_the_relative_gap_by_hand() -> None:
    """4 (2 to 8) over 2 (1 to 4): logarithms 2, 1, 3 and 1, 0, 2 in base 2."""
    found = gap([4, 9, 2], [2, 8, 1], [8, 10, 4])
    assert found.relative == pytest.approx(2)
    assert found.relative_lower == pytest.approx(2 ** (1 - np.sqrt(2)))
    assert found.relative_upper == pytest.approx(2 ** (1 + np.sqrt(2)))


def test_without_anybody_there_is_no_ratio() -> None:
    limits = wilson([30, 0], [100, 100])
    found = gap([0.3, 0], *limits)
    assert found.relative is None
    assert found.absolute_lower < 0.3 < found.absolute_upper
    limits = wilson([30, 0], [100, 100])
    half = gap([0.3, 0.01], [limits[0][0], 0], [limits[1][0], 0.05])
    assert half.relative == pytest.approx(30)
    assert half.relative_upper is None


PROPORTIONS = st.integers(20, 5_000).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@given(PROPORTIONS, PROPORTIONS)
def test_laws_of_gaps(first: tuple[int, int], last: tuple[int, int]) -> None:
    counts, people = np.array([first, last]).T
    value, limits = counts / people, wilson(counts, people)
    there = gap(value, *limits)
    back = gap(value[::-1], *(limit[::-1] for limit in limits))
    assert back.absolute == pytest.approx(-there.absolute)
    assert back.absolute_lower == pytest.approx(-there.absolute_upper)
    assert back.relative_upper == pytest.approx(1 / there.relative_lower)
    assert there.relative_lower < there.relative < there.relative_upper
    assert -1 <= there.absolute_lower <= there.absolute <= there.absolute_upper <= 1


def test_the_attributable_share_by_hand() -> None:
    """Values 30, 20, 10 of equal groups: mean 20, and half of it would be left at 10 everywhere."""
    found = attributable_share([30, 20, 10], [500, 500, 500], [1, 1, 1], cases=300)
    assert found.share == pytest.approx(0.5)
    assert found.excess == pytest.approx(150)
    # d(v/μ) = −10/3/400 for the first two, 1/20 − 10/3/400 for the last.
    change = np.array([-1 / 120, -1 / 120, 1 / 20 - 1 / 120])
    half = 1.959963984540054 * np.sqrt((change**2).sum())
    assert (found.lower, found.upper) == pytest.approx((0.5 - half, 0.5 + half))


def test_a_flat_gradient_has_nothing_attributable_and_a_rising_one_less() -> None:
    flat = attributable_share([7, 7, 7], [5, 9, 2], [1, 1, 1])
    assert flat.share == pytest.approx(0)
    assert flat.lower < 0 < flat.upper
    assert attributable_share([1, 3], [10, 10], [1, 1]).share == pytest.approx(-0.5)


@pytest.mark.parametrize("value", [[5], [0, 0], [1, np.nan]])
def test_what_has_no_attributable_share(value: list[float]) -> None:
    with pytest.raises(ValueError, match=r"groups or more|not above 0"):
        attributable_share(value, np.ones(len(value)), np.ones(len(value)))


@pytest.mark.parametrize("value", [[5], [5, np.nan]])
def test_what_has_no_gap(value: list[float]) -> None:
    with pytest.raises(ValueError, match=r"two groups or more|no value"):
        gap(value, value, value)
