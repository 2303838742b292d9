"""How far things are from each other and from where people live, as the crow flies."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.ground import postcodes, tables

KM_PER_DEGREE = 111.32  # of latitude
EARTH = 6_371_008.8  # metres: the mean radius, with which straight lines here are right to 0.3 %
_MOST_AT_ONCE = 1_000_000  # pairs whose distance is measured at once: some 50 MB


def km_from_homes(
    atlas: Atlas, codes: Sequence[str], found: pd.DataFrame, most: float
) -> npt.NDArray[np.float64]:
    """How far each thing is, as the crow flies, from the nearest home of some areas.

    Parameters
    ----------
    codes
        Areas. Homes are where their postcodes are; the middle of an area stands for them where the
        snapshot has none of its postcodes.
    found
        Columns ``longitude`` and ``latitude``.
    most
        Kilometres: what is farther away need not be measured.

    Returns
    -------
    numpy.ndarray
        Kilometres, one for each row; infinite where it is farther than ``most``.
    """
    points = tables.within(postcodes.home_postcodes(atlas), codes)
    known = set(points["lsoa"])
    middles = atlas.areas.loc[[code for code in codes if code not in known]]
    homes, there = np.concatenate([_points(points), _points(middles)]), _points(found)
    homes = homes[~np.isnan(homes).any(axis=1)]
    km = np.full(len(there), np.inf)
    if homes.size:
        # A degree east is shorter than a degree north.
        scale = KM_PER_DEGREE * np.array([np.cos(np.radians(homes[:, 1].mean())), 1.0])
        homes, there = homes * scale, there * scale
        close = np.flatnonzero(
            ((there >= homes.min(axis=0) - most) & (there <= homes.max(axis=0) + most)).all(axis=1)
        )
        apart = there[close, None] - homes
        km[close] = np.hypot(apart[..., 0], apart[..., 1]).min(axis=1)
    return np.where(km <= most, km, np.inf)


def _points(of: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Longitude and latitude of each row."""
    return of[["longitude", "latitude"]].to_numpy(dtype=float)


def metres_between(
    longitude: npt.ArrayLike,
    latitude: npt.ArrayLike,
    other_longitude: npt.ArrayLike,
    other_latitude: npt.ArrayLike,
) -> npt.NDArray[np.float64]:
    """Straight lines over the ground, in metres, between points in degrees (the haversine formula,
    Sinnott 1984)."""
    east, north, other_east, other_north = (
        np.radians(np.asarray(one, dtype=float))
        for one in (longitude, latitude, other_longitude, other_latitude)
    )
    half = (
        np.sin((north - other_north) / 2) ** 2
        + np.cos(north) * np.cos(other_north) * np.sin((east - other_east) / 2) ** 2
    )
    return 2 * EARTH * np.arcsin(np.sqrt(np.minimum(half, 1.0)))


def pairs_within(
    here: pd.DataFrame, there: pd.DataFrame, metres: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Which of two sets of points are close to each other, as the crow flies.

    Parameters
    ----------
    here, there
        Columns ``longitude`` and ``latitude``, in degrees.

    Returns
    -------
    tuple of numpy.ndarray
        Rows of ``here`` and of ``there`` (by place) that are at most so far apart, by these; and
        their distances in metres.
    """
    mine, theirs = _points(here), _points(there)
    order = np.argsort(theirs[:, 1], kind="stable")
    north = theirs[order, 1]
    wide = np.degrees(metres / EARTH) * (1 + 1e-9)  # no point at the very edge is lost
    first = np.searchsorted(north, mine[:, 1] - wide, side="left")
    number = np.searchsorted(north, mine[:, 1] + wide, side="right") - first
    block = np.cumsum(number) // _MOST_AT_ONCE
    parts = []
    for one in np.unique(block):
        rows = np.flatnonzero(block == one)
        many = number[rows]
        at = np.repeat(rows, many)
        step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        other = order[np.repeat(first[rows], many) + step]
        apart = metres_between(mine[at, 0], mine[at, 1], theirs[other, 0], theirs[other, 1])
        close = apart <= metres
        parts.append((at[close], other[close], apart[close]))
    if not parts:
        return np.array([], dtype=np.intp), np.array([], dtype=np.intp), np.array([])
    at, other, apart = (np.concatenate(column) for column in zip(*parts, strict=True))
    by = np.lexsort((other, at))
    return at[by], other[by], apart[by]
