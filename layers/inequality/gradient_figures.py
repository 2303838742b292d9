"""Every figure of a gradient, by a short and lasting name: the gap, the slope, the concentration.

Slope and ratio run with the gap (:mod:`layers.inequality.slope_direction`).
"""

from typing import NamedTuple

from layers.catalogue.definitions import Indicator
from layers.inequality import guards, slope_direction
from layers.inequality.gradient import Gradient
from layers.statistics.gaps import Gap

# What groups are called, by how many there are.
GROUPS = {10: "tenth", 5: "fifth"}


class Figure(NamedTuple):
    """A figure with its 95 % limits; None where there is no such limit."""

    id: str
    value: float
    lower: float | None
    upper: float | None


def group_of(number: int) -> str:
    """What each of so many groups is called; 0 stands for England's tenths."""
    return GROUPS[number] if number else "tenth"


def group(made: Gradient) -> str:
    """``tenth`` or ``fifth``: what each group of a gradient is called."""
    return group_of(0 if made.by == "national" else len(made.groups))


def figures(definition: Indicator, made: Gradient) -> list[Figure]:
    """All that can be said of the gradient of an indicator in numbers, the plainest first.

    Returns
    -------
    list
        ``gap_tenths`` and ``gap_fifths`` (in the indicator's unit), ``ratio_tenths`` and
        ``ratio_fifths`` (times), ``sii`` (in the unit), ``rii`` (times), ``attributable`` (% of
        cases), ``concentration`` and ``erreygers`` (−1 to 1). Those that do not suit the indicator
        are left out.
    """
    called = group(made)
    found = _gaps(made.gap, called)
    if made.gap_of_fifths is not None and called != "fifth":
        found += _gaps(made.gap_of_fifths, "fifth")
    found.append(Figure("sii", *slope_direction.slope(made.slope)))
    ratio = slope_direction.ratio(made.slope)
    if guards.ratio_scale(definition) and ratio is not None:
        found.append(Figure("rii", *ratio))
    cases = made.attributable
    if cases is not None:
        found.append(
            Figure("attributable", 100 * cases.share, 100 * cases.lower, 100 * cases.upper)
        )
    return found + _concentrations(made)


def _gaps(gap: Gap, called: str) -> list[Figure]:
    found = [Figure(f"gap_{called}s", gap.absolute, gap.absolute_lower, gap.absolute_upper)]
    if gap.relative is not None:
        found.append(
            Figure(f"ratio_{called}s", gap.relative, gap.relative_lower, gap.relative_upper)
        )
    return found


def _concentrations(made: Gradient) -> list[Figure]:
    found = made.concentration
    if found is None:
        return []
    rows = [
        ("concentration", found.index, found.lower, found.upper),
        ("erreygers", found.erreygers, found.erreygers_lower, found.erreygers_upper),
    ]
    return [
        Figure(name, value, lower, upper) for name, value, lower, upper in rows if value is not None
    ]
