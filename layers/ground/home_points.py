"""The points where an area's people are taken to live: evenly at its postcodes of homes."""

from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground.postcodes import home_postcodes

At = Literal["postcodes", "areas"]


@lru_cache(maxsize=2)
def home_points(atlas: Atlas, at: At = "postcodes") -> pd.DataFrame:
    """Every area's points, with the share of its people at each.

    Parameters
    ----------
    at
        ``postcodes``: those of homes, or the area's middle where the snapshot has none of them;
        ``areas``: the middles alone.

    Returns
    -------
    pandas.DataFrame
        ``lsoa``, ``postcode`` ("" at a middle), ``longitude``, ``latitude``, and ``share`` (0–1),
        which adds up to 1 in every area. By area and postcode.
    """
    columns = ["lsoa", "postcode", "longitude", "latitude"]
    homes = home_postcodes(atlas)[columns].dropna()
    homes = homes[homes["lsoa"].isin(atlas.areas.index)]
    if at == "areas":
        homes = homes.iloc[:0]
    without = atlas.areas.index.difference(pd.Index(homes["lsoa"].unique()))
    middles = atlas.areas.loc[without, ["longitude", "latitude"]]
    middles = middles.rename_axis("lsoa").reset_index().assign(postcode="")
    points = pd.concat([homes, middles[columns]], ignore_index=True)
    points = points.sort_values(["lsoa", "postcode"], ignore_index=True)
    number = points["lsoa"].map(points["lsoa"].value_counts())
    return points.assign(share=1.0 / np.asarray(number, dtype=float))
