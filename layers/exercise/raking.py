"""Survey weights: responses weighted so that they add up to the Census's margins.

Raking, or iterative proportional fitting: one margin after another is brought to its share of
residents, round and round until all of them fit. Weights say what an exercise would have heard had
all answered alike; they cannot make up for those who were not reached at all.
"""

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from itertools import product
from math import ceil, prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.exercise.respondents import NOT_SAID

MOST_ROUNDS = 500
CLOSE = 1e-6
# No response counts less or more than these multiples of the mean, so that none speaks for a crowd.
LEAST, MOST = 0.2, 5.0
# Weights are made from counts as they may be shown. The mean over the file's own rows may differ by
# so much of it; weights are held so much closer, and the promise holds for the rows themselves.
ROOM = 0.05
# A weighted share may differ from its target by as much, in points of percent.
MOST_GAP = 0.5
# A category with fewer responses than this cannot stand for its residents.
FEWEST = 8
MOST_COMBINATIONS = 20_000
_LOW, _HIGH = LEAST * (1 + ROOM), MOST * (1 - ROOM)
_HALVINGS = 60


class RakingError(ValueError):
    """Weights cannot be made from these margins. The message says why and what to do."""


@dataclass(frozen=True)
class Margin:
    """One way to divide residents, and how many there are of each kind.

    Attributes
    ----------
    name
        As people read it ("District").
    category
        Of each cell of the responses; ``""`` where it was not said.
    people
        Residents by category.
    """

    name: str
    category: pd.Series
    people: pd.Series


@dataclass(frozen=True)
class Weights:
    """The weights that were found.

    Attributes
    ----------
    weight
        Of each response in a cell, by cell; 1 on average over all responses, exactly.
    factors
        By margin's name: the factor of each category. A weight is the product of its categories'
        factors, held between ``LEAST`` and ``MOST``, each with ``ROOM`` to spare.
    design_effect
        By how much the weights swell the variance of a mean: n Σ w² ÷ (Σ w)².
    effective
        The responses that an unweighted exercise would need for the same certainty: n ÷ design
        effect.
    gap
        The largest difference that is left between a weighted share and its target, in points of
        percent; at most ``MOST_GAP``. Above 0 only where weights are held back.
    held
        Share (0–1) of responses whose weight is held at a bound.
    converged
        Whether another round would change nothing.
    """

    weight: pd.Series
    factors: Mapping[str, pd.Series]
    design_effect: float
    effective: float
    gap: float
    held: float
    converged: bool


def rake(counts: pd.Series, margins: list[Margin], fewest: int = FEWEST) -> Weights:
    """Weights that bring responses to all margins at once.

    Parameters
    ----------
    counts
        Responses by cell.
    margins
        One or more. Responses that did not say keep their part of the whole, and the rest are
        weighted among themselves.
    fewest
        Responses that every category must have.

    Raises
    ------
    RakingError
        Without margins, for a category with residents and too few responses, or where weights
        within the bounds leave a margin further from its target than ``MOST_GAP``.

    Source: Deming and Stephan (1940); Deville, Särndal and Sautory (1993) for raking within
    bounds; Kish (1965) for the design effect.
    """
    if not margins:
        raise RakingError("Choose at least one margin to weight to, such as district.")
    n = counts.to_numpy(dtype=float)
    if not n.sum():
        raise RakingError("There are no responses to weight.")
    fits = [_Fit(margin, n, fewest) for margin in margins]
    weight, converged = np.ones(len(n)), False
    for _ in range(MOST_ROUNDS):
        before = weight
        for fit in fits:
            fit.fit(_weight(fits, n) * n)
        weight = _weight(fits, n)
        if np.abs(weight - before).max() < CLOSE:
            converged = True
            break
    worst = max(fits, key=lambda fit: fit.gap(weight * n))
    gap = 100 * worst.gap(weight * n)
    if gap > MOST_GAP:
        raise RakingError(
            f"{worst.name}: a weighted share would stay {gap:.1f} points away from the Census's, "
            f"with no response counting less than {LEAST:g} or more than {MOST:g} times the "
            "average one. Choose broader groups or fewer margins, or leave this one out."
        )
    at_bound = (weight <= _LOW) | (weight >= _HIGH)
    effect = float(n.sum() * (n * weight**2).sum() / (n * weight).sum() ** 2)
    return Weights(
        weight=pd.Series(weight, index=counts.index),
        factors={fit.name: pd.Series(fit.factor, index=fit.codes) for fit in fits},
        design_effect=effect,
        effective=float(n.sum()) / effect,
        gap=gap,
        held=float(n[at_bound].sum() / n.sum()),
        converged=converged,
    )


def combinations(weights: Weights) -> pd.DataFrame:
    """The weight of every combination of the margins' categories, to join to a file of responses.

    Returns
    -------
    pandas.DataFrame
        A column for each margin (``""`` for not said) and ``weight``, to three digits. Also
        combinations that nobody gave: the table does not tell who answered.

    Raises
    ------
    RakingError
        When there are too many combinations to list.
    """
    hold_size(weights.factors.values())
    rows = list(product(*(factor.index for factor in weights.factors.values())))
    value = np.prod(list(product(*weights.factors.values())), axis=1)
    table = pd.DataFrame(rows, columns=list(weights.factors))
    return table.assign(weight=[float(f"{w:.3g}") for w in np.clip(value, _LOW, _HIGH)])


