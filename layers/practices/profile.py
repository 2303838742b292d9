"""The standard profile: any indicator over any weighting of areas.

A weighting says how much of each area is taken: 1 for all of it, 0 for none; for a practice, its
patients there per resident (see :mod:`layers.practices.units`). A share is Σ w·numerator ÷ Σ
w·denominator; a score is averaged with w·residents, a score of the Indices of Deprivation over the
people of mid-2022 where all areas are taken whole; a count is Σ w·value. Ranks, deciles and
categories are never averaged. Splitting an area in two of the same mix changes nothing. Areas
outside the atlas count where the weighting names them
(:mod:`layers.practices.patients_elsewhere`), as that of a practice does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.geography.national_standing import national_decile, national_percentile
from layers.geography.populations import averaged_over
from layers.practices import patients_elsewhere
from layers.statistics.intervals import wilson


@dataclass(frozen=True)
class Figure:
    """An indicator over a weighting of areas.

    Attributes
    ----------
    value
        In the indicator's unit; None where it cannot be aggregated or nothing is known.
    lower, upper
        95 % Wilson limits of a share, in percent, from the effective sample; None otherwise. They
        are of chance alone: for patients of practices, who are estimated, see
        :func:`layers.practices.practice_error.ranged`.
    numerator, denominator
        Weighted sums, for shares.
    effective_sample
        Of a share: the people that the interval rests on. Kish's (Σ w·d)² ÷ Σ w²·d, and never
        more than the Σ w·d who are counted. None otherwise.
    national_percentile, national_decile
        Where the value would stand among England's LSOAs (0 lowest, 100 highest; decile 1 is the
        tenth with most need); None where there is no national comparison, and the decile also
        where neither end means more need.
    known
        Share (0–1) of the weighting's residents in areas that have a value.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    effective_sample: float | None = None
    national_percentile: float | None = None
    national_decile: int | None = None
    known: float = 0.0


def whole(atlas: Atlas) -> pd.Series:
    """The weighting that takes every area of the atlas fully."""
    return pd.Series(1.0, index=atlas.areas.index)


def of_areas(atlas: Atlas, codes: Iterable[str]) -> pd.Series:
    """The weighting that takes some areas fully and no others.

    Raises
    ------
    KeyError
        For a code that the atlas does not have.
    """
    weights = pd.Series(0.0, index=atlas.areas.index)
    wanted = list(codes)
    missing = [code for code in wanted if code not in weights.index]
    if missing:
        raise KeyError(f"{missing[0]!r} is not an area of the atlas")
    weights[wanted] = 1.0
    return weights


def profile(
    atlas: Atlas, indicators: Iterable[str], weights: Mapping[str, pd.Series]
) -> dict[str, dict[str, Figure]]:
    """Several indicators over several weightings.

    Parameters
    ----------
    indicators
        Ids.
    weights
        By name of the unit, as for :func:`figure`.

    Returns
    -------
    dict
        By indicator, then by unit: one :class:`Figure`.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    """
    taken = {name: _Taken.of(atlas, weight) for name, weight in weights.items()}
    found = {}
    for indicator in indicators:
        found[indicator] = {n: _figure(atlas, indicator, t) for n, t in taken.items()}
    return found


def figure(atlas: Atlas, indicator: str, weights: pd.Series) -> Figure:
    """One indicator over a weighting.

    Parameters
    ----------
    indicator
        Its id.
    weights
        Non-negative, indexed by area code: 1 for an area taken fully. Areas that are not named
        count as 0. Those outside the atlas have to be areas of
        :func:`layers.practices.patients_elsewhere.areas`.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    """
    return _figure(atlas, indicator, _Taken.of(atlas, weights))


