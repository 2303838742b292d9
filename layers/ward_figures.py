"""Figures that are published for wards: of every LSOA the share of its ward."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
# Of a percentage: far below what is shown, and the same on the server and in the browser.
DECIMALS = 6


def by_ward(numbers: Floats, wards: pd.Series) -> pd.Series:
    """Each ward's whole number, of numbers that are shared out over its LSOAs.

    Parameters
    ----------
    numbers
        People by LSOA, as :func:`data.communities.shared_out` has them.
    wards
        The ward's code of each LSOA, in the same order.

    Returns
    -------
    pandas.Series
        By ward code, in code order; NaN where a ward has no figure.
    """
    shared = pd.Series(numbers, index=wards.index)
    return shared.groupby(wards, sort=True).sum(min_count=1).round()


def share_of_ward(numerator: Floats, denominator: Floats, wards: pd.Series) -> Floats:
    """The share of each LSOA's ward in percent: exactly the same in all LSOAs of a ward."""
    of = by_ward(denominator, wards)
    share = (100 * by_ward(numerator, wards) / of.where(of > 0)).round(DECIMALS)
    return wards.map(share).to_numpy(dtype=float)
