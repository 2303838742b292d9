"""What would balance an exercise: how many more responses, and from whom."""

import numpy as np
import pandas as pd

# Sums of shares carry rounding.
_ROUNDING = 1e-9


class BalanceError(ValueError):
    """The level cannot be reached. The message says why and what to choose instead."""


def more_needed(
    observed: pd.Series, share: pd.Series, total: float, level: float = 0.8
) -> pd.DataFrame:
    """The fewest further responses that bring groups' ratios up to a level.

    Parameters
    ----------
    observed
        Responses by group; NaN where not shown (such a group is left as it is).
    share
        Of those asked, the share (0–1) in each group. Groups do not overlap.
    total
        Responses in all.
    level
        The ratio that is wanted, above 0.

    Returns
    -------
    pandas.DataFrame
        By group: ``alone``, responses needed if nobody else answers any more, and ``together``,
        those needed if every group below the level is brought up to it at once. Whole numbers; 0
        where the ratio is there already, NaN where not known.

    Raises
    ------
    BalanceError
        When the groups together cannot reach the level: no more than all responses can be theirs.

    Every new response also adds to the total. With O responses of a group that is a share q, and n
    in all, the a more that are needed meet (O + a) ÷ (q (n + a)) = L: a = (L q n − O) ÷ (1 − L q).
    For groups A at once the total becomes N = (n − Σ O) ÷ (1 − L Σ q), sums over A, and each needs
    L q N − O. As N grows, further groups may fall below the level; they join A until none does.
    """
    if level <= 0:
        raise BalanceError("The level must be above 0, such as 0.8.")
    known = observed.notna() & (share > 0)
    o = observed.where(known, 0.0).to_numpy(dtype=float)
    q = share.where(known, 0.0).to_numpy(dtype=float)
    with np.errstate(divide="ignore"):
        exact = np.where(level * q < 1, (level * q * total - o) / (1 - level * q), np.inf)
    alone = _up(exact)
    together = _up(_together(o, q, float(total), level))
    frame = pd.DataFrame({"alone": alone, "together": together}, index=observed.index)
    return frame.where(known)


def _together(o: np.ndarray, q: np.ndarray, total: float, level: float) -> np.ndarray:
    low = np.zeros(len(o), dtype=bool)
    grown = total
    while True:
        below = low | (o < level * q * grown - _ROUNDING)
        if (below == low).all():
            return np.where(low, level * q * grown - o, 0.0)
        low = below
        room = 1 - level * float(q[low].sum())
        others = total - float(o[low].sum())
        if room <= _ROUNDING or others <= 0:
            raise BalanceError(
                f"No number of further responses brings all of these groups to {level:g} of what "
                "their numbers suggest. Choose a lower level, or fewer groups."
            )
        grown = others / room


def _up(exact: np.ndarray) -> np.ndarray:
    """Up to whole responses, none below 0; a hair over a whole one counts as it."""
    return np.maximum(np.ceil(exact - 1e-6), 0.0)
