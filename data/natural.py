"""Natural breaks (Fisher-Jenks) of every indicator, worked out once with jenkspy."""

from typing import Any

import jenkspy
import numpy as np
import numpy.typing as npt

from layers.atlas import Atlas
from layers.geography import levels
from layers.geography.class_breaks import NUMBERS

LEVELS = ("lsoa", "msoa", "ward")
MOST_VALUES = 2_500


def natural_breaks(atlas: Atlas) -> dict[str, Any]:
    """Upper bounds by level, indicator and number of classes.

    A bound lies halfway between the highest value of a class and the lowest of the next, so that
    rounding a value moves no area into another class. Indicators that are categories, deciles or
    their changes, or have fewer different values than classes, have none.
    """
    found: dict[str, dict[str, dict[str, list[float]]]] = {}
    for level in LEVELS:
        found[level] = {}
        for name, definition in atlas.indicators.items():
            if definition.kind in ("category", "decile", "change"):
                continue
            values = levels.table_at(atlas, name, level)["value"].dropna().to_numpy(dtype=float)
            different = len(np.unique(values))
            cut = {str(k): _cut(values, k) for k in NUMBERS if different > k}
            if cut:
                found[level][name] = cut
    return found


def _cut(values: npt.NDArray[np.float64], number: int) -> list[float]:
    ordered = np.unique(values)
    if len(values) > MOST_VALUES:
        # The method takes time with the square of the values: evenly spaced ones stand for all.
        spaced = np.linspace(0, len(values) - 1, MOST_VALUES).round().astype(int)
        values = np.sort(values)[spaced]
    bounds: list[float] = []
    for end in sorted(set(jenkspy.jenks_breaks(values, n_classes=number)[1:])):
        at = int(np.searchsorted(ordered, end, side="right")) - 1
        # Where very many areas share a value, a class can end up empty: it is left out.
        if at + 1 < len(ordered):
            bounds.append(float(ordered[at] + ordered[at + 1]) / 2)
    return [round(b, 6) for b in [*bounds, float(ordered[-1])]]
