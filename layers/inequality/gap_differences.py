"""Which of several places has the larger gap: intervals from resampling their areas.

The intervals of :mod:`layers.statistics.slope` and :mod:`layers.statistics.gaps` take a place's
areas as they are: they say how sure its own figure is. Whether one place's gap is larger than
another's is another question. With other areas drawn by the same forces the gap would have come
out otherwise, and that moves it several times as much as chance among the people of fixed areas.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.inequality.gradient import Gradient
from layers.statistics.slope import Transform, back, forward

Floats = npt.NDArray[np.float64]
Kind = Literal["gap", "slope"]
KINDS: tuple[Kind, ...] = ("gap", "slope")

DRAWS = 1_000
# Numbers from t distributions that say how far off a difference can be by chance.
CHANCES = 20_000
SEED = 20251030
# With fewer areas at an end than this, drawing them again says little about others like them.
FEWEST_AT_AN_END = 3


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
    """

    places: pd.DataFrame
    pairs: pd.DataFrame
    groups: int


def contrasts(
    made: Mapping[str, Gradient], *, draws: int = DRAWS, seed: int = SEED, confidence: float = 0.95
) -> Contrasts:
    """Compare the gaps and slopes of two or more places.

    Parameters
    ----------
    made
        The gradients of one indicator by one ordering, by place, in the order to show them.
        Places must not share areas.
    draws, seed
        How often each place's areas are drawn again, and where the random numbers begin: a
        place's draws depend on its own number of areas and position alone.
    confidence
        Of each place's interval, and of all differences together.

    Raises
    ------
    ValueError
        For fewer than two places, or gradients that are not of the same indicator, ordering,
        kind of group and fit.

    As many areas as a place has are drawn from it with replacement, cut into groups anew, and gap
    and slope worked out again. s is the standard deviation of a measure over the draws, times
    √(m/(m − 1)); m is the effective number of areas, (Σp)²/Σp² with p their people: of the
    smaller end for the gap, of the whole place for the slope. A place's interval is its figure
    ± t·s, with as many degrees of freedom as there are effective areas less 2 (for the gap: at
    both ends). Two places are told apart where their difference is larger than c·√(s₁² + s₂²); c
    is what the largest |s₁t₁ − s₂t₂| / √(s₁² + s₂²), over all pairs and both measures, stays below
    in 95 % of draws of the places' t. So among places that do not differ at most 5 in 100
    comparisons name a pair, however many pairs there are.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; Westfall and Young
    (1993), Resampling-Based Multiple Testing (single step, largest t).
    """
    if len(made) < 2:
        raise ValueError("It takes two places to compare.")
    whole = next(iter(made.values()))
    if any(_kind(one) != _kind(whole) for one in made.values()):
        raise ValueError("Only gradients of one indicator, ordering, group and fit compare.")
    groups = 0 if whole.by == "national" else min(len(one.groups) for one in made.values())
    parts = [_Place.of(one, groups) for one in made.values()]
    rows: dict[str, dict[str, float]] = {name: {} for name in made}
    pairs = []
    drawn = [
        place.measured(place.drawn(draws, np.random.default_rng((seed, at))))
        for at, place in enumerate(parts)
    ]
    chance = _chance(parts, drawn, np.random.default_rng(seed))
    for kind in KINDS:
        value = np.array([place.figures[kind] for place in parts])
        spread = np.array([one[kind].std(ddof=1) for one in drawn])
        spread *= [place.widening(kind) for place in parts]
        half = np.quantile(np.abs(chance[kind]), confidence, axis=0) * spread
        for row, *limits in zip(rows.values(), value, value - half, value + half, strict=True):
            row |= zip((kind, f"{kind}_lower", f"{kind}_upper"), limits, strict=True)
        pairs.append(_pairs(kind, value, spread, chance[kind]))
    largest = np.maximum.reduce([off for _, off in pairs if off.size] or [np.zeros(1)])
    frame = pd.concat([frame for frame, _ in pairs], ignore_index=True)
    half = np.quantile(largest, confidence) * frame.pop("spread")
    names = np.array(list(made))
    frame["first"], frame["second"] = names[frame["first"]], names[frame["second"]]
    frame["lower"], frame["upper"] = frame["difference"] - half, frame["difference"] + half
    frame["apart"] = frame["difference"].abs() > half
    return Contrasts(pd.DataFrame(rows).T, frame, groups)


def _chance(
    parts: list["_Place"], drawn: list[dict[Kind, Floats]], rng: np.random.Generator
) -> dict[Kind, Floats]:
    """How far off each place's figures can be, in units of their spread; shape (…, places).

    From t distributions; gap and slope of a place go together as they do in its draws.
    """
    found: dict[Kind, Floats] = {}
    normal = rng.standard_normal((2, CHANCES, len(parts)))
    together = np.array([np.corrcoef(one["gap"], one["slope"])[0, 1] for one in drawn])
    normal[1] = together * normal[0] + np.sqrt(1 - together**2) * normal[1]
    for kind, off in zip(KINDS, normal, strict=True):
        freedom = np.array([place.freedom(kind) for place in parts])
        found[kind] = off / np.sqrt(rng.chisquare(freedom, off.shape) / freedom)
    return found


