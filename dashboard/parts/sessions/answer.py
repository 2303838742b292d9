"""Everything that "Where to meet" says and hands over, worked out once.

The page, the workbook, the papers and the calendar all read from here, so that their numbers are
the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from dashboard.parts.sessions.lost_venues import look_for_lost
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.sessions.texts import one_or_many, say
from dashboard.parts.targets import handover as handovers
from dashboard.wording.lists import listed
from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache
from layers.exercise.heard_criterion import HEARD, with_heard
from layers.ground.candidates import OwnVenue, candidate_venues
from layers.targeting.covering_problem import (
    Choice,
    Limits,
    Problem,
    ProblemError,
    keeps_to,
    problem,
)
from layers.targeting.session_demand import demand
from layers.targeting.session_reach import SessionReach
from layers.targeting.sessions import given, greedy


@dataclass(frozen=True)
class SessionZone:
    """A zone whose people are to be reached: of a definition, or of a plan."""

    number: int
    name: str
    areas: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Answer:
    """Sessions, and whom they reach.

    Attributes
    ----------
    atlas
        With the definition's exercise, where it has one.
    zones
        Those that were asked about; none where whole districts or everybody was.
    where
        Where the people live, in words to follow "in".
    notes
        Sentences about what in the link could not be used.
    """

    atlas: Atlas
    request: SessionRequest
    reach: SessionReach
    zones: tuple[SessionZone, ...]
    where: str
    notes: tuple[str, ...] = ()

    @property
    def choice(self) -> Choice:
        """The venues chosen, with what no choice exceeds."""
        return self.reach.choice

    @property
    def asked(self) -> Problem:
        """The problem."""
        return self.reach.asked

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """See :attr:`layers.targeting.session_reach.SessionReach.sessions`; and ``zone``: the
        number of the zone that the venue stands in, or that most of its people live in (0: none).
        """
        found = self.reach.sessions
        return found.assign(zone=[self._zone_of(str(one)) for one in found.index])

    def _zone_of(self, venue: str) -> int:
        if not self.zones:
            return 0
        by_area = {code: zone.number for zone in self.zones for code in zone.areas}
        at = str(self.reach.sessions.loc[venue, "lsoa"])
        if at in by_area:
            return by_area[at]
        people: Counter[int] = Counter()
        for code, reached in self.reach.areas_of(venue)["reached"].items():
            people[by_area[str(code)]] += reached
        return max(people, key=lambda number: (people[number], -number), default=0)

    @property
    def without_each_zone(self) -> SessionReach | None:
        """As many sessions as are asked for where no zone has to have one, by the first answer;
        None where none has to, or where that reaches no more."""
        if not self.asked.zones:
            return None
        free = replace(self.asked, zones={})
        reach = SessionReach(free, greedy(free))
        return reach if reach.people > self.reach.people else None

    def with_proof(self, bound: float | None) -> "Answer":
        """The same, with what an exact search has proven that no choice exceeds."""
        if bound is None:
            return self
        choice = self.choice
        proven = max(choice.weight, min(bound, choice.bound))
        better = replace(choice, bound=proven, method="exact")
        return replace(self, reach=SessionReach(self.asked, better))


def work_out(
    atlas: Atlas,
    request: SessionRequest,
    own: Sequence[OwnVenue] = (),
    plan: Sequence[SessionZone] = (),
) -> Answer:
    """Find venues for sessions, or take those that the request has chosen, and measure the reach.

    Parameters
    ----------
    own
        The team's own venues; of what is worked out with them nothing is remembered.
    plan
        The zones of the request's plan.

    Raises
    ------
    layers.targeting.covering_problem.ProblemError
        When what is asked cannot be met.
    layers.targeting.area_search.DefinitionError
        When the definition cannot be used.
    """
    if own or request.plan:
        return _work_out(atlas, request, tuple(own), tuple(plan))
    return _remembered(atlas, request)


@bounded_cache(8_000_000)
def _remembered(atlas: Atlas, request: SessionRequest) -> Answer:
    return _work_out(atlas, request, (), ())


def _work_out(
    atlas: Atlas,
    request: SessionRequest,
    own: tuple[OwnVenue, ...],
    plan: tuple[SessionZone, ...],
) -> Answer:
    definition = request.definition
    known = with_heard(atlas, definition.heard if definition else None)
    zones, where = _zones(known, request, plan)
    codes = known.areas.index
    if zones:
        codes = pd.Index([code for zone in zones for code in zone.areas])
    if request.districts:
        codes = codes[known.areas["district_code"].reindex(codes).isin(request.districts)]
    people = demand(
        known, request.group, codes=codes, at=request.at, silence=_silence(known, request)
    )
    if not people["weight"].sum() > 0:
        raise ProblemError(say("answer", "nobody"), widen=("places",))
    venues = candidate_venues(known, request.kinds, own)
    if request.districts:
        venues = venues[venues["district_code"].isin(request.districts)]
    look_for_lost(known, request, venues.index, own)
    asked = problem(
        venues,
        people,
        Limits(request.number, request.most_in_district, request.must, request.must_not),
        reach=request.reach,
        detour=request.detour,
        zones=_by_name(zones) if request.each_zone else None,
    )
    choice, notes = _chosen(asked, request)
    return Answer(known, request, SessionReach(asked, choice), zones, where, notes)


def _chosen(asked: Problem, request: SessionRequest) -> tuple[Choice, tuple[str, ...]]:
    """The venues of the link where they keep to what is asked, else the first answer."""
    if not request.chosen:
        return greedy(asked), ()
    unknown = sum(one not in asked.places for one in request.chosen)
    if unknown:
        said = one_or_many("answer", "unknown", unknown, number=unknown)
        return greedy(asked), (said,)
    if not keeps_to(asked, request.chosen):
        return greedy(asked), (say("answer", "not_kept"),)
    return given(asked, request.chosen), ()


def _zones(
    atlas: Atlas, request: SessionRequest, plan: tuple[SessionZone, ...]
) -> tuple[tuple[SessionZone, ...], str]:
    """The zones asked about, and where that is in words."""
    if request.plan:
        if not any(zone.areas for zone in plan):
            raise ProblemError(say("answer", "no_zones"))
        name = request.name or say("answer", "unnamed_plan")
        return plan, one_or_many("answer", "in_zones", len(plan), number=len(plan), name=name)
    if request.definition is None:
        places = [atlas.districts[code] for code in request.districts]
        return (), listed(places) if places else atlas.name
    made = handovers.work_out(atlas, request.definition)
    zones = tuple(
        SessionZone(number, zone.name, zone.areas) for number, zone in enumerate(made.zones, 1)
    )
    if not zones:
        raise ProblemError(say("answer", "none_found"), widen=("places",))
    name = request.definition.name or say("answer", "unnamed")
    return zones, one_or_many("answer", "in_zones", len(zones), number=len(zones), name=name)


def _by_name(zones: Sequence[SessionZone]) -> dict[str, tuple[str, ...]]:
    """Each zone's areas, by what it is called in a sentence; two of a plan may share a name."""
    return {say("answer", "zone", number=z.number, name=z.name): z.areas for z in zones}


def _silence(atlas: Atlas, request: SessionRequest) -> Mapping[str, float] | None:
    """How little the exercise has heard from each area: 1 − heard ÷ expected, no less than 0."""
    if not request.silence:
        return None
    ratio = atlas.table(HEARD)["value"].dropna()
    return dict((1.0 - ratio).clip(0.0, 1.0))
