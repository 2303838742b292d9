"""The outlines of zones: their areas put together, with the lines between them taken out.

The snapshot's areas fit each other point by point, so that a line between two of them is in both,
once each way. Taking such pairs out leaves a zone's own edge. Where that does not come out to the
areas' own size, which would mean that they do not fit, the areas are given as they are.
"""

import json
import math
from collections.abc import Iterable, Mapping
from itertools import pairwise

from dashboard.files.geojson_file import Polygons, polygons, right_handed
from dashboard.parts.targets.handover import Handover
from layers.atlas import Atlas

Point = tuple[float, float]
Ring = list[Point]

_SAME_SIZE = 1e-9


def area_outlines(atlas: Atlas, codes: Iterable[str]) -> dict[str, Polygons]:
    """Outlines of some areas by code."""
    wanted = set(codes)
    return {
        feature["id"]: polygons(feature["geometry"])
        for feature in json.loads(atlas.outlines("lsoa"))["features"]
        if feature["id"] in wanted
    }


def zone_outlines(handover: Handover, areas: Mapping[str, Polygons]) -> dict[str, Polygons]:
    """Outlines of the zones by number, made from those of their areas."""
    return {
        str(number): dissolved([areas[code] for code in zone.areas])
        for number, zone in enumerate(handover.zones, start=1)
    }


def dissolved(parts: Iterable[Polygons]) -> Polygons:
    """Areas that fit each other, as one: polygons with their holes, outer rings left-handed."""
    given = [polygon for part in parts for polygon in right_handed(part)]
    rings = [[_point(p) for p in ring] for polygon in given for ring in polygon]
    try:
        found = _assembled(_rings(_edge(rings)))
    except ValueError:
        return given
    size = sum(_twice_area(ring) for ring in rings)
    again = sum(_twice_area(ring) for polygon in found for ring in polygon)
    if not math.isclose(size, again, rel_tol=_SAME_SIZE):
        return given
    return [[[list(p) for p in ring] for ring in polygon] for polygon in found]


def _edge(rings: Iterable[Ring]) -> dict[Point, list[Point]]:
    """Where each point leads along the edge, without the lines that go both ways."""
    lines = {line for ring in rings for line in pairwise(ring)}
    leads: dict[Point, list[Point]] = {}
    for start, end in sorted(lines):
        if (end, start) not in lines:
            leads.setdefault(start, []).append(end)
    return leads


def _rings(leads: dict[Point, list[Point]]) -> list[Ring]:
    """Rings that touch themselves nowhere."""
    found = []
    for start in sorted(leads):
        while leads[start]:
            found += _walk(start, leads)
    return found


def _walk(start: Point, leads: dict[Point, list[Point]]) -> list[Ring]:
    """From a point along the edge until back; where a point is met again, what lies between is a
    ring of its own."""
    found, path = [], [start]
    place = {start: 0}
    while True:
        here = path[-1]
        ways = leads.get(here)
        if not ways:
            raise ValueError("the edge ends")
        following = ways[0] if len(ways) == 1 else _leftmost(path, ways)
        ways.remove(following)
        if following in place:
            at = place[following]
            found.append([*path[at:], following])
            for point in path[at + 1 :]:
                del place[point]
            del path[at + 1 :]
            if at == 0:
                return found
        else:
            place[following] = len(path)
            path.append(following)


def _leftmost(path: Ring, ways: list[Point]) -> Point:
    """Of several ways on, the one that stays with the part whose inside is on the left."""
    here = path[-1]
    if len(path) < 2:
        return ways[0]
    back = _direction(here, path[-2])
    return min(ways, key=lambda way: (back - _direction(here, way)) % (2 * math.pi))


def _direction(start: Point, end: Point) -> float:
    return math.atan2(end[1] - start[1], end[0] - start[0])


def _assembled(rings: list[Ring]) -> list[list[Ring]]:
    """Outer rings, largest first, each with the holes inside it."""
    outer = sorted((r for r in rings if _twice_area(r) > 0), key=lambda r: (-_twice_area(r), r))
    found = [[ring] for ring in outer]
    for hole in (r for r in rings if _twice_area(r) < 0):
        homes = [polygon for polygon in found if _holds(polygon[0], hole)]
        if not homes:
            raise ValueError("a hole is in nothing")
        min(homes, key=lambda polygon: _twice_area(polygon[0])).append(hole)
    return found


def _holds(ring: Ring, hole: Ring) -> bool:
    """Whether a hole lies in a ring that it does not cross, by a point that is not on the ring."""
    on = set(ring)
    inside = next((p for p in hole if p not in on), None)
    if inside is None:  # every point of it is on the ring: take the middle of a line
        (x0, y0), (x1, y1) = hole[0], hole[1]
        inside = ((x0 + x1) / 2, (y0 + y1) / 2)
    x, y = inside
    crossings = sum(
        (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairwise(ring)
    )
    return crossings % 2 == 1


def _twice_area(ring: Ring) -> float:
    x0, y0 = ring[0]
    return math.fsum(
        (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring)
    )


def _point(given: Iterable[float]) -> Point:
    x, y, *_ = given
    return (float(x), float(y))
