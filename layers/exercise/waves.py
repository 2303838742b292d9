"""Several exercises laid beside each other: does the next one hear from those the last one missed?

Every exercise is compared with those it asked itself, from its own shown counts; here their ratios
are compared with each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.exercise.representation import CHANCE, Table, figures
from layers.statistics.chance_tests import discoveries, mid_p

Floats = npt.NDArray[np.float64]

# A change within this, on either side of none, is none to speak of.
SMALL = 0.25
# Of the variance of a count, what stays however large its group.
LEAST_ROOM = 0.05

CLOSER, FURTHER, SAME, FEW = "closer", "further", "same", "too_few"
BY_CHANCE, UNKNOWN = "by_chance", "not_shown"
VERDICTS = (CLOSER, FURTHER, SAME, BY_CHANCE, FEW, UNKNOWN)


def laid_together(waves: Sequence[Mapping[str, Table]]) -> dict[str, pd.DataFrame]:
    """The ratios of all levels' groups in several exercises, and how the last differs.

    Parameters
    ----------
    waves
        Of two or more exercises in their order: all tables, as they may be shown.

    Returns
    -------
    dict
        A frame for each level that all of them have. By group's code: ``name``; ``ratio_1``,
        ``ratio_2``, …, NaN where a count is not shown; ``change``, the last less the first, with
        its 95 % limits ``lower`` and ``upper``; and ``verdict``, one of ``VERDICTS``.

    Limits of the change: Newcombe's (1998, method 10), from the two ratios' own limits. *Surely*: p
    values of :func:`chance` of both ratios being the same, and
    :func:`layers.statistics.chance_tests.discoveries` over the groups of all levels, as in
    :func:`layers.exercise.representation.compare_all`; never against the group's own limits. Then
    *closer* if the last ratio is nearer to 1 than the first. *By chance*: the limits leave out 0,
    and it is not sure. Otherwise, with limits within a quarter of none: no change to speak of.

    Raises
    ------
    ValueError
        For fewer than two exercises.
    """
    if len(waves) < 2:
        raise ValueError("Two exercises or more can be laid together.")
    levels = [name for name in waves[0] if all(name in wave for wave in waves)]
    frames = {name: _changes([figures(wave[name]) for wave in waves]) for name in levels}
    ends = {
        name: [_counts(wave[name], frame.index) for wave in (waves[0], waves[-1])]
        for name, frame in frames.items()
    }
    sure = discoveries({name: chance(*both) for name, both in ends.items()}, CHANCE)
    return {
        name: frame.assign(verdict=_verdicts(frame, len(waves), sure[name]))
        for name, frame in frames.items()
    }


def _changes(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Ratios, and the change with its limits."""
    codes = frames[0].index
    for frame in frames[1:]:
        codes = codes.union(frame.index, sort=False)
    frames = [frame.reindex(codes) for frame in frames]
    first, last = frames[0], frames[-1]
    found = pd.DataFrame({"name": first["name"].fillna(last["name"])})
    for number, frame in enumerate(frames, start=1):
        found[f"ratio_{number}"] = frame["ratio"]
    change = last["ratio"] - first["ratio"]
    down = np.hypot(last["ratio"] - last["lower"], first["upper"] - first["ratio"])
    up = np.hypot(last["upper"] - last["ratio"], first["ratio"] - first["lower"])
    return found.assign(change=change, lower=change - down, upper=change + up)


def _verdicts(frame: pd.DataFrame, waves: int, sure: npt.NDArray[np.bool_]) -> npt.NDArray[np.str_]:
    changed = (frame["lower"] > 0) | (frame["upper"] < 0)
    nearer = (frame[f"ratio_{waves}"] - 1).abs() < (frame["ratio_1"] - 1).abs()
    cases = {
        UNKNOWN: frame["change"].isna(),
        CLOSER: sure & changed & nearer,
        FURTHER: sure & changed & ~nearer,
        BY_CHANCE: changed,
        SAME: (frame["lower"] >= -SMALL) & (frame["upper"] <= SMALL),
    }
    return np.select([np.asarray(case) for case in cases.values()], list(cases), FEW)


@dataclass(frozen=True)
class Counts:
    """Groups' counts in one exercise, of any shape that goes together.

    Attributes
    ----------
    observed
        As shown; NaN where hidden.
    expected
        Of each group; 0 or NaN where nobody was asked.
    share
        Of those asked (0–1).
    spread
        See :class:`layers.exercise.representation.Table`.
    step
        To what multiple counts were rounded.
    """

    observed: Floats
    expected: Floats
    share: Floats
    spread: Floats
    step: int = 1


def _counts(table: Table, codes: pd.Index) -> Counts:
    share = table.share.reindex(codes).to_numpy(dtype=float)
    spread = table.spread
    worth = spread.reindex(codes).to_numpy() if isinstance(spread, pd.Series) else spread
    return Counts(
        table.observed.reindex(codes).to_numpy(dtype=float),
        table.total * share,
        share,
        np.asarray(worth, dtype=float),
        table.step,
    )


def chance(first: Counts, last: Counts) -> Floats:
    """How likely chance alone makes two ratios differ so much, where the true ones are the same.

    Returns
    -------
    numpy.ndarray
        Two-sided mid-P values. 1 where a count is hidden, as in
        :func:`layers.exercise.representation.chance`; NaN where nobody was asked.

    Given how many of a group came in both together, those of the last are binomial with its part
    of what was expected. So far as the group is a large share of all it varies less: by 1 − Rq,
    R its ratio in both together. Each response then counts as 1 ÷ (1 − Rq), and for less because
    of rounding, as in :func:`layers.exercise.representation.chance`.

    Source: Przyborowski and Wilenski (1940); Lancaster (1961) for mid-P.
    """
    both = first.observed + last.observed
    with np.errstate(divide="ignore", invalid="ignore"):
        part = last.expected / (first.expected + last.expected)
        ratio = both / (first.expected + last.expected)
        room = np.maximum(1 - ratio * _mixed(part, first.share, last.share), LEAST_ROOM)
        worth = _mixed(part, first.spread, last.spread) / room
        variance = both * part * (1 - part) / worth
        rounding = part**2 * _rounding(first) + (1 - part) ** 2 * _rounding(last)
        worth = np.where(both > 0, worth * variance / (variance + rounding), 0.0)
    # Not known where either is not.
    known = np.where(np.isnan(both), np.nan, last.observed)
    found = mid_p(np.rint(known * worth), np.rint(both * worth), part)
    two_sided = np.minimum(2 * np.minimum(*found), 1.0)
    asked = (first.expected > 0) & (last.expected > 0)
    return np.where(asked, np.where(np.isnan(both), 1.0, two_sided), np.nan)


def _mixed(part: Floats, first: Floats, last: Floats) -> Floats:
    return part * last + (1 - part) * first


def _rounding(one: Counts) -> Floats:
    """The variance that rounding adds; 0 is never rounded."""
    return np.where(one.observed > 0, (one.step**2 - 1) / 12, 0.0)
