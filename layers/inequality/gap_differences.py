"""Which of several places has the larger gap: intervals from resampling their areas.

The intervals of :mod:`layers.statistics.slope` and :mod:`layers.statistics.gaps` take a place's
areas as they are: they say how sure its own figure is. Whether one place's gap is larger than
another's is another question. With other areas drawn by the same forces the gap would have come
out otherwise, and that moves it several times as much as chance among the people of fixed areas.

Places that share areas (networks whose patients live in the same streets) or are the same ones at
another time (a register's practices in two years) are drawn together, so that what moves both
alike is not taken for a difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.inequality.gradient import Gradient
from layers.inequality.resampled_place import Kind, Measured, ResampledPlace, drawn

Floats = npt.NDArray[np.float64]
KINDS: tuple[Kind, ...] = ("gap", "slope")

DRAWS = 1_000
# Numbers from t distributions that say how far off a difference can be by chance.
CHANCES = 20_000
SEED = 20251030
# Where a fitted line is worked out, from the most to the least deprived end.
ALONG = np.linspace(0, 1, 21)


@dataclass(frozen=True)
class Contrasts:
    """Places' gaps and slopes with intervals for comparing them, and every pair of places.

    Attributes
    ----------
    places
        Indexed by place: ``gap`` and ``slope``, both the most deprived end less the least, in the
        indicator's unit, with ``_lower`` and ``_upper`` (95 % of resampled places). Missing where
        a place has too few areas at an end.
    pairs
        A row for each measure and two places: ``measure``, ``first``, ``second``, ``difference``
        (the first less the second), ``lower`` and ``upper`` (which hold for all rows together in
        95 % of cases) and ``apart``: whether 0 lies outside them.
    groups
        How many groups each place was cut into for this: the same for all. 0 for England's tenths.
    lines
        By place, its fitted line: ``at`` (0 the most deprived end, 1 the least), ``value``,
        ``lower`` and ``upper`` (each point's 95 % of resampled places).
    points
        By place, its groups: ``at``, the middle of each among the people, and ``value``.
    """

    places: pd.DataFrame
    pairs: pd.DataFrame
    groups: int
    lines: Mapping[str, pd.DataFrame]
    points: Mapping[str, pd.DataFrame]


def contrasts(
    made: Mapping[str, Gradient],
    *,
    ages: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = 0.95,
) -> Contrasts:
    """Compare the gaps and slopes of two or more places.

    Parameters
    ----------
    made
        The gradients of one indicator by one ordering, by place, in the order to show them.
    ages
        Whether to compare the figures adjusted for age.
    draws, seed
        How often each place's areas are drawn again, and where the random numbers begin: the
        draws of a place that shares no areas depend on its own number of areas and position alone.
    confidence
        Of each place's interval, and of all differences together.

    Raises
    ------
    ValueError
        For fewer than two places, or gradients that are not of the same indicator, ordering,
        kind of group and fit; for ``ages``, where a gradient has none.

    As many areas as a place has are drawn from it with replacement, cut into groups anew, and gap
    and slope worked out again. s is the standard deviation of a measure over the draws, times
    √(m/(m − 1)); m is the effective number of areas, (Σp)²/Σp² with p their people: of the
    smaller end for the gap, of the whole place for the slope. A place's interval is its figure
    ± t·s, with as many degrees of freedom as there are effective areas less 2 (for the gap: at
    both ends). Two places are told apart where their difference is larger than c·s₁₂, with s₁₂ =
    √(s₁² + s₂² − 2·r·s₁·s₂); c is what the largest |s₁t₁ − s₂t₂| / s₁₂, over all pairs and both
    measures, stays below in 95 % of draws of the places' t. So among places that do not differ at
    most 5 in 100 comparisons name a pair, however many pairs there are.

    r is 0 for places without an area in common. Where any two have one, all areas are drawn at
    once, every place takes those of its own, r is the correlation over the draws, and the t of all
    places have one denominator, with the fewest degrees of freedom of them.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; Westfall and Young
    (1993), Resampling-Based Multiple Testing (single step, largest t).
    """
    if len(made) < 2:
        raise ValueError("It takes two places to compare.")
    whole = next(iter(made.values()))
    if any(_kind(one) != _kind(whole) for one in made.values()):
        raise ValueError("Only gradients of one indicator, ordering, group and fit compare.")
    groups = 0 if whole.by == "national" else min(len(one.groups) for one in made.values())
    parts = [ResampledPlace.of(one, groups, ages=ages) for one in made.values()]
    many = _drawn_again(parts, draws, seed)
    chance = _chance(parts, many, np.random.default_rng(seed))
    rows: dict[str, dict[str, float]] = {name: {} for name in made}
    pairs = []
    times = {kind: np.quantile(np.abs(chance[kind]), confidence, axis=0) for kind in KINDS}
    for kind in KINDS:
        value = np.array([place.figures[kind] for place in parts])
        spread = np.array([one.of(kind).std(ddof=1) for one in many.places])
        spread *= [place.widening(kind) for place in parts]
        half = times[kind] * spread
        limits = value - half, value + half
        for row, *found in zip(rows.values(), value, *limits, strict=True):
            row |= zip((kind, f"{kind}_lower", f"{kind}_upper"), found, strict=True)
        pairs.append(_pairs(kind, value, spread, chance[kind], many.alike(kind)))
    largest = np.maximum.reduce([off for _, off in pairs if off.size] or [np.zeros(1)])
    frame = pd.concat([frame for frame, _ in pairs], ignore_index=True)
    half = np.quantile(largest, confidence) * frame.pop("spread")
    names = np.array(list(made))
    frame["first"], frame["second"] = names[frame["first"]], names[frame["second"]]
    frame["lower"], frame["upper"] = frame["difference"] - half, frame["difference"] + half
    frame["apart"] = frame["difference"].abs() > half
    lines = {
        name: place.line(one, float(wide), ALONG)
        for name, place, one, wide in zip(made, parts, many.places, times["slope"], strict=True)
    }
    points = {name: place.groups_now() for name, place in zip(made, parts, strict=True)}
    return Contrasts(pd.DataFrame(rows).T, frame, groups, lines, points)


@dataclass(frozen=True)
class _Many:
    """What each place's draws give, and whether the places' areas were drawn together."""

    places: list[Measured]
    together: bool

    def correlations(self) -> Floats:
        """Of all figures over the draws, the places' gaps first; shape (2 · places, 2 · places).

        Nothing goes together between places that were drawn apart, nor with a figure that is the
        same in every draw.
        """
        every = np.array([one.of(kind) for kind in KINDS for one in self.places])
        with np.errstate(invalid="ignore"):
            found = np.nan_to_num(np.corrcoef(every))
        np.fill_diagonal(found, 1.0)
        if self.together:
            return found
        number = len(self.places)
        own = np.arange(2 * number) % number
        return np.where(own[:, None] == own, found, 0.0)

    def alike(self, kind: Kind) -> Floats:
        """How one measure of the places goes together; shape (places, places)."""
        number = len(self.places)
        at = number * KINDS.index(kind) + np.arange(number)
        return self.correlations()[np.ix_(at, at)]


def _drawn_again(parts: list[ResampledPlace], draws: int, seed: int) -> _Many:
    every = parts[0].codes
    for place in parts[1:]:
        every = every.union(place.codes, sort=False)
    if len(every) == sum(len(place.codes) for place in parts):
        apart = [
            place.measured(drawn(len(place.codes), draws, np.random.default_rng((seed, at))))
            for at, place in enumerate(parts)
        ]
        return _Many(apart, together=False)
    every = every.sort_values()
    times = drawn(len(every), draws, np.random.default_rng((seed, 0)))
    mine = [times[:, every.get_indexer(place.codes)] for place in parts]
    both = zip(parts, mine, strict=True)
    return _Many([place.measured(one) for place, one in both], together=True)


def _chance(
    parts: list[ResampledPlace], many: _Many, rng: np.random.Generator
) -> dict[Kind, Floats]:
    """How far off each place's figures can be, in units of their spread; shape (…, places).

    From t distributions; figures go together as they do in the draws.
    """
    number = len(parts)
    normal = np.moveaxis(rng.standard_normal((2, CHANCES, number)), 0, 1)
    # Figures that are the same in every draw have no Cholesky root: a little of their own each.
    alike = many.correlations() + 1e-9 * np.eye(2 * number)
    off = normal.reshape(CHANCES, 2 * number) @ np.linalg.cholesky(alike).T
    freedom = np.array([[place.freedom(kind) for place in parts] for kind in KINDS]).ravel()
    if many.together:
        fewest = freedom.min()
        off /= np.sqrt(rng.chisquare(fewest, (CHANCES, 1)) / fewest)
    else:
        off /= np.sqrt(rng.chisquare(freedom, off.shape) / freedom)
    return {kind: off[:, at * number : (at + 1) * number] for at, kind in enumerate(KINDS)}


def _pairs(
    kind: Kind, value: Floats, spread: Floats, chance: Floats, alike: Floats
) -> tuple[pd.DataFrame, Floats]:
    """Every two places, and how far off the one that is furthest off is by chance."""
    two = np.array(list(combinations(np.flatnonzero(np.isfinite(value)), 2)), dtype=int)
    first, second = two.reshape(-1, 2).T
    shared = 2 * alike[first, second] * spread[first] * spread[second]
    of_both = np.sqrt(np.maximum(spread[first] ** 2 + spread[second] ** 2 - shared, 0.0))
    off = np.abs(chance[:, first] * spread[first] - chance[:, second] * spread[second])
    difference = value[first] - value[second]
    found = {"measure": kind, "first": first, "second": second, "difference": difference}
    off = (off / np.where(of_both > 0, of_both, np.inf)).max(axis=1) if len(first) else np.empty(0)
    return pd.DataFrame(found | {"spread": of_both}), off


def _kind(one: Gradient) -> tuple[object, ...]:
    return (one.indicator, one.ordering, one.over, one.by, one.slope.transform)
