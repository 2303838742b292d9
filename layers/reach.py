"""How many of the people a team wants to hear from live in the areas it takes on."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reach:
    """A group of people in some areas.

    Attributes
    ----------
    group
        Id of the share whose numerator is the group.
    people
        Of the group in the areas.
    of_group
        Share (0–1) of all of the atlas's people of the group.
    of_residents
        Share (0–1) of all residents of the atlas who live in the areas.
    ratio
        The first share over the second: how much more often than by chance the areas hold the
        group.
    """

    group: str
    people: float
    of_group: float
    of_residents: float
    ratio: float


def reach(atlas: Atlas, codes: Iterable[str], group: str) -> Reach:
    """The reach of some areas for a group.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    ValueError
        When the indicator is not a share, so that it counts no people.
    """
    people = _people(atlas, group)
    chosen = atlas.areas.index.isin(list(codes))
    residents = atlas.areas["residents"].to_numpy(dtype=float)
    inside = float(people[chosen].sum())
    total = float(people.sum())
    of_group = inside / total if total else 0.0
    of_residents = float(residents[chosen].sum() / residents.sum())
    ratio = of_group / of_residents if of_residents else float("nan")
    return Reach(group, inside, of_group, of_residents, ratio)


def curve(
    atlas: Atlas, group: str, *, codes: Iterable[str] | None = None, by: str = "count"
) -> pd.DataFrame:
    """Areas taken one after another, and the share of the group reached so far.

    Parameters
    ----------
    codes
        The areas to take from; all when not given.
    by
        ``count``: most people of the group first; ``rate``: highest share first. Ties go by code.

    Returns
    -------
    pandas.DataFrame
        ``lsoa`` in the order taken, ``people`` of the group, and ``reached``: the share (0–1) of
        all of the atlas's people of the group, rising.
    """
    if by not in ("count", "rate"):
        raise ValueError(f"by is {by!r}; it may be 'count' or 'rate'")
    people = pd.Series(_people(atlas, group), index=atlas.areas.index)
    key = people if by == "count" else atlas.table(group)["value"].fillna(0.0)
    wanted = (
        atlas.areas.index
        if codes is None
        else atlas.areas.index[atlas.areas.index.isin(list(codes))]
    )
    order = key.loc[wanted].sort_values(ascending=False, kind="stable").index
    taken = people.loc[order]
    total = float(people.sum()) or 1.0
    return pd.DataFrame(
        {
            "lsoa": order,
            "people": taken.to_numpy(),
            "reached": np.minimum(taken.cumsum() / total, 1),
        }
    ).reset_index(drop=True)


def areas_needed(steps: pd.DataFrame, share: float) -> int | None:
    """How many areas of a curve reach a share (0–1) of the group; None when all do not."""
    enough = np.flatnonzero(steps["reached"].to_numpy() >= share - 1e-12)
    return int(enough[0]) + 1 if len(enough) else None


def _people(atlas: Atlas, group: str) -> Floats:
    if not atlas.indicators[group].is_share:
        raise ValueError(f"{group!r} is not a share, so it counts no people")
    return np.nan_to_num(atlas.table(group)["numerator"].to_numpy(dtype=float))
