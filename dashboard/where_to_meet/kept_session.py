"""The route card of a session that a plan keeps: at the venue as it is kept, beside the plan's
others, for the people of its zones."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from dashboard.files.about import day
from dashboard.parts.context import Context
from dashboard.parts.plans.kept_in import kept_in
from dashboard.parts.plans.plan_places import session_zones
from dashboard.parts.plans.session_numbers import session_numbers, sessions_in_order
from dashboard.parts.sessions.answer import work_out
from dashboard.parts.sessions.route_card import PlanNumbers, RouteCard
from dashboard.parts.sessions.session_request import (
    LEAST_REACH,
    MOST_REACH,
    MOST_SESSIONS,
    SessionRequest,
)
from dashboard.parts.sessions.texts import say
from layers.atlas import Atlas
from layers.ground.candidates import KINDS, LETTERS, OWN, OwnVenue, candidate_venues
from layers.targeting.covering_problem import ProblemError
from workspace import plans
from workspace.records import Meeting

CANCELLED = "cancelled"
_KINDS = {letter: kind for kind, letter in LETTERS.items()}


class _Placed(NamedTuple):
    """A kept session where it stands: its venue's id, and the venue where it is in no open list."""

    id: str
    venue: str
    own: OwnVenue | None


def kept_card(context: Context, request: SessionRequest, session_id: str) -> RouteCard:
    """The card of a session of the request's plan.

    Parameters
    ----------
    request
        Its plan, and what is usual: whom to reach, how far people walk. What the session keeps of
        these comes first.
    session_id
        Of the session's record.

    Raises
    ------
    ProblemError
        Where there is no such session, or nobody knows where it stands.
    workspace.errors.WorkspaceError
        Where there is no such plan, or whoever asks may not see it.
    """
    with kept_in(context).reading() as session:
        plan = plans.plan(session, request.plan)
        title, meetings, numbers = plan.title, sessions_in_order(plan), session_numbers(plan)
        zones = tuple(zone for zone in session_zones(plan) if zone.areas)
    mine = next((one for one in meetings if one.id == session_id), None)
    if mine is None:
        raise ProblemError(say("kept", "no_session"))
    atlas = context.atlas
    here = _placed(atlas, mine)
    if here is None:
        raise ProblemError(say("kept", "no_place"))
    others = (_placed(atlas, one) for one in meetings if one.status != CANCELLED)
    every = _each_once([here, *filter(None, others)])[:MOST_SESSIONS]
    group = atlas.indicators.get(mine.group_id)
    asked = replace(
        request,
        name=title,
        group=mine.group_id if group and group.counts_people else request.group,
        plan=request.plan if zones else "",
        reach=min(max(mine.reach or request.reach, LEAST_REACH), MOST_REACH),
        kinds=tuple(kind for kind in KINDS if kind in {_KINDS[one.venue[0]] for one in every}),
        number=len(every),
        chosen=tuple(one.venue for one in every),
        must=(),
        must_not=(),
        districts=(),
        each_zone=False,
        most_in_district=0,
    )
    answer = work_out(atlas, asked, [one.own for one in every if one.own], zones)
    known = {"date": day(mine.on) if mine.on else "", "time": mine.starts}
    by_venue = {one.venue: numbers[one.id] for one in every}
    return RouteCard(answer, here.venue, known, PlanNumbers(by_venue, len(numbers)))


def _placed(atlas: Atlas, kept: Meeting) -> _Placed | None:
    """Where a kept session stands; None where nobody knows."""
    key = kept.venue_key
    if key and key in candidate_venues(atlas, KINDS).index:
        return _Placed(kept.id, key, None)
    if kept.longitude is None or kept.latitude is None:
        return None
    own = OwnVenue(kept.venue, kept.address, kept.postcode, kept.longitude, kept.latitude)
    return _Placed(kept.id, str(candidate_venues(atlas, (OWN,), [own]).index[0]), own)


def _each_once(placed: Iterable[_Placed]) -> list[_Placed]:
    """Several sessions at one venue are one place."""
    return list({one.venue: one for one in reversed(list(placed))}.values())[::-1]
