"""Engagement zones: found areas that touch, put together into places a team can visit.

A zone is a set of areas connected by shared edges. One that is larger than a team can take on is
cut into parts, each connected, as even in residents as a simple rule makes them. Everything is
settled by code order, so the same areas always give the same zones.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas

Neighbours = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Zone:
    """A connected set of areas.

    Attributes
    ----------
    name
        After the neighbourhoods with most of its residents.
    areas
        Codes, in order.
    residents
        Census 2021.
    districts
        Names, most residents first.
    """

    name: str
    areas: tuple[str, ...]
    residents: int
    districts: tuple[str, ...]


def neighbours_of(atlas: Atlas) -> Neighbours:
    """Areas that share an edge (a corner is not enough), by code, in code order."""
    pairs = atlas.extra("neighbours")
    both = pd.concat([pairs, pairs.rename(columns={"a": "b", "b": "a"})])
    grouped = both.sort_values(["a", "b"]).groupby("a")["b"]
    return {str(code): tuple(group) for code, group in grouped}


def connected(codes: Iterable[str], neighbours: Neighbours) -> list[tuple[str, ...]]:
    """The connected parts of a set of areas, each in code order; parts by their first code."""
    left = set(codes)
    parts = []
    while left:
        start = min(left)
        part = set(_reach(start, left, neighbours))
        left -= part
        parts.append(tuple(sorted(part)))
    return parts


def split(
    part: tuple[str, ...], neighbours: Neighbours, residents: Mapping[str, int], largest: int
) -> list[tuple[str, ...]]:
    """Cut a connected set into connected parts of at most ``largest`` areas.

    The two areas farthest apart each gather the areas nearest to them, the lighter side first,
    until none is left; a side that is still too large is cut again.
    """
    if len(part) <= largest:
        return [part]
    inside = set(part)
    one = _farthest(min(part), inside, neighbours)
    other = _farthest(one, inside, neighbours)
    sides = [[one], [other]]
    taken = {one: 0, other: 1}
    weight = [residents[one], residents[other]]
    edges = [deque([one]), deque([other])]
    while len(taken) < len(inside):
        order = (0, 1) if (weight[0], one) <= (weight[1], other) else (1, 0)
        for side in order:
            found = _next(edges[side], inside, taken, neighbours)
            if found:
                taken[found] = side
                sides[side].append(found)
                edges[side].append(found)
                weight[side] += residents[found]
                break
    halves = []
    for side in sides:
        for piece in connected(side, neighbours):
            halves += split(piece, neighbours, residents, largest)
    return halves


def zones(atlas: Atlas, codes: Iterable[str], *, largest: int = 12) -> list[Zone]:
    """Put found areas together into zones, most residents first.

    Parameters
    ----------
    codes
        Found areas, in any order.
    largest
        The most areas in one zone.

    Raises
    ------
    ValueError
        When ``largest`` is below 1, or a code is not in the atlas.
    """
    wanted = sorted(set(codes))
    if largest < 1:
        raise ValueError("a zone holds at least one area")
    unknown = [code for code in wanted if code not in atlas.areas.index]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not an area of the atlas")
    neighbours = neighbours_of(atlas)
    residents = {str(code): int(n) for code, n in atlas.areas["residents"].items()}
    found = [
        piece
        for part in connected(wanted, neighbours)
        for piece in split(part, neighbours, residents, largest)
    ]
    made = [_zone(atlas.areas.loc[list(piece)]) for piece in found]
    made.sort(key=lambda zone: (-zone.residents, zone.areas))
    return _told_apart(made)


def _zone(areas: pd.DataFrame) -> Zone:
    by_place = areas.groupby("neighbourhood")["residents"].sum()
    names = sorted(by_place.index, key=lambda name: (-by_place[name], name))
    by_district = areas.groupby("district")["residents"].sum()
    districts = sorted(by_district.index, key=lambda name: (-by_district[name], name))
    return Zone(_title(names), tuple(areas.index), int(areas["residents"].sum()), tuple(districts))


def _title(names: list[str]) -> str:
    """The two largest neighbourhoods, and how many more there are."""
    if len(names) == 1:
        return names[0]
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"{names[0]}; {names[1]}{more}" if more else f"{names[0]}; {names[1]}"


def _told_apart(made: list[Zone]) -> list[Zone]:
    """Number zones of the same name, largest first."""
    seen: dict[str, int] = {}
    result = []
    for zone in made:
        seen[zone.name] = seen.get(zone.name, 0) + 1
        again = seen[zone.name]
        name = zone.name if again == 1 else f"{zone.name} ({again})"
        result.append(Zone(name, zone.areas, zone.residents, zone.districts))
    return result


def _reach(start: str, inside: set[str], neighbours: Neighbours) -> list[str]:
    """Areas that can be reached from one without leaving the set, nearest first."""
    seen = {start: None}
    queue = deque([start])
    while queue:
        for near in neighbours.get(queue.popleft(), ()):
            if near in inside and near not in seen:
                seen[near] = None
                queue.append(near)
    return list(seen)


def _farthest(start: str, inside: set[str], neighbours: Neighbours) -> str:
    return _reach(start, inside, neighbours)[-1]


def _next(
    edge: deque[str], inside: set[str], taken: Mapping[str, int], neighbours: Neighbours
) -> str:
    """The next free area beside a side; its edge shrinks where nothing is free any more."""
    while edge:
        for near in neighbours.get(edge[0], ()):
            if near in inside and near not in taken:
                return near
        edge.popleft()
    return ""
