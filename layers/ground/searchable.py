"""Everything that can be looked for by name: one list of places of every kind, from the snapshot.

Postcodes are looked up by themselves (``postcode_lookup.py``); here are names and codes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, TypeVar

import pandas as pd

from layers.atlas import Atlas
from layers.geography import levels
from layers.ground.spelling import slug

T = TypeVar("T")
Point = tuple[float, float]
Box = tuple[float, float, float, float]

# The kinds, those first that people mean where several have one name.
KINDS = (
    "district", "msoa", "ward", "city", "town", "village", "suburb", "hamlet", "other", "street",
    "rail", "tram", "library", "school", "practice", "pharmacy", "lsoa", "beyond",
)  # fmt: skip
LOCALITIES = ("city", "town", "village", "suburb", "hamlet", "other")
# The newer codes of districts whose boundary changed a little in 2025; the atlas keeps the older.
NEWER_CODES = {"E08000016": "E08000038", "E08000019": "E08000039"}


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be looked for.

    Attributes
    ----------
    kind
        One of :data:`KINDS`, or ``postcode``, ``sector`` or ``postcodes`` (a postcode district).
    key
        What it is called in an address: of an area, practice or pharmacy its code.
    name, where
        Its name, and where that is: "Burngreave, Sheffield"; of a place beyond, its county.
    point
        Longitude and latitude, where it is known.
    extent
        West, south, east, north in degrees, where it has any.
    areas
        Codes of the LSOAs that it lies in; of larger areas and practices none.
    weight
        Among those of one kind and name, the larger comes first: stops, residents, patients.
    also
        What it is found by besides its name: codes.
    """

    kind: str
    key: str
    name: str
    where: str = ""
    point: Point | None = None
    extent: Box | None = None
    areas: tuple[str, ...] = ()
    weight: float = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """Why something that was looked for has no place in the atlas.

    Attributes
    ----------
    reason
        ``beyond``, a place elsewhere; ``postcode``, ``part``, one elsewhere; ``no_postcode``, none
        at all; ``unknown_postcode``, not among the atlas's; ``split``, an area of 2011 that ended.
    name
        What was looked for, as it is written.
    county
        Where a place beyond is; empty where that is not known.
    """

    reason: str
    name: str
    county: str = ""


