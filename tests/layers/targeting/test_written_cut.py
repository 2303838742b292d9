"""The threshold that is said: what reaches it meets the criterion, and nothing else does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.targeting.written_cut import written_cut


@pytest.mark.parametrize(
    ("values", "met", "near", "cut"),
    [
        ([47.7, 47.8, 47.8, 47.9], [0, 0, 0, 1], 47.8, 47.9),  # ties at the edge
        ([47.7, 47.9], [0, 1], 47.81, 47.8),  # what is asked for does, rounded
        ([47.78, 47.82], [0, 1], 47.8, 47.82),  # with one decimal both are 47.8
        ([47.781, 47.8049], [0, 1], 47.8, 47.79),  # 47.80 would be written 47.8, as is 47.781
        ([0.0, 100.0, 100.0], [0, 0, 0], 100.0, 100.1),  # none has enough
        ([3.0, 4.0], [1, 1], 1.0, 1.0),
        ([np.nan, 4.0, 5.0], [0, 0, 1], 5.0, 5.0),
    ],
)
def test_by_hand(values: list[float], met: list[int], near: float, cut: float) -> None:
    asked = np.array(values), np.array(met, dtype=bool)
    assert written_cut(*asked, near, 1.0, 1) == cut
    assert written_cut(-asked[0], asked[1], -near, -1.0, 1) == -cut


def test_without_a_value_there_is_nothing_to_tell_apart() -> None:
    assert np.isnan(written_cut(np.array([np.nan]), np.array([False]), np.nan, 1.0, 1))


@given(
    st.lists(st.floats(-100, 100).map(lambda value: round(value, 3)), min_size=1, max_size=12),
    st.data(),
    st.sampled_from([1.0, -1.0]),
    st.integers(0, 3),
)
def test_it_tells_those_that_meet_from_those_that_do_not(
    values: list[float], data: st.DataObject, towards: float, decimals: int
) -> None:
    numbers = np.array(values)
    edge = data.draw(st.sampled_from([*values, 101.0, -101.0]))
    near = data.draw(st.floats(-120, 120))
    met = towards * numbers >= towards * edge
    cut = written_cut(numbers, met, near, towards, decimals)
    assert ((towards * numbers >= towards * cut) == met).all()
