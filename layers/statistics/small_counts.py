"""What a small count is, and how a count is shown."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

HIDDEN = "*"


@dataclass(frozen=True)
class Rule:
    """What is small, and how the rest is rounded.

    Attributes
    ----------
    threshold
        Counts from 1 to one less than this are hidden; 1 or less hides none.
    base
        Others are rounded to the nearest multiple of this; 1 leaves them as they are.
    """

    threshold: int = 8
    base: int = 5

    @property
    def cover(self) -> int:
        """So many expected of a group make it likely that its count leaves a small one room."""
        return 3 * self.threshold

    @property
    def least(self) -> int:
        """A table with a small count is shown only if what else it shows adds up to this."""
        return 10 * self.threshold

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.base < 1:
            raise ValueError("A threshold is 0 or more, and counts are rounded to 1 or more.")


def rule_text(rule: Rule) -> str:
    """The rule as a sentence, to stand where it acts."""
    rounded = f" Other counts are rounded to the nearest {rule.base}." if rule.base > 1 else ""
    if rule.threshold <= 1:
        return f"No count is hidden.{rounded}"
    return (
        f"Counts from 1 to {rule.threshold - 1} are shown as {HIDDEN}. So are some larger ones, "
        "which would give a small one away; how many were expected decides which. A table with a "
        f"small count is not shown at all where its other counts come to less than {rule.least}."
        f"{rounded} Totals, ratios and intervals are worked out from the counts as shown."
    )


def rounded(counts: npt.ArrayLike, rule: Rule) -> npt.NDArray[np.float64]:
    """Counts to the nearest multiple of the base, halves up; what is not 0 never becomes 0."""
    value = np.asarray(counts, dtype=float)
    near = np.floor(value / rule.base + 0.5) * rule.base
    return np.where((value > 0) & (near == 0), rule.base, near)


def is_small(counts: npt.ArrayLike, rule: Rule) -> npt.NDArray[np.bool_]:
    """Which counts are hidden for being small."""
    value = np.asarray(counts, dtype=float)
    return (value > 0) & (value < rule.threshold)


def standing(counts: npt.ArrayLike, rule: Rule) -> npt.NDArray[np.float64]:
    """Counts rounded, with half the threshold for each small one, whatever it is."""
    return np.where(is_small(counts, rule), rule.threshold / 2, rounded(counts, rule))


def about(count: float, rule: Rule) -> float | None:
    """A number of rows or responses as it may be told: 0, rounded, or None for a small one."""
    return None if is_small(count, rule) else float(rounded(count, rule))


def cell(count: float) -> str:
    """A shown count as text: ``*`` where it is hidden."""
    return HIDDEN if np.isnan(count) else f"{count:,.0f}"