def places(atlas: Atlas) -> list[Place]:
    """All of them; what the snapshot has no table of is not among them. Keys are told apart."""
    found = [
        *_larger(atlas),
        *_localities(atlas),
        *_streets(atlas),
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
    for level in ("district", "msoa", "ward"):
        for code, name, district, residents, _ in levels.areas_at(atlas, level).itertuples():
            codes = (str(code), NEWER_CODES.get(str(code), ""))
            where = atlas.name if level == "district" else district
            yield Place(level, str(code), name, where, weight=residents, also=codes)


def _areas(atlas: Atlas) -> Iterator[Place]:
    columns = ["name", "neighbourhood", "district", "residents"]
    for code, name, neighbourhood, district, residents in atlas.areas[columns].itertuples():
        where = f"{neighbourhood}, {district}"
        yield Place("lsoa", code, name, where, areas=(code,), weight=residents, also=(code,))


def _localities(atlas: Atlas) -> Iterator[Place]:
    """Populated places, and localities that only bus stops name: estates above all."""
    stopping = _by(stops_of(atlas), lambda stop: (stop.locality, stop.district))
    for row in rows(table(atlas, "places", _PLACES)):
        stops = stopping.pop((row.name, row.district), [])
        areas = dict.fromkeys([row.lsoa, *(_areas_of(stops))])
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
            yield Place("other", key, name, district, point, extent, _areas_of(stops), size)


def _streets(atlas: Atlas) -> Iterator[Place]:
    there = {stop.stop: stop for stop in rows(stops_of(atlas))}
    of_street = table(atlas, "street_stops", ["street", "stop"])
    along = _by(of_street[of_street["stop"].isin(list(there))], lambda row: row.street)
    for row in rows(table(atlas, "streets", _STREETS)):
        stops = [there[one.stop] for one in along.get(row.street, [])]
        if stops:
            district = Counter(stop.district for stop in stops).most_common(1)[0][0]
            _, extent = spread((stop.longitude, stop.latitude) for stop in stops)
            yield Place(
                "street",
                f"{slug(row.name)}.{slug(row.locality)}",
                row.name,
                within(row.locality, district),
                (row.longitude, row.latitude),
                extent,
                _areas_of(stops),
                row.stops,
            )


def _stations(atlas: Atlas) -> Iterator[Place]:
    for row in rows(table(atlas, "stations", _STATIONS)):
        at = (row.longitude, row.latitude)
        yield Place(
            row.kind, _code(row.station), row.name, row.district, at, None, (row.lsoa,), also=()
        )


def _venues(atlas: Atlas) -> Iterator[Place]:
    for row in rows(table(atlas, "venues", _VENUES)):
        at, where = (row.longitude, row.latitude), f"{row.address}, {row.postcode}"
        yield Place(row.kind, _code(row.venue), row.name, where, at, None, (row.lsoa,))


def _practices(atlas: Atlas) -> Iterator[Place]:
    columns = ["name", "place", "pcn", "longitude", "latitude", "list_size"]
    for code, name, place, _, east, north, size in atlas.practices[columns].itertuples():
        at = None if pd.isna(east) else (east, north)
        yield Place("practice", str(code), name, place, at, weight=size, also=(str(code),))


def _pharmacies(atlas: Atlas) -> Iterator[Place]:
    for row in rows(table(atlas, "pharmacies", _PHARMACIES)):
        at, where = (row.longitude, row.latitude), f"{row.address}, {row.postcode}"
        yield Place(
            "pharmacy", row.pharmacy, row.name, where, at, None, (row.lsoa,), also=(row.pharmacy,)
        )


def _beyond(atlas: Atlas) -> Iterator[Place]:
    sizes = {kind: len(LOCALITIES) - at for at, kind in enumerate(LOCALITIES)}
    for row in rows(table(atlas, "places_beyond", _BEYOND)):
        at = (row.longitude, row.latitude)
        yield Place("beyond", "", row.name, row.county, at, weight=sizes.get(row.kind, 0))


_PLACES = ["name", "kind", "longitude", "latitude", "west", "south", "east", "north", "lsoa",
           "district"]  # fmt: skip
_STREETS = ["street", "name", "locality", "longitude", "latitude", "stops"]
_STOPS = ["stop", "locality", "longitude", "latitude", "lsoa", "district"]
_STATIONS = ["station", "name", "kind", "longitude", "latitude", "lsoa", "district"]
_VENUES = ["venue", "kind", "name", "address", "postcode", "longitude", "latitude", "lsoa"]
_PHARMACIES = ["pharmacy", "name", "address", "postcode", "longitude", "latitude", "lsoa"]
_BEYOND = ["name", "kind", "county", "longitude", "latitude"]


def table(atlas: Atlas, name: str, columns: list[str]) -> pd.DataFrame:
    """A table of the snapshot with these columns, empty where the snapshot has none."""
    return atlas.extra(name).reindex(columns=columns)


def rows(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows of a table, each with its columns by name: of any type, as tables have them."""
    return frame.itertuples(index=False)


def stops_of(atlas: Atlas) -> pd.DataFrame:
    """The stops of the snapshot that lie in an area, for what is made of them."""
    found = table(atlas, "stops", _STOPS)
    return found[found["lsoa"].isin(atlas.areas.index)]


def within(locality: str, district: str) -> str:
    """A locality with its district, where that says more: "Burngreave, Sheffield"."""
    return ", ".join(dict.fromkeys(part for part in (locality, district) if part))


def spread(points: Iterable[Point]) -> tuple[Point, Box]:
    """The middle of some points (the medians) and their extent."""
    easts, norths = zip(*points, strict=True)
    middle = (round(median(easts), 5), round(median(norths), 5))
    return middle, (min(easts), min(norths), max(easts), max(norths))


def most_first(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes, each once, those that come most often first."""
    number = Counter(codes)
    return tuple(sorted(number, key=lambda code: (-number[code], code)))


def _areas_of(stops: Iterable[Any]) -> tuple[str, ...]:
    return most_first(stop.lsoa for stop in stops)


def _by(frame: pd.DataFrame, key: Callable[[Any], T]) -> dict[T, list[Any]]:
    """Rows by what a key says of each: a thousand times sooner than groups of a frame."""
    found: dict[T, list[Any]] = {}
    for row in rows(frame):
        found.setdefault(key(row), []).append(row)
    return found


def _code(code: object) -> str:
    return re.sub("[^A-Za-z0-9]+", "-", str(code))
