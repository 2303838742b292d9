"""Several exercises laid beside each other: does the next one hear from those the last one missed?

Every exercise is compared with those it asked itself, from its own shown counts; here their ratios
are compared with each other.
"""

from collections.abc import Sequence
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.chances import adjusted
from layers.representation import CHANCE, Table, compare

Floats = npt.NDArray[np.float64]

# A change within this, on either side of none, is none to speak of.
SMALL = 0.25

CLOSER, FURTHER, SAME, FEW, UNKNOWN = "closer", "further", "same", "too_few", "not_shown"
VERDICTS = (CLOSER, FURTHER, SAME, FEW, UNKNOWN)


def laid_together(tables: Sequence[Table]) -> pd.DataFrame:
    """The ratios of one level's groups in several exercises, and how the last differs.

    Parameters
    ----------
    tables
        Of two or more exercises in their order, as they may be shown.

    Returns
    -------
    pandas.DataFrame
        By group's code: ``name``; ``ratio_1``, ``ratio_2``, …, NaN where a count is not shown;
        ``change``, the last less the first, with its 95 % limits ``lower`` and ``upper``; and
        ``verdict``, one of ``VERDICTS``.

    Limits of the change: Newcombe's (1998, method 10), from the two ratios' own limits. *Surely*: a
    score test of both ratios being one, adjusted within the level as in
    :func:`layers.representation.compare`. Then *closer* if the last ratio is nearer to 1 than the
    first. Not surely, and with limits within a quarter of none: no change to speak of.

    Raises
    ------
    ValueError
        For fewer than two tables.
    """
    if len(tables) < 2:
        raise ValueError("Two exercises or more can be laid together.")
    frames = [compare(table) for table in tables]
    codes = frames[0].index
    for frame in frames[1:]:
        codes = codes.union(frame.index, sort=False)
    frames = [frame.reindex(codes) for frame in frames]
    first, last = frames[0], frames[-1]
    names = first["name"].fillna(last["name"])
    found = pd.DataFrame({"name": names})
    for number, frame in enumerate(frames, start=1):
        found[f"ratio_{number}"] = frame["ratio"]
    change = last["ratio"] - first["ratio"]
    down = np.hypot(last["ratio"] - last["lower"], first["upper"] - first["ratio"])
    up = np.hypot(last["upper"] - last["ratio"], first["ratio"] - first["lower"])
    found = found.assign(change=change, lower=change - down, upper=change + up)
    sure = adjusted(_chance(frames, tables)) < CHANCE
    nearer = (last["ratio"] - 1).abs() < (first["ratio"] - 1).abs()
    cases = {
        UNKNOWN: change.isna(),
        CLOSER: sure & nearer,
        FURTHER: sure & ~nearer,
        SAME: (found["lower"] >= -SMALL) & (found["upper"] <= SMALL),
    }
    verdicts = np.select([np.asarray(case) for case in cases.values()], list(cases), FEW)
    return found.assign(verdict=verdicts)


def _chance(frames: Sequence[pd.DataFrame], tables: Sequence[Table]) -> Floats:
    """Two-sided p values of the first and the last ratio being the same."""
    ends = []
    for frame, table in ((frames[0], tables[0]), (frames[-1], tables[-1])):
        share = table.share.reindex(frame.index).to_numpy(dtype=float)
        spread = table.spread
        worth = spread.reindex(frame.index) if isinstance(spread, pd.Series) else spread
        ends.append(
            (frame["observed"].to_numpy(), frame["expected"].to_numpy(), share, np.asarray(worth))
        )
    (o1, e1, q1, w1), (o2, e2, q2, w2) = ends
    with np.errstate(divide="ignore", invalid="ignore"):
        both = (o1 + o2) / (e1 + e2)
        room = [np.clip(1 - both * q, 0.0, 1.0) for q in (q1, q2)]
        variance = both * (room[0] / (e1 * w1) + room[1] / (e2 * w2))
        z = (o2 / e2 - o1 / e1) / np.sqrt(variance)
    # Nobody heard in either: no difference.
    z = np.where((both == 0) & (e1 > 0) & (e2 > 0), 0.0, z)
    return np.array([erfc(abs(one) / sqrt(2)) if one == one else np.nan for one in z])
