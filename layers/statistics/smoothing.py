"""Ratios smoothed for small numbers: empirical Bayes."""

import numpy as np
import pandas as pd


def empirical_bayes(
    observed: pd.Series, expected: pd.Series, groups: pd.Series | None = None
) -> pd.Series:
    """Observed over expected, drawn towards its group's mean the more, the less is expected.

    Parameters
    ----------
    observed, expected
        Counts by area, none missing; expected may be 0.
    groups
        What areas are drawn to the mean of (districts); all of them together when not given.

    Returns
    -------
    pandas.Series
        m + w (observed ÷ expected − m), with m = Σ observed ÷ Σ expected of the group, A the
        variance of true ratios that chance does not explain, and w = A ÷ (A + m ÷ expected). Where
        nothing is expected, m.

    A = Σ expected (ratio − m)² ÷ Σ expected − m ÷ mean expected, and not below 0: the method of
    moments for a Poisson count with a gamma-like prior. Source: Marshall (1991), Mapping disease
    and mortality rates using empirical Bayes estimators; Clayton and Kaldor (1987).
    """
    by = pd.Series(0, index=observed.index) if groups is None else groups
    sums = pd.DataFrame({"o": observed, "e": expected}).groupby(by).transform("sum")
    areas = (expected > 0).groupby(by).transform("sum")
    known = sums["e"] > 0
    mean = (sums["o"] / sums["e"].where(known)).astype(float)
    ratio = (observed / expected.where(expected > 0)).fillna(mean)
    variance = (expected * (ratio - mean) ** 2).groupby(by).transform("sum") / sums["e"].where(
        known
    )
    true = (variance - mean * areas / sums["e"].where(known)).clip(lower=0.0)
    noise = mean / expected.where(expected > 0)
    weight = (true / (true + noise).where(true + noise > 0)).fillna(0.0)
    return (mean + weight * (ratio - mean)).replace([np.inf, -np.inf], np.nan)
