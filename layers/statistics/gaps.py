"""The gap between the most and the least deprived group, and what it adds up to."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Gap:
    """The most deprived group against the least deprived.

    Attributes
    ----------
    absolute
        The first less the second, in the value's unit: above 0 where the most deprived have more.
    relative
        The first divided by the second; None where the second is not above 0.
    absolute_lower, absolute_upper, relative_lower, relative_upper
        Limits of the intervals; None where a limit does not exist.
    """

    absolute: float
    absolute_lower: float
    absolute_upper: float
    relative: float | None = None
    relative_lower: float | None = None
    relative_upper: float | None = None


@dataclass(frozen=True)
class Attributable:
    """What would not be there if every group had the value of the least deprived.

    Attributes
    ----------
    share
        Population attributable share, between −∞ and 1: of all cases. Below 0 where the least
        deprived group has more than the others have together.
    lower, upper
        Limits of the interval.
    excess
        The same as a number: the share times the cases; None where they are not known.
    """

    share: float
    lower: float
    upper: float
    excess: float | None = None


def gap(value: npt.ArrayLike, lower: npt.ArrayLike, upper: npt.ArrayLike) -> Gap:
    """The absolute and relative gap between the first and the last group.

    Parameters
    ----------
    value, lower, upper
        Value and limits of each group, from the most to the least deprived; shape (groups,).

    Raises
    ------
    ValueError
        For fewer than two groups, or when something is missing.

    With the first group's value p and limits l, u, and the last group's q, m, v:
    p − q from (p − q) − √((p − l)² + (v − q)²) to (p − q) + √((u − p)² + (q − m)²), and p/q
    likewise with logarithms. For proportions with Wilson limits the first is Newcombe's interval.

    Source: Newcombe (1998), Statistics in Medicine 17, method 10; Zou and Donner (2008),
    Statistics in Medicine 27.
    """
    parts = [np.asarray(x, dtype=float) for x in (value, lower, upper)]
    if any(part.shape != parts[0].shape or part.ndim != 1 for part in parts) or len(parts[0]) < 2:
        raise ValueError("A gap needs a value and its limits for two groups or more.")
    if not all(np.isfinite(part[[0, -1]]).all() for part in parts):
        raise ValueError("The first or the last group has no value or no limits.")
    (p, low, up), (q, least, most) = ([float(part[at]) for part in parts] for at in (0, -1))
    down, above = np.hypot(p - low, most - q), np.hypot(up - p, q - least)
    absolute = Gap(p - q, p - q - float(down), p - q + float(above))
    if p <= 0 or q <= 0:
        return absolute
    with np.errstate(divide="ignore"):
        p, low, up, q, least, most = np.log(np.maximum([p, low, up, q, least, most], 0)).tolist()
    down, above = np.hypot(p - low, most - q), np.hypot(up - p, q - least)
    limits = [float(np.exp(p - q - down)), float(np.exp(p - q + above))]
    return Gap(
        absolute.absolute,
        absolute.absolute_lower,
        absolute.absolute_upper,
        float(np.exp(p - q)),
        *(limit if np.isfinite(limit) else None for limit in limits),
    )


def attributable_share(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    se: npt.ArrayLike,
    *,
    cases: float | None = None,
    confidence: float = 0.95,
) -> Attributable:
    """The share of cases that would not be there if all had the least deprived group's value.

    Parameters
    ----------
    value
        The value of each group, from the most to the least deprived, where more is worse, with a
        mean above 0; shape (groups,).
    population
        People in each group, above 0.
    se
        Standard error of each value, on its own scale.
    cases
        Cases in all, where the share is also wanted as a number.

    Raises
    ------
    ValueError
        For fewer than two groups, or when the mean is not above 0.

    PAS = (μ − v) / μ = 1 − v/μ, with v the least deprived group's value and μ the mean over all
    groups weighted by their people. The interval takes the groups as independent (delta method).

    Source: WHO (2013), Handbook on health inequality monitoring: population attributable risk.
    """
    values, people, errors = (np.asarray(x, dtype=float) for x in (value, population, se))
    if values.ndim != 1 or len(values) < 2:
        raise ValueError("An attributable share needs two groups or more.")
    share = people / people.sum()
    mean = float((share * values).sum())
    if not mean > 0:
        raise ValueError("The mean is missing or not above 0, so no share of it can be given.")
    last = float(values[-1])
    change = -last * share / mean**2
    change[-1] += 1 / mean
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    half = z * float(np.sqrt(((change * errors) ** 2).sum()))
    found = 1 - last / mean
    return Attributable(found, found - half, found + half, None if cases is None else found * cases)
