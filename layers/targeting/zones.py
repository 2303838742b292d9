"""Engagement zones: found areas that touch, put together into places a team can visit.

A zone is a set of areas connected by shared edges. One that is larger than a team can take on is
cut into parts, each connected, as even in residents as a simple rule makes them. Everything is
settled by code order, so the same areas always give the same zones.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from layers.atlas import Atlas
from layers.ground.localities import zone_name

Neighbours = Mapping[str, tuple[str, ...]]


_NAMED = 3  # neighbourhoods that a name has room for


@dataclass(frozen=True)
class Zone:
    """A connected set of areas.

    Attributes
    ----------
    name
        After the neighbourhoods with most of its residents, or after the locality that most of
        them live in, where that says more; no two zones made together share one.
    areas
        Codes, in order.
    residents
        Census 2021.
    districts
        Names, most residents first.
    more
        Neighbourhoods that the name only counts: "and 4 more".
    """

    name: str
    areas: tuple[str, ...]
    residents: int
    districts: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def leading(self) -> str:
        """The name without those that it only counts."""
        return self.name.replace(_counted(len(self.more)), "") if self.more else self.name


@lru_cache(maxsize=4)
def neighbours_of(atlas: Atlas) -> Neighbours:
    """Areas that share an edge (a corner is not enough), by code, in code order."""
    beside: dict[str, set[str]] = {}
    pairs = atlas.extra("neighbours").reindex(columns=["a", "b"])  # a snapshot may have none
    for a, b in zip(pairs["a"].tolist(), pairs["b"].tolist(), strict=True):
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    return {code: tuple(sorted(others)) for code, others in beside.items()}


def connected(codes: Iterable[str], neighbours: Neighbours) -> list[tuple[str, ...]]:
    """The connected parts of a set of areas, each in code order; parts by their first code."""
    left = set(codes)
    parts = []
    for start in sorted(left):
        if start in left:
            part = _reach(start, left, neighbours)
            left.difference_update(part)
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
    return [
        piece
        for side in halves(part, neighbours, residents)
        for piece in split(side, neighbours, residents, largest)
    ]


def halves(
    part: tuple[str, ...], neighbours: Neighbours, residents: Mapping[str, int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A connected set of two areas or more in two connected parts, as :func:`split` cuts it."""
    inside = set(part)
    one = _farthest(min(part), inside, neighbours)
    other = _farthest(one, inside, neighbours)
    sides, weight = ([one], [other]), [residents[one], residents[other]]
    taken = {one, other}
    edges = (deque([one]), deque([other]))
    while len(taken) < len(inside):
        lighter = 0 if (weight[0], one) <= (weight[1], other) else 1
        for side in (lighter, 1 - lighter):
            if found := _next(edges[side], inside, taken, neighbours):
                taken.add(found)
                sides[side].append(found)
                edges[side].append(found)
                weight[side] += residents[found]
                break
    # Each side grew from one area to its neighbours, so it is connected.
    return tuple(sorted(sides[0])), tuple(sorted(sides[1]))


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
    places = _places(atlas)
    unknown = [code for code in wanted if code not in places]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not an area of the atlas")
    neighbours = neighbours_of(atlas)
    residents = {code: place.residents for code, place in places.items()}
    return zones_of(
        atlas,
        (
            piece
            for part in connected(wanted, neighbours)
            for piece in split(part, neighbours, residents, largest)
        ),
    )


def zones_of(atlas: Atlas, pieces: Iterable[tuple[str, ...]]) -> list[Zone]:
    """Zones of known sets of areas, each in code order: named, most residents first."""
    places = _places(atlas)
    made = [_zone(atlas, piece, places) for piece in pieces]
    made.sort(key=lambda zone: (-zone.residents, zone.areas))
    return _told_apart(made)


class _Place(NamedTuple):
    residents: int
    neighbourhood: str
    district: str


def _places(atlas: Atlas) -> dict[str, _Place]:
    columns = (atlas.areas[name].tolist() for name in _Place._fields)
    rows = zip(atlas.areas.index.tolist(), *columns, strict=True)
    return {code: _Place(int(n), around, district) for code, n, around, district in rows}


def _zone(atlas: Atlas, codes: tuple[str, ...], places: Mapping[str, _Place]) -> Zone:
    inside = [places[code] for code in codes]
    neighbourhoods = _largest_first((place.neighbourhood, place.residents) for place in inside)
    districts = _largest_first((place.district, place.residents) for place in inside)
    # One neighbourhood says where it is by itself.
    local = zone_name(atlas, codes) if len(neighbourhoods) > 1 else ""
    more = () if local or len(neighbourhoods) <= _NAMED else neighbourhoods[2:]
    name = local or _title(neighbourhoods)
    return Zone(name, codes, sum(p.residents for p in inside), districts, more)


def _largest_first(parts: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Names by their residents together; as many residents, by name."""
    together: Counter[str] = Counter()
    for name, residents in parts:
        together[name] += residents
    return tuple(sorted(together, key=lambda name: (-together[name], name)))


def _title(names: tuple[str, ...]) -> str:
    """The two largest neighbourhoods, and how many more there are; three are all named."""
    if len(names) <= _NAMED:
        return "; ".join(names)
    return "; ".join(names[:2]) + _counted(len(names) - 2)


def _counted(number: int) -> str:
    return f" and {number} more"


def _told_apart(made: list[Zone]) -> list[Zone]:
    """Name the district where the same name is found in several; number the rest, largest first."""
    homes: dict[str, set[str]] = {}
    for zone in made:
        homes.setdefault(zone.name, set()).add(zone.districts[0])
    seen: Counter[str] = Counter()
    result = []
    for zone in made:
        name = f"{zone.name}, {zone.districts[0]}" if len(homes[zone.name]) > 1 else zone.name
        seen[name] += 1
        result.append(replace(zone, name=f"{name} ({seen[name]})" if seen[name] > 1 else name))
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


def _next(edge: deque[str], inside: set[str], taken: set[str], neighbours: Neighbours) -> str:
    """The next free area beside a side; its edge shrinks where nothing is free any more."""
    while edge:
        for near in neighbours.get(edge[0], ()):
            if near in inside and near not in taken:
                return near
        edge.popleft()
    return ""