def _pairs(
    kind: Kind, value: Floats, spread: Floats, chance: Floats
) -> tuple[pd.DataFrame, Floats]:
    """Every two places, and how far off the one that is furthest off is by chance."""
    two = np.array(list(combinations(np.flatnonzero(np.isfinite(value)), 2)), dtype=int)
    first, second = two.reshape(-1, 2).T
    of_both = np.hypot(spread[first], spread[second])
    off = np.abs(chance[:, first] * spread[first] - chance[:, second] * spread[second])
    difference = value[first] - value[second]
    found = {"measure": kind, "first": first, "second": second, "difference": difference}
    off = (off / np.where(of_both > 0, of_both, np.inf)).max(axis=1) if len(first) else np.empty(0)
    return pd.DataFrame(found | {"spread": of_both}), off


def _kind(one: Gradient) -> tuple[object, ...]:
    return (one.indicator, one.ordering, one.over, one.by, one.slope.transform)


def _effective(people: Floats) -> float:
    return float(people.sum() ** 2 / (people**2).sum())


@dataclass(frozen=True)
class _Place:
    """A place's areas from the most to the least deprived, shape (areas,) each.

    ``cases`` ÷ ``base`` is a value; ``fixed`` the group of each area where groups are England's.
    """

    people: Floats
    cases: Floats
    base: Floats
    fixed: npt.NDArray[np.int_] | None
    groups: int
    transform: Transform
    scale: float

    @classmethod
    def of(cls, made: Gradient, groups: int) -> "_Place":
        rows = made.members.rename_axis("code").reset_index()
        rows = rows.sort_values(["need", "code"], ascending=[False, True])
        people = rows["population"].to_numpy(dtype=float)
        share = bool(rows["denominator"].notna().all())
        base = rows["denominator"].to_numpy(dtype=float) if share else people
        cases = rows["numerator"] if share else rows["value"] * people
        fixed = rows["group"].to_numpy(dtype=int) - 1 if not groups else None
        return cls(
            people, cases.to_numpy(dtype=float), base, fixed, groups or 10,
            made.slope.transform, 100.0 if share else 1.0,
        )  # fmt: skip

    def drawn(self, draws: int, rng: np.random.Generator) -> Floats:
        """How often each area is drawn, shape (draws, areas)."""
        n = len(self.people)
        picked = rng.integers(0, n, (draws, n)) + n * np.arange(draws)[:, None]
        return np.bincount(picked.ravel(), minlength=draws * n).reshape(draws, n).astype(float)

    @cached_property
    def figures(self) -> dict[Kind, float]:
        """Gap and slope of the place as it is; no gap where an end has too few areas."""
        once = np.ones((1, len(self.people)))
        found = {kind: float(many[0]) for kind, many in self.measured(once).items()}
        group = self._group(once)[0]
        fewest = min((group == end).sum() for end in (group.min(), group.max()))
        return found if fewest >= FEWEST_AT_AN_END else found | {"gap": np.nan}

    @cached_property
    def effective(self) -> dict[Kind, tuple[float, float]]:
        """The effective number of areas: the smaller of what a measure is of, and together."""
        group = self._group(np.ones((1, len(self.people))))[0]
        ends = [_effective(self.people[group == end]) for end in (group.min(), group.max())]
        every = _effective(self.people)
        return {"gap": (min(ends), sum(ends)), "slope": (every, every)}

    def widening(self, kind: Kind) -> float:
        """√(m/(m − 1)): drawing m areas again varies by that much less than drawing others."""
        m = max(self.effective[kind][0], 2.0)
        return float(np.sqrt(m / (m - 1)))

    def freedom(self, kind: Kind) -> float:
        """Degrees of freedom of a measure's spread."""
        return max(self.effective[kind][1] - 2, 1.0)

    def measured(self, times: Floats) -> dict[Kind, Floats]:
        """Gap and slope with each area there so many times; shape (draws,) each."""
        draws, k = len(times), self.groups
        where = (self._group(times) + k * np.arange(draws)[:, None]).ravel()
        cases, base = (
            np.bincount(where, (times * part).ravel(), draws * k).reshape(draws, k).astype(float)
            for part in (self.cases, self.base)
        )
        there = base > 0
        value = np.where(there, cases / np.where(there, base, 1.0), 0.0)
        rows = np.arange(draws)
        first, last = there.argmax(axis=1), k - 1 - there[:, ::-1].argmax(axis=1)
        gap = np.asarray(self.scale * (value[rows, first] - value[rows, last]))
        return {"gap": gap, "slope": self._slope(value, base)}

    def _group(self, times: Floats) -> npt.NDArray[np.int_]:
        if self.fixed is not None:
            return np.broadcast_to(self.fixed, times.shape)
        people = times * self.people
        running = np.cumsum(people, axis=1)
        middle = (running - people / 2) / running[:, -1:]
        return np.minimum((middle * self.groups).astype(int), self.groups - 1)

    def _slope(self, value: Floats, base: Floats) -> Floats:
        share = base / base.sum(axis=1, keepdims=True)
        if self.transform != "none":
            # A draw may leave a group without a case, which has no logarithm: half a case then.
            least = 0.5 / np.maximum(base, 1.0)
            value = np.clip(value, least, 1 - least if self.transform == "logit" else None)
        fitted = forward(value, self.transform)
        spread = np.cumsum(share, axis=1) - share / 2 - 0.5
        slope = (share * spread * fitted).sum(axis=1) / (share * spread**2).sum(axis=1)
        middle = (share * fitted).sum(axis=1)
        ends = [back(middle + side * slope / 2, self.transform) for side in (-1, 1)]
        return np.asarray(self.scale * (ends[0] - ends[1]))
