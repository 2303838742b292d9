"""What two divisions of the same areas give away together.

Wards and neighbourhoods overlap, so the difference of two of them may be one area. Rules that
look at one total at a time miss that. Each area is an arc from its neighbourhood to its ward, each
total an arc to a hub of its district: a flow network, in which the range of numbers that a hidden
count may still have, given all that is shown, is found exactly by augmenting paths.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """Counts, and what somebody knows of each: a lowest and a highest value.

    ``high`` is infinite where nothing bounds a count from above; ``hidden`` says whose range is
    wanted, all of those without such a bound when not given.
    """

    count: Floats
    low: Floats
    high: Floats
    hidden: npt.NDArray[np.bool_] | None = None

    @property
    def wanted(self) -> npt.NDArray[np.bool_]:
        """Whose range is wanted."""
        return np.isinf(self.high) if self.hidden is None else self.hidden


def widths(
    parts: Known,
    of: tuple[Ints, Ints],
    totals: tuple[Known, Known],
    hubs: tuple[Ints, Ints],
    wanted: float,
) -> tuple[Floats, Floats, Floats]:
    """How wide the range is that each count may still lie in.

    Parameters
    ----------
    parts
        The areas.
    of
        The group of each area in either division.
    totals
        The groups of either division.
    hubs
        The district of each group, in either division. The sums of districts are known exactly.
    wanted
        Wide enough: a range is followed no further than this.

    Returns
    -------
    tuple
        Widths of what is hidden, in the areas and in the groups of either division; infinite for
        what is shown.
    """
    many, more = len(totals[0].count), len(totals[1].count)
    nodes = many + more
    districts = int(max(hubs[0].max(), hubs[1].max())) + 1
    # Arcs: areas, then the totals of either division. None joins the two hubs of a district, so
    # its sum stays what it is.
    start = np.concatenate([of[0], nodes + hubs[0], many + np.arange(more)])
    end = np.concatenate([many + of[1], np.arange(many), nodes + districts + hubs[1]])
    every = [parts, *totals]
    up = np.concatenate([one.high - one.count for one in every])
    down = np.concatenate([one.count - one.low for one in every])
    room = np.zeros((nodes + 2 * districts, nodes + 2 * districts))
    np.add.at(room, (start, end), up)
    np.add.at(room, (end, start), down)
    found = np.full(len(start), np.inf)
    for arc in np.flatnonzero(np.concatenate([one.wanted for one in every])):
        s, e = start[arc], end[arc]
        # An arc that is itself unbounded would hide the others beside it: inf − inf.
        beside = np.flatnonzero(((start == s) & (end == e)) & (np.arange(len(start)) != arc))
        # Changed and put back: a copy of all for each arc would take most of the time.
        kept = room[s, e], room[e, s]
        room[s, e], room[e, s] = up[beside].sum(), down[beside].sum()
        rise = _flow(room, e, s, min(up[arc], wanted))
        fall = _flow(room, s, e, min(down[arc], wanted - rise)) if rise < wanted else 0.0
        room[s, e], room[e, s] = kept
        found[arc] = rise + fall
    split = np.split(found, [len(of[0]), len(of[0]) + many])
    return split[0], split[1], split[2]


def _flow(room: Floats, source: int, sink: int, most: float) -> float:
    """The flow from source to sink, up to a limit; ``room`` is as before when it returns."""
    total = 0.0
    taken: list[tuple[tuple[Ints, Ints], Floats]] = []
    while total < most:
        path = _path(room, source, sink)
        if not path:
            break
        there, back = np.array(path[:-1]), np.array(path[1:])
        amount = min(most - total, float(room[there, back].min()))
        for steps, more in (((there, back), -amount), ((back, there), amount)):
            taken.append((steps, room[steps]))
            room[steps] += more
        total += amount
    for steps, before in reversed(taken):
        room[steps] = before
    return total


def _path(room: Floats, source: int, sink: int) -> list[int]:
    """The shortest way from source to sink over arcs with room; empty if there is none."""
    before = np.full(len(room), -1)
    before[source] = source
    edge = np.array([source])
    while before[sink] < 0:
        open_arcs = room[edge] > 0
        new = np.flatnonzero(open_arcs.any(axis=0) & (before < 0))
        if not len(new):
            return []
        before[new] = edge[open_arcs[:, new].argmax(axis=0)]
        edge = new
    path = [sink]
    while path[-1] != source:
        path.append(int(before[path[-1]]))
    return path[::-1]
