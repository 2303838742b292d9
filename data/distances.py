"""How far from their practice patients live."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.geometry import DEGREES, METRES

# Within so many kilometres live half, four fifths, and nearly all of a practice's patients.
HELD = {"km_50": 0.5, "km_80": 0.8, "km_95": 0.95}


def spread(
    registrations: pd.DataFrame,
    areas: Mapping[str, tuple[float, float]],
    practices: pd.DataFrame,
) -> pd.DataFrame:
    """Straight-line distances within which shares of each practice's patients live.

    Parameters
    ----------
    registrations
        Columns ``practice``, ``lsoa``, ``patients``; those not placed in an area included.
    areas
        Longitude and latitude of a point inside each area, by LSOA code.
    practices
        Indexed by practice: ``longitude`` and ``latitude``, NaN where not known.

    Returns
    -------
    pandas.DataFrame
        Indexed like ``practices``: ``km_50``, ``km_80``, ``km_95``, the smallest distance in
        kilometres (one decimal) within which that share of its patients live whose area has a
        point, all patients of an area counting as at its point; and ``km_placed``, the share
        (0–1) of its patients for whom that is so. NaN where the practice has no point.
    """
    known = practices.index[practices["longitude"].notna()]
    mine = registrations[registrations["practice"].isin(known)]
    total = mine.groupby("practice")["patients"].sum()
    mine = mine[mine["lsoa"].isin(list(areas))]
    home = practices.loc[mine["practice"], ["longitude", "latitude"]].to_numpy(dtype=float)
    there = np.array([areas[code] for code in mine["lsoa"]], dtype=float).reshape(-1, 2)
    metres = _on_grid(home).distance(_on_grid(there), align=False)
    mine = mine.assign(km=metres.to_numpy() / 1000).sort_values(["practice", "km", "lsoa"])
    within = mine.groupby("practice")["patients"].cumsum()
    placed = mine.groupby("practice")["patients"].transform("sum")
    out = pd.DataFrame(index=practices.index)
    for column, held in HELD.items():
        # A hair of tolerance: shares of split areas are fractions.
        reached = mine[within >= held * placed - 1e-9]
        out[column] = reached.groupby("practice")["km"].first().round(1)
    out["km_placed"] = (mine.groupby("practice")["patients"].sum() / total).round(6)
    return out


def _on_grid(places: npt.NDArray[np.float64]) -> gpd.GeoSeries:
    """Rows of longitude and latitude as points in metres."""
    return gpd.GeoSeries(gpd.points_from_xy(*places.T, crs=DEGREES)).to_crs(METRES)
