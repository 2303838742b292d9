"""What is usual among England's practices: limits at England's percentiles, and what is beyond.

A register's deviation from what is expected is standardised on the square-root scale, where a
count varies alike whatever its size:

    z = (√(observed / expected) − 1) / √(1 / (4 · expected) + tau2)

``tau2`` is how much units differ beyond chance (:func:`overdispersion`). Were z a standard normal
variable, 95 in 100 units would lie within ±1.96. England's do not: they are lopsided (of atrial
fibrillation 6.7 % lie below and 1.4 % above), and small lists spread more than large ones. So the
limits are England's own 2.5 and 97.5 percentiles of z, among units of like size: of practices as
ordinary as England's, one in forty lies below and one in forty above, in every register and at
every size. Beyond the limits, how seldom a unit lies so far out follows a generalised Pareto tail
fitted to England's units there.

Source: Spiegelhalter, D. J. (2005), Funnel plots for comparing institutional performance,
Statistics in Medicine 24, 1185-1202; Spiegelhalter, D. J., Sherlaw-Johnson, C., Bardsley, M.,
Blunt, I., Wood, C. and Grigg, O. (2012), Statistical methods for healthcare regulation: rating,
screening and surveillance, JRSS A 175, 1-47 (limits at the percentiles of the standardised
difference); Hosking, J. R. M. and Wallis, J. R. (1987), Parameter and quantile estimation for the
generalized Pareto distribution, Technometrics 29, 339-349 (the tail, by L-moments).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.statistics.intervals import Interval

Floats = npt.NDArray[np.float64]

# Control limits: one in twenty outside, and one in five hundred.
WARNING, ALARM = 0.95, 0.998
# A unit at one of the limits deviates by as much as a standard normal variable at its own.
EDGE = NormalDist().inv_cdf(0.5 + WARNING / 2)
# Share of units at each end whose deviation is pulled in to that of the last one inside, for tau2.
WINSORISED = 0.1
# Limits are taken among so many units of like size or more, in at most so many groups of sizes.
OF_A_SIZE, SIZES = 500, 4
# With fewer units than this there is no 2.5th percentile: the normal distribution's are taken.
FEWEST = 39
# How far beyond the limits a register's own units lie is drawn towards all registers' mean as if
# it had so many units of theirs.
BORROWED = 50
# Limits never come nearer to what is expected than this (England's are beyond 1).
NEAREST = 0.1


@dataclass(frozen=True)
class Usual:
    """England's units of one kind, for one register.

    Attributes
    ----------
    tau2
        Variance between units of the square root of the ratio; 0 for chance alone.
    at
        Expected counts at which the limits of z are known, rising, shape (sizes,).
    low, high
        Those limits: England's 2.5 and 97.5 percentiles of z. In between they run straight with
        the logarithm of the expected count; beyond the ends they stay.
    scales, shapes
        Of the tails below and above, in units of :meth:`deviation` beyond ``EDGE``.
    """

    tau2: float
    at: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    scales: tuple[float, float] = (0.4, 0.4)
    shapes: tuple[float, float] = (0.0, 0.0)

    def edges(self, expected: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Lower and upper limit of z for units that expect so many; NaN where nobody is."""
        e = np.asarray(expected, dtype=float)
        size, knots = np.log(np.where(e > 0, e, np.nan)), np.log(self.at)
        return np.interp(size, knots, self.low), np.interp(size, knots, self.high)

    def deviation(self, observed: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
        """How far units lie from what is expected: ±1.96 at the limits, 0 for a ratio of 1."""
        o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
        e = np.where(e > 0, e, np.nan)
        z = (np.sqrt(o / e) - 1) / spread(e, self.tau2)
        low, high = self.edges(e)
        return EDGE * np.where(z < 0, z / -low, z / high)

    def chance(self, deviation: npt.ArrayLike) -> Floats:
        """Share of England's units at least so far out, on either side: 0.05 at the limits.

        A two-sided p value, against units that differ as England's do.
        """
        x = np.asarray(deviation, dtype=float)
        found = np.vectorize(math.erfc, otypes=[float])(np.abs(x) / math.sqrt(2))
        for side, scale, shape in zip((-1, 1), self.scales, self.shapes, strict=True):
            beyond = side * x - EDGE
            there = np.maximum(beyond, 0) / scale
            tail = np.exp(-there) if shape == 0 else (1 + shape * there) ** (-1 / shape)
            found = np.where(beyond > 0, (1 - WARNING) * tail, found)
        return found

    def limits(self, expected: npt.ArrayLike, confidence: float = WARNING) -> Interval:
        """Control limits of the ratio: the usual range.

        Parameters
        ----------
        expected
            Expected counts, any shape.
        confidence
            Share of England's units inside: 0.95 or more.
        """
        room = spread(expected, self.tau2)
        below, above = (self._reach(side, confidence) / EDGE for side in (0, 1))
        low, high = self.edges(expected)
        return Interval(np.maximum(1 + below * low * room, 0) ** 2, (1 + above * high * room) ** 2)

    def _reach(self, side: int, confidence: float) -> float:
        """The deviation beyond which, with the other side, 1 − ``confidence`` of units lie."""
        rarer = (1 - WARNING) / (1 - confidence)
        scale, shape = self.scales[side], self.shapes[side]
        further = math.log(rarer) if shape == 0 else (rarer**shape - 1) / shape
        return EDGE + scale * further

    def verdict(
        self, observed: npt.ArrayLike, expected: npt.ArrayLike, confidence: float = WARNING
    ) -> npt.NDArray[np.str_]:
        """``"lower"``, ``"as_expected"`` or ``"higher"``: where the ratio lies in the funnel.

        ``""`` where it is not known.
        """
        o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
        found = o / np.where(e > 0, e, np.nan)
        lower, upper = self.limits(e, confidence)
        outside = [np.isnan(found) | np.isnan(upper), found < lower, found > upper]
        return np.select(outside, ["", "lower", "higher"], default="as_expected")


def england(observed: pd.DataFrame, expected: pd.DataFrame) -> dict[str, Usual]:
    """What is usual in each register, from all units of England.

    Parameters
    ----------
    observed, expected
        Counts: a row for each unit, a column for each register; units that expect nobody are left
        out of a register.

    Returns
    -------
    dict
        By register, in the columns' order.
    """
    found = {}
    beyond: tuple[list[Floats], list[Floats]] = ([], [])
    for register in observed.columns:
        o, e = observed[register].to_numpy(float), expected[register].to_numpy(float)
        o, e = o[e > 0], e[e > 0]
        usual = found[register] = Usual(overdispersion(o, e)[1], *_percentiles(o, e))
        x = usual.deviation(o, e)
        for side, those in zip((-1, 1), beyond, strict=True):
            those.append(np.sort((side * x - EDGE)[side * x > EDGE]))
    shapes = (_shape(beyond[0]), _shape(beyond[1]))
    scales = [_scales(those, shape) for those, shape in zip(beyond, shapes, strict=True)]
    return {
        register: Usual(usual.tau2, usual.at, usual.low, usual.high, (below, above), shapes)
        for (register, usual), below, above in zip(found.items(), *scales, strict=True)
    }


def spread(expected: npt.ArrayLike, tau2: float) -> Floats:
    """Standard deviation of the square root of the ratio; NaN where nobody is expected."""
    e = np.asarray(expected, dtype=float)
    return np.sqrt(1 / (4 * np.where(e > 0, e, np.nan)) + tau2)


def _percentiles(o: Floats, e: Floats) -> tuple[Sequence[float], Sequence[float], Sequence[float]]:
    """Expected counts, and the limits of z at each, among units of like size."""
    if len(e) < FEWEST:
        return (float(np.median(e)) if len(e) else 1.0,), (-EDGE,), (EDGE,)
    z = (np.sqrt(o / e) - 1) / spread(e, overdispersion(o, e)[1])
    groups = np.array_split(np.argsort(e, kind="stable"), np.clip(len(e) // OF_A_SIZE, 1, SIZES))
    share = (1 - WARNING) / 2
    # Weibull's percentiles: a further unit lies below the lower one with a chance of 2.5 %.
    both = [np.quantile(z[group], [share, 1 - share], method="weibull") for group in groups]
    return (
        [float(np.median(e[group])) for group in groups],
        [min(float(low), -NEAREST) for low, _ in both],
        [max(float(high), NEAREST) for _, high in both],
    )


def _shape(beyond: Sequence[Floats]) -> float:
    """Shape of the generalised Pareto tail of all registers together, each in units of its mean.

    By L-moments; 0, an exponential tail, where they give less.
    """
    u = np.sort(np.concatenate([one / one.mean() for one in beyond if len(one)] or [np.zeros(0)]))
    if len(u) < FEWEST:
        return 0.0
    second = 2 * float((np.arange(len(u)) / (len(u) - 1) * u).mean()) - float(u.mean())
    return max(2 - float(u.mean()) / second, 0.0)


def _scales(beyond: Sequence[Floats], shape: float) -> list[float]:
    """Scale of each register's tail, with which its mean is that of the register's units there."""
    every = np.concatenate([*beyond, np.zeros(0)])
    mean = float(every.mean()) if len(every) else 0.4
    return [
        (float(one.sum()) + BORROWED * mean) / (len(one) + BORROWED) * (1 - shape) for one in beyond
    ]


def overdispersion(observed: npt.ArrayLike, expected: npt.ArrayLike) -> tuple[float, float]:
    """How much more units differ than chance explains.

    Parameters
    ----------
    observed, expected
        Counts of all units, shape (units,); those that expect nobody are left out.

    Returns
    -------
    (phi, tau2)
        ``phi``: mean squared deviation in units of chance, 1 if there is nothing but chance.
        ``tau2``: the variance between units, on the scale of √ratio, with which deviations are as
        large as the variance allows; 0 where chance explains them. Both NaN without any units.

    Notes
    -----
    Deviations are winsorised, the outermost tenth at each end pulled in, so that the units that
    the limits are to find do not widen them. Winsorising takes from the variance of units that are
    not unusual, too (a third of it, for a normal distribution), so the winsorised mean square is
    held against that of a normal variable winsorised alike.
    """
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    known = e > 0
    e = e[known]
    if not len(e):
        return float("nan"), float("nan")
    root = np.sqrt(o[known] / e) - 1

    def excess(tau2: float) -> float:
        z = root / spread(e, tau2)
        low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
        return float((np.clip(z, low, high) ** 2).mean() / _winsorised_normal())

    phi = excess(0.0)
    low, high = 0.0, 1.0
    if phi <= 1:
        return phi, 0.0
    while excess(high) > 1:
        high *= 2
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 1 else (low, middle)
    return phi, high


def _winsorised_normal() -> float:
    """Mean square of a standard normal variable winsorised at both ends."""
    normal = NormalDist()
    edge = normal.inv_cdf(1 - WINSORISED)
    inside = 1 - 2 * WINSORISED - 2 * edge * normal.pdf(edge)
    return inside + 2 * WINSORISED * edge * edge
