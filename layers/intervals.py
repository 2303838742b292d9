"""Confidence intervals of the field."""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """Lower and upper limit, in the unit of what was measured."""

    lower: Floats
    upper: Floats


def wilson(x: npt.ArrayLike, n: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion.

    Parameters
    ----------
    x
        People with the characteristic, 0 ≤ x ≤ n; any shape.
    n
        People in all, of the same shape or one number.
    confidence
        Between 0 and 1.

    Returns
    -------
    Interval
        Proportions between 0 and 1; NaN where n is 0 or either is missing.

    Raises
    ------
    ValueError
        When x is negative or larger than n.

    Source: Wilson (1927); Newcombe (1998); as in PHE's technical guide on confidence intervals.
    """
    count, total = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    # Attributed registers carry rounding in the fourth decimal, so a hair over is let through.
    if np.any((count < 0) | (count > total * (1 + 1e-9) + 1e-6)):
        raise ValueError("wilson: x must be between 0 and n")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = count / total
        centre = p + z * z / (2 * total)
        half = z * np.sqrt(np.clip(p * (1 - p), 0, None) / total + z * z / (4 * total * total))
        scale = 1 + z * z / total
        lower, upper = (centre - half) / scale, (centre + half) / scale
    known = total > 0
    return Interval(
        np.where(known, np.clip(lower, 0, 1), np.nan), np.where(known, np.clip(upper, 0, 1), np.nan)
    )


def byars(count: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """Byar's approximate limits of a Poisson count.

    Parameters
    ----------
    count
        People counted, 0 or more; any shape.
    confidence
        Between 0 and 1.

    Returns
    -------
    Interval
        Limits of the count; divide both by the expected number, or by the population, for those
        of a ratio or rate. NaN where the count is missing.

    Raises
    ------
    ValueError
        When a count is negative.

    Source: Breslow and Day (1987); as in PHE's technical guide on confidence intervals.
    """
    x = np.asarray(count, dtype=float)
    if np.any(x < 0):
        raise ValueError("byars: a count cannot be negative")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    low, high = np.where(x > 0, x, np.nan), x + 1
    lower = low * (1 - 1 / (9 * low) - z / (3 * np.sqrt(low))) ** 3
    upper = high * (1 - 1 / (9 * high) + z / (3 * np.sqrt(high))) ** 3
    return Interval(np.where(x == 0, 0.0, np.maximum(lower, 0)), upper)
