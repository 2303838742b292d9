"""How many of the people a team wants to hear from live in the areas it takes on."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.membership import are_among

# Sums of modelled people carry rounding: a share counts as met this close to it.
ROUNDING = 1e-9


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
        Share (0–1) of all people of the group: the atlas's, or those of the places asked about.
    of_residents
        Share (0–1) of all residents there who live in the areas.
    rate
        Share (0–1) of the group's own base (the indicator's denominator) in the areas who are of
        the group: Σ numerator ÷ Σ denominator. NaN where nobody of the base lives.
    average
        The same over all the areas asked about.
    """

    group: str
    people: float
    of_group: float
    of_residents: float
    rate: float
    average: float

    @property
    def times(self) -> float:
        """Times as common as on average: ``rate`` over ``average``.

        Both are of the indicator's own base, so that a group found among people with another main
        language, or patients aged 18 and over, is not compared with all residents. NaN without
        a base in the areas, or where there are no such people.
        """
        return self.rate / self.average if self.average > 0 else float("nan")

    @property
    def held(self) -> float:
        """Times their share of residents: ``of_group`` over ``of_residents``.

        What a team meets by choosing these areas rather than as many residents anywhere. It is
        :attr:`times` only where the base of the group is spread as residents are. NaN without
        areas, or where there are no such people.
        """
        there = self.of_residents > 0 and self.average > 0
        return self.of_group / self.of_residents if there else float("nan")


def reach(
    atlas: Atlas, codes: Iterable[str], group: str, *, among: Iterable[str] | None = None
) -> Reach:
    """The reach of some areas for a group.

    Parameters
    ----------
    among
        The areas whose people are all that could be reached; the whole atlas when not given.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    ValueError
        When the indicator is not a share, or one of wards, so that it counts no people of an area.
    """
    people = _people(atlas, group)
    if among is not None:
        people = people[are_among(people.index, among)]
    residents = atlas.areas["residents"].reindex(people.index).to_numpy(dtype=float)
    base = _base(atlas, group).reindex(people.index)
    chosen = are_among(people.index, codes)
    inside, total = float(people[chosen].sum()), float(people.sum())
    of_group = min(inside / total, 1.0) if total else 0.0
    of_residents = float(residents[chosen].sum() / residents.sum()) if len(residents) else 0.0
    rate, average = _rate(inside, base[chosen]), _rate(total, base)
    return Reach(group, inside, of_group, of_residents, rate, average)


def curve(
    atlas: Atlas,
    group: str,
    *,
    codes: Iterable[str] | None = None,
    by: str = "count",
    among: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Areas taken one after another, and the share of the group reached so far.

    Parameters
    ----------
    codes
        The areas to take from; all when not given.
    by
        ``count``: most people of the group first; ``rate``: highest share first. Ties go by code.
    among
        The areas whose people are all that could be reached; the whole atlas when not given.

    Returns
    -------
    pandas.DataFrame
        ``lsoa`` in the order taken, ``people`` of the group, and ``reached``: the share (0–1) of
        all those people, rising.
    """
    if by not in ("count", "rate"):
        raise ValueError(f"by is {by!r}; it may be 'count' or 'rate'")
    people = _people(atlas, group)
    key = people if by == "count" else atlas.table(group)["value"].reindex(people.index).fillna(0.0)
    if codes is not None:
        key = key[are_among(key.index, codes)]
    order = key.sort_values(ascending=False, kind="stable").index
    taken = people[order].to_numpy()
    every = people if among is None else people[are_among(people.index, among)]
    reached = np.minimum(taken.cumsum() / (float(every.sum()) or 1.0), 1.0)
    return pd.DataFrame({"lsoa": order, "people": taken, "reached": reached})


def areas_needed(steps: pd.DataFrame, share: float) -> int | None:
    """The fewest areas, taken in a curve's order, that reach a share (0–1) of the group.

    None when all of them do not; 0 for a share of nothing.
    """
    if share <= 0:
        return 0
    enough = np.flatnonzero(steps["reached"].to_numpy() >= share - ROUNDING)
    return int(enough[0]) + 1 if len(enough) else None


def _base(atlas: Atlas, group: str) -> pd.Series:
    """Of whom a group is a share, by area; none where its people are unknown."""
    table = atlas.table(group)
    return table["denominator"].where(table["numerator"].notna(), 0.0).astype(float).fillna(0.0)


def _rate(people: float, base: pd.Series) -> float:
    of = float(base.sum())
    return people / of if of else float("nan")


def _people(atlas: Atlas, group: str) -> pd.Series:
    """People of a group by area, in code order; none where unknown."""
    definition = atlas.indicators[group]
    if not definition.is_share:
        raise ValueError(f"{group!r} is not a share, so it counts no people")
    if not definition.counts_people:
        raise ValueError(f"{group!r} is a figure of wards, so it counts no people of their areas")
    return atlas.table(group)["numerator"].astype(float).fillna(0.0).sort_index()
