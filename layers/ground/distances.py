"""How far things are from where people live."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.ground import postcodes, tables

_KM_PER_DEGREE = 111.32


def km_from_homes(
    atlas: Atlas, codes: Sequence[str], found: pd.DataFrame, most: float
) -> npt.NDArray[np.float64]:
    """How far each thing is, as the crow flies, from the nearest home of some areas.

    Parameters
    ----------
    codes
        Areas. Homes are where their postcodes are; the middle of an area stands for them where the
        snapshot has none of its postcodes.
    found
        Columns ``longitude`` and ``latitude``.
    most
        Kilometres: what is farther away need not be measured.

    Returns
    -------
    numpy.ndarray
        Kilometres, one for each row; infinite where it is farther than ``most``.
    """
    points = tables.within(postcodes.home_postcodes(atlas), codes)
    known = set(points["lsoa"])
    middles = atlas.areas.loc[[code for code in codes if code not in known]]
    homes = pd.concat([points, middles])[["longitude", "latitude"]].dropna().to_numpy(dtype=float)
    there = found[["longitude", "latitude"]].to_numpy(dtype=float)
    km = np.full(len(there), np.inf)
    if homes.size:
        # A degree east is shorter than a degree north.
        scale = _KM_PER_DEGREE * np.array([np.cos(np.radians(homes[:, 1].mean())), 1.0])
        homes, there = homes * scale, there * scale
        close = np.flatnonzero(
            ((there >= homes.min(axis=0) - most) & (there <= homes.max(axis=0) + most)).all(axis=1)
        )
        apart = there[close, None] - homes
        km[close] = np.hypot(apart[..., 0], apart[..., 1]).min(axis=1)
    return np.where(km <= most, km, np.inf)
