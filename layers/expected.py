"""Recorded against expected: is a register as long as age and deprivation would lead one to expect?

Expected counts come with the snapshot (``data/expected.py`` makes them). What is here compares
them with the registers: the ratio, its interval, and the limits of a funnel plot that allow for how
much practices differ anyway.

Practices differ far more than chance explains: in how they code, look for and treat conditions,
and in what their patients are like beyond age and deprivation. Limits for chance alone would call
most of England unusual. So the limits add a variance between units, ``tau2``, estimated over all of
England on the square-root scale, where a Poisson count has the same variance whatever its size:

    √(observed / expected)  has mean 1 and variance  1 / (4 · expected) + tau2

Source: Spiegelhalter, D. J. (2005), Funnel plots for comparing institutional performance,
Statistics in Medicine 24, 1185-1202, and Handling over-dispersion of performance indicators,
Quality and Safety in Health Care 14, 347-351.
"""

from collections.abc import Iterable
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.intervals import Interval, byars

Floats = npt.NDArray[np.float64]

# Units that were compared over England: single practices, networks, and sub-ICB locations.
LEVELS = ("practice", "pcn", "sub_icb")
# A group of so many practices is more like a place than like a network.
PLACE = 20
# Control limits: one in twenty, and one in five hundred, outside by chance and usual differences.
WARNING, ALARM = 0.95, 0.998
# Share of units at each end whose deviation is pulled in to that of the last one inside.
WINSORISED = 0.1


