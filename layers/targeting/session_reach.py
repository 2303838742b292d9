"""Whom sessions at some venues reach, whom they do not, and what one more or one fewer changes.

All numbers come from one count: which points of the demand (an area's people stand evenly at them)
have a chosen venue within reach. What is said of other groups of the same areas' residents goes by
the same shares of areas.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.targeting.covering_problem import ROUNDING, Choice, Problem, keeps_to
from layers.targeting.sessions import greedy


@dataclass(frozen=True, eq=False)
class SessionReach:
    """The people within reach of chosen venues.

    Attributes
    ----------
    asked
        The problem.
    choice
        The venues.
    """

    asked: Problem
    choice: Choice

    @cached_property
    def _held(self) -> npt.NDArray[np.bool_]:
        return self.asked.held(self.asked.places[one] for one in self.choice.venues)

    @cached_property
    def _people(self) -> npt.NDArray[np.float64]:
        return self.asked.demand["people"].to_numpy(dtype=float)

    @property
    def everybody(self) -> float:
        """People of the group who are to be reached."""
        return float(self._people.sum())

    @property
    def people(self) -> float:
        """Of these, those with a session within reach."""
        return float(self._people[self._held].sum())

    @property
    def share(self) -> float:
        """``people`` of ``everybody`` (0–1); 0 where there is nobody."""
        return self.people / self.everybody if self.everybody else 0.0

    @property
    def unheard(self) -> float:
        """Weight within reach of all weight (0–1): of what an exercise has heard too little of."""
        whole = float(self.asked.weights.sum())
        return float(self.asked.weights[self._held].sum()) / whole if whole else 0.0

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """Each session, in the order of what it adds.

        Returns
        -------
        pandas.DataFrame
            The venues' columns by ``id``; ``people`` of the group within its reach, ``added``:
            those within reach of none before it, so that they add up to all reached; ``only``:
            those within reach of no other, who are lost without it; ``so_far`` (0–1): the share
            reached with it and those before.
        """
        asked, rows = self.asked, []
        number = np.zeros(len(asked.demand), dtype=int)
        points = [self._points_of(one) for one in self.choice.venues]
        for mine in points:
            number[mine] += 1
        before = np.zeros(len(asked.demand), dtype=bool)
        for mine in points:
            people = self._people[mine]
            added = float(people[~before[mine]].sum())
            before[mine] = True
            so_far = float(self._people[before].sum())
            share = so_far / self.everybody if self.everybody else 0.0
            rows.append((float(people.sum()), added, float(people[number[mine] == 1].sum()), share))
        table = asked.venues.loc[list(self.choice.venues)]
        columns = ["people", "added", "only", "so_far"]
        return table.assign(**pd.DataFrame(rows, columns=columns, index=table.index))

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Each area whose people are to be reached, by code: ``people`` of the group, ``reached``
        of them, and ``covered`` (0–1): the share of the area's people, of any group, within reach.
        """
        return self._by_area(self._held)

    def areas_of(self, venue: str) -> pd.DataFrame:
        """The same within reach of one session alone; areas of which nobody is are left out."""
        held = np.zeros(len(self.asked.demand), dtype=bool)
        held[self._points_of(venue)] = True
        found = self._by_area(held)
        return found[found["covered"] > 0]

    def _by_area(self, held: npt.NDArray[np.bool_]) -> pd.DataFrame:
        demand = self.asked.demand
        table = pd.DataFrame(
            {
                "people": demand["people"],
                "reached": demand["people"].where(held, 0.0),
                "covered": demand["share"].where(held, 0.0),
            }
        )
        return table.groupby(demand["lsoa"], sort=True).sum()

    def out_of_reach(self, atlas: Atlas) -> pd.DataFrame:
        """Neighbourhoods of those who have no session within reach, most of them first.

        Returns
        -------
        pandas.DataFrame
            ``neighbourhood``, ``district``, ``people`` of the group there, ``left`` of them out of
            reach, and ``beyond``: those whom no candidate venue would reach at all.
        """
        demand = self.asked.demand
        reachable = np.zeros(len(demand), dtype=bool)
        reachable[self.asked.point] = True
        table = pd.DataFrame(
            {
                "neighbourhood": demand["lsoa"].map(atlas.areas["neighbourhood"]),
                "district": demand["lsoa"].map(atlas.areas["district"]),
                "people": demand["people"],
                "left": demand["people"].where(~self._held, 0.0),
                "beyond": demand["people"].where(~reachable, 0.0),
            }
        )
        found = table.groupby(["neighbourhood", "district"]).sum().reset_index()
        found = found[found["left"] > ROUNDING]
        by = ["left", "neighbourhood", "district"]
        return found.sort_values(by, ascending=[False, True, True], ignore_index=True)

    def one_more(self) -> tuple[str, float] | None:
        """The venue that would add most people to these, and how many; None where none would.

        It keeps to every limit but the number.
        """
        asked = self.asked
        left = np.where(self._held, 0.0, asked.weights)
        adds = np.bincount(asked.venue, left[asked.point], minlength=len(asked.venues))
        limits = replace(asked.limits, number=len(self.choice.venues) + 1)
        wider = replace(asked, limits=limits)
        for at in np.argsort(-np.round(adds, 6), kind="stable"):
            if adds[at] <= ROUNDING:
                break
            venue = str(asked.venues.index[at])
            if keeps_to(wider, (*self.choice.venues, venue)):
                people = self._people[self._points_of(venue)]
                return venue, float(people[~self._held[self._points_of(venue)]].sum())
        return None

    def one_fewer(self) -> tuple[str, float] | None:
        """The session that can be spared most easily, and how many people would be lost with it.

        None for a single one, or where every one is needed to keep to the limits.
        """
        spare = self.sessions["only"].sort_index().sort_values(kind="stable")
        for venue, people in spare.items():
            rest = tuple(one for one in self.choice.venues if one != venue)
            if rest and keeps_to(self.asked, rest):
                return str(venue), float(people)
        return None

    def by_number(self, most: int) -> list[float]:
        """People within reach of the first 1, 2, … sessions, each taken where it adds most.

        At most so many; the limits are kept to, but for a session in each zone.
        """
        limits = replace(self.asked.limits, number=max(most, len(self.asked.limits.must)))
        taken = greedy(replace(self.asked, limits=limits, zones={}))
        steps = SessionReach(self.asked, taken).sessions["added"].cumsum()
        return [float(one) for one in steps[:most]]

    def _points_of(self, venue: str) -> npt.NDArray[np.intp]:
        first, last = np.searchsorted(
            self.asked.venue, [self.asked.places[venue], self.asked.places[venue] + 1]
        )
        return self.asked.point[first:last]


def within_reach(covered: pd.Series, counts: Mapping[str, pd.Series]) -> dict[str, float]:
    """People of several groups within reach.

    Parameters
    ----------
    covered
        Share (0–1) of each area's people, as :attr:`SessionReach.areas` gives it.
    counts
        People of each group by area.
    """
    return {
        name: float((people.reindex(covered.index).fillna(0.0) * covered).sum())
        for name, people in counts.items()
    }
