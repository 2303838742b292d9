"""What is on the ground in each zone, as tables for the workbook and the zip: streets, postcodes,
stops, places to meet, communities of wards."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.files.table import Table, of_rows
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard.on_the_ground import OnTheGround, on_the_ground
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.table_rows import records

Heads = Mapping[str, tuple[str, Any, int]]
_ZONE: Heads = {"zone_number": ("Zone number", "whole", 0), "zone": ("Zone", "text", 0)}
_POINT: Heads = {
    "longitude": ("Longitude", "number", 5),
    "latitude": ("Latitude", "number", 5),
}
_AREA: Heads = {"lsoa": ("Area code (LSOA 2021)", "text", 0)}
_HEADS: dict[str, Heads] = {
    "streets": {
        "name": ("Street with a bus stop on or beside it", "text", 0),
        "locality": ("Locality", "text", 0),
        "stops": ("Bus stops in the zone", "whole", 0),
        "every": ("Bus stops on all streets of this name in the zone", "whole", 0),
        **_POINT,
    },
    "postcodes": {
        "sector": ("Postcode sector", "text", 0),
        "postcode": ("Postcode", "text", 0),
        **_AREA,
        **_POINT,
    },
    "stops": {
        "stop": ("Stop (ATCO code)", "text", 0),
        "name": ("Name", "text", 0),
        "street": ("Street", "text", 0),
        "locality": ("Locality", "text", 0),
        "indicator": ("Where at the street", "text", 0),
        "bearing": ("Direction of travel", "text", 0),
        **_AREA,
        **_POINT,
    },
    "venues": {
        "kind": ("Kind", "text", 0),
        "name": ("Name", "text", 0),
        "address": ("Address", "text", 0),
        "postcode": ("Postcode", "text", 0),
        "telephone": ("Telephone", "text", 0),
        "inside": ("Inside the zone (no: within 800 m)", "text", 0),
        "km": ("Kilometres away", "number", 1),
        "as_of": ("Check before use: list of", "text", 0),
        **_POINT,
    },
    "communities": {
        "ward": ("Ward", "text", 0),
        "ward_code": ("Ward code", "text", 0),
        "part": ("About how much of the ward is in the zone, %", "number", 0),
        "residents": ("Residents of the whole ward", "whole", 0),
        "group": ("Ethnic group (detailed)", "text", 0),
        "people": ("People in the whole ward", "whole", 0),
        "headings": ("Under which headings of the Census", "text", 0),
    },
}


def tables(atlas: Atlas, handover: Handover) -> dict[str, Table]:
    """Each table by the name of its file, with a row for each zone and what is in it."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _HEADS}
    for number, zone in enumerate(handover.zones, start=1):
        found = on_the_ground(atlas, zone)
        place = {"zone_number": number, "zone": zone.name}
        for name, of in _OF_ZONE.items():
            rows[name] += [place | row for row in of(found)]
    return {name: of_rows(name, rows[name], {**_ZONE, **heads}) for name, heads in _HEADS.items()}


def _plain(table: str) -> Callable[[OnTheGround], list[dict[str, Any]]]:
    return lambda found: records(getattr(found, table))


def _streets(found: OnTheGround) -> list[dict[str, Any]]:
    every = found.street_names.rename(columns={"stops": "every"})
    rows = found.streets.merge(every, on="name")
    return records(rows.sort_values(["every", "name"], ascending=[False, True], kind="stable"))


def _postcodes(found: OnTheGround) -> list[dict[str, Any]]:
    sectors = found.postcodes["postcode"].str[:-2]
    return records(found.postcodes.assign(sector=sectors))


def _venues(found: OnTheGround) -> list[dict[str, Any]]:
    rows: pd.DataFrame = found.venues
    inside = rows["inside"].map({True: "yes", False: "no"})
    kinds = rows["kind"].map({kind: say("ground", f"one_{kind}") for kind in set(rows["kind"])})
    return records(rows.assign(inside=inside, kind=kinds))


def _communities(found: OnTheGround) -> list[dict[str, Any]]:
    return [
        {
            "ward": ward.ward,
            "ward_code": ward.ward_code,
            "part": 100 * ward.part,
            "residents": ward.residents,
            "group": group,
            "people": people,
            "headings": "; ".join(f"{heading} {number}" for heading, number in parts),
        }
        for ward in found.communities
        for group, people, parts in ward.groups
    ]


_OF_ZONE: dict[str, Callable[[OnTheGround], list[dict[str, Any]]]] = {
    "streets": _streets,
    "postcodes": _postcodes,
    "stops": _plain("stops"),
    "venues": _venues,
    "communities": _communities,
}
