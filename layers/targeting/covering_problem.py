"""The maximal covering location problem as it is asked: candidates, people, reach and limits.

:mod:`layers.targeting.sessions` solves it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.ground.distances import pairs_within
from layers.name_lists import listed
from layers.targeting.covering_groups import Groups
from layers.targeting.texts import one_or_many, say

# Differences of people smaller than this are rounding: sums of fractions of people.
ROUNDING = 1e-6
# Pairs of a venue and a point within its reach: a first answer with 2.2 million takes seconds, with
# 6.4 million (every kind of venue, 5,000 m) a minute and 1 GB of the process that serves all pages.
MOST_PAIRS = 2_500_000

Ids = tuple[str, ...]


class ProblemError(ValueError):
    """What is asked cannot be met; the message says why and what to do, for people.

    Attributes
    ----------
    lost
        Ids of venues that must be among the sessions and cannot be.
    limits
        Wider ones, with which what is said would not stand in the way; None where it is no limit.
    widen
        What could be wider instead: ``kinds`` of venues, or the ``places`` that are looked in.
    too_many
        Whether it is for too many venues with too many homes in reach: fewer of either would do.
    """

    def __init__(
        self,
        message: str,
        *,
        lost: Ids = (),
        limits: "Limits | None" = None,
        widen: Collection[str] = (),
        too_many: bool = False,
    ) -> None:
        super().__init__(message)
        self.lost, self.limits, self.widen = lost, limits, tuple(widen)
        self.too_many = too_many


@dataclass(frozen=True)
class Limits:
    """What a choice has to keep to.

    Attributes
    ----------
    number
        The most sessions.
    most_in_district
        The most in one district; 0 for no limit. Venues without a district are not counted.
    must, must_not
        Ids of venues that are to be, or not to be, among them.
    """

    number: int
    most_in_district: int = 0
    must: Ids = ()
    must_not: Ids = ()


@dataclass(frozen=True)
class Choice:
    """Some venues, and how good a choice they are.

    Attributes
    ----------
    venues
        Ids, the one that reaches most first, then each by what it adds to those before.
    weight
        People within reach (weighted where the demand is).
    bound
        No choice of as many venues reaches more than this.
    method
        ``greedy``, ``exact`` or ``given`` (by a person or a link).
    """

    venues: Ids
    weight: float
    bound: float
    method: Literal["greedy", "exact", "given"] = "given"

    @property
    def gap(self) -> float:
        """By how much of its own weight the best choice may reach more: 0 is proven best."""
        more = self.bound - self.weight
        return 0.0 if more <= ROUNDING else more / self.weight if self.weight else float("inf")


@dataclass(frozen=True)
class Progress:
    """How an exact search stands: its best choice's weight, and what none exceeds, after so many
    seconds."""

    seconds: float
    best: float
    bound: float


@dataclass(frozen=True, eq=False)
class Problem:
    """Candidates, people, and who has whom within reach.

    Attributes
    ----------
    venues
        Candidates as :func:`layers.ground.candidates.candidate_venues` gives them, by id, without
        those that must not be chosen.
    demand
        As :func:`layers.targeting.session_demand.demand` gives it.
    venue, point, metres
        Which venue (by place) has which point of the demand within reach, and how far it is as the
        crow flies; by venue, then point.
    limits
        What a choice keeps to.
    zones
        Of each zone that is to have a session, the places of the venues that would be one: those
        that stand in it, or, where there are none, those with a home of it within reach.
    """

    venues: pd.DataFrame
    demand: pd.DataFrame
    venue: npt.NDArray[np.intp]
    point: npt.NDArray[np.intp]
    metres: npt.NDArray[np.float64]
    limits: Limits
    zones: Mapping[str, tuple[int, ...]]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each venue, by id."""
        return {str(one): at for at, one in enumerate(self.venues.index)}

    @cached_property
    def allowed(self) -> int:
        """The most sessions that the limits allow, and the venues and districts there are."""
        return len(self.heaviest(np.zeros(len(self.venues))))

    @cached_property
    def districts(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        """The number of each venue's district, and whether it is in none."""
        codes = self.venues["district_code"]
        return np.unique(codes, return_inverse=True)[1], codes.eq("").to_numpy()

    def heaviest(self, weighs: npt.NDArray[np.float64]) -> list[int]:
        """The venues (by place) that weigh most together, and keep to all limits but zones: limits
        by district and number are a matroid, so the heaviest that they allow are it."""
        weighs = weighs.copy()
        weighs[[self.places[one] for one in self.limits.must]] = np.inf
        allowed, most = len(weighs), self.limits.most_in_district
        if most:
            district, nowhere = self.districts
            order = np.lexsort((-weighs, district))
            first = np.searchsorted(district[order], district[order])
            over = np.zeros(len(weighs), dtype=bool)
            over[order] = np.arange(len(order)) - first >= most
            over &= ~nowhere
            weighs[over] = -np.inf
            allowed -= int(over.sum())
        number = min(self.limits.number, allowed)
        return [int(at) for at in np.argpartition(-weighs, number - 1)[:number]]

    @cached_property
    def weights(self) -> npt.NDArray[np.float64]:
        """Of each point of the demand."""
        return self.demand["weight"].to_numpy(dtype=float)

    @cached_property
    def groups(self) -> Groups:
        """Points with the same venues within reach, put together; those that weigh nothing are left
        out."""
        counts = np.bincount(self.point, minlength=len(self.demand))
        by = np.lexsort((self.venue, self.point))
        by_point = np.split(self.venue[by], np.cumsum(counts)[:-1])
        number: dict[bytes, int] = {}
        of = np.full(len(self.demand), -1, dtype=np.intp)
        for at in np.flatnonzero((counts > 0) & (self.weights > 0)):
            of[at] = number.setdefault(by_point[at].tobytes(), len(number))
        weights = np.zeros(len(number))
        np.add.at(weights, of[of >= 0], self.weights[of >= 0])
        group = of[self.point]
        kept = group >= 0
        pairs = np.unique(self.venue[kept] * len(number) + group[kept])
        venue, group = np.divmod(pairs, max(len(number), 1))
        return Groups(len(self.venues), venue, group, weights)

    def only(self, kept: npt.NDArray[np.bool_]) -> "Problem":
        """The same with some of its venues alone, which keep their order."""
        place = np.cumsum(kept) - 1
        pairs = kept[self.venue]
        return replace(
            self,
            venues=self.venues[kept],
            venue=place[self.venue[pairs]],
            point=self.point[pairs],
            metres=self.metres[pairs],
            zones={
                name: tuple(int(place[at]) for at in some if kept[at])
                for name, some in self.zones.items()
            },
        )

    def held(self, venues: Iterable[int]) -> npt.NDArray[np.bool_]:
        """Which points of the demand are within reach of some venues (by place)."""
        chosen = np.zeros(len(self.venues), dtype=bool)
        chosen[list(venues)] = True
        held = np.zeros(len(self.demand), dtype=bool)
        held[self.point[chosen[self.venue]]] = True
        return held


def problem(
    venues: pd.DataFrame,
    demand: pd.DataFrame,
    limits: Limits,
    *,
    reach: float,
    detour: float,
    zones: Mapping[str, Sequence[str]] | None = None,
) -> Problem:
    """State what is asked.

    Parameters
    ----------
    reach
        How far people walk, in metres along streets.
    detour
        How much longer a walk is than the straight line: 1.3 and so on.
    zones
        Codes of the areas of each zone that is to have a session, by its name.

    Raises
    ------
    ProblemError
        When it cannot be met: limits that exclude each other, no venue, a zone without any; or
        when it is more than :data:`MOST_PAIRS`.
    """
    demand = demand.sort_values(["lsoa", "postcode"], ignore_index=True)
    venues = venues[~venues.index.isin(list(limits.must_not))].sort_index()
    _check(venues, limits)
    venue, point, metres = pairs_within(venues, demand, reach / detour)
    if len(venue) > MOST_PAIRS:
        raise ProblemError(say("sessions", "too_many"), too_many=True)
    serving = {
        name: _serving(venues, demand, venue, point, set(codes))
        for name, codes in (zones or {}).items()
    }
    without = [name for name, some in serving.items() if not some]
    if without:
        raise ProblemError(say("sessions", "zone_without", zones=listed(without)), widen=("kinds",))
    if len(serving) > limits.number:
        _too_few(limits, "more_zones", len(serving))
    return Problem(venues, demand, venue, point, metres, limits, serving)


def keeps_to(asked: Problem, ids: Iterable[str]) -> bool:
    """Whether some venues keep to all limits."""
    chosen = set(ids)
    limits, places = asked.limits, {asked.places[one] for one in chosen if one in asked.places}
    inside = Counter(asked.venues["district_code"].iloc[sorted(places)])
    return (
        len(places) == len(chosen)
        and len(chosen) <= limits.number
        and chosen.issuperset(limits.must)
        and all(places.intersection(some) for some in asked.zones.values())
        and (not limits.most_in_district or _most(inside) <= limits.most_in_district)
    )


def _check(venues: pd.DataFrame, limits: Limits) -> None:
    if limits.number < 1:
        raise ProblemError(say("sessions", "no_session"))
    if not len(venues):
        raise ProblemError(say("sessions", "no_venue"), widen=("kinds", "places"))
    if len(limits.must) > limits.number:
        _too_few(limits, "more_venues", len(limits.must))
    lost = tuple(one for one in limits.must if one not in venues.index)
    if lost:
        raise ProblemError(say("sessions", "lost"), lost=lost)
    inside = Counter(venues.loc[list(limits.must), "district_code"])
    if limits.most_in_district and _most(inside) > limits.most_in_district:
        raise ProblemError(
            say("sessions", "in_district", most=limits.most_in_district),
            limits=replace(limits, most_in_district=_most(inside)),
        )


def _too_few(limits: Limits, what: str, needed: int) -> NoReturn:
    """Refuse a number of sessions that is less than what needs one each."""
    number = limits.number
    said = one_or_many("sessions", what, number, number=number, needed=needed)
    raise ProblemError(said, limits=replace(limits, number=needed))


def _most(inside: Counter[str]) -> int:
    """The most in one district; venues without one are not counted."""
    return max((number for district, number in inside.items() if district), default=0)


def _serving(
    venues: pd.DataFrame,
    demand: pd.DataFrame,
    venue: npt.NDArray[np.intp],
    point: npt.NDArray[np.intp],
    codes: set[str],
) -> tuple[int, ...]:
    inside = np.flatnonzero(venues["lsoa"].isin(codes))
    if not len(inside):
        here = demand["lsoa"].isin(codes).to_numpy()
        inside = np.unique(venue[here[point]])
    return tuple(int(at) for at in inside)
