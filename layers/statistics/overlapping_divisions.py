"""What two divisions of the same areas give away together.

Wards and neighbourhoods overlap, so the difference of two of them may be one area. Rules that
look at one total at a time miss that. Each area is an arc from its neighbourhood to its ward, each
total an arc to a hub of its district: a flow network, in which the range of numbers that a hidden
count may still have, given all that is shown, is found exactly by augmenting paths.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

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
    network = _Network(room)
    beside = defaultdict(list)
    for arc, ends in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        beside[ends].append(arc)
    found = np.full(len(start), np.inf)
    for arc in np.flatnonzero(np.concatenate([one.wanted for one in every])).tolist():
        s, e = int(start[arc]), int(end[arc])
        # An arc that is itself unbounded would hide the others beside it: inf − inf.
        others = [one for one in beside[s, e] if one != arc]
        # Changed and put back: a copy of all for each arc would take most of the time.
        kept = network.room[s][e], network.room[e][s]
        network.put(s, e, float(up[others].sum()))
        network.put(e, s, float(down[others].sum()))
        rise = network.flow(e, s, min(float(up[arc]), wanted))
        fall = network.flow(s, e, min(float(down[arc]), wanted - rise)) if rise < wanted else 0.0
        network.put(s, e, kept[0])
        network.put(e, s, kept[1])
        found[arc] = rise + fall
    split = np.split(found, [len(of[0]), len(of[0]) + many])
    return split[0], split[1], split[2]


class _Network:
    """Nodes, and how much more may flow from one to another.

    Which nodes are joined is kept as bits of whole numbers, one for each node: a set of a few
    hundred nodes is united with another in a step, which is what looking for a way mostly does.
    """

    def __init__(self, room: Floats) -> None:
        self.room: list[list[float]] = room.tolist()
        self.out, self.into = _joined(room > 0), _joined(room.T > 0)

    def put(self, start: int, end: int, room: float) -> None:
        """Change how much may flow from one node to another."""
        self.room[start][end] = room
        if room > 0:
            self.out[start] |= 1 << end
            self.into[end] |= 1 << start
        else:
            self.out[start] &= ~(1 << end)
            self.into[end] &= ~(1 << start)

    def flow(self, source: int, sink: int, most: float) -> float:
        """The flow from source to sink, up to a limit; the room is as before when it returns."""
        total = 0.0
        taken: list[tuple[int, int, float]] = []
        while total < most:
            steps = list(pairwise(self._path(source, sink)))
            if not steps:
                break
            amount = min(most - total, *(self.room[here][there] for here, there in steps))
            for here, there in steps:
                for start, end, more in ((here, there, -amount), (there, here, amount)):
                    before = self.room[start][end]
                    taken.append((start, end, before))
                    self.put(start, end, before + more)
            total += amount
        for start, end, before in reversed(taken):
            self.put(start, end, before)
        return total

    def _path(self, source: int, sink: int) -> list[int]:
        """The shortest way from source to sink over arcs with room; empty if there is none."""
        seen = edge = 1 << source
        edges = [edge]
        while not edge & self.into[sink]:
            reached = 0
            for node in _nodes(edge):
                reached |= self.out[node]
            edge = reached & ~seen
            if not edge:
                return []
            seen |= edge
            edges.append(edge)
        path = [sink]
        for edge in reversed(edges):
            path.append(next(_nodes(edge & self.into[path[-1]])))
        return path[::-1]


def _joined(room: npt.NDArray[np.bool_]) -> list[int]:
    """For each row the columns that are true, as the bits of a whole number."""
    packed = np.packbits(room, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _nodes(bits: int) -> Iterator[int]:
    """The places of the bits that are 1, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
