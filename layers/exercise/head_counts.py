"""How many people visits heard, as it may be told: hidden or rounded once for each visit.

Every sum that is shown, of a zone, a month, a plan or several plans, is made of these numbers and
never of the true ones. So whatever is added up or taken from one another, at whatever dates, tells
no more of a visit than is shown of it by itself.
"""

import numpy as np
import numpy.typing as npt

from layers.statistics.suppression import Rule, is_small, rounded, standing

Floats = npt.NDArray[np.float64]


def shown(people: npt.ArrayLike, rule: Rule) -> Floats:
    """The people heard at each visit: rounded, NaN where hidden."""
    return np.where(is_small(people, rule), np.nan, rounded(people, rule))


def together(people: npt.ArrayLike, rule: Rule) -> float:
    """The people heard at some visits, from what is shown of each; NaN where that is too little.

    A hidden count stands as half the threshold, in the middle of what it can be.
    """
    # Rounded again, or a sum would tell how many visits were small where that is not said.
    sum_ = float(standing(people, rule).sum())
    return float(shown([sum_], rule)[0])


def most(people: npt.ArrayLike, rule: Rule) -> Floats:
    """The most that each visit's count can be, for somebody who knows the rule."""
    near = rounded(people, rule) + (rule.base - 1) // 2
    largest = np.where(is_small(people, rule), rule.threshold - 1, near)
    return np.where(np.asarray(people) == 0, 0.0, largest)


def spread(people: npt.ArrayLike, rule: Rule) -> float:
    """The variance that hiding and rounding add to a sum over visits.

    As if each number that looks alike were as likely: (k² − 1) ÷ 12 for k of them.
    """
    value = np.asarray(people)
    numbers = np.where(is_small(value, rule), rule.threshold - 1, rule.base)
    return float(np.where(value > 0, (numbers**2 - 1) / 12, 0.0).sum())
