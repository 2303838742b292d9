"""Zones, sessions and own venues of "Where to meet" as a plan keeps them."""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from dashboard.parts.sessions.answer import Answer, SessionZone
from layers.atlas import Atlas
from layers.exercise import code_patterns
from layers.ground.candidates import OWN, OwnVenue, candidate_venues
from workspace import fields

Records = list[dict[str, Any]]
# A session's zone is the areas of which at least this share of the people is within its reach.
_HALF = 0.5


def zones_of(answer: Answer) -> Records:
    """The zones that were asked about, as :func:`workspace.plans.make` takes them; where whole
    districts were, one around each session: areas with at least half their people within reach,
    each in the zone of the session that reaches most of them. A zone has its session's number, so
    a session that reaches half of no area has none."""
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
        for zone in _zones(answer)
    ]


def _zones(answer: Answer) -> tuple[SessionZone, ...]:
    if answer.zones:
        return answer.zones
    covered = answer.reach.areas["covered"]
    held = covered.index[covered >= _HALF]
    places = answer.sessions["lsoa"].astype(str)
    of_session = {one: answer.reach.areas_of(one)["covered"] for one in answer.choice.venues}
    shares = pd.DataFrame(of_session).reindex(held).fillna(0.0)
    # Of two that reach as many, the first: it was chosen before the other.
    nearest = shares.idxmax(axis=1) if len(held) else pd.Series(dtype=str)
    by_session = {one: tuple(map(str, nearest.index[nearest == one])) for one in of_session}
    return tuple(
        SessionZone(number, _called(answer, places[venue] or codes[0]), codes)
        for number, (venue, codes) in enumerate(by_session.items(), start=1)
        if codes
    )


def _called(answer: Answer, at: str) -> str:
    """A zone is called after a neighbourhood: its venue's, or its first area's."""
    return str(answer.atlas.areas.loc[at, "neighbourhood"])


def sessions_of(answer: Answer) -> Records:
    """The sessions in their order, as :func:`workspace.planned_sessions.add_sessions` takes them,
    each in its zone of :func:`zones_of`."""
    numbers = {zone.number for zone in _zones(answer)}
    return [
        {
            "zone": row["zone"] or (number if number in numbers else None),
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
        for number, (id, row) in enumerate(answer.sessions.to_dict("index").items(), start=1)
    ]


def venues_of(atlas: Atlas, own: Sequence[OwnVenue], ids: Collection[str] | None = None) -> Records:
    """The team's own venues, as :func:`workspace.planned_sessions.add_sessions` takes them: those
    that are among some venues' ``ids``, or all."""
    found = candidate_venues(atlas, (OWN,), own)
    if ids is not None:
        found = found[found.index.isin(list(ids))]
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
        for row in found.to_dict("records")
    ]


def _short(record: str, name: str, text: str) -> str:
    return text[: fields.field(record, name).limit]


def _postcode(text: str) -> str:
    """A postcode as the plan keeps one; nothing for what does not have the form of one."""
    return text if code_patterns.POSTCODE.fullmatch(code_patterns.plain(text)) else ""
