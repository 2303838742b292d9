"""Small made-up covering problems, straight from who has whom within reach, and their answers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import assume
from hypothesis import strategies as st

from layers.targeting.covering_problem import Limits, Problem, keeps_to

DISTRICTS = ("", "D1", "D2")


def made(
    reach: Sequence[Sequence[int]],
    people: Sequence[float],
    limits: Limits,
    *,
    districts: Sequence[str] | None = None,
    zones: dict[str, tuple[int, ...]] | None = None,
) -> Problem:
    """A problem: of each venue, v0, v1 and so on, the points that it has within reach."""
    pairs = [(venue, point) for venue, points in enumerate(reach) for point in sorted(set(points))]
    venue, point = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    places = pd.DataFrame(
        {"district_code": list(districts or [""] * len(reach)), "lsoa": ""},
        index=pd.Index([f"v{at}" for at in range(len(reach))], name="id"),
    )
    demand = pd.DataFrame(
        {"lsoa": [f"E{at}" for at in range(len(people))], "people": people, "weight": people}
    )
    return Problem(places, demand, venue, point, np.zeros(len(venue)), limits, zones or {})


@st.composite
def problems(draw: st.DrawFn, *, plain: bool = False) -> Problem:
    """Up to seven venues and nine points, under any limits; ``plain``: only the number."""
    venues, points = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    some = st.lists(st.integers(0, points - 1), max_size=points)
    reach = draw(st.lists(some, min_size=venues, max_size=venues))
    amounts = st.sampled_from((0.0, 0.25, 1.0, 1.5, 7.0, 40.0))
    people = draw(st.lists(amounts, min_size=points, max_size=points))
    number = draw(st.integers(1, 4))
    if plain:
        return made(reach, people, Limits(number))
    one = st.integers(0, venues - 1)
    districts = draw(st.lists(st.sampled_from(DISTRICTS), min_size=venues, max_size=venues))
    must = draw(st.sets(one, max_size=min(number, 2)))
    zone = st.sets(one, min_size=1).map(lambda some: tuple(sorted(some)))
    zones = draw(st.lists(zone, max_size=min(number, 2)))
    most = draw(st.integers(0, 2))
    inside = Counter(districts[at] for at in must)
    assume(not most or all(n <= most for one, n in inside.items() if one))  # else it is refused
    limits = Limits(number, most, tuple(f"v{at}" for at in sorted(must)))
    names = {f"Z{at}": some for at, some in enumerate(zones)}
    return made(reach, people, limits, districts=districts, zones=names)


def allowed(asked: Problem) -> Iterator[tuple[str, ...]]:
    """Every choice that keeps to the limits."""
    ids = [str(one) for one in asked.venues.index]
    for number in range(min(asked.limits.number, len(ids)) + 1):
        yield from (some for some in combinations(ids, number) if keeps_to(asked, some))


def reached(asked: Problem, venues: Sequence[str]) -> float:
    """What some venues reach, counted point by point."""
    places = {asked.places[one] for one in venues}
    points = {
        int(point)
        for venue, point in zip(asked.venue, asked.point, strict=True)
        if int(venue) in places
    }
    return float(sum(asked.demand["weight"].iloc[at] for at in points))


def best(asked: Problem) -> float | None:
    """The most that any choice reaches; None where none keeps to the limits."""
    return max((reached(asked, some) for some in allowed(asked)), default=None)
