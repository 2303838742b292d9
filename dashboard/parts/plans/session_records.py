"""Zones, sessions and own venues of "Where to meet" as a plan keeps them."""

from collections.abc import Sequence
from typing import Any

from dashboard.parts.sessions.answer import Answer
from layers.atlas import Atlas
from layers.exercise import code_patterns
from layers.ground.candidates import OWN, OwnVenue, candidate_venues
from workspace import fields

Records = list[dict[str, Any]]


def zones_of(answer: Answer) -> Records:
    """The zones that were asked about, as :func:`workspace.plans.make` takes them; none where whole
    districts were."""
    people = answer.reach.areas["people"]
    residents = answer.atlas.areas["residents"]
    return [
        {
            "number": zone.number,
            "name": _short("zone", "name", zone.name),
            "areas": list(zone.areas),
            "group_id": answer.request.group,
            "people": float(people.reindex(list(zone.areas)).sum()),
            "residents": float(residents.reindex(list(zone.areas)).sum()),
        }
        for zone in answer.zones
    ]


def sessions_of(answer: Answer) -> Records:
    """The sessions, as :func:`workspace.planned_sessions.add_sessions` takes them."""
    return [
        {
            "zone": row["zone"] or None,
            "venue": _short("session", "venue", row["name"]),
            "address": _short("session", "address", row["address"]),
            "postcode": _postcode(row["postcode"]),
            "lsoa": row["lsoa"],
            "venue_key": str(id),
            "longitude": row["longitude"],
            "latitude": row["latitude"],
            "reach": int(answer.request.reach),
            "people": row["people"],
            "group_id": answer.request.group,
        }
        for id, row in answer.sessions.to_dict("index").items()
    ]


def venues_of(atlas: Atlas, own: Sequence[OwnVenue]) -> Records:
    """The team's own venues, as :func:`workspace.planned_sessions.add_sessions` takes them."""
    kinds = {(one.name, one.address, one.postcode): one.kind for one in own}
    return [
        {
            "name": _short("venue", "name", row["name"]),
            "kind": _short("venue", "kind", kinds[row["name"], row["address"], row["postcode"]]),
            "address": _short("venue", "address", row["address"]),
            "postcode": _postcode(row["postcode"]),
            "lsoa": row["lsoa"],
            "longitude": row["longitude"],
            "latitude": row["latitude"],
        }
        for row in candidate_venues(atlas, (OWN,), own).to_dict("records")
    ]


def _short(record: str, name: str, text: str) -> str:
    return text[: fields.field(record, name).limit]


def _postcode(text: str) -> str:
    """A postcode as the plan keeps one; nothing for what does not have the form of one."""
    return text if code_patterns.POSTCODE.fullmatch(code_patterns.plain(text)) else ""
