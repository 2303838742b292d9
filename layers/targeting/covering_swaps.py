"""A choice of venues made better by putting one in another's place, as long as that adds people.

The interchange method (Teitz and Bart 1968). It finds no better choice where two would have to
change at once, so it proves nothing.
"""

import time
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from layers.targeting.covering_problem import ROUNDING, Problem

Mask = npt.NDArray[np.bool_]


def swapped(asked: Problem, chosen: Iterable[int], until: float) -> list[int]:
    """Venues (by place) that keep to the limits if those given do, and reach as many or more.

    Parameters
    ----------
    until
        When to end, by :func:`time.monotonic`.
    """
    groups, venues = asked.groups, list(chosen)
    must = {asked.places[one] for one in asked.limits.must}
    while time.monotonic() < until:
        counts = groups.counts(venues)
        adds = groups.adds(np.where(counts == 0, groups.weights, 0.0))
        most, change = ROUNDING, None
        for at, venue in enumerate(venues):
            if venue in must:
                continue
            mine = groups.of(venue)
            only = mine[counts[mine] == 1]  # reached by no other
            having, of = groups.having(only)
            back = np.bincount(having, groups.weights[only][of], minlength=len(adds))
            gains = adds + back - groups.weights[only].sum()
            gains[~_free(asked, [one for one in venues if one != venue])] = -np.inf
            other = int(gains.argmax())
            if gains[other] > most:
                most, change = float(gains[other]), (at, other)
        if change is None:
            break
        venues[change[0]] = change[1]
    return venues


def _free(asked: Problem, others: list[int]) -> Mask:
    """Which venues can stand beside some so that all limits are kept."""
    free = np.ones(len(asked.venues), dtype=bool)
    free[others] = False
    if asked.limits.most_in_district:
        district = asked.venues["district_code"].to_numpy()
        inside = Counter(district[others])
        full = [one for one, n in inside.items() if one and n >= asked.limits.most_in_district]
        free &= ~np.isin(district, full)
    for some in asked.zones.values():
        if not set(some).intersection(others):
            here = np.zeros(len(free), dtype=bool)
            here[list(some)] = True
            free &= here
    return free
