"""Where a value stands among England's areas: its national percentile and its national decile."""

import numpy as np
import numpy.typing as npt

from layers.atlas import Atlas
from layers.definitions import Indicator

Floats = npt.NDArray[np.float64]


def national_percentile(atlas: Atlas, indicator: str, value: float) -> float | None:
    """Where a value stands among England's areas, from the percentiles that the snapshot holds.

    Returns
    -------
    float or None
        0 (below all) to 100 (above all); None where there is no national comparison.
    """
    spread = atlas.england(indicator).percentiles
    if np.isnan(spread).any():
        return None
    low = np.searchsorted(spread, value, side="left")
    high = np.searchsorted(spread, value, side="right")
    if low < high:
        # Equal to one or more of the percentiles: the middle of them.
        return float(np.clip((low + high - 1) / 2, 0, 100))
    if low == 0 or low == len(spread):
        return float(np.clip(low, 0, 100))
    below, above = spread[low - 1], spread[low]
    return float(low - 1 + (value - below) / (above - below))


def national_decile(definition: Indicator, percentile: npt.ArrayLike) -> Floats:
    """National decile from a percentile: 1 is the tenth of England's areas with most need.

    NaN where there is no percentile, or where neither end of the indicator means more need.
    """
    p = np.asarray(percentile, dtype=float)
    if definition.polarity == "high":
        return np.clip(np.ceil((100 - p) / 10), 1, 10)
    if definition.polarity == "low":
        return np.clip(np.ceil(p / 10), 1, 10)
    return np.full(p.shape, np.nan)
