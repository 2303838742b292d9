"""What "Where to meet" takes of a plan: its zones, and the team's own venues kept with it."""

from dataclasses import dataclass

from dashboard.parts.context import Context
from dashboard.parts.plans.kept_in import kept_in
from dashboard.parts.plans.plan_so_far import NOT_PURSUED
from dashboard.parts.sessions.answer import SessionZone
from layers.ground.candidates import OwnVenue
from workspace import plans
from workspace.records import Plan


@dataclass(frozen=True)
class PlanZone(SessionZone):
    """A zone of a plan, with the indicator of the people to reach there ("" where it says none)."""

    group_id: str = ""


def plan_zones(context: Context, plan_id: str) -> tuple[PlanZone, ...]:
    """The zones of a plan that it has not given up.

    Raises
    ------
    workspace.errors.WorkspaceError
        Where there is no such plan, or whoever asks may not see it.
    """
    return tuple(
        PlanZone(one.number, one.name, tuple(one.areas), one.group_id)
        for one in _plan(context, plan_id).zones
        if one.status != NOT_PURSUED
    )


def plan_venues(context: Context, plan_id: str) -> tuple[OwnVenue, ...]:
    """The team's own venues that are kept with a plan; errors as for :func:`plan_zones`."""
    return own_venues(_plan(context, plan_id))


def own_venues(plan: Plan) -> tuple[OwnVenue, ...]:
    """Those of a plan that is read already; one that is nowhere cannot be chosen."""
    return tuple(
        OwnVenue(one.name, one.address, one.postcode, one.longitude, one.latitude, one.kind)
        for one in plan.venues
        if one.longitude is not None and one.latitude is not None
    )


def _plan(context: Context, plan_id: str) -> Plan:
    with kept_in(context).reading() as session:
        return plans.plan(session, plan_id)
