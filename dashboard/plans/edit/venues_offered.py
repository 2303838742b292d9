"""Venues that the form of a session offers: the plan's own, and those of the open lists nearby."""

import pandas as pd

from dashboard.parts.plans.plan_places import own_venues
from layers.atlas import Atlas
from layers.ground.candidates import KINDS, STOP, candidate_venues
from workspace.records import Plan

# Near a bus stop there may be nothing to meet in: that is for "Where to meet" to say.
_KINDS = tuple(kind for kind in KINDS if kind != STOP)


def venues_offered(atlas: Atlas, plan: Plan, zone_id: str) -> pd.DataFrame:
    """The plan's own venues, and those of the atlas in a zone.

    Parameters
    ----------
    zone_id
        The session's zone; of one without, venues in any of the plan's zones are offered.

    Returns
    -------
    pandas.DataFrame
        As :func:`layers.ground.candidates.candidate_venues` has them; of several with one name
        none, as its name does not say which.
    """
    zones = [one for one in plan.zones if one.id == zone_id] or plan.zones
    areas = {code for zone in zones for code in zone.areas}
    found = candidate_venues(atlas, _KINDS, own_venues(plan))
    here = found[found["kind"].eq("own") | found["lsoa"].isin(areas)]
    return here.drop_duplicates("name", keep=False)
