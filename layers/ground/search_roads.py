"""Streets as they are looked for: a road that runs on through several localities is one road.

The snapshot has a street for each locality (``streets``: a name within a locality). Those of one
name in one district are put together where a stop of the one lies near a stop of the other.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import cos, hypot, radians
from typing import Any, NamedTuple

from layers.atlas import Atlas
from layers.ground.search_place import Place
from layers.ground.search_tables import areas_of, by, spread, stops_of, within
from layers.ground.spelling import slug
from layers.ground.tables import table
from layers.table_rows import rows

# Kilometres between stops of one road. Between High Streets of two villages there are more.
NEAR = 0.7
KM_OF_LATITUDE = 111.2  # kilometres of a degree
MOST_NAMED = 3  # localities of a road that are named


class _Street(NamedTuple):
    """A street of the snapshot: its row, its stops and the district that most of them are in."""

    row: Any
    stops: Sequence[Any]
    district: str


def roads(atlas: Atlas) -> Iterator[Place]:
    """All roads that stops name, with the extent of their stops and the areas that these are in."""
    alike: dict[tuple[str, str], list[_Street]] = {}
    for one in _streets(atlas):
        alike.setdefault((slug(one.row.name), one.district), []).append(one)
    for streets in alike.values():
        yield from map(_road, _joined(streets))


def _streets(atlas: Atlas) -> Iterator[_Street]:
    there = {stop.stop: stop for stop in rows(stops_of(atlas))}
    of_street = table(atlas, "street_stops")
    along = by(of_street[of_street["stop"].isin(list(there))], lambda row: row.street)
    for row in rows(table(atlas, "streets")):
        stops = [there[one.stop] for one in along.get(row.street, [])]
        if stops:
            district = Counter(stop.district for stop in stops).most_common(1)[0][0]
            yield _Street(row, stops, district)


def _joined(streets: Sequence[_Street]) -> list[list[_Street]]:
    """Streets of one name, those together that lead on from each other."""
    found: list[list[_Street]] = []
    for one in streets:
        touching = [road for road in found if any(_near(one, other) for other in road)]
        found = [road for road in found if road not in touching]
        found.append([one, *(street for road in touching for street in road)])
    return found


def _near(one: _Street, other: _Street) -> bool:
    return any(_km(a, b) <= NEAR for a in one.stops for b in other.stops)


def _km(a: Any, b: Any) -> float:
    east = (a.longitude - b.longitude) * cos(radians(a.latitude))
    return KM_OF_LATITUDE * hypot(east, a.latitude - b.latitude)


def _road(streets: Sequence[_Street]) -> Place:
    first, *others = sorted(streets, key=lambda one: (-one.row.stops, one.row.locality))
    stops = [stop for one in (first, *others) for stop in one.stops]
    middle, extent = spread((stop.longitude, stop.latitude) for stop in stops)
    named = [one.row.locality for one in (first, *others)]
    return Place(
        "street",
        f"{slug(first.row.name)}.{slug(first.row.locality)}",
        first.row.name,
        within(*named[:MOST_NAMED], first.district),
        # A point of the street itself, which the middle of a bend need not be.
        min(((stop.longitude, stop.latitude) for stop in stops), key=lambda at: _off(at, middle)),
        extent,
        areas_of(stops),
        len({stop.stop for stop in stops}),
        tuple(named[MOST_NAMED:]),
    )


def _off(point: tuple[float, float], middle: tuple[float, float]) -> float:
    return hypot((point[0] - middle[0]) * cos(radians(middle[1])), point[1] - middle[1])