def ratio(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """Observed over expected counts; 1 is as expected. NaN where nobody is expected."""
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    return o / np.where(e > 0, e, np.nan)


def ratio_interval(
    observed: npt.ArrayLike, expected: npt.ArrayLike, confidence: float = WARNING
) -> Interval:
    """Byar's limits of the ratio: how far chance alone could move it."""
    e = np.asarray(expected, dtype=float)
    lower, upper = byars(observed, confidence)
    known = np.where(e > 0, e, np.nan)
    return Interval(lower / known, upper / known)


def funnel_limits(
    expected: npt.ArrayLike, tau2: npt.ArrayLike, confidence: float = WARNING
) -> Interval:
    """Control limits of the ratio around 1, wider where fewer are expected.

    Parameters
    ----------
    expected
        Expected counts, any shape.
    tau2
        Variance between units of the square root of the ratio; 0 for chance alone.
    confidence
        Share of units inside, if units differ as England's do: 0.95 or 0.998.
    """
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * _spread(expected, tau2)
    return Interval(np.maximum(1 - half, 0) ** 2, (1 + half) ** 2)


def verdict(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    tau2: npt.ArrayLike,
    confidence: float = WARNING,
) -> npt.NDArray[np.str_]:
    """``"lower"``, ``"as_expected"`` or ``"higher"``: where the ratio lies in the funnel.

    ``""`` where it is not known.
    """
    found = ratio(observed, expected)
    lower, upper = funnel_limits(expected, tau2, confidence)
    outside = [np.isnan(found) | np.isnan(upper), found < lower, found > upper]
    return np.select(outside, ["", "lower", "higher"], default="as_expected")


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
    held against that of a normal variable winsorised alike. Spiegelhalter's formula leaves this
    out, and would put about 13 % of England's practices outside 95 % limits, not about 6 %.
    """
    e = np.asarray(expected, dtype=float)
    known = e > 0
    e, found = e[known], ratio(observed, expected)[known]
    if not len(e):
        return float("nan"), float("nan")

    def excess(tau2: float) -> float:
        z = (np.sqrt(found) - 1) / _spread(e, tau2)
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


def level_of(practices: int) -> str:
    """Which of England's units a group of so many practices is held against."""
    if practices <= 1:
        return "practice"
    return "pcn" if practices < PLACE else "sub_icb"


def of_group(atlas: Atlas, practices: Iterable[str]) -> pd.DataFrame:
    """Every register of a practice, a network or any group of practices.

    Counts and expected counts are added up over those of the practices that have both.

    Returns
    -------
    pandas.DataFrame
        Indexed by register: ``observed``, ``expected``, ``ratio``, ``lower`` and ``upper`` (95 %
        interval of the ratio), ``limit_lower`` and ``limit_upper`` (95 % funnel limits),
        ``verdict``, ``far`` (outside the 99.8 % limits) and ``practices`` (how many were added
        up). No rows where none has an expected count.
    """
    frame = _known(atlas)
    mine = frame[frame["practice"].isin(list(practices))]
    summed = mine.groupby("register").agg(
        observed=("observed", "sum"), expected=("expected", "sum"), practices=("practice", "count")
    )
    level = level_of(int(summed["practices"].max()) if len(summed) else 0)
    return _judged(summed, tau2(atlas, level).reindex(summed.index))


def funnel(atlas: Atlas, register: str, level: str = "practice") -> pd.DataFrame:
    """One register over all practices or networks of the atlas: the points of a funnel plot.

    Returns
    -------
    pandas.DataFrame
        As :func:`of_group`, indexed by the code of the practice, network (``pcn``) or sub-ICB
        location (``sub_icb``). Practices without a network are in none.

    Raises
    ------
    KeyError
        For a register or level that there is not.
    """
    between = tau2(atlas, level)[register]
    frame = _known(atlas)
    mine = frame[frame["register"] == register]
    units = mine["practice"]
    if level != "practice":
        units = atlas.directory[f"{level}_code"].reindex(units).set_axis(mine.index)
    summed = mine.groupby(units[units != ""]).agg(
        observed=("observed", "sum"), expected=("expected", "sum"), practices=("practice", "count")
    )
    return _judged(summed, between)


@lru_cache(maxsize=1)
def _known(atlas: Atlas) -> pd.DataFrame:
    """Expected counts that are worth comparing with.

    Not those of university practices: age and deprivation do not describe students as they do
    others of their age, so expected counts are wrong several times over.
    """
    frame = atlas.extra("expected").dropna(subset=["expected"])
    directory = atlas.directory
    return frame[~frame["practice"].isin(directory.index[directory["flag_students"]])]


@lru_cache(maxsize=4)
def tau2(atlas: Atlas, level: str) -> pd.Series:
    """Variance between England's units, by register; see :func:`overdispersion`.

    Raises
    ------
    KeyError
        For a level that is none of :data:`LEVELS`.
    """
    frame = atlas.extra("expected_england")
    if level not in LEVELS:
        raise KeyError(f"{level!r} is not a level; there are {', '.join(LEVELS)}")
    return frame[frame["level"] == level].set_index("register")["tau2"]


def _judged(counts: pd.DataFrame, tau2: float | pd.Series) -> pd.DataFrame:
    o, e = counts["observed"].to_numpy(), counts["expected"].to_numpy()
    t = np.asarray(tau2, dtype=float)
    lower, upper = ratio_interval(o, e)
    limit_lower, limit_upper = funnel_limits(e, t)
    return counts.assign(
        ratio=ratio(o, e),
        lower=lower,
        upper=upper,
        limit_lower=limit_lower,
        limit_upper=limit_upper,
        verdict=verdict(o, e, t),
        far=np.isin(verdict(o, e, t, ALARM), ["lower", "higher"]),
    )


def _spread(expected: npt.ArrayLike, tau2: npt.ArrayLike) -> Floats:
    """Standard deviation of the square root of the ratio."""
    e = np.asarray(expected, dtype=float)
    return np.sqrt(1 / (4 * np.where(e > 0, e, np.nan)) + np.asarray(tau2, dtype=float))


def _winsorised_normal() -> float:
    """Mean square of a standard normal variable winsorised at both ends."""
    normal = NormalDist()
    edge = normal.inv_cdf(1 - WINSORISED)
    inside = 1 - 2 * WINSORISED - 2 * edge * normal.pdf(edge)
    return inside + 2 * WINSORISED * edge * edge
