"""Many indicators at a level at once: what :func:`layers.geography.levels.table_at` gives of each.

For files that hold all of them: a hundred times as fast as one after the other.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from layers.atlas import Atlas
from layers.geography.levels import Places, places_at, values_at
from layers.statistics.intervals import wilson

FIGURES = ("value", "numerator", "denominator", "lower", "upper", "national_percentile")
Floats = npt.NDArray[np.float64]


def figures_at(atlas: Atlas, indicators: Sequence[str], level: str) -> Mapping[str, Floats]:
    """The figures of some indicators at a level.

    Returns
    -------
    Mapping
        By :data:`FIGURES`: an array of indicators × places, in the order given and in code order.

    Raises
    ------
    KeyError
        For an unknown indicator or level.
    """
    codes, of = places_at(atlas, level)
    shape = (len(indicators), len(codes))
    found = {part: np.full(shape, np.nan) for part in FIGURES}
    for at, name in enumerate(indicators):
        definition = atlas.indicators[name]
        if level == "lsoa":
            parts = FIGURES if not definition.grain else ("value", "national_percentile")
            for part in parts:
                found[part][at] = atlas.column(name, part)
            continue
        found["value"][at] = values_at(atlas, name, level)
        if definition.counted_at(level):
            for part in ("numerator", "denominator"):
                found[part][at] = _summed(atlas, name, part, of, len(codes))
    if level != "lsoa":
        rows = [atlas.indicators[name].interval == "wilson" for name in indicators]
        n, d = found["numerator"][rows], found["denominator"][rows]
        limits = wilson(np.minimum(n, d), d)
        found["lower"][rows], found["upper"][rows] = 100 * limits.lower, 100 * limits.upper
    return found


def _summed(atlas: Atlas, name: str, part: str, of: Places, places: int) -> Floats:
    """Sums over the areas with a value; missing where none has."""
    known = ~np.isnan(atlas.column(name, "value"))
    # Counted from one on: what is in no place falls into the first bin, which is left out.
    bins = of[known] + 1
    sums = np.bincount(bins, atlas.column(name, part)[known], places + 1)[1:]
    return np.where(np.bincount(bins, minlength=places + 1)[1:] > 0, sums, np.nan)
