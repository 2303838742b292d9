"""Ranges in a network of overlapping totals: as a linear programme has them."""

import numpy as np
import pytest
from scipy.optimize import linprog

from layers.statistics.overlapping_divisions import Known, widths


@pytest.mark.parametrize("seed", range(12))
def test_as_a_linear_programme_has_them(seed: int) -> None:
    draw = np.random.default_rng(seed)
    count = draw.integers(1, 25, 14).astype(float)
    first, second = draw.integers(0, 4, 14), draw.integers(0, 3, 14)
    unseen = draw.random(14) < 0.5
    parts = Known(
        count,
        np.where(unseen, 1.0, count - draw.integers(0, 3, 14)).clip(0),
        np.where(unseen, np.inf, count + draw.integers(0, 3, 14)),
    )
    totals = []
    for of, many in ((first, 4), (second, 3)):
        value = np.bincount(of, weights=count, minlength=many)
        gone = draw.random(many) < 0.3
        totals.append(
            Known(value, np.where(gone, 0, value - 2).clip(0), np.where(gone, np.inf, value + 2))
        )
    hubs = np.zeros(4, dtype=int), np.zeros(3, dtype=int)
    found = widths(parts, (first, second), (totals[0], totals[1]), hubs, 1_000)

    rows = [np.ones(14)]
    low, high = [count.sum()], [count.sum()]
    for of, total in zip((first, second), totals, strict=True):
        for group in range(len(total.count)):
            rows.append((of == group).astype(float))
            low.append(total.low[group])
            high.append(total.high[group])
    matrix, least, most = np.array(rows), np.array(low), np.array(high)
    finite = np.isfinite(most)
    wanted = [np.eye(1, 14, at)[0] for at in range(14)] + rows[1:]
    hidden = np.concatenate([parts.high, totals[0].high, totals[1].high]) == np.inf
    for row, width, is_hidden in zip(wanted, np.concatenate(found), hidden, strict=True):
        if not is_hidden:
            assert width == np.inf
            continue
        ends = [
            linprog(
                sign * row,
                A_ub=np.vstack([matrix[finite], -matrix]),
                b_ub=np.concatenate([most[finite], -least]),
                bounds=np.c_[parts.low, parts.high],
            ).fun
            for sign in (1, -1)
        ]
        assert width == pytest.approx(-ends[1] - ends[0], abs=1e-6)


def test_a_range_is_followed_no_further_than_wanted() -> None:
    parts = Known(np.array([5.0, 90]), np.array([1.0, 1]), np.array([np.inf, np.inf]))
    total = Known(np.array([95.0]), np.array([95.0]), np.array([95.0]))
    one = np.zeros(2, dtype=int)
    hub = np.zeros(1, dtype=int)
    found, *_ = widths(parts, (one, one), (total, total), (hub, hub), 8)
    assert found.tolist() == [8, 8]
