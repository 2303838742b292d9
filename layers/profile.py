"""The standard profile: any indicator over any weighting of areas.

A share is Σ w·numerator ÷ Σ w·denominator; a score is averaged with w·residents; a count is
Σ w·value. Ranks, deciles and categories are never averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.intervals import wilson


@dataclass(frozen=True)
class Figure:
    """An indicator over a weighting of areas.

    Attributes
    ----------
    value
        In the indicator's unit; None where it cannot be aggregated or nothing is known.
    lower, upper
        95 % Wilson limits of a share, in percent; None otherwise.
    numerator, denominator
        Weighted sums, for shares.
    national_percentile
        Where the value would stand among England's LSOAs (0 lowest, 100 highest); None where
        there is no national comparison.
    known
        Share (0–1) of the weighting's residents in areas that have a value.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    national_percentile: float | None = None
    known: float = 0.0


def whole(atlas: Atlas) -> pd.Series:
    """The weighting that takes every area of the atlas fully."""
    return pd.Series(1.0, index=atlas.areas.index)


def of_areas(atlas: Atlas, codes: Iterable[str]) -> pd.Series:
    """The weighting that takes some areas fully and no others.

    Raises
    ------
    KeyError
        For a code that the atlas does not have.
    """
    weights = pd.Series(0.0, index=atlas.areas.index)
    wanted = list(codes)
    missing = [code for code in wanted if code not in weights.index]
    if missing:
        raise KeyError(f"{missing[0]!r} is not an area of the atlas")
    weights[wanted] = 1.0
    return weights


def figure(atlas: Atlas, indicator: str, weights: pd.Series) -> Figure:
    """One indicator over a weighting.

    Parameters
    ----------
    indicator
        Its id.
    weights
        Non-negative, indexed by area code: 1 for an area taken fully. Areas that are not named
        count as 0.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    """
    definition, table = atlas.indicators[indicator], atlas.table(indicator)
    weight = weights.reindex(table.index, fill_value=0.0).to_numpy(dtype=float)
    residents = atlas.areas["residents"].to_numpy(dtype=float)
    value = table["value"].to_numpy(dtype=float)
    there = ~np.isnan(value) & (weight > 0)
    people = float((weight * residents).sum())
    if not there.any() or people == 0:
        return Figure(None)
    known = float((weight * residents)[there].sum() / people)
    if definition.aggregate == "ratio":
        numerator = float((weight * table["numerator"].to_numpy(dtype=float))[there].sum())
        denominator = float((weight * table["denominator"].to_numpy(dtype=float))[there].sum())
        if denominator == 0:
            return Figure(None)
        share = 100 * numerator / denominator
        limits = wilson(min(numerator, denominator), denominator)
        return Figure(
            share,
            100 * float(limits.lower),
            100 * float(limits.upper),
            numerator,
            denominator,
            national_percentile(atlas, indicator, share),
            known,
        )
    if definition.aggregate == "weighted_mean":
        shares = (weight * residents)[there]
        mean = float((shares * value[there]).sum() / shares.sum())
        return Figure(
            mean, national_percentile=national_percentile(atlas, indicator, mean), known=known
        )
    if definition.aggregate == "sum":
        return Figure(float((weight * value)[there].sum()), known=known)
    if there.sum() == 1:
        only = table[there].iloc[0]
        percentile = float(only["national_percentile"])
        return Figure(
            float(only["value"]),
            national_percentile=None if np.isnan(percentile) else percentile,
            known=known,
        )
    return Figure(None, known=known)


def national_percentile(atlas: Atlas, indicator: str, value: float) -> float | None:
    """Where a value stands among England's areas, from the percentiles that the snapshot holds.

    Returns
    -------
    float or None
        0 (below all) to 100 (above all); None where there is no national comparison.
    """
    spread = atlas.england(indicator).percentiles
    if np.isnan(spread).any():
        return None
    low = np.searchsorted(spread, value, side="left")
    high = np.searchsorted(spread, value, side="right")
    if low < high:
        # Equal to one or more of the percentiles: the middle of them.
        return float(np.clip((low + high - 1) / 2, 0, 100))
    if low == 0 or low == len(spread):
        return float(np.clip(low, 0, 100))
    below, above = spread[low - 1], spread[low]
    return float(low - 1 + (value - below) / (above - below))