@dataclass(frozen=True)
class Fit:
    """How weights do on a file's own rows, which they were not made from.

    Attributes
    ----------
    mean
        Of the weights, over the rows that have one.
    gap
        The largest difference between a weighted share and its target, in points of percent.
    """

    mean: float
    gap: float


def fit_of(
    weights: Weights, rows: pd.DataFrame, counts: pd.Series, margins: Sequence[Margin]
) -> Fit:
    """How far a file's own rows, weighted, are from the margins' targets.

    Parameters
    ----------
    rows
        By cell of the responses: a column for each margin, in their order.
    counts
        True responses in each cell.
    margins
        Their ``people`` are the targets. Who did not say is left out, as when the weights were
        made.

    Raises
    ------
    RakingError
        Where the mean is off by more than ``ROOM``, so that bounds would no longer be what is
        promised.

    The numbers are made of true counts. They may be told only coarsely, see
    :func:`told_within`, and are in no file.
    """
    table = combinations(weights).set_axis([*rows.columns, "weight"], axis="columns")
    weight = rows.merge(table, how="left", on=list(rows.columns))["weight"].to_numpy()
    n = counts.to_numpy(dtype=float)
    weighted = pd.Series(weight * n, index=rows.index)
    mean = float(weighted.sum() / n.sum())
    if abs(mean - 1) > ROOM:
        raise RakingError(
            "Too much of this exercise is hidden to weight it by these margins. Leave one of them "
            "out, or choose broader ones."
        )
    gaps = []
    for margin, name in zip(margins, rows.columns, strict=True):
        there = weighted.groupby(rows[name]).sum().reindex(margin.people.index, fill_value=0.0)
        away = there / there.sum() - margin.people / margin.people.sum()
        gaps.append(100 * float(away.abs().max()))
    return Fit(mean, max(gaps))


def told_within(gap: float, responses: float, threshold: int) -> int:
    """A gap on true rows as it may be told: up to whole steps, in points of percent.

    A step is a point or, of few responses, as many points as the responses that are too few to
    show are of all. Of a sum over a whole category, the largest of all categories and margins, it
    says then less than any one hidden count can change; and it is told on the page of whoever holds
    the file, and stands in no file.
    """
    step = max(1, ceil(100 * threshold / responses))
    return step * max(1, ceil(gap / step))


def hold_size(margins: Iterable[Sized]) -> None:
    """Refuse margins whose categories have too many combinations.

    Raises
    ------
    RakingError
    """
    size = prod(len(categories) for categories in margins)
    if size > MOST_COMBINATIONS:
        raise RakingError(
            f"These margins have {size:,} combinations; the most is {MOST_COMBINATIONS:,}. "
            "Choose fewer or broader margins."
        )


def _weight(fits: list["_Fit"], n: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The product of the factors of each cell's categories, within bounds and 1 on average.

    To hold some of them moves the mean. All are scaled before they are held, so that it is 1: the
    scale that does goes into the first margin's factors.
    """
    free = np.prod([fit.factor[fit.at] for fit in fits], axis=0)

    def mean(scale: float) -> float:
        return float((np.clip(scale * free, _LOW, _HIGH) * n).sum() / n.sum())

    # The mean rises with the scale, from the lower bound to the upper one.
    low, high = _LOW / free.max(), _HIGH / free.min()
    for _ in range(_HALVINGS):
        middle = (low * high) ** 0.5
        low, high = (low, middle) if mean(middle) > 1 else (middle, high)
    fits[0].factor = fits[0].factor * high
    weight = np.clip(high * free, _LOW, _HIGH)
    return np.asarray(weight)


class _Fit:
    """A margin on its way: the factor of each category so far."""

    def __init__(self, margin: Margin, counts: npt.NDArray[np.float64], fewest: int) -> None:
        self.name = margin.name
        people = margin.people[margin.people > 0].astype(float)
        self.codes = people.index
        given = margin.category.to_numpy()
        said = given != NOT_SAID
        self.at = self.codes.get_indexer(pd.Index(given))
        if (self.at[said] < 0).any():
            raise RakingError(
                f"{self.name}: some responses are of a kind that has no residents among those "
                "asked. Leave this margin out, or ask for another age."
            )
        heard = np.bincount(self.at[said], weights=counts[said], minlength=len(people))
        if (heard < fewest).any():
            few = ", ".join(str(code) for code in self.codes[heard < fewest][:5])
            raise RakingError(
                f"{self.name}: fewer than {fewest} responses came from {few}. No weight can stand "
                "for people who were not heard. Choose broader groups, or leave this margin out."
            )
        target = people.to_numpy() / people.sum() * heard.sum()
        if not said.all():
            self.codes = self.codes.append(pd.Index([NOT_SAID]))
            self.at = np.where(said, self.at, len(people))
            target = np.append(target, counts[~said].sum())
        self.target = target
        self.factor = np.ones(len(target))

    def fit(self, weighted: npt.NDArray[np.float64]) -> None:
        """Bring the margin to its target."""
        there = np.bincount(self.at, weights=weighted, minlength=len(self.target))
        # Where weights are held at a bound the factor could grow without end.
        step = np.divide(self.target, there, out=np.ones(len(there)), where=there > 0)
        self.factor = np.clip(self.factor * step, 1e-4, 1e4)

    def gap(self, weighted: npt.NDArray[np.float64]) -> float:
        """The largest difference between a weighted share and its target, 0 to 1."""
        there = np.bincount(self.at, weights=weighted, minlength=len(self.target))
        return float(np.abs(there / there.sum() - self.target / self.target.sum()).max())
