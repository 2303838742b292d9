"""The threshold of a criterion that goes by places: a number that can be said, and is applied.

Places go by ranks, with ties at their middle, and England's percentiles are whole. So the value at
a place need not be where those that meet a criterion begin: areas with just that value may not
meet it. What is said is therefore the number, with as few decimals as do, that tells them apart.
"""

import math

import numpy as np
import numpy.typing as npt

# Figures are given to so many decimals.
_FINEST = 6


def written_cut(
    values: npt.NDArray[np.float64],
    met: npt.NDArray[np.bool_],
    near: float,
    towards: float,
    decimals: int,
) -> float:
    """The number that values which meet a criterion reach, and no other does.

    That holds of the values as they are, and as they are written with as many decimals as the
    number has. Where none meets it, the number is beyond all of them.

    Parameters
    ----------
    values
        NaN where unknown, which never meets.
    met
        Which of them meet the criterion: none that is further from need than one that does not.
    near
        The value at the place asked for; the number is as near to it as the fewest decimals allow.
    towards
        1.0 where higher values are more need, else -1.0.
    decimals
        The fewest that it is written with.
    """
    known = ~np.isnan(values)
    turned = towards * values
    if not known.any():
        return near
    least = float(turned[met & known].min(initial=math.inf))
    most = float(turned[known & ~met].max(initial=-math.inf))
    for places in range(decimals, _FINEST + 1):
        low, high = _above(most, places), _up_to(least, places)
        tried = [high, low]
        if places == decimals:
            tried = [min(max(round(towards * near, places), low), high)]
        for number in tried:
            # A last 0 would not be written, and the number be read as one with fewer decimals.
            shorter = places > decimals and number == round(number, places - 1)
            if low <= high and not shorter:
                # What binary fractions add to a value must not keep it out.
                return towards * min(number, least) + 0.0  # no -0.0
    return towards * least


def _above(most: float, places: int) -> float:
    """The least number with so many decimals that is not what the highest value left out is written
    as, whichever way a half is rounded."""
    if math.isinf(most):
        return most
    return round((math.floor(most * 10**places + 0.501) + 1) / 10**places, places)


def _up_to(least: float, places: int) -> float:
    """The highest number with so many decimals that the least value that meets it reaches."""
    if math.isinf(least):
        return least
    return round(math.floor(round(least * 10**places, _FINEST)) / 10**places, places)
