"""What "Where to meet" takes of a plan: its zones, and the team's own venues kept with it."""

from dashboard.parts.plans.plan_so_far import NOT_PURSUED
from dashboard.parts.sessions.answer import SessionZone
from layers.ground.candidates import OwnVenue
from workspace.records import Plan


def session_zones(plan: Plan) -> tuple[SessionZone, ...]:
    """The zones of a plan that it has not given up."""
    return tuple(
        SessionZone(one.number, one.name, tuple(one.areas))
        for one in plan.zones
        if one.status != NOT_PURSUED
    )


def own_venues(plan: Plan) -> tuple[OwnVenue, ...]:
    """The team's own venues that are kept with a plan; one that is nowhere cannot be chosen."""
    return tuple(
        OwnVenue(one.name, one.address, one.postcode, one.longitude, one.latitude, one.kind)
        for one in plan.venues
        if one.longitude is not None and one.latitude is not None
    )
