"""How many decimals somebody's own figures are written with: as many as tell them apart."""

import math

import numpy as np
import numpy.typing as npt

MOST = 4
_TENTHS_BETWEEN = 8  # between the lowest tenth and the highest


def decimals_of(values: npt.ArrayLike, *, counted: bool) -> int:
    """Decimals of some figures.

    So many that tenths from the lowest to the highest tenth of the figures would all read
    differently, were they as far apart as each other; never more than the figures have themselves.

    Parameters
    ----------
    values
        The figures; those that are not known are NaN.
    counted
        Whether they count something: whole counts have none. Others have one at least.

    Returns
    -------
    int
        0 to :data:`MOST`.

    >>> decimals_of([0.005, 0.02, 0.033, 0.06], counted=False), decimals_of([3, 12], counted=True)
    (3, 0)
    """
    known = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    given = next((n for n in range(MOST) if np.array_equal(np.round(known, n), known)), MOST)
    if counted and not given:
        return 0
    if not known.any():
        return 1
    low, high = np.quantile(known, [0.1, 0.9])
    # Where most are alike, or all.
    spread = float(high - low or np.ptp(known) or abs(known[0]))
    needed = math.ceil(-math.log10(spread / _TENTHS_BETWEEN))
    return max(1, min(needed, given))
