"""The Slope and Relative Index of Inequality, as PHEindicatormethods' ``phe_sii`` gives them."""

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Transform = Literal["none", "log", "logit"]

FEWEST_GROUPS = 5
FEWEST_DRAWS = 1_000


@dataclass(frozen=True)
class SlopeIndex:
    """The line through groups ordered from most to least deprived, and its two indices.

    Numbers where one set of groups was given, arrays where several were.

    Attributes
    ----------
    sii
        Slope Index of Inequality: the fitted value at the least deprived end less that at the
        most deprived end, in the value's unit times the multiplier. Below 0 where the value falls
        as deprivation falls.
    rii
        Relative Index of Inequality: the first divided by the second; 1 where there is no
        gradient. Turned round (the second divided by the first) with a negative multiplier.
    sii_lower, sii_upper, rii_lower, rii_upper
        Limits of the interval.
    share
        Each group's share of the population, shape (…, groups).
    midpoints
        The middle of each group in the cumulative population, 0 the most deprived end.
    middle, slope
        Height of the line at the middle of the population, and its slope, on the fitted scale.
    transform, multiplier
        As they were asked for.
    """

    sii: Any
    rii: Any
    sii_lower: Any
    sii_upper: Any
    rii_lower: Any
    rii_upper: Any
    share: Floats
    midpoints: Floats
    middle: Any
    slope: Any
    transform: Transform
    multiplier: float

    def line(self, ranks: npt.ArrayLike) -> Floats:
        """Fitted values at ranks from 0 (most deprived) to 1, in the unit times |multiplier|."""
        at = np.asarray(ranks, dtype=float)
        middle, slope = (np.asarray(part)[..., None] for part in (self.middle, self.slope))
        return abs(self.multiplier) * back(middle + slope * (at - 0.5), self.transform)

    @property
    def ratio_holds(self) -> bool:
        """Whether the relative index can be shown: the line, with its error, stays above 0."""
        ends = self.line([0.0, 1.0])
        return bool(np.all(ends > 0) and np.all(np.asarray(self.rii_lower) > 0))


def slope_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    se: npt.ArrayLike,
    *,
    transform: Transform = "none",
    multiplier: float = 1,
    draws: int = 100_000,
    seed: int = 0,
    confidence: float = 0.95,
) -> SlopeIndex:
    """Slope and Relative Index of Inequality over groups, with simulated intervals.

    Parameters
    ----------
    value
        The indicator in each group, from the **most to the least deprived**; shape (groups,), or
        (…, groups) for many at once. Above 0 for ``log``; a proportion between 0 and 1 for
        ``logit``.
    population
        People in each group, above 0; of the same shape or one that fits.
    se
        Standard error of each value, above 0, **on the scale that is fitted**: of the logarithm
        or the logit where there is a transform (:func:`standard_error` makes it from limits).
    transform
        ``none``; ``log``, which suits rates; ``logit``, which suits proportions.
    multiplier
        What the Slope Index is multiplied by: 100 for percent, -1 to turn its sign.
    draws, seed
        How many simulated gradients give the interval, and where the random numbers begin.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        For fewer than five groups, a population or standard error that is not above 0, a missing
        value, one that the transform cannot take, or fewer than 1,000 draws.

    With a the share of the population and b the midpoint of each group in the cumulative
    population, Y√a is fitted by least squares on √a and b√a without intercept, Y being the value
    or its transform; SII = Ŷ(1) − Ŷ(0) and RII = Ŷ(1) / Ŷ(0), transformed back. The limits are
    the percentiles of the fits to values drawn from normal distributions around those given.
    With a transform they are limits of the slope, put back through the middle of the line, as the
    reference does. A fit is linear in the values, so its middle and slope are drawn themselves,
    from the normal distribution that they have together, rather than each group's value: the
    same simulation with two random numbers for each draw.

    Source: Low and Low (2004), Journal of Public Health 26; PHEindicatormethods.
    """
    values, people, errors = np.broadcast_arrays(
        *(np.asarray(part, dtype=float) for part in (value, population, se))
    )
    _check(values, people, errors, transform, draws)
    share = people / people.sum(axis=-1, keepdims=True)
    midpoints = np.cumsum(share, axis=-1) - share / 2
    # The midpoints average to ½, weighted by the shares, so the fit has these closed forms.
    spread = midpoints - 0.5
    to_slope = share * spread / (share * spread**2).sum(axis=-1, keepdims=True)
    fitted = forward(values, transform)
    middle, slope = (share * fitted).sum(axis=-1), (to_slope * fitted).sum(axis=-1)
    slope_sd = np.sqrt(((to_slope * errors) ** 2).sum(axis=-1))

    tail = (1 - confidence) / 2
    places = [max(round(draws * part), 1) - 1 for part in (tail, 1 - tail)]
    ordered, other = _normals(draws, seed)
    # The line itself, and the ones whose slopes are the limits.
    ends = [
        (back(middle - s / 2, transform), back(middle + s / 2, transform))
        for s in (slope, *(slope + slope_sd * ordered[place] for place in places))
    ]
    sii, *sii_limits = (multiplier * (end - start) for start, end in ends)
    rii, *rii_limits = (_ratio(start, end, multiplier) for start, end in ends)
    if multiplier < 0:
        sii_limits, rii_limits = sii_limits[::-1], rii_limits[::-1]
    if transform == "none":
        middle_sd = np.sqrt(((share * errors) ** 2).sum(axis=-1))
        together = (share * to_slope * errors**2).sum(axis=-1) / (middle_sd * slope_sd)
        rii_limits = _simulated_ratio(
            middle, slope, middle_sd, slope_sd, together, multiplier, ordered, other, places
        )
    return SlopeIndex(
        sii=_plain(sii),
        rii=_plain(rii),
        sii_lower=_plain(sii_limits[0]),
        sii_upper=_plain(sii_limits[1]),
        rii_lower=_plain(rii_limits[0]),
        rii_upper=_plain(rii_limits[1]),
        share=share,
        midpoints=midpoints,
        middle=_plain(middle),
        slope=_plain(slope),
        transform=transform,
        multiplier=multiplier,
    )


