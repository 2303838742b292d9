"""Confidence intervals of the field."""

import math
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


def wilson_percent(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Interval:
    """:func:`wilson` at 95 % for shares in percent.

    A numerator above its denominator, as rounding of fractions of people can leave it, counts as
    all of it.
    """
    total = np.asarray(denominator, dtype=float)
    limits = wilson(np.minimum(np.asarray(numerator, dtype=float), total), total)
    return Interval(100 * limits.lower, 100 * limits.upper)


def difference(
    before: tuple[npt.ArrayLike, npt.ArrayLike], after: tuple[npt.ArrayLike, npt.ArrayLike]
) -> Interval:
    """The 95 % interval of the difference of two shares, ``after`` less ``before``, in percent.

    Parameters
    ----------
    before, after
        People with the characteristic, and people in all.

    Newcombe's hybrid of the two shares' Wilson intervals, which takes the two as of different
    people. Where most are the same people, the interval is wider than it need be, never narrower.
    Source: Newcombe (1998), Statistics in Medicine 17, method 10.
    """
    old, new = wilson_percent(*before), wilson_percent(*after)
    with np.errstate(invalid="ignore", divide="ignore"):
        was, now = (100 * np.divide(x, n, dtype=float) for x, n in (before, after))
    gap = now - was
    return Interval(
        gap - np.hypot(now - new.lower, old.upper - was),
        gap + np.hypot(new.upper - now, was - old.lower),
    )


# Below this many events the field uses the exact interval, from here on Byar's.
EXACT_BELOW = 10


def byars(x: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """Byar's approximate interval of a count of events.

    Parameters
    ----------
    x
        Events counted, x ≥ 0; any shape. Fractions are allowed: attributed registers have them.
    confidence
        Between 0 and 1.

    Returns
    -------
    Interval
        In events: divide by the population for a rate. The lower limit is 0 where x is 0, and
        where the approximation would go below it (x under 1, or confidence close to 1). NaN where
        x is missing.

    Raises
    ------
    ValueError
        When x is negative.

    With z the normal quantile: lower = x (1 − 1/9x − z/3√x)³, and upper the same with x + 1 for x
    and + for the second −. Source: Breslow and Day (1987), Statistical Methods in Cancer Research
    II; as in PHEindicatormethods.
    """
    count = _counts("byars", x)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    more = count + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Interval(np.where(count == 0, 0.0, np.maximum(lower, 0.0)), upper)


def exact_poisson(x: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """The exact interval of a Poisson count, as :func:`byars` gives the approximate one.

    lower is half the χ² quantile with 2x degrees of freedom at (1 − confidence)/2 (0 where x is
    0), upper half that with 2x + 2 at (1 + confidence)/2. Source: Garwood (1936).
    """
    count = _counts("exact_poisson", x)
    tail = (1 - confidence) / 2
    lower = np.where(count == 0, 0.0, _gamma_quantile(np.where(count == 0, 1.0, count), tail))
    return Interval(lower, _gamma_quantile(count + 1, 1 - tail))


def poisson(x: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """The interval of a count as the field gives it: exact below 10, Byar's from 10 on.

    Source: PHE (2018), Technical guide: confidence intervals.
    """
    count = _counts("poisson", x)
    small = count < EXACT_BELOW
    exact = exact_poisson(np.where(small, count, 0.0), confidence)
    near = byars(count, confidence)
    return Interval(
        np.where(small, exact.lower, near.lower), np.where(small, exact.upper, near.upper)
    )


def _counts(method: str, x: npt.ArrayLike) -> Floats:
    count = np.asarray(x, dtype=float)
    if np.any(count < 0):
        raise ValueError(f"{method}: x must not be negative, it is a count of events")
    return count


def _gamma_quantile(shape: Floats, p: float) -> Floats:
    """Where the gamma distribution of each shape (unit scale) reaches probability p.

    Half a χ² quantile with twice as many degrees of freedom, without SciPy. Newton's method on
    log P against log λ: P is log-concave in log λ, so it converges from anywhere.
    """
    z = NormalDist().inv_cdf(p)
    with np.errstate(invalid="ignore"):
        start = shape * np.maximum(1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape)), 0.05) ** 3
        log_gamma = np.asarray(np.frompyfunc(math.lgamma, 1, 1)(shape + 1), dtype=float)
        u = np.log(start)
        for _ in range(30):
            rate = np.exp(u)
            first = np.exp(shape * u - rate - log_gamma)
            below = first * _series(shape, rate)
            # d log P / d log λ, as the density is shape · first / λ.
            step = np.log(below / p) * below / (shape * first)
            u = u - step
            if not np.nanmax(np.abs(step), initial=0.0) > 1e-11:
                break
    return np.exp(u)


def _series(shape: Floats, rate: Floats) -> Floats:
    """1 + λ/(a+1) + λ²/((a+1)(a+2)) + …, which P(a, λ) is a multiple of."""
    total = term = np.ones_like(rate)
    n = 0
    while np.nanmax(term / total, initial=0.0) > 1e-17:
        n += 1
        term = term * rate / (shape + n)
        total = total + term
    return total
