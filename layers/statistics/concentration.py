"""The concentration index: how far cases gather at the deprived end."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Concentration:
    """How unevenly an outcome falls along an ordering from most to least deprived.

    Attributes
    ----------
    index
        Between −1 and 1. Below 0 where the outcome is concentrated among the most deprived, above
        0 among the least deprived, 0 where it is spread as people are.
    lower, upper
        Limits of the interval; None without standard errors.
    erreygers
        Erreygers' corrected index, where bounds were given: the same outcome and its opposite
        (ill, not ill) then have indices of the same size.
    erreygers_lower, erreygers_upper
        Its limits.
    """

    index: float
    lower: float | None = None
    upper: float | None = None
    erreygers: float | None = None
    erreygers_lower: float | None = None
    erreygers_upper: float | None = None


def fractional_rank(population: npt.ArrayLike, order: npt.ArrayLike | None = None) -> Floats:
    """The middle of each group or area in the cumulative population.

    Parameters
    ----------
    population
        People in each, not negative, not all 0; shape (n,).
    order
        What they are ordered by, lowest first; those with the same value share their middle. As
        they come when not given.

    Returns
    -------
    numpy.ndarray
        Between 0 and 1, shape (n,).
    """
    people = np.asarray(population, dtype=float)
    if order is None:
        return (np.cumsum(people) - people / 2) / people.sum()
    _, place = np.unique(np.asarray(order), return_inverse=True)
    together = np.bincount(place, weights=people)
    return ((np.cumsum(together) - together / 2) / people.sum())[place]


def concentration_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    se: npt.ArrayLike | None = None,
    *,
    order: npt.ArrayLike | None = None,
    bounds: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> Concentration:
    """The concentration index of groups or areas, ordered from most to least deprived.

    Parameters
    ----------
    value
        The outcome in each, with a mean above 0; shape (n,).
    population
        People in each, not negative; of the same shape.
    se
        Standard error of each value, where there is to be an interval.
    order
        What to order by, lowest (most deprived) first; as they come when not given.
    bounds
        Lowest and highest value that the outcome can take, for Erreygers' correction: (0, 100)
        for a percentage.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        When there are fewer than two, when something is missing or negative, when the mean is not
        above 0, or when a value is out of bounds.

    C = 2/μ · cov_w(h, r) with h the value, r the fractional rank and w the population; E =
    4μ/(b − a) · C for bounds a and b. The interval takes the population as known and the values
    as independent: each adds (w/μ · (2r − 1 − C))² · se² to the variance of C, and
    (4w/(b − a) · (2r − 1))² · se² to that of E.

    Source: Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77; Erreygers
    (2009), Journal of Health Economics 28.
    """
    values, people = (np.asarray(x, dtype=float) for x in (value, population))
    _check(values, people, bounds)
    share = people / people.sum()
    rank = fractional_rank(people, order)
    mean = float((share * values).sum())
    if mean <= 0:
        raise ValueError("The mean is not above 0, so there is nothing to be concentrated.")
    covariance = float((share * values * (rank - 0.5)).sum())
    index = 2 * covariance / mean
    scale = None if bounds is None else 4 / (bounds[1] - bounds[0])
    erreygers = None if scale is None else 2 * covariance * scale
    if se is None:
        return Concentration(index, erreygers=erreygers)
    errors = np.asarray(se, dtype=float)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    half = z * float(np.sqrt(((share / mean * (2 * rank - 1 - index) * errors) ** 2).sum()))
    if scale is None or erreygers is None:
        return Concentration(index, index - half, index + half)
    wide = z * float(np.sqrt(((scale * share * (2 * rank - 1) * errors) ** 2).sum()))
    return Concentration(
        index, index - half, index + half, erreygers, erreygers - wide, erreygers + wide
    )


def concentration_curve(
    cases: npt.ArrayLike, population: npt.ArrayLike, order: npt.ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Cumulative shares of people and of cases, from the most deprived on.

    Parameters
    ----------
    cases, population
        Cases (or value times people) and people in each group or area; shape (n,).
    order
        As for :func:`concentration_index`.

    Returns
    -------
    tuple
        Two arrays from 0 to 1: people, cases. The curve runs above the diagonal where cases are
        concentrated among the most deprived, and the area between them is half the index. Groups
        with the same order are one step.
    """
    counts, people = (np.asarray(x, dtype=float) for x in (cases, population))
    if order is not None:
        _, place = np.unique(np.asarray(order), return_inverse=True)
        counts, people = (np.bincount(place, weights=x) for x in (counts, people))
    start = np.zeros(1)
    return (
        np.concatenate([start, np.cumsum(people) / people.sum()]),
        np.concatenate([start, np.cumsum(counts) / counts.sum()]),
    )


def _check(values: Floats, people: Floats, bounds: tuple[float, float] | None) -> None:
    if values.shape != people.shape or values.ndim != 1 or len(values) < 2:
        raise ValueError("An index of concentration needs a value and people for two or more.")
    if not np.all(np.isfinite(values)):
        raise ValueError("A value is missing: leave its group out, with its people.")
    if not np.all(np.isfinite(people) & (people >= 0)) or people.sum() == 0:
        raise ValueError("A group's people are missing or negative, or there are none at all.")
    if bounds is not None and not np.all((values >= bounds[0]) & (values <= bounds[1])):
        raise ValueError(
            f"A value is not between {bounds[0]:g} and {bounds[1]:g}: give the bounds that it has."
        )
