"""What is near each session, as a table: stops, stations, surgeries and pharmacies."""

from typing import Any

from dashboard.files.table import Table, of_rows
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.texts import say as kind_said
from dashboard.where_to_meet.export_texts import heads, say
from layers.ground.around_venue import AroundVenue
from layers.table_rows import records

_SERVICES = ("surgery", "pharmacy")
_STOPS = "naptan"  # the list of stops and stations


def near(answer: Answer) -> Table:
    """A row for each stop, surgery and pharmacy within reach of a session's venue, and each station
    within 2 km: nearest first. The venue itself is none of them."""
    rows: list[dict[str, Any]] = []
    reach = answer.request.straight
    for number, venue in enumerate(records(answer.sessions), start=1):
        around = AroundVenue(answer.atlas, venue["longitude"], venue["latitude"], reach)
        place = {"number": number, "venue": venue["name"]}
        found = [*_stops(around), *_stations(around), *_services(around, venue)]
        rows += [row | place for row in found]
    return of_rows("near", rows, heads("near"))


def _stops(around: AroundVenue) -> list[dict[str, Any]]:
    found = around.stops.assign(kind=say("parts", "stop"), as_of=around.atlas.period_of(_STOPS))
    return records(found.rename(columns={"indicator": "address"}))


def _stations(around: AroundVenue) -> list[dict[str, Any]]:
    as_of = around.atlas.period_of(_STOPS)
    return [
        row | {"kind": say("parts", row["kind"]), "as_of": as_of}
        for row in records(around.stations)
    ]


def _services(around: AroundVenue, venue: dict[str, Any]) -> list[dict[str, Any]]:
    found = around.venues[around.venues["kind"].isin(_SERVICES)]
    itself = [venue[part] for part in ("kind", "name", "postcode")]
    return [
        row | {"kind": kind_said("kinds", f"{row['kind']}_one")}
        for row in records(found)
        if [row[part] for part in ("kind", "name", "postcode")] != itself
    ]
