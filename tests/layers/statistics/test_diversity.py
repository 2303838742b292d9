"""Simpson's diversity (the chance that two people taken at random differ) and entropy."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.statistics.diversity import entropy, simpson

PEOPLE = st.lists(st.integers(0, 40), min_size=2, max_size=6)


@given(PEOPLE)
def test_it_is_the_chance_that_two_people_differ(people: list[int]) -> None:
    (found,) = simpson([people])
    if not sum(people):
        assert np.isnan(found)
        return
    groups = [group for group, n in enumerate(people) for _ in range(n)]
    pairs = [a != b for a, b in product(groups, repeat=2)]
    assert found == pytest.approx(np.mean(pairs), abs=1e-12)


@given(PEOPLE, st.integers(1, 50))
def test_it_lies_between_none_and_all_groups_alike_and_size_does_not_matter(
    people: list[int], times: int
) -> None:
    people[0] += 1
    (found,), (more,) = simpson([people]), simpson([[times * n for n in people]])
    assert -1e-12 <= found <= 1 - 1 / len(people) + 1e-12
    assert more == pytest.approx(found, abs=1e-12)
    assert simpson([people[::-1]])[0] == pytest.approx(found, abs=1e-12)


def test_by_hand() -> None:
    # 1 − (0.5² + 0.3² + 0.2²) = 0.62
    found = simpson([[50, 30, 20], [9, 9, 9], [7, 0, 0], [0, 0, 0]])
    assert found[:3].tolist() == pytest.approx([0.62, 2 / 3, 0])
    assert np.isnan(found[3])


def test_entropy_by_hand() -> None:
    # −(½ ln ½ + ¼ ln ¼ + ¼ ln ¼) / ln 3 = 1.5 ln 2 / ln 3
    found = entropy([[50, 25, 25], [9, 9, 9], [7, 0, 0], [0, 0, 0]])
    assert found[:3].tolist() == pytest.approx([1.5 * np.log(2) / np.log(3), 1, 0])
    assert np.isnan(found[3])


@given(PEOPLE, st.integers(1, 50))
def test_entropy_lies_between_0_and_1_and_size_does_not_matter(
    people: list[int], times: int
) -> None:
    people[0] += 1
    (found,), (more,) = entropy([people]), entropy([[times * n for n in people]])
    assert -1e-12 <= found <= 1 + 1e-12
    assert more == pytest.approx(found, abs=1e-12)
    assert entropy([people[::-1]])[0] == pytest.approx(found, abs=1e-12)
