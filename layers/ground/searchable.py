"""Everything that can be looked for by name: one list of places of every kind, from the snapshot.

Postcodes are looked up by themselves (``search_postcodes.py``); here are names and codes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from layers.atlas import GROUPING, Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.geography import levels
from layers.ground.search_place import LOCALITIES, Place
from layers.ground.search_roads import roads
from layers.ground.search_tables import areas_of, by, other, spread, stops_of
from layers.ground.spelling import slug
from layers.ground.tables import table
from layers.table_rows import rows


def places(atlas: Atlas) -> list[Place]:
    """All of them; what the snapshot has no table of is not among them. Keys are told apart."""
    found = [
        *_larger(atlas),
        *_localities(atlas),
        *roads(atlas),
        *_stations(atlas),
        *_venues(atlas),
        *_practices(atlas),
        *_pharmacies(atlas),
        *_areas(atlas),
        *_beyond(atlas),
    ]
    return list(_told_apart(found))


def _told_apart(found: Iterable[Place]) -> Iterator[Place]:
    seen: Counter[tuple[str, str]] = Counter()
    for one in found:
        seen[one.kind, one.key] += 1
        number = seen[one.kind, one.key]
        yield one if number == 1 else replace(one, key=f"{one.key}-{number}")


def _larger(atlas: Atlas) -> Iterator[Place]:
    own, newer = atlas.grouping, load_place_codes().newer_districts
    for level in ("district", *((GROUPING,) if own else ()), "msoa", "ward"):
        for code, name, district, residents, _ in levels.areas_at(atlas, level).itertuples():
            codes = (str(code), newer.get(str(code), ""))
            where = atlas.name if level == "district" else district
            name = own.full(code) if own and level == GROUPING else name
            yield Place(level, str(code), name, where, weight=residents, also=codes)


def _areas(atlas: Atlas) -> Iterator[Place]:
    columns = ["name", "neighbourhood", "district", "residents"]
    for code, name, neighbourhood, district, residents in atlas.areas[columns].itertuples():
        where = f"{neighbourhood}, {district}"
        yield Place("lsoa", code, name, where, areas=(code,), weight=residents, also=(code,))


def _localities(atlas: Atlas) -> Iterator[Place]:
    """Populated places, and localities that only bus stops name: estates above all."""
    stopping = by(stops_of(atlas), lambda stop: (stop.locality, stop.district))
    for row in rows(table(atlas, "places")):
        stops = stopping.pop((row.name, row.district), [])
        areas = dict.fromkeys([row.lsoa, *areas_of(stops)])
        yield Place(
            row.kind,
            f"{slug(row.name)}.{slug(row.district)}",
            row.name,
            row.district,
            (row.longitude, row.latitude),
            (row.west, row.south, row.east, row.north),
            tuple(areas),
            len(stops),
        )
    for (name, district), stops in sorted(stopping.items()):
        if name:
            key, size = f"{slug(name)}.{slug(district)}", len(stops)
            point, extent = spread((stop.longitude, stop.latitude) for stop in stops)
            yield Place("other", key, name, district, point, extent, areas_of(stops), size)


def _stations(atlas: Atlas) -> Iterator[Place]:
    for row in rows(table(atlas, "stations")):
        at = (row.longitude, row.latitude)
        yield Place(
            row.kind,
            address_key(row.station),
            row.name,
            row.district,
            at,
            None,
            (row.lsoa,),
            also=(),
        )


def _venues(atlas: Atlas) -> Iterator[Place]:
    for row in rows(table(atlas, "venues")):
        at, where = (row.longitude, row.latitude), f"{row.address}, {row.postcode}"
        yield Place(row.kind, address_key(row.venue), row.name, where, at, None, (row.lsoa,))


def _practices(atlas: Atlas) -> Iterator[Place]:
    columns = ["name", "place", "pcn", "longitude", "latitude", "list_size"]
    for code, name, place, _, east, north, size in atlas.practices[columns].itertuples():
        at = None if pd.isna(east) else (east, north)
        yield Place("practice", str(code), name, place, at, weight=size, also=(str(code),))


def _pharmacies(atlas: Atlas) -> Iterator[Place]:
    for row in rows(other(atlas, "pharmacies", _PHARMACIES)):
        at, where = (row.longitude, row.latitude), f"{row.address}, {row.postcode}"
        yield Place(
            "pharmacy", row.pharmacy, row.name, where, at, None, (row.lsoa,), also=(row.pharmacy,)
        )


def _beyond(atlas: Atlas) -> Iterator[Place]:
    sizes = {kind: len(LOCALITIES) - at for at, kind in enumerate(LOCALITIES)}
    for row in rows(table(atlas, "places_beyond")):
        at = (row.longitude, row.latitude)
        yield Place("beyond", "", row.name, row.county, at, weight=sizes.get(row.kind, 0))


_PHARMACIES = ["pharmacy", "name", "address", "postcode", "longitude", "latitude", "lsoa"]


def address_key(code: object) -> str:
    """What an address calls a station or venue, from its code: letters, digits and hyphens."""
    return re.sub("[^A-Za-z0-9]+", "-", str(code))
