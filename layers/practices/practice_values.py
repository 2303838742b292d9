"""Any indicator for each practice: its own register, or the places where its patients live."""

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.practices import patients_elsewhere
from layers.practices.units import practice_weights
from layers.statistics.intervals import wilson_percent

_PARTS = ("value", "numerator", "denominator")


def practice_lists(atlas: Atlas) -> pd.Series:
    """Patients on the list of every open practice whose patients' areas are known, by code."""
    practices = atlas.practices
    return practices.loc[practices["places_known"], "list_size"]


def practice_values(atlas: Atlas, indicator: str) -> pd.DataFrame:
    """An indicator for every open practice of the atlas.

    A disease register is the practice's own: register over list, in the year that the atlas
    shares out. Anything else describes **the places where its patients live**, wherever in England:
    the areas, weighted by :func:`layers.practices.units.practice_weights` as everywhere else, so
    that it is the value of the practice's profile.

    Returns
    -------
    pandas.DataFrame
        Indexed by practice code: ``value`` in the indicator's unit; for shares ``numerator``,
        ``denominator``; for registers, which are counted, the Wilson limits ``lower`` and
        ``upper`` (estimates have the range of :mod:`layers.practices.practice_error`). NaN for
        what cannot be averaged (ranks, deciles, categories, counts).

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    """
    definition = atlas.indicators[indicator]
    practices = practice_lists(atlas).index
    empty = pd.DataFrame(
        np.nan,
        index=practices,
        columns=["value", "numerator", "denominator", "lower", "upper"],
    )
    if definition.register:
        rows = atlas.prevalence
        rows = rows[
            (rows["register"] == definition.register)
            & (rows["year"] == atlas.manifest["attributed_year"])
        ].set_index("practice")
        return _shares(rows["on_register"].reindex(practices), rows["list_size"].reindex(practices))
    weights = _weights(atlas, practices)
    parts = {part: patients_elsewhere.everywhere(atlas, indicator, part) for part in _PARTS}
    known = ~np.isnan(parts["value"])
    weights = weights[:, known]
    if definition.aggregate == "ratio":
        sums = [pd.Series(weights @ parts[part][known], index=practices) for part in _PARTS[1:]]
        return _shares(*sums).assign(lower=np.nan, upper=np.nan)
    if definition.aggregate == "weighted_mean":
        people = weights * patients_elsewhere.residents(atlas).to_numpy()[known]
        with np.errstate(invalid="ignore"):
            value = people @ parts["value"][known] / people.sum(axis=1)
        return empty.assign(value=value)
    return empty


def _weights(atlas: Atlas, practices: pd.Index) -> np.ndarray:
    """The weighting of areas for each practice, shape (practices, areas)."""
    every = practice_weights(atlas)
    return every.reindex(columns=practices, fill_value=0.0).to_numpy(dtype=float).T


def _shares(numerator: pd.Series, denominator: pd.Series) -> pd.DataFrame:
    known = denominator.where(denominator > 0)
    lower, upper = wilson_percent(numerator, known)
    return pd.DataFrame(
        {
            "value": 100 * numerator / known,
            "numerator": numerator,
            "denominator": denominator,
            "lower": lower,
            "upper": upper,
        }
    )
