"""How many more responses: by identity and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from layers.exercise.balance import BalanceError, more_needed

GROUPS = st.lists(st.tuples(st.integers(0, 500), st.floats(0.01, 1)), min_size=2, max_size=12)


def test_by_hand() -> None:
    """10 of 100 where 20 % live, to 0.9: (18 − 10) / (1 − 0.18) = 9.76, so 10."""
    found = more_needed(pd.Series([10, 90]), pd.Series([0.2, 0.8]), 100, 0.9)
    assert found["alone"].tolist() == [10, 0]
    assert found["together"].tolist() == [10, 0]
    assert 20 / 110 / 0.2 >= 0.9 > 19 / 109 / 0.2


@given(GROUPS, st.floats(0.1, 0.98))
def test_the_level_is_reached_and_not_overshot(
    groups: list[tuple[int, float]], level: float
) -> None:
    observed = pd.Series([o for o, _ in groups], dtype=float)
    share = pd.Series([q for _, q in groups])
    share /= share.sum()
    assume(observed.sum() > 0)
    total = int(observed.sum())
    try:
        found = more_needed(observed, share, total, level)
    except BalanceError:
        # Only where every group would have to grow for ever.
        assert level * share[observed < level * share * total].sum() < 1
        return
    for at, more in enumerate(found["alone"]):
        ratio = (observed[at] + more) / (total + more) / share[at]
        assert ratio >= level - 1e-6
        if more:
            fewer = (observed[at] + more - 1) / (total + more - 1) / share[at]
            assert fewer < level + 1e-6
    grown = observed + found["together"]
    # Rounded up to whole responses, each of up to twelve groups may take one place of the others.
    enough = level * share * grown.sum() - level * share * len(groups)
    assert (grown >= enough - 1e-6).all()
    assert (found["together"] >= found["alone"] - 1).all()


def test_groups_that_fall_below_as_the_whole_grows_are_brought_up_too() -> None:
    observed, share = pd.Series([5.0, 41, 54]), pd.Series([0.4, 0.4, 0.2])
    found = more_needed(observed, share, 100, 0.9)
    assert found.at[1, "alone"] == 0
    assert found.at[1, "together"] > 0


def test_what_is_hidden_or_nobody_is_left_alone() -> None:
    found = more_needed(pd.Series([np.nan, 5, 95]), pd.Series([0.3, 0.5, 0.0]), 100, 0.5)
    assert found["alone"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize(("level", "told"), [(0, "above 0"), (1.5, "No number of further")])
def test_what_cannot_be_is_refused(level: float, told: str) -> None:
    with pytest.raises(BalanceError, match=told):
        more_needed(pd.Series([50.0, 50]), pd.Series([0.5, 0.5]), 100, level)
