"""Where a value stands among England's areas: its national percentile and its national decile."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator

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
    if definition.polarity == "none":
        return np.full(p.shape, np.nan)
    return _tenth(100 - p if definition.polarity == "high" else p)


def national_deciles(atlas: Atlas, indicator: str) -> pd.Series:
    """National deciles of an indicator by LSOA: the published ones of the Indices of Deprivation
    where there are any (a rounded score cannot always tell which side of a boundary an area is),
    else those of its percentiles."""
    stem, _, kind = indicator.rpartition("_")
    published = atlas.indicators.get(f"{stem}_decile")
    if kind in ("score", "rank") and published is not None and published.kind == "decile":
        return atlas.table(published.id)["value"]
    percentile = atlas.table(indicator)["national_percentile"]
    deciles = national_decile(atlas.indicators[indicator], percentile)
    return pd.Series(deciles, index=percentile.index)


def national_tenths(atlas: Atlas, indicator: str) -> pd.Series:
    """The same for an indicator that areas are put in order by: where neither end means need, 1 is
    the tenth of England's areas with the highest values. NaN without a national comparison."""
    if atlas.indicators[indicator].polarity != "none":
        return national_deciles(atlas, indicator)
    percentile = atlas.table(indicator)["national_percentile"]
    return pd.Series(_tenth(100 - percentile.to_numpy(dtype=float)), index=percentile.index)


def _tenth(from_need: Floats) -> Floats:
    # An area on the boundary stays on its side of it, whatever the last bit of its percentile.
    return np.clip(np.ceil(np.round(from_need, 9) / 10), 1, 10)