def standard_error(
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    *,
    transform: Transform = "none",
    confidence: float = 0.95,
) -> Floats:
    """A standard error for :func:`slope_index`, from the limits of a value.

    Half the width of the interval on the scale that is fitted, divided by the normal quantile, as
    PHEindicatormethods has it. A share of 0 so has a standard error above 0 (from its Wilson
    interval), which √(p(1 − p)/n) would not give. A limit without a logarithm or logit gives
    infinity or NaN, which the slope refuses.
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (forward(np.asarray(x, dtype=float), transform) for x in (lower, upper))
    return (high - low) / (2 * z)


def _check(
    values: Floats, people: Floats, errors: Floats, transform: Transform, draws: int
) -> None:
    if transform not in ("none", "log", "logit"):
        raise ValueError(f"{transform!r} is not a transform: there are 'none', 'log' and 'logit'.")
    groups = values.shape[-1] if values.ndim else 0
    if groups < FEWEST_GROUPS:
        raise ValueError(
            f"A slope needs at least {FEWEST_GROUPS} groups, and there are {groups}: "
            "take finer groups or more areas."
        )
    if not np.all(np.isfinite(people) & (people > 0)):
        raise ValueError("A group has no people, or their number is missing: join it to another.")
    if not np.all(np.isfinite(values)):
        raise ValueError("A group's value is missing: a slope needs all of them.")
    if not np.all(np.isfinite(errors) & (errors > 0)):
        raise ValueError(
            "A standard error is missing, infinite, 0 or below: without one in each group there "
            "is no interval."
        )
    if transform == "log" and not np.all(values > 0):
        raise ValueError("A value is 0 or below, so it has no logarithm: fit without a transform.")
    if transform == "logit" and not np.all((values > 0) & (values < 1)):
        raise ValueError(
            "A proportion is not between 0 and 1, so it has no logit: divide percentages by 100, "
            "and fit without a transform where a group has nobody or everybody."
        )
    if draws < FEWEST_DRAWS:
        raise ValueError(f"An interval needs at least {FEWEST_DRAWS:,} draws, not {draws:,}.")


@lru_cache(maxsize=4)
def _normals(draws: int, seed: int) -> tuple[Floats, Floats]:
    """Two independent sets of standard normal numbers.

    The first has one from each of as many equally likely slices, in ascending order and the same
    on both sides of 0, so that limits hardly depend on the seed.
    """
    rng = np.random.default_rng(seed)
    half = draws // 2
    chances = (np.arange(half) + rng.random(half)) / draws
    below = np.fromiter(map(NormalDist().inv_cdf, chances), dtype=float, count=half)
    sliced = np.concatenate([below, np.zeros(draws % 2), -below[::-1]])
    return sliced, rng.standard_normal(draws)


def _simulated_ratio(
    middle: Floats,
    slope: Floats,
    middle_sd: Floats,
    slope_sd: Floats,
    together: Floats,
    multiplier: float,
    ordered: Floats,
    other: Floats,
    places: list[int],
) -> list[Floats]:
    """The limits of the Relative Index over draws of middle and slope, one problem at a time."""
    alone = middle_sd * np.sqrt(np.clip(1 - together**2, 0, None))
    parts = [np.ravel(p) for p in (middle, slope, middle_sd * together, slope_sd, alone)]
    limits = np.empty((2, len(parts[0])))
    # Kept from problem to problem: making such arrays anew takes longer than filling them.
    noise, start, end = (np.empty_like(ordered) for _ in range(3))
    for at, (m, s, m_sd, s_sd, own) in enumerate(zip(*parts, strict=True)):
        np.multiply(other, own, out=noise)
        for into, half in ((start, -0.5), (end, 0.5)):
            np.multiply(ordered, m_sd + half * s_sd, out=into)
            into += m + half * s
            into += noise
        ratios = _ratio(start, end, multiplier)
        # Two partitions: NumPy has a fast way for one place, and none for two.
        limits[:, at] = [np.partition(ratios, place)[place] for place in places]
    return list(limits.reshape(2, *np.shape(middle)))


def _ratio(start: Floats, end: Floats, multiplier: float) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return end / start if multiplier >= 0 else start / end


def forward(values: Floats, transform: Transform) -> Floats:
    """Values on the scale that is fitted: themselves, their logarithms or their logits."""
    if transform == "log":
        return np.log(values)
    if transform == "logit":
        return np.log(values / (1 - values))
    return values


def back(values: Floats, transform: Transform) -> Floats:
    """The other way round."""
    if transform == "log":
        return np.exp(values)
    if transform == "logit":
        return 1 / (1 + np.exp(-values))
    return values


def _plain(found: Any) -> Any:
    """A float for one set of groups; the array for several."""
    return float(found) if np.ndim(found) == 0 else found
