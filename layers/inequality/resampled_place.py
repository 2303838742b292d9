"""A place's areas, or practices, drawn again: its gap and slope each time, and the fitted line.

For :mod:`layers.inequality.gap_differences`, which compares places with what comes out.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.inequality.gradient import Gradient
from layers.statistics.slope import Transform, back, forward

Floats = npt.NDArray[np.float64]
Kind = Literal["gap", "slope"]

# With fewer areas at an end than this, drawing them again says little about others like them.
FEWEST_AT_AN_END = 3


def drawn(number: int, draws: int, rng: np.random.Generator) -> Floats:
    """How often each of so many is drawn when as many are, with replacement; (draws, number)."""
    picked = rng.integers(0, number, (draws, number)) + number * np.arange(draws)[:, None]
    counts = np.bincount(picked.ravel(), minlength=draws * number)
    return counts.reshape(draws, number).astype(float)


def effective(people: Floats) -> float:
    """(Σp)² / Σp²: how many areas of one size tell as much as these do."""
    return float(people.sum() ** 2 / (people**2).sum())


@dataclass(frozen=True)
class Measured:
    """What each draw gives; shape (draws,) each.

    ``gap`` and ``slope`` are the most deprived end less the least, in the indicator's unit;
    ``middle`` and ``tilt`` the fitted line's height halfway and its rise from the most to the
    least deprived, on the scale that is fitted.
    """

    gap: Floats
    slope: Floats
    middle: Floats
    tilt: Floats

    def of(self, kind: Kind) -> Floats:
        """One of the two measures that are compared."""
        return self.gap if kind == "gap" else self.slope


@dataclass(frozen=True)
class ResampledPlace:
    """A place's areas from the most to the least deprived, shape (areas,) each.

    Attributes
    ----------
    codes
        Of the areas or practices.
    people, cases, base
        ``base`` are those whom a value is of.
    out_of
        What cases are divided by: ``base``, or, adjusted for age, the people expected by ages
        alone ÷ England's share.
    fixed
        The group of each area, from 0, where groups are England's.
    """

    codes: pd.Index
    people: Floats
    cases: Floats
    base: Floats
    out_of: Floats
    fixed: npt.NDArray[np.int_] | None
    groups: int
    transform: Transform
    scale: float

    @classmethod
    def of(cls, made: Gradient, groups: int, *, ages: bool = False) -> "ResampledPlace":
        """A gradient's areas, cut into so many groups; 0 for the gradient's own (England's).

        Raises
        ------
        ValueError
            When figures adjusted for age are asked for and the gradient has none.
        """
        rows = made.members.rename_axis("code").reset_index()
        rows = rows.sort_values(["need", "code"], ascending=[False, True])
        people = rows["population"].to_numpy(dtype=float)
        share = bool(rows["denominator"].notna().all())
        base = rows["denominator"].to_numpy(dtype=float) if share else people
        cases = rows["numerator"] if share else rows["value"] * people
        out_of = base
        if ages:
            if made.adjusted is None:
                raise ValueError("This gradient has no figures adjusted for age.")
            out_of = rows["expected"].to_numpy(dtype=float) / (made.adjusted.england / 100)
        fixed = rows["group"].to_numpy(dtype=int) - 1 if not groups else None
        return cls(
            pd.Index(rows["code"]), people, cases.to_numpy(dtype=float), base, out_of, fixed,
            groups or 10, made.slope.transform, 100.0 if share else 1.0,
        )  # fmt: skip

    @cached_property
    def once(self) -> Floats:
        """Each area there once, as a single draw."""
        return np.ones((1, len(self.people)))

    @cached_property
    def figures(self) -> dict[Kind, float]:
        """Gap and slope of the place as it is; no gap where an end has too few areas."""
        found = self.measured(self.once)
        group = self._group(self.once)[0]
        fewest = min((group == end).sum() for end in (group.min(), group.max()))
        gap = float(found.gap[0]) if fewest >= FEWEST_AT_AN_END else np.nan
        return {"gap": gap, "slope": float(found.slope[0])}

    @cached_property
    def effective(self) -> dict[Kind, tuple[float, float]]:
        """The effective number of areas: the smaller of what a measure is of, and together."""
        group = self._group(self.once)[0]
        ends = [effective(self.people[group == end]) for end in (group.min(), group.max())]
        every = effective(self.people)
        return {"gap": (min(ends), sum(ends)), "slope": (every, every)}

    def widening(self, kind: Kind) -> float:
        """√(m/(m − 1)): drawing m areas again varies by that much less than drawing others."""
        m = max(self.effective[kind][0], 2.0)
        return float(np.sqrt(m / (m - 1)))

    def freedom(self, kind: Kind) -> float:
        """Degrees of freedom of a measure's spread."""
        return max(self.effective[kind][1] - 2, 1.0)

    def groups_now(self) -> pd.DataFrame:
        """Its groups as it is: ``at``, the middle of each among the people (0 the most deprived
        end), and ``value``."""
        value, base = self._values(self.once)
        share = base[0] / base[0].sum()
        found = pd.DataFrame({"at": np.cumsum(share) - share / 2, "value": self.scale * value[0]})
        return found[share > 0].reset_index(drop=True)

    def line(self, many: Measured, times: float, at: Floats) -> pd.DataFrame:
        """The fitted line with a band of so many standard deviations over the draws.

        Returns
        -------
        pandas.DataFrame
            ``at`` (as given, 0 the most deprived end to 1), ``value``, ``lower``, ``upper``.
        """
        now = self.measured(self.once)
        value = now.middle[0] + now.tilt[0] * (at - 0.5)
        spread = (many.middle[:, None] + many.tilt[:, None] * (at - 0.5)).std(axis=0, ddof=1)
        half = times * self.widening("slope") * spread
        ends = {"value": value, "lower": value - half, "upper": value + half}
        on_scale = {name: self.scale * back(one, self.transform) for name, one in ends.items()}
        return pd.DataFrame({"at": at} | on_scale)

    def measured(self, times: Floats) -> Measured:
        """What comes out with each area there so many times, shape (draws, areas)."""
        value, base = self._values(times)
        there = base > 0
        rows = np.arange(len(times))
        first, last = there.argmax(axis=1), self.groups - 1 - there[:, ::-1].argmax(axis=1)
        gap = self.scale * (value[rows, first] - value[rows, last])
        middle, tilt = self._fitted(value, base)
        ends = [back(middle + side * tilt / 2, self.transform) for side in (-1, 1)]
        return Measured(gap, np.asarray(self.scale * (ends[0] - ends[1])), middle, tilt)

    def _values(self, times: Floats) -> tuple[Floats, Floats]:
        """Each group's value, as a share of 1 where it is one, and its base; (draws, groups)."""
        draws, k = len(times), self.groups
        where = (self._group(times) + k * np.arange(draws)[:, None]).ravel()

        def of_groups(part: Floats) -> Floats:
            sums = np.bincount(where, (times * part).ravel(), draws * k)
            return sums.reshape(draws, k).astype(float)

        cases, base = of_groups(self.cases), of_groups(self.base)
        out_of = base if self.out_of is self.base else of_groups(self.out_of)
        there = out_of > 0
        return np.where(there, cases / np.where(there, out_of, 1.0), 0.0), base

    def _group(self, times: Floats) -> npt.NDArray[np.int_]:
        if self.fixed is not None:
            return np.broadcast_to(self.fixed, times.shape)
        people = times * self.people
        running = np.cumsum(people, axis=1)
        middle = (running - people / 2) / running[:, -1:]
        return np.minimum((middle * self.groups).astype(int), self.groups - 1)

    def _fitted(self, value: Floats, base: Floats) -> tuple[Floats, Floats]:
        """Height halfway and rise of the line through the groups, on the scale that is fitted."""
        share = base / base.sum(axis=1, keepdims=True)
        if self.transform != "none":
            # A draw may leave a group without a case, which has no logarithm: half a case then.
            least = 0.5 / np.maximum(base, 1.0)
            value = np.clip(value, least, 1 - least if self.transform == "logit" else None)
        fitted = forward(value, self.transform)
        along = np.cumsum(share, axis=1) - share / 2 - 0.5
        tilt = (share * along * fitted).sum(axis=1) / (share * along**2).sum(axis=1)
        return (share * fitted).sum(axis=1), tilt
