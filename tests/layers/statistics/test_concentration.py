"""The concentration index and its curve: by hand, by their definitions, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.statistics.concentration import (
    concentration_curve,
    concentration_index,
    fractional_rank,
)

GROUPS = st.lists(
    st.tuples(st.floats(0.01, 100), st.integers(1, 500), st.floats(0.001, 5)),
    min_size=2,
    max_size=12,
)


def test_by_hand() -> None:
    """Two groups of equal size have ranks ¼ and ¾. Values 3 and 1, mean 2: cov = ½(3 − 1)·(−¼).

    = −¼, and C = 2/2 · (−¼) = −0.25. With bounds 0 and 10, E = 4 · 2/10 · (−0.25) = −0.2.
    """
    found = concentration_index([3, 1], [70, 70], bounds=(0, 10))
    assert found.index == pytest.approx(-0.25)
    assert found.erreygers == pytest.approx(-0.2)
    assert found.lower is None
    people, cases = concentration_curve([210, 70], [70, 70])
    assert people.tolist() == [0, 0.5, 1]
    assert cases.tolist() == [0, 0.75, 1]


def test_its_interval_by_hand() -> None:
    """dC/dh = share/μ · (2r − 1 − C): ½/2·(−½ + ¼) = −1/16 and ½/2·(½ + ¼) = 3/16."""
    found = concentration_index([3, 1], [70, 70], [0.1, 0.2], bounds=(0, 10))
    half = 1.959963984540054 * np.hypot(0.1 / 16, 0.2 * 3 / 16)
    assert found.upper == pytest.approx(-0.25 + half)
    assert found.lower == pytest.approx(-0.25 - half)
    # dE/dh = 4/10 · share · (2r − 1) = ∓0.1.
    assert found.erreygers_upper == pytest.approx(-0.2 + 1.959963984540054 * np.hypot(0.01, 0.02))


@given(GROUPS)
def test_it_is_as_every_person_gives_it(groups: list[tuple[float, int, float]]) -> None:
    """The covariance of people's values and ranks, people of a group at its middle."""
    value, people, _ = (np.array(part) for part in zip(*groups, strict=True))
    values = np.repeat(value, people.astype(int))
    ranks = np.repeat(fractional_rank(people), people.astype(int))
    expected = 2 / values.mean() * np.mean((values - values.mean()) * (ranks - ranks.mean()))
    assert concentration_index(value, people).index == pytest.approx(expected, abs=1e-9)


@given(GROUPS)
def test_it_is_twice_the_area_between_curve_and_diagonal(
    groups: list[tuple[float, int, float]],
) -> None:
    value, people, _ = (np.array(part) for part in zip(*groups, strict=True))
    across, up = concentration_curve(value * people, people)
    assert concentration_index(value, people).index == pytest.approx(
        1 - 2 * np.trapezoid(up, across), abs=1e-9
    )


@given(GROUPS)
def test_laws(groups: list[tuple[float, int, float]]) -> None:
    value, people, se = (np.array(part) for part in zip(*groups, strict=True))
    found = concentration_index(value, people, se, bounds=(0, 100))
    back = concentration_index(value[::-1], people[::-1], bounds=(0, 100))
    assert -1 <= found.index <= 1
    assert back.index == pytest.approx(-found.index, abs=1e-12)
    assert back.erreygers == pytest.approx(-found.erreygers, abs=1e-12)
    assert concentration_index(3 * value, people).index == pytest.approx(found.index, abs=1e-12)
    assert concentration_index(np.full(len(value), 7.0), people).index == pytest.approx(0, abs=1e-9)
    # Erreygers' index of the opposite (well instead of ill) has the other sign and the same size.
    other = concentration_index(100 - value + 1e-9, people, bounds=(0, 101))
    mirrored = concentration_index(value + 1e-9, people, bounds=(0, 101))
    assert other.erreygers == pytest.approx(-mirrored.erreygers, abs=1e-9)
    assert found.lower < found.index < found.upper
    assert found.erreygers_lower < found.erreygers < found.erreygers_upper


def test_those_with_the_same_order_share_a_rank_and_a_step() -> None:
    assert fractional_rank([10, 20, 30, 40], [2, 1, 2, 1]).tolist() == [0.8, 0.3, 0.8, 0.3]
    one = concentration_index([5, 1, 2, 8], [10, 20, 30, 40], order=[2, 1, 2, 1])
    # Both of an order have that order's mean.
    other = concentration_index([(20 + 320) / 60, (50 + 60) / 40], [60, 40])
    assert one.index == pytest.approx(other.index)
    people, cases = concentration_curve([50, 20, 60, 320], [10, 20, 30, 40], [2, 1, 2, 1])
    assert people.tolist() == [0, 0.6, 1]
    assert cases.tolist() == pytest.approx([0, 340 / 450, 1])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1], [1]), "two or more"),
        (([1, np.nan], [1, 1]), "value is missing"),
        (([1, 2], [1, -1]), "missing or negative"),
        (([0, 0], [1, 1]), "not above 0"),
    ],
)
def test_it_is_refused_in_words(arguments: tuple[list[float], list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        concentration_index(*arguments)


def test_values_out_of_bounds_are_refused() -> None:
    with pytest.raises(ValueError, match="not between 0 and 1"):
        concentration_index([0.5, 5], [1, 1], bounds=(0, 1))