@dataclass(frozen=True)
class _Taken:
    """A weighting in the order of the atlas's areas, or of all areas everywhere where it names one
    that is outside: of each, the weight and the residents."""

    weight: np.ndarray
    people: np.ndarray
    beyond: bool

    @classmethod
    def of(cls, atlas: Atlas, weights: pd.Series) -> "_Taken":
        residents = atlas.areas["residents"]
        # The usual index, and more areas than there are here, need no look-up, which is slow: its
        # places are found in a tenth of the time that asking whether each is there would take.
        here = weights.index.is_(residents.index) or (
            len(weights) <= len(residents)
            and bool((residents.index.get_indexer(weights.index) >= 0).all())
        )
        if not here:
            residents = patients_elsewhere.residents(atlas)
        if not weights.index.is_(residents.index):
            weights = weights.reindex(residents.index, fill_value=0.0)
        weight = weights.to_numpy(dtype=float)
        return cls(weight, weight * residents.to_numpy(dtype=float), not here)

    def part(self, atlas: Atlas, indicator: str, name: str) -> np.ndarray:
        """A column of an indicator's table, for the areas of the weighting."""
        if self.beyond:
            return patients_elsewhere.everywhere(atlas, indicator, name)
        return atlas.column(indicator, name)


def _figure(atlas: Atlas, indicator: str, taken: _Taken) -> Figure:
    definition = atlas.indicators[indicator]
    weight, people = taken.weight, taken.people
    value = taken.part(atlas, indicator, "value")
    there = ~np.isnan(value) & (weight > 0)
    if not there.any() or people.sum() == 0:
        return Figure(None)
    known = float(people[there].sum() / people.sum())
    if definition.aggregate == "ratio":
        numerator, denominator = (
            taken.part(atlas, indicator, name) for name in ("numerator", "denominator")
        )
        weight = np.where(there, weight, 0.0)
        return _share(atlas, indicator, numerator, denominator, weight, known)
    if definition.aggregate == "weighted_mean":
        # Where patients are counted, they are the people; of whole areas, those of the Indices.
        here = weight[: len(atlas.areas)]
        if np.isin(here, (0.0, 1.0)).all() and not weight[len(here) :].any():
            people = np.zeros(len(weight))
            people[: len(here)] = here * averaged_over(atlas, definition).to_numpy(dtype=float)
        mean = float((people * value)[there].sum() / people[there].sum())
        return _standing(atlas, indicator, Figure(mean, known=known))
    if definition.aggregate == "sum":
        return Figure(float((weight * value)[there].sum()), known=known)
    if there.sum() == 1:
        # A rank, decile or category is that of the one area there is.
        only = atlas.table(indicator).iloc[int(np.flatnonzero(there)[0])]
        found = Figure(float(only["value"]), known=known)
        return _placed(atlas, indicator, found, float(only["national_percentile"]))
    return Figure(None, known=known)


def _share(
    atlas: Atlas,
    indicator: str,
    numerators: np.ndarray,
    denominators: np.ndarray,
    weight: np.ndarray,
    known: float,
) -> Figure:
    numerators, denominators = np.nan_to_num(numerators), np.nan_to_num(denominators)
    numerator, denominator = float(weight @ numerators), float(weight @ denominators)
    if denominator == 0:
        return Figure(None)
    kish = denominator**2 / float(weight**2 @ denominators)
    sample = min(denominator, kish)
    share = numerator / denominator
    lower = upper = None
    if atlas.indicators[indicator].interval == "wilson":
        limits = wilson(min(share, 1.0) * sample, sample)
        lower, upper = 100 * float(limits.lower), 100 * float(limits.upper)
    found = Figure(100 * share, lower, upper, numerator, denominator, sample, known=known)
    return _standing(atlas, indicator, found)


def _standing(atlas: Atlas, indicator: str, found: Figure) -> Figure:
    """The figure with its place among England's areas."""
    if found.value is None:
        return found
    return _placed(atlas, indicator, found, national_percentile(atlas, indicator, found.value))


def _placed(atlas: Atlas, indicator: str, found: Figure, percentile: float | None) -> Figure:
    if percentile is None or np.isnan(percentile):
        return found
    decile = float(national_decile(atlas.indicators[indicator], percentile))
    return replace(
        found,
        national_percentile=percentile,
        national_decile=None if np.isnan(decile) else int(decile),
    )
