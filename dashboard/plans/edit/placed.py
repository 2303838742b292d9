"""Where a venue stands, by what its form says: worked out when it is saved, never asked for."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.plans.edit.opened import Values
from dashboard.plans.edit.venues_offered import venues_offered
from layers.atlas import Atlas
from layers.exercise import code_patterns
from layers.ground.tables import table
from workspace import venue_places
from workspace.records import Plan

Place = dict[str, Any]
# Of a venue that is offered, what the form of a session has fields for.
_FILLED_IN = ("address", "postcode", "lsoa")


def placed(
    atlas: Atlas, plan: Plan, record: str, was: Values, values: Values
) -> tuple[Values, Place]:
    """What is kept of a form beside what was written in it.

    Parameters
    ----------
    was
        What stood in the form when it was opened.

    Returns
    -------
    tuple
        The values, those of a session with address, postcode and area of the venue that was chosen
        from those offered, where nobody wrote others; and what people do not fill in
        (:mod:`workspace.venue_places`), empty where the place is as it was. Where it is another,
        nothing is known of how many people are within reach of it.
    """
    if record == "venue" and _differs(was, values, "postcode"):
        return values, venue_places.checked(record, _by_postcode(atlas, values))
    if record != "session":
        return values, {}
    venue = _chosen(atlas, plan, was, values)
    if venue is not None:
        same = [name for name in _FILLED_IN if not _differs(was, values, name)]
        values = values | {name: venue[name] for name in same}
        if _postcode(values) == code_patterns.plain(venue["postcode"]):
            return values, venue_places.checked(record, _point(venue) | {"venue_key": venue.name})
    if not _differs(was, values, "postcode"):
        return values, {}
    place = _by_postcode(atlas, values)
    area = place.pop("lsoa", "")
    if not _differs(was, values, "lsoa"):
        values = values | {"lsoa": area}
    return values, venue_places.checked(record, place)


def _chosen(atlas: Atlas, plan: Plan, was: Values, values: Values) -> "pd.Series[Any] | None":
    """The venue that is offered under the name that was written."""
    name = " ".join(str(values.get("venue") or "").split())
    if not name or not _differs(was, values, "venue"):
        return None
    offered = venues_offered(atlas, plan, str(was.get("zone_id") or ""))  # as the form did
    found = offered[offered["name"].eq(name)]
    return found.iloc[0] if len(found) else None


def _by_postcode(atlas: Atlas, values: Values) -> Place:
    """Where a postcode is; nothing for one that the atlas does not have."""
    every = table(atlas, "postcodes")
    found = every[every["postcode"].str.replace(" ", "").eq(_postcode(values))]
    return {"lsoa": found.iloc[0]["lsoa"]} | _point(found.iloc[0]) if len(found) else {}


def _point(row: "pd.Series[Any]") -> Place:
    return {name: float(row[name]) for name in ("longitude", "latitude")}


def _postcode(values: Values) -> str:
    return code_patterns.plain(str(values.get("postcode") or ""))


def _differs(was: Mapping[str, Any], values: Mapping[str, Any], name: str) -> bool:
    """Whether a field was changed; one that the form does not name is as it was."""
    return name in values and (was.get(name) or "") != (values[name] or "")
