"""The slope's indices turned to run with the gap, on a worked example."""

import numpy as np
import pytest

from layers.inequality import slope_direction
from layers.statistics.slope import slope_index

PEOPLE, ERRORS = np.full(5, 1000.0), np.full(5, 0.1)


def test_the_first_end_against_the_last() -> None:
    """The worked example of the methods: 10, 9, 7, 6, 3 falls by 8.5 from 11.25 to 2.75."""
    made = slope_index([10, 9, 7, 6, 3], PEOPLE, ERRORS)
    value, lower, upper = slope_direction.slope(made)
    assert value == pytest.approx(8.5)
    assert made.sii == pytest.approx(-8.5)
    assert lower < value < upper
    assert (lower, upper) == (-made.sii_upper, -made.sii_lower)
    ratio = slope_direction.ratio(made)
    assert ratio is not None
    assert ratio.value == pytest.approx(11.25 / 2.75)
    assert ratio.lower < ratio.value < ratio.upper


def test_no_ratio_where_the_line_falls_below_zero() -> None:
    assert slope_direction.ratio(slope_index([10, 6, 2, 1, 0.1], PEOPLE, ERRORS)) is None
