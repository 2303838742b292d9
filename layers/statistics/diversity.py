"""How mixed an area is."""

import numpy as np
import numpy.typing as npt


def simpson(counts: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Simpson's diversity, 1 − Σ p²: the chance that two people taken at random differ.

    Parameters
    ----------
    counts
        People by group, shape (areas, groups); non-negative.

    Returns
    -------
    numpy.ndarray
        One value between 0 (all alike) and 1 − 1/groups for each area; NaN for an empty area.

    Source: Simpson (1949), "Measurement of diversity", Nature 163.

    >>> simpson([[50, 50], [100, 0]]).tolist()
    [0.5, 0.0]
    """
    people = np.asarray(counts, dtype=float)
    total = people.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = people / total
    return np.where(total[:, 0] > 0, 1.0 - (shares**2).sum(axis=1), np.nan)


def entropy(counts: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Normalised entropy, −Σ p ln p / ln k: how evenly people are spread over the groups.

    Parameters
    ----------
    counts
        People by group, shape (areas, groups); non-negative, two groups or more.

    Returns
    -------
    numpy.ndarray
        One value between 0 (all alike) and 1 (all groups of the same size) for each area; NaN for
        an empty area.

    Source: Shannon (1948); as Theil's entropy in studies of segregation.

    >>> entropy([[50, 50], [100, 0]]).tolist()
    [1.0, 0.0]
    """
    people = np.asarray(counts, dtype=float)
    total = people.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = people / total
        parts = np.where(shares > 0, shares * np.log(shares), 0.0)
    found = np.abs(parts.sum(axis=1)) / np.log(people.shape[1])
    return np.where(total[:, 0] > 0, found, np.nan)
