"""The attack on hidden counts: all that is shown, as one linear programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from layers.statistics.suppression import Rule

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sums:
    """A shown table whose counts are sums over areas: one row of factors for each group.

    ``slack`` is how much further rounding goes where the sums are of fractions; ``small`` says
    which counts are small, where the attacker knows.
    """

    shown: pd.Series
    factors: Floats
    zeros_hidden: bool
    slack: float = 0.0
    small: pd.Series | None = None


def bounds(
    shown: pd.Series, zeros_hidden: bool, rule: Rule, small: pd.Series | None = None
) -> tuple[Floats, Floats]:
    """The lowest and the highest that each count can be, from what is shown of it alone."""
    value = shown.to_numpy()
    near = rule.base // 2
    low = np.where(value == 0, 0, np.maximum(value - near, rule.threshold))
    high = np.where(value == 0, 0, value + near)
    unseen = np.isnan(value)
    if small is not None:
        few = small.reindex(shown.index).to_numpy()
        least, most = (
            np.where(few, 0 if zeros_hidden else 1, rule.threshold),
            np.where(few, rule.threshold - 1, np.inf),
        )
        return np.where(unseen, least, low), np.where(unseen, most, high)
    return np.where(unseen, 0 if zeros_hidden else 1, low), np.where(unseen, np.inf, high)


def ranges(
    areas: pd.Series,
    zeros_hidden: bool,
    sums: Sequence[Sums],
    total: int,
    wanted: Sequence[Floats],
    rule: Rule,
    small: pd.Series | None = None,
) -> list[tuple[float, float]]:
    """The range in which everything shown leaves each of some sums over areas.

    ``small`` says which areas' counts are small, where the attacker knows.
    """
    low, high = bounds(areas, zeros_hidden, rule, small)
    rows, least, most = [np.ones((1, len(areas)))], [np.array([total])], [np.array([total])]
    for table in sums:
        one_low, one_high = bounds(table.shown, table.zeros_hidden, rule, table.small)
        rows.append(table.factors)
        least.append(one_low - table.slack)
        most.append(one_high + table.slack)
    matrix, at_least, at_most = csr_matrix(np.vstack(rows)), *map(np.concatenate, (least, most))
    known = np.isfinite(at_most)
    upper = vstack([matrix[known], -matrix])
    limit = np.concatenate([at_most[known], -at_least])
    found = []
    for factors in wanted:
        ends = []
        for sign in (1, -1):
            answer = linprog(
                sign * factors, A_ub=upper, b_ub=limit, bounds=np.c_[low, high], method="highs"
            )
            assert answer.status in (0, 3), answer.message
            ends.append(sign * answer.fun if answer.status == 0 else np.inf)
        found.append((ends[0], ends[1]))
    return found


def member(of: Mapping[str, str] | pd.Series, codes: pd.Index, groups: pd.Index) -> Floats:
    """Factors that add areas up to groups."""
    code = pd.Series(of).reindex(codes).to_numpy()
    return (code[None, :] == groups.to_numpy()[:, None]).astype(float)
