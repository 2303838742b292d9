"""Survey weights: responses weighted so that they add up to the Census's margins.

Raking, or iterative proportional fitting: one margin after another is brought to its share of
residents, round and round until all of them fit. Weights say what an exercise would have heard had
all answered alike; they cannot make up for those who were not reached at all.
"""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.respondents import NOT_SAID

MOST_ROUNDS = 500
CLOSE = 1e-6
# Weights are held between these multiples of the mean, so that no answer speaks for a crowd.
LEAST, MOST = 0.2, 5.0
# A category with fewer responses than this cannot stand for its residents.
FEWEST = 8
MOST_COMBINATIONS = 20_000


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
        Of each response in a cell, by cell; 1 on average.
    factors
        By margin's name: the factor of each category. A weight is the product of its categories'
        factors, held between ``LEAST`` and ``MOST``.
    design_effect
        By how much the weights swell the variance of a mean: n Σ w² ÷ (Σ w)².
    effective
        The responses that an unweighted exercise would need for the same certainty: n ÷ design
        effect.
    gap
        The largest difference that is left between a weighted share and its target, in points of
        percent. Above 0 only where weights are held back.
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
        Without margins, or for a category with residents and too few responses.

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
            fit.fit(_weight(fits) * n)
        weight = _weight(fits)
        if np.abs(weight - before).max() < CLOSE:
            converged = True
            break
    at_bound = (weight <= LEAST) | (weight >= MOST)
    effect = float(n.sum() * (n * weight**2).sum() / (n * weight).sum() ** 2)
    return Weights(
        weight=pd.Series(weight, index=counts.index),
        factors={fit.name: pd.Series(fit.factor, index=fit.codes) for fit in fits},
        design_effect=effect,
        effective=float(n.sum()) / effect,
        gap=100 * max(fit.gap(weight * n) for fit in fits),
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
    return table.assign(weight=[float(f"{w:.3g}") for w in np.clip(value, LEAST, MOST)])


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


def _weight(fits: list["_Fit"]) -> npt.NDArray[np.float64]:
    """The product of the factors of each cell's categories, within bounds."""
    return np.clip(np.prod([fit.factor[fit.at] for fit in fits], axis=0), LEAST, MOST)


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
