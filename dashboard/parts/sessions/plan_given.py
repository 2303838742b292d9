"""What the plan of a request brings along: its zones, and the team's own venues kept with it."""

from dataclasses import dataclass

from dashboard.parts.context import Context
from dashboard.parts.plans.plan_places import own_venues, session_zones
from dashboard.parts.sessions.answer import SessionZone
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.web.people import plans_closed
from layers.ground.candidates import OwnVenue
from layers.targeting.covering_problem import ProblemError
from workspace import plans
from workspace.errors import WorkspaceError


@dataclass(frozen=True)
class PlanGiven:
    """Zones and venues of a plan; none where the request names no plan."""

    zones: tuple[SessionZone, ...] = ()
    own: tuple[OwnVenue, ...] = ()


def zones_of(context: Context, request: SessionRequest) -> PlanGiven:
    """What a request's plan holds, for whoever makes the request at hand.

    Raises
    ------
    ProblemError
        When there is no such plan, or this person may not see it; a sentence says which.
    """
    if not request.plan:
        return PlanGiven()
    if closed := plans_closed(context):
        raise ProblemError(closed)
    assert context.workspace is not None
    try:
        with context.workspace.reading() as session:
            plan = plans.plan(session, request.plan)
    except WorkspaceError as error:
        raise ProblemError(str(error)) from None
    return PlanGiven(session_zones(plan), own_venues(plan))
