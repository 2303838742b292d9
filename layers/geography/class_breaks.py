"""Class breaks: how an indicator's values are cut for a map.

Natural breaks (Fisher-Jenks) come ready made with the snapshot; the others are quick to work out.
The browser cuts the same way (``assets/modules/classes.js``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.geography import levels

Floats = npt.NDArray[np.float64]

NUMBERS = range(3, 8)
# Where fewer groups of equal size are left of somebody's own figure, there are equal steps.
LEAST_TELLING = 3
# Of changes in whole steps: two or more down, one down, none, one up, two or more up.
STEPS = (-1.5, -0.5, 0.5, 1.5, 9.5)


@dataclass(frozen=True)
class Breaks:
    """How values are cut.

    Attributes
    ----------
    bounds
        Where each class ends, rising; the last is the highest value.
    from_above
        Whether a value equal to a bound begins the next class (own thresholds) or ends this one.
    kind
        How they were cut: as asked for, or ``decile``, ``change``, ``category``, or ``empty``
        without values.
    national
        Whether England's areas gave the bounds.
    instead
        Whether quantiles stand in for what was asked for and is not to be had.
    """

    bounds: tuple[float, ...]
    from_above: bool = False
    kind: str = "quantile"
    national: bool = False
    instead: bool = False

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
    return Breaks(tuple(dict.fromkeys((*inner, float(high)))), kind="equal")


def own(values: npt.ArrayLike, thresholds: Sequence[float]) -> Breaks:
    """Classes that begin at given thresholds, with one below the first."""
    high = max(float(_known(values).max()), thresholds[-1])
    return Breaks((*map(float, thresholds), high), from_above=True, kind="own")


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
    return Breaks((*dict.fromkeys(inner), max(float(percentiles[-1]), highest)), national=True)


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
        indicator: tenths for a national decile, steps for a change, each category for a category,
        else quantiles; of one's own figures equal steps where quantiles tell next to nothing.
    number, national, thresholds
        As in ``dashboard.explore.view.Classes``.

    Notes
    -----
    Where England's percentiles or natural breaks are not to be had, quantiles of the atlas stand
    in, and the page says so.
    """
    values = levels.table_at(atlas, indicator, level)["value"].to_numpy(dtype=float)
    return cut(
        atlas.indicators[indicator],
        values,
        atlas.england(indicator).percentiles,
        atlas.natural_breaks().get(level, {}).get(indicator, {}),
        kind=kind,
        number=number,
        national=national,
        thresholds=thresholds,
    )


def cut(
    definition: Indicator,
    values: npt.ArrayLike,
    spread: Floats,
    natural: Mapping[str, Sequence[float]],
    *,
    kind: str = "",
    number: int = 5,
    national: bool = False,
    thresholds: Sequence[float] = (),
) -> Breaks:
    """The breaks of some values; the rest as :func:`breaks_for`.

    Parameters
    ----------
    spread
        England's percentiles, shape (101,), NaN where there are none.
    natural
        Natural breaks by number of classes, where the snapshot has them: not where the values
        are too few for so many classes.
    """
    if definition.kind == "category":
        bounds = tuple(i + 0.5 for i in range(len(definition.categories)))
        return Breaks(bounds, kind="category")
    if definition.kind == "decile" and kind in ("", "tenths"):
        return Breaks(tuple(i + 0.5 for i in range(1, 11)), kind="decile")
    if definition.kind == "change" and not kind:
        return Breaks(STEPS, kind="change")
    known = _known(values)
    if not len(known):
        return Breaks((0.0,), kind="empty")
    if kind == "own":
        return own(values, thresholds)
    low, high = float(known.min()), float(known.max())
    if (national or kind == "tenths") and not np.isnan(spread).any():
        if kind == "equal":
            by_england = equal(float(spread[0]), max(high, float(spread[-1])), number)
            return replace(by_england, national=True)
        if kind in ("", "quantile", "tenths"):
            parts = 10 if kind == "tenths" else number
            return replace(national_quantile(spread, parts, high), kind=kind or "quantile")
    if kind == "equal":
        return replace(equal(low, high, number), instead=national)
    if kind == "natural" and str(number) in natural:
        return Breaks(tuple(natural[str(number)]), kind="natural")
    groups = quantile(values, number)
    if definition.is_own and not kind and _collapses(groups, known, number):
        return equal(low, high, number)
    return replace(groups, instead=national or kind not in ("", "quantile"))


def _collapses(groups: Breaks, known: Floats, number: int) -> bool:
    """Whether so many values are the same that groups of equal size hide how the others differ: of
    a share that is 0 in most areas they tell only 0 from the rest."""
    return len(groups.bounds) < LEAST_TELLING and len(np.unique(known)) >= number


def thirds(values: npt.ArrayLike, polarity: str) -> npt.NDArray[np.int64]:
    """Each value's third, towards need: 0 least, 2 most, −1 where there is no value.

    Thirds are of equal size, as far as equal values allow: where they leave two groups, these are 0
    and 2, and where they leave one, all are 1.

    Parameters
    ----------
    polarity
        Which end means more need: with ``low`` the lowest values are 2, else the highest.

    >>> thirds([1, 2, 3], "low").tolist()
    [2, 1, 0]
    """
    if not len(_known(values)):
        return np.full(np.shape(values), -1, dtype=np.int64)
    breaks = quantile(values, 3)
    places = np.array({1: [1], 2: [0, 2], 3: [0, 1, 2]}[len(breaks.bounds)] + [-1])
    if polarity == "low":
        places[:-1] = 2 - places[:-1]
    return np.asarray(places[breaks.place(values)])


def _known(values: npt.ArrayLike) -> Floats:
    numbers = np.asarray(values, dtype=float)
    return numbers[~np.isnan(numbers)]
