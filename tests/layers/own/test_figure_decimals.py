"""Figures have as many decimals as tell them apart, and no more than were brought."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.own.figure_decimals import MOST, decimals_of
from layers.own.own_indicator import with_own
from tests.layers.own.layers import CODES, layer

NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "counted", "decimals"),
    [
        ([3.0, 12.0, 400.0, NAN], True, 0),
        ([10.0, 3.8, 3.63, 2.57], True, 1),
        (np.linspace(0.005, 0.06, 860), False, 3),
        (np.linspace(0.2, 1, 41), False, 2),
        (np.linspace(2, 60, 100), False, 1),
        ([1.0, 2.0, 10.0], False, 1),  # deciles: their average over areas is no whole number
        ([0.2, 0.3, 0.4], False, 1),  # no more than were brought
        ([*[0.0] * 95, 0.01, 0.02, 0.03, 0.04, 0.055], False, 3),
        ([0.00001, 0.00002], False, MOST),
        ([0.034], False, 3),
        ([0.0, 0.0], False, 1),
        ([NAN], False, 1),
    ],
)
def test_worked_examples(values: list[float], counted: bool, decimals: int) -> None:
    assert decimals_of(values, counted=counted) == decimals


@given(
    st.lists(st.integers(0, 10**6), min_size=2, max_size=60).filter(lambda one: len({*one}) > 1),
    st.integers(0, 4),
)
def test_the_lowest_and_the_highest_tenth_read_differently(numbers: list[int], power: int) -> None:
    values = np.array(numbers) / 10**power
    found = decimals_of(values, counted=False)
    low, high = np.quantile(values, [0.1, 0.9])
    assert 1 <= found <= MOST
    assert round(low, found) != round(high, found) or high - low < 10**-found


def test_they_are_those_of_its_indicator(atlas: Atlas) -> None:
    rate = {"kind": "rate", "unit": "", "numerators": (), "denominators": ()}
    for values, decimals in (((0.005, 0.033, 0.06), 3), ((5.0, None, 60.5), 1)):
        mine = layer(values=values, **rate)
        assert with_own(atlas, [mine]).indicators[mine.id].decimals == decimals
    count = layer(**{**rate, "kind": "count"}, values=(3.8, 3.63, 2.57))
    assert with_own(atlas, [count]).indicators[count.id].decimals == 1
    assert with_own(atlas, [count]).table(count.id).loc[list(CODES), "value"].tolist() == [
        3.8, 3.63, 2.57,
    ]  # fmt: skip
