"""How many of a practice's registers are out of the ordinary, and which is farthest out each way.

What is judged is :func:`layers.practices.expected_registers.of_group`; here it is put into the few
figures that a short sentence needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from layers.practices import expected_registers, unusual_practices


@dataclass(frozen=True)
class Extreme:
    """One register against what is expected of it.

    Attributes
    ----------
    register
        Its code.
    ratio, limit_lower, limit_upper
        Recorded over expected, and the range that is usual for such a unit.
    verdict
        ``lower``, ``higher`` or ``as_expected``.
    """

    register: str
    ratio: float
    limit_lower: float
    limit_upper: float
    verdict: str


@dataclass(frozen=True)
class Extremes:
    """Registers of some practices together.

    Attributes
    ----------
    compared, below, above
        How many have a verdict, and of these how many are below and above the usual range.
    anyway
        How many would be outside of it in an ordinary unit.
    lowest, highest
        The register that is farthest out below 1 and above it, by the share of England's like
        units that are as far out; None where none is on that side.
    """

    compared: int
    below: int
    above: int
    anyway: float
    lowest: Extreme | None
    highest: Extreme | None


def extremes(atlas: Atlas, practices: Sequence[str]) -> Extremes:
    """Count and find them; nothing is compared where no register has an expected count."""
    judged = expected_registers.of_group(atlas, practices)
    found = unusual_practices.tally(judged)
    judged = expected_registers.by_distance(judged)
    return Extremes(
        found.comparisons,
        found.below,
        found.above,
        2 * found.anyway,
        _farthest(judged[judged["ratio"] < 1]),
        _farthest(judged[judged["ratio"] > 1]),
    )


def _farthest(side: pd.DataFrame) -> Extreme | None:
    """The first of registers in order of distance."""
    if side.empty:
        return None
    row = side.iloc[0]
    return Extreme(
        str(row.name),
        float(row["ratio"]),
        float(row["limit_lower"]),
        float(row["limit_upper"]),
        str(row["verdict"]),
    )
