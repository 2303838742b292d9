"""Larger areas: neighbourhoods (MSOA), wards, own groups and districts, made from areas.

Shares are worked out anew from numerators and denominators, scores averaged over their people (see
:mod:`layers.geography.populations`), counts added up. Ranks, deciles and categories have no
meaning above the areas they were made for and are left empty.

Groups that an organisation works by (:mod:`layers.catalogue.groupings`) may leave areas out: these
are in no place of that level, and count nowhere.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import GROUPING, Atlas
from layers.geography.populations import averaged_over
from layers.statistics.intervals import wilson

# Column of the areas' table that holds the code, and the one that holds the name.
COLUMNS = {
    "msoa": ("msoa_code", "neighbourhood"),
    "ward": ("ward_code", "ward"),
    GROUPING: ("grouping_code", "grouping"),
    "district": ("district_code", "district"),
}
Places = npt.NDArray[np.intp]


def place_of(atlas: Atlas, level: str) -> pd.Series:
    """The code of the larger place that each area is in; ``""`` where it is in none.

    Raises
    ------
    KeyError
        For another level, or one that the atlas does not have.
    """
    if level not in COLUMNS or level not in atlas.levels:
        raise KeyError(f"{level!r} is not a level of larger areas here")
    return atlas.areas[COLUMNS[level][0]]


def _codes(of: pd.Series) -> list[str]:
    return sorted(set(of) - {""})


def areas_at(atlas: Atlas, level: str) -> pd.DataFrame:
    """The areas of a level, indexed by code: ``name``, ``district``, ``residents``, ``areas``.

    Parameters
    ----------
    level
        One of ``atlas.levels``. ``areas`` is how many LSOAs are in each; ``district`` names all
        districts that it has areas in.

    Raises
    ------
    KeyError
        For another level.
    """
    areas = atlas.areas
    if level == "lsoa":
        table = areas[["name", "district", "residents"]].assign(areas=1)
        return table.assign(name=areas["neighbourhood"] + " · " + areas["name"])
    of = place_of(atlas, level)
    found = (
        areas[of != ""]
        .groupby(of, sort=True)
        .agg(
            name=(COLUMNS[level][1], "first"),
            district=("district", "first"),
            residents=("residents", "sum"),
            areas=("name", "size"),
        )
        .rename_axis("code")
    )
    if level == GROUPING:
        found["district"] = areas.groupby(of)["district"].agg(
            lambda names: " and ".join(sorted(set(names)))
        )
    return found


def members(atlas: Atlas, codes: Iterable[str], level: str) -> pd.Index:
    """The LSOAs that make up some areas of a level, in code order.

    Raises
    ------
    KeyError
        For another level.
    """
    areas = atlas.areas
    of = areas.index.to_series() if level == "lsoa" else place_of(atlas, level)
    return areas.index[of.isin(list(codes))]


def table_at(atlas: Atlas, indicator: str, level: str) -> pd.DataFrame:
    """An indicator at a level, as :meth:`Atlas.table` gives it for LSOAs.

    ``national_percentile`` is empty above LSOA: England's percentiles are over LSOAs. The people of
    a figure of wards are empty below ward.

    Raises
    ------
    KeyError
        For an unknown indicator or level.
    """
    table = atlas.table(indicator)
    definition = atlas.indicators[indicator]
    if level == "lsoa":
        return table.assign(numerator=np.nan, denominator=np.nan) if definition.grain else table
    of = place_of(atlas, level)
    codes = pd.Index(_codes(of), name="code")
    empty = pd.Series(np.nan, index=codes)
    numerator, denominator, value, lower, upper = empty, empty, empty, empty, empty
    known = table["value"].notna()
    if definition.aggregate == "ratio":
        sums = table.loc[known, ["numerator", "denominator"]].groupby(of[known]).sum()
        sums = sums.reindex(codes)
        numerator, denominator = sums["numerator"], sums["denominator"]
        value = 100 * numerator / denominator.where(denominator > 0)
        if not definition.counted_at(level):
            numerator, denominator = empty, empty
        if definition.interval == "wilson":
            limits = wilson(np.minimum(numerator, denominator), denominator)
            lower = pd.Series(100 * limits.lower, index=codes)
            upper = pd.Series(100 * limits.upper, index=codes)
    elif definition.aggregate == "weighted_mean":
        people = averaged_over(atlas, definition).where(known, 0)
        weighted = (table["value"].fillna(0.0) * people).groupby(of).sum()
        value = (weighted / people.groupby(of).sum()).reindex(codes)
    elif definition.aggregate == "sum":
        value = table["value"].groupby(of).sum(min_count=1).reindex(codes)
    return pd.DataFrame(
        {
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "lower": lower,
            "upper": upper,
            "national_percentile": empty,
        }
    )


@lru_cache(maxsize=16)
def places_at(atlas: Atlas, level: str) -> tuple[pd.Index, Places]:
    """Codes of a level's areas, in order, and of each LSOA the place of its own among them, −1
    where it is in none.

    Raises
    ------
    KeyError
        For another level.
    """
    areas = atlas.areas
    if level == "lsoa":
        return areas.index, np.arange(len(areas))
    of = place_of(atlas, level)
    codes = pd.Index(_codes(of), name="code")
    return codes, codes.get_indexer(pd.Index(of))


def values_at(atlas: Atlas, indicator: str, level: str) -> npt.NDArray[np.float64]:
    """The values of :func:`table_at` alone, in its order; a hundred times as fast.

    Raises
    ------
    KeyError
        For an unknown indicator or level.
    """
    value = atlas.column(indicator, "value")
    codes, of = places_at(atlas, level)
    if level == "lsoa":
        return value
    definition, known = atlas.indicators[indicator], ~np.isnan(value)
    if definition.aggregate == "ratio":
        n, d = (atlas.column(indicator, part) for part in ("numerator", "denominator"))
        scale, over, under = 100.0, n, d
    elif definition.aggregate == "weighted_mean":
        under = averaged_over(atlas, definition).to_numpy(dtype=float)
        scale, over = 1.0, value * under
    elif definition.aggregate == "sum":
        scale, over, under = 1.0, value, np.ones(len(value))
    else:
        return np.full(len(codes), np.nan)
    # Counted from one on, so that what is in no place falls into the first bin, which is left out.
    above, below = (
        np.bincount(of + 1, np.where(known, part, 0.0), len(codes) + 1)[1:]
        for part in (over, under)
    )
    if definition.aggregate == "sum":
        return np.where(below > 0, above, np.nan)
    return scale * np.divide(above, below, out=np.full(len(codes), np.nan), where=below > 0)
