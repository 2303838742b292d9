"""Do two indicators go together, over areas or over practices?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.inequality import guards
from layers.practices import care
from layers.practices.practice_values import practice_lists, practice_values

Floats = npt.NDArray[np.float64]
Method = Literal["pearson", "spearman"]
Level = Literal["area", "practice"]

FEWEST = 10


@dataclass(frozen=True)
class Correlation:
    """How closely two indicators go together.

    Attributes
    ----------
    r
        Between −1 and 1; NaN where one of them is the same everywhere.
    lower, upper
        Limits of the interval; NaN with it.
    number
        Areas or practices with both values.
    effective
        How many equally weighted ones would say as much, (Σw)² / Σw².
    """

    r: float
    lower: float
    upper: float
    number: int
    effective: float


def weighted_correlation(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    weights: npt.ArrayLike | None = None,
    *,
    method: Method = "pearson",
    confidence: float = 0.95,
) -> Correlation:
    """Correlation of two indicators, weighted by people.

    Parameters
    ----------
    x, y
        Values, shape (n,); where either is missing the pair is left out.
    weights
        Not negative, shape (n,); all alike when not given.
    method
        ``pearson`` for straight lines; ``spearman`` for any that rises or falls: the same on
        weighted ranks, ties at their middle.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        For fewer than ten pairs with weight.

    The interval is Fisher's: z = artanh r ± q / √(n − 3), with the effective number for n, and
    √(1 + r²/2) on top for ranks (Bonett and Wright 2000, Psychometrika 65). It takes pairs as
    independent. Neighbouring areas are alike, so over areas it is **too narrow**.
    """
    one, other = (np.asarray(values, dtype=float) for values in (x, y))
    weight = np.ones_like(one) if weights is None else np.asarray(weights, dtype=float)
    there = np.isfinite(one) & np.isfinite(other) & (weight > 0)
    if there.sum() < FEWEST:
        raise ValueError(
            f"A correlation needs at least {FEWEST} pairs of values, and there are {there.sum()}."
        )
    one, other, weight = one[there], other[there], weight[there]
    if method == "spearman":
        one, other = weighted_ranks(one, weight), weighted_ranks(other, weight)
    share = weight / weight.sum()
    one, other = one - (share * one).sum(), other - (share * other).sum()
    spread = float(np.sqrt((share * one**2).sum() * (share * other**2).sum()))
    number, effective = len(share), float(1 / (share**2).sum())
    if spread < 1e-12 * max(np.abs(one).max() * np.abs(other).max(), 1e-300):
        return Correlation(np.nan, np.nan, np.nan, number, effective)
    r = float(np.clip((share * one * other).sum() / spread, -1, 1))
    if abs(r) > 1 - 1e-12 or effective <= 3:
        return Correlation(r, *((r, r) if effective > 3 else (-1.0, 1.0)), number, effective)
    wider = np.sqrt(1 + r * r / 2) if method == "spearman" else 1.0
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * wider / np.sqrt(effective - 3)
    lower, upper = np.tanh(np.arctanh(r) + half * np.array([-1, 1]))
    return Correlation(r, float(lower), float(upper), number, effective)


def weighted_ranks(values: Floats, weights: Floats) -> Floats:
    """The weight below each value plus half the weight at it, of all weight: 0 to 1."""
    _, place = np.unique(values, return_inverse=True)
    at = np.bincount(place, weights=weights)
    return ((np.cumsum(at) - at / 2) / at.sum())[place]


def values_at(
    atlas: Atlas, indicators: Sequence[str], level: Level, *, weights: pd.Series | None = None
) -> pd.DataFrame:
    """The values of some indicators, one column each, and the ``weight`` of each row.

    Over practices there are measures of :mod:`layers.practices.care` too, missing where they are
    not published. Areas are weighted by residents, practices by the patients on their list.

    Parameters
    ----------
    weights
        How much of each area or practice to take, by its code; those without weight are left out.
        All fully when not given.

    Raises
    ------
    KeyError
        For an unknown indicator.
    ValueError
        For a level that is neither ``area`` nor ``practice``.
    """
    if level == "area":
        values = pd.DataFrame({i: atlas.table(i)["value"] for i in indicators})
        people = atlas.areas["residents"].astype(float)
    elif level == "practice":
        values = pd.DataFrame({i: _of_practices(atlas, i) for i in indicators})
        people = practice_lists(atlas).astype(float)
    else:
        raise ValueError(
            f"{level!r} is not a level of correlation: there are 'area' and 'practice'."
        )
    if weights is None:
        return values.assign(weight=people)
    weight = people * weights.reindex(people.index).fillna(0.0)
    return values.assign(weight=weight)[weight > 0]


def _of_practices(atlas: Atlas, name: str) -> pd.Series:
    if name in care.measures(atlas):
        return care.by_practice(atlas)[name].reindex(practice_lists(atlas).index)
    return practice_values(atlas, name)["value"]


def correlations(
    atlas: Atlas,
    indicators: Sequence[str],
    level: Level = "area",
    *,
    weights: pd.Series | None = None,
    method: Method = "spearman",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The correlation of every two of some indicators; ``weights`` as for :func:`values_at`.

    Returns
    -------
    pandas.DataFrame
        One row for each pair, in the order given: ``a``, ``b``, ``r``, ``lower``, ``upper``,
        ``number``, ``effective`` and ``guard``, the key of what speaks against the pair (words in
        ``catalogue/guards.toml``), or "". Where it refuses the pair, the figures are NaN.

    Raises
    ------
    KeyError, ValueError
        As for :func:`values_at`, and for fewer than two indicators.
    """
    if len(set(indicators)) < 2:
        raise ValueError("A correlation needs two different indicators or more.")
    table = values_at(atlas, indicators, level, weights=weights)
    rows = []
    for a, b in combinations(dict.fromkeys(indicators), 2):
        found = guards.pair_guards(atlas, a, b, level)
        if any(guard.level == "refuse" for guard in found):
            made = Correlation(np.nan, np.nan, np.nan, 0, np.nan)
        else:
            made = weighted_correlation(
                table[a], table[b], table["weight"], method=method, confidence=confidence
            )
        rows.append({"a": a, "b": b, **vars(made), "guard": found[0].key if found else ""})
    return pd.DataFrame(rows)
