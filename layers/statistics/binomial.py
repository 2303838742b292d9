"""Probabilities of binomial counts, as exact for ten million responses as for ten.

Nothing here is as large, or takes as long, as a count is high: no table of factorials, no sum over
counts. SciPy, which has these functions too, is not in the web process.
"""

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# From here on five terms of Stirling's series are exact to the last digit.
_SERIES_FROM = 16
_SMALL = np.array(
    [0.0]
    + [
        math.lgamma(k + 1) - (k + 0.5) * math.log(k) + k - 0.5 * math.log(2 * math.pi)
        for k in range(1, _SERIES_FROM)
    ]
)
# Points and weights of Gauss and Legendre's rule, on 0 to 1.
_POINTS, _WEIGHTS = (half / 2 for half in np.polynomial.legendre.leggauss(40))
_POINTS = _POINTS + 0.5
# What is less than e⁻⁴⁵ of the largest part is left out.
_FALL = 45.0
_STEPS = 20


def probability(x: npt.ArrayLike, n: npt.ArrayLike, q: npt.ArrayLike) -> Floats:
    """P(X = x) for n draws with probability q each; whole 0 ≤ x ≤ n, 0 < q < 1.

    The logarithms of three factorials nearly cancel: at n = 10⁷ a difference of them keeps seven
    digits. So what remains of them is worked out instead: Stirling's error and the deviance.

    Source: Loader (2000), Fast and accurate computation of binomial probabilities.
    """
    count, total, part = (np.asarray(one, dtype=float) for one in np.broadcast_arrays(x, n, q))
    other = total - count
    inner = (count > 0) & (other > 0)
    # Any inner count: these are replaced below.
    k, m = np.where(inner, count, 1.0), np.where(inner, other, 1.0)
    whole = k + m
    log = (
        _stirling_error(whole)
        - _stirling_error(k)
        - _stirling_error(m)
        - _deviance(k, whole * part)
        - _deviance(m, whole * (1 - part))
        + 0.5 * np.log(whole / (2 * np.pi * k * m))
    )
    ends = np.where(count > 0, total * np.log(part), total * np.log1p(-part))
    return np.exp(np.where(inner, log, ends))


def at_least(x: npt.ArrayLike, n: npt.ArrayLike, q: npt.ArrayLike) -> Floats:
    """P(X ≥ x) for counts x that are not below their mean nq.

    P(X ≥ x) = P(X = x) · x ∫₀¹ (1 − s)ˣ⁻¹ (1 + s q/(1 − q))ⁿ⁻ˣ ds: the beta distribution's integral
    from its end on. What is integrated is smooth and falls without a second peak; by 40 points
    between its start and where it has fallen to nothing it is exact to some twelve digits.

    Source: Abramowitz and Stegun (1964), 26.5.24 and 25.4.29.
    """
    count, total, part = (np.asarray(one, dtype=float) for one in np.broadcast_arrays(x, n, q))
    less, other, odds = np.maximum(count - 1, 0.0), total - count, part / (1 - part)
    end = _end(less, other, odds)
    sum_ = np.zeros_like(end)
    for point, weight in zip(_POINTS, _WEIGHTS, strict=True):
        s = end * point
        sum_ += weight * np.exp(less * np.log1p(-s) + other * np.log1p(odds * s))
    return np.where(count > 0, probability(count, total, part) * count * end * sum_, 1.0)


def _end(less: Floats, other: Floats, odds: Floats) -> Floats:
    """Where the integrand has fallen by e⁻⁴⁵, or a little beyond; at most 1.

    Its logarithm is at most −(less − other·odds) s − less s²/2, which gives a first place beyond.
    As it is concave, each step of Newton's method comes nearer and stays beyond.
    """
    slope = np.maximum(less - other * odds, 0.0)
    with np.errstate(divide="ignore"):
        first = 2 * (_FALL + 1) / (slope + np.sqrt(slope**2 + 2 * less * (_FALL + 1)))
    end = np.minimum(first, np.nextafter(1.0, 0.0))
    for _ in range(_STEPS):
        beyond = less * np.log1p(-end) + other * np.log1p(odds * end) + _FALL
        falling = other * odds / (1 + odds * end) - less / (1 - end)
        step = np.divide(beyond, falling, out=np.zeros_like(end), where=beyond < 0)
        end = end - step
    return np.asarray(end)


def _stirling_error(k: Floats) -> Floats:
    """log k! less Stirling's formula for it: log √(2πk) + k log k − k."""
    inverse = 1 / np.maximum(k, _SERIES_FROM)
    square = inverse * inverse
    series = inverse * (
        1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))
    )
    small = _SMALL[np.minimum(k, _SERIES_FROM - 1).astype(int)]
    return np.where(k < _SERIES_FROM, small, series)


def _deviance(k: Floats, mean: Floats) -> Floats:
    """k log(k ÷ mean) + mean − k, also where k is close to the mean."""
    v = (k - mean) / (k + mean)
    near = np.abs(v) < 0.1
    close, power = np.where(near, v, 0.0), np.zeros_like(v)
    # Σ v²ʲ⁺¹ ÷ (2j + 1) over j = 1 … 8, from the last term on.
    for j in range(8, 0, -1):
        power = close * close * (1 / (2 * j + 1) + power)
    series = (k - mean) * close + 2 * k * close * power
    plain = k * np.log(np.where(near, 1.0, k / mean)) + mean - k
    return np.where(near, series, plain)
