"""Rail stations and tram stops in some areas and near them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables
from layers.ground.distances import km_from_homes


def stations_near(atlas: Atlas, codes: Sequence[str], km: float = 1.0) -> pd.DataFrame:
    """Stations in some areas, then those within reach of a home of theirs, nearest first.

    Parameters
    ----------
    km
        How far, as the crow flies, from the nearest postcode of the areas.

    Returns
    -------
    pandas.DataFrame
        ``station``, ``name``, ``kind`` ("rail", "tram"), ``longitude``, ``latitude``, ``lsoa``,
        ``district``, ``km`` (0 inside) and ``inside`` (bool).
    """
    found = tables.table(atlas, "stations")
    inside = found["lsoa"].isin(list(codes))
    away = np.where(inside, 0.0, km_from_homes(atlas, codes, found, km))
    found = found.assign(km=away.round(2), inside=inside)[np.isfinite(away)]
    return found.sort_values(
        ["inside", "km", "name"], ascending=[False, True, True], ignore_index=True
    )
