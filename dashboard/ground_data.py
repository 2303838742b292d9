"""What the browser is sent of the ground under the map: after the first map, and only when near.

Points are longitude and latitude, as the snapshot has them (5 decimals). Where a table is missing
from the snapshot its lists are empty.
"""

import json
from typing import Any

import pandas as pd

from dashboard.parts import map_ground
from layers.atlas import Atlas
from layers.ground.searchable import address_key

# Decimals of the lines' points: some ten metres, less than their width on the screen.
_LINE = 4


def ground(atlas: Atlas) -> dict[str, Any]:
    """What is seen from afar: ``rules`` by which it is drawn, ``motorways`` (lines by name),
    ``places`` by kind, those with most bus stops first, and ``marks`` by kind; each place with its
    name and point."""
    stations, venues = atlas.extra("stations"), atlas.extra("venues")
    return {
        "rules": map_ground.for_browser(),
        "motorways": motorways(atlas.ground_lines()),
        "places": _by_kind(_places(atlas)),
        "marks": _by_kind(stations, "station")
        | _by_kind(venues, "venue")
        | {"pharmacy": _named(atlas.extra("pharmacies"), "pharmacy")},
    }


def streets(atlas: Atlas) -> dict[str, Any]:
    """What is seen from near: ``streets``, those with most stops first, and ``stops``."""
    table, stops = atlas.extra("streets"), atlas.extra("stops")
    if len(table):
        table = table.sort_values(["stops", "street"], ascending=[False, True])
    return {"streets": _named(table), "stops": _named(stops)}


def motorways(lines: bytes) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    """Their names, and lines of latitude and longitude, from GeoJSON; none from nothing."""
    if not lines:
        return []
    found: dict[str, list[list[tuple[float, float]]]] = {}
    for feature in json.loads(lines)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"]
        for part in [parts] if shape["type"] == "LineString" else parts:
            line = [(round(y, _LINE), round(x, _LINE)) for x, y, *_ in part]
            found.setdefault(feature["properties"]["ref"], []).append(line)
    return sorted(found.items())


def _places(atlas: Atlas) -> pd.DataFrame:
    """Settlements, those that most bus stops say they are in first: of two names that have no room
    beside each other, the first is written."""
    places, stops = atlas.extra("places"), atlas.extra("stops")
    if not len(places) or not len(stops):
        return places
    said = pd.concat([stops["locality"], stops["parent_locality"]]) + stops["district"]
    counted = (places["name"] + places["district"]).map(said.value_counts()).fillna(0)
    return places.iloc[(-counted).argsort(kind="stable")]


def _by_kind(table: pd.DataFrame, code: str = "") -> dict[str, dict[str, list[Any]]]:
    if not len(table):
        return {}
    return {str(kind): _named(rows, code) for kind, rows in table.groupby("kind")}


def _named(table: pd.DataFrame, code: str = "") -> dict[str, list[Any]]:
    """Names and points of the rows that have a point; where a column has their ``code``, what an
    address calls them."""
    found: dict[str, list[Any]] = {"name": [], "at": []} | ({"key": []} if code else {})
    if not len(table):
        return found
    there = table.dropna(subset=["longitude", "latitude"])
    points = zip(there["longitude"], there["latitude"], strict=True)
    found |= {"name": there["name"].tolist(), "at": [[x, y] for x, y in points]}
    return found | ({"key": [address_key(one) for one in there[code]]} if code else {})
