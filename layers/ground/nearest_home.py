"""In which area a point is: that of the nearest home close to it."""

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground.distances import pairs_within
from layers.ground.postcodes import home_postcodes

# A point with no home this close to it is in no area.
_NEAREST_HOME = 1_000.0  # metres


def nearest_areas(atlas: Atlas, points: pd.DataFrame) -> pd.Series:
    """The area of each point's nearest home, as the crow flies.

    Parameters
    ----------
    points
        Columns ``longitude`` and ``latitude``, in degrees.

    Returns
    -------
    pandas.Series
        LSOA codes, indexed as the points; "" where no home is within 1 km.
    """
    homes = home_postcodes(atlas)
    at, home, metres = pairs_within(points, homes, _NEAREST_HOME)
    nearest = np.lexsort((home, metres, at))
    first = nearest[np.unique(at[nearest], return_index=True)[1]]
    found = np.full(len(points), "", dtype=object)
    found[at[first]] = homes["lsoa"].to_numpy()[home[first]]
    return pd.Series(found, index=points.index)
