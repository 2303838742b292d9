"""Class breaks: how an indicator's values are cut for a map.

Natural breaks (Fisher-Jenks) come ready made with the snapshot; the others are quick to work out.
The browser cuts the same way (``assets/js/28-classes.js``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers import levels
from layers.atlas import Atlas

Floats = npt.NDArray[np.float64]

NUMBERS = range(3, 8)


@dataclass(frozen=True)
class Breaks:
    """How values are cut.

    Attributes
    ----------
    bounds
        Where each class ends, rising; the last is the highest value.
    from_above
        Whether a value equal to a bound begins the next class (own thresholds) or ends this one.
    """

    bounds: tuple[float, ...]
    from_above: bool = False

    def place(self, values: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The class of each value, from 0; −1 where there is no value."""
        numbers = np.asarray(values, dtype=float)
        inner = np.asarray(self.bounds[:-1])
        found = np.searchsorted(inner, numbers, side="right" if self.from_above else "left")
        return np.where(np.isnan(numbers), -1, found)


def quantile(values: npt.ArrayLike, number: int) -> Breaks:
    """Groups of equal size, as far as equal values allow: a bound that repeats is left out.

    >>> quantile([1, 2, 3, 4, 5, 6], 3).bounds
    (2.0, 4.0, 6.0)
    """
    known = np.sort(_known(values))
    at = [int(np.ceil(i * len(known) / number)) - 1 for i in range(1, number + 1)]
    return Breaks(tuple(dict.fromkeys(float(known[i]) for i in at)))


def equal(low: float, high: float, number: int) -> Breaks:
    """Steps of equal width from low to high.

    >>> equal(0, 10, 5).bounds
    (2.0, 4.0, 6.0, 8.0, 10.0)
    """
    step = (high - low) / number
    inner = (float(low + step * i) for i in range(1, number))
    return Breaks((*inner, float(high)))


def own(values: npt.ArrayLike, thresholds: Sequence[float]) -> Breaks:
    """Classes that begin at given thresholds, with one below the first."""
    high = max(float(_known(values).max()), thresholds[-1])
    return Breaks((*map(float, thresholds), high), from_above=True)


def national_quantile(percentiles: Floats, number: int, highest: float) -> Breaks:
    """Groups of equal size among England's areas; a bound that repeats is left out.

    Parameters
    ----------
    percentiles
        England's percentiles 0, 1, … 100, shape (101,).
    highest
        The highest value of the atlas, which may exceed what England's areas reach (a ward's).
    """
    inner = [float(np.interp(100 * i / number, range(101), percentiles)) for i in range(1, number)]
    return Breaks((*dict.fromkeys(inner), max(float(percentiles[-1]), highest)))


def natural(atlas: Atlas, indicator: str, level: str, number: int) -> Breaks:
    """Natural breaks from the snapshot.

    Raises
    ------
    KeyError
        Where the indicator has too few different values at the level for so many classes.
    """
    return Breaks(tuple(atlas.natural_breaks()[level][indicator][str(number)]))


def breaks_for(
    atlas: Atlas,
    indicator: str,
    level: str = "lsoa",
    *,
    kind: str = "",
    number: int = 5,
    national: bool = False,
    thresholds: Sequence[float] = (),
) -> Breaks:
    """The breaks of an indicator at a level.

    Parameters
    ----------
    kind
        ``quantile``, ``equal``, ``natural``, ``tenths`` or ``own``; empty for what suits the
        indicator: tenths for a national decile, each category for a category, else quantiles.
    number, national, thresholds
        As in ``dashboard.state.Classes``.

    Notes
    -----
    Where England's percentiles or natural breaks are not to be had, quantiles of the atlas stand
    in, and the page says so.
    """
    definition = atlas.indicators[indicator]
    values = levels.table_at(atlas, indicator, level)["value"].to_numpy(dtype=float)
    spread = atlas.england(indicator).percentiles
    if definition.kind == "category":
        return Breaks(tuple(i + 0.5 for i in range(len(definition.categories))))
    if definition.kind == "decile" and kind in ("", "tenths"):
        return Breaks(tuple(i + 0.5 for i in range(1, 11)))
    if not len(_known(values)):
        return Breaks((0.0,))
    if kind == "own":
        return own(values, thresholds)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if (national or kind == "tenths") and not np.isnan(spread).any():
        if kind == "equal":
            return equal(float(spread[0]), max(high, float(spread[-1])), number)
        if kind in ("", "quantile", "tenths"):
            return national_quantile(spread, 10 if kind == "tenths" else number, high)
    if kind == "equal":
        return equal(low, high, number)
    if kind == "natural":
        try:
            return natural(atlas, indicator, level, number)
        except KeyError:
            pass
    return quantile(values, number)


def _known(values: npt.ArrayLike) -> Floats:
    numbers = np.asarray(values, dtype=float)
    return numbers[~np.isnan(numbers)]
