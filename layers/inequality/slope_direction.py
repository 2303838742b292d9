"""The slope's two indices, turned to run with the gap: the first end against the last.

:mod:`layers.statistics.slope` gives them as PHEindicatormethods does, the last end less, or
divided by, the first: below 0, or below 1, where the most deprived have more. Beside a gap that is
above 0 in the same place, that reads as its opposite.
"""

from typing import NamedTuple

from layers.statistics.slope import SlopeIndex


class Index(NamedTuple):
    """A value with its limits."""

    value: float
    lower: float
    upper: float


def slope(of: SlopeIndex) -> Index:
    """The fitted value at the first (most deprived) end less that at the last."""
    return Index(-float(of.sii), -float(of.sii_upper), -float(of.sii_lower))


def ratio(of: SlopeIndex) -> Index | None:
    """The first end's fitted value divided by the last's; None where there is no ratio."""
    if not of.ratio_holds:
        return None
    return Index(1 / float(of.rii), 1 / float(of.rii_upper), 1 / float(of.rii_lower))
