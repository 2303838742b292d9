"""Which venues to hold sessions at, so that most people of a group are within reach.

The maximal covering location problem (Church and ReVelle 1974): of all candidates choose at most N
so that the people who have one of them within reach are as many as can be. Everybody counts once,
however many sessions are within their reach. :func:`greedy` answers at once: each session where it
adds most. :func:`exact` finds the best answer, or proves how far from it the best may be: by a
relaxation, then by mixed-integer programming (HiGHS) among the venues that this leaves. What they
are asked is settled by ids and codes, so the same question has the same answer in whatever order
its rows come.
"""

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from layers.targeting.covering_bound import tighten
from layers.targeting.covering_problem import ROUNDING, Choice, Problem, ProblemError, Progress
from layers.targeting.telling import Telling
from layers.targeting.texts import say

_RELAXING = 0.75  # the most of a search's time that goes to the relaxation
# What the solver is begun for at all: seconds, and pairs of venues and groups. Before it branches
# it seldom looks at its clock: with 300,000 pairs it was seen to go on for 40 seconds over its
# time, and to prove no more than the relaxation had.
_SHORTEST, _MOST_PAIRS = 0.5, 60_000


def greedy(asked: Problem) -> Choice:
    """A choice at once: what must be, then a session for each zone without one, then wherever a
    session adds most. Ties go by id. It is at least 63 % as good as the best where only the number
    is limited (Nemhauser, Wolsey and Fisher 1978), and mostly within a few per cent.

    Raises
    ------
    ProblemError
        When it finds none that keeps to the limits.
    """
    taking = _Taking(asked)
    for one in asked.limits.must:
        taking.take(asked.places[one])
    # The zones with fewest venues first: they have the least choice.
    for some in sorted(asked.zones.values(), key=lambda some: (len(some), some)):
        if not taking.taken.intersection(some):
            taking.take_best(some)
            if not taking.taken.intersection(some):
                raise ProblemError(say("sessions", "each_zone"))
    while len(taking.order) < asked.limits.number and taking.take_best():
        pass
    return in_order(asked, taking.order, "greedy")


def given(asked: Problem, ids: Iterable[str]) -> Choice:
    """The choice of somebody else: venues that the problem does not know are left out."""
    known = [asked.places[one] for one in dict.fromkeys(ids) if one in asked.places]
    return in_order(asked, known[: asked.limits.number], "given")


def exact(
    asked: Problem,
    start: Choice | None = None,
    *,
    seconds: float = 20.0,
    gap: float = 0.0,
    told: Callable[[Progress], None] | None = None,
) -> Choice:
    """The best choice, or the best found in a time with the proven limit of any.

    Takes memory and a processor for as long: the web process gives it a process of its own.

    Parameters
    ----------
    start
        A choice to begin with, which keeps to the limits; nothing worse is given back.
    seconds
        The longest that it may take.
    gap
        Proven to be within this share (0–1) of the best is good enough.
    told
        Is told now and then how it stands.

    Raises
    ------
    ProblemError
        When no choice keeps to the limits.
    """
    telling = Telling(told)
    begun = telling.begun
    if start is None:
        with contextlib.suppress(ProblemError):
            start = greedy(asked)
    # Mostly enough: on the atlas's libraries and schools it proves the best choice by itself.
    relaxed = tighten(asked, start, until=begun + seconds * _RELAXING, gap=gap, telling=telling)
    best = start if relaxed.chosen is None else in_order(asked, relaxed.chosen, "exact")
    bound, left = relaxed.bound, begun + seconds - time.monotonic()
    rest = asked.only(relaxed.kept)
    few = len(rest.groups.venue) <= _MOST_PAIRS
    if not telling.is_close(gap) and few and left > _SHORTEST:
        # Here, so that only the process that searches has the solver.
        from layers.targeting.covering_programme import solve

        found, above = solve(rest, best, seconds=left, gap=gap, telling=telling)
        bound = min(bound, above)
        if found is not None:
            better = in_order(asked, [asked.places[one] for one in found], "exact")
            best = better if best is None or better.weight > best.weight + ROUNDING else best
    if best is None:
        raise ProblemError(say("sessions", "none_found"))
    # Solvers prove within a tolerance, and nothing is below what was found.
    return replace(best, bound=max(best.weight, min(bound, best.bound)), method="exact")


def in_order(
    asked: Problem, chosen: Iterable[int], method: Literal["greedy", "exact", "given"]
) -> Choice:
    """Venues (by place) put in the order of what each adds to those before, as a choice.

    Its bound is that of submodular functions: no N venues reach more than some reach together with
    the N that would add most to these (Nemhauser, Wolsey and Fisher 1978), of those that may be
    together by district, the lowest over the venues' first one, two, three and so on.
    """
    left = set(chosen)
    taking = _Taking(asked)
    bound = taking.bound()
    while left:
        best = taking.best(sorted(left))
        taking.take(best)
        left.discard(best)
        bound = min(bound, taking.bound())
    ids = tuple(str(asked.venues.index[at]) for at in taking.order)
    weight = float(asked.weights[asked.held(taking.order)].sum())
    return Choice(ids, weight, max(bound, weight), method)


class _Taking:
    """Venues taken one after another, with what each of the others would add."""

    def __init__(self, asked: Problem) -> None:
        self._asked = asked
        self._groups = asked.groups
        self._left = asked.groups.weights.copy()
        self.adds = asked.groups.adds(self._left)
        self._district = asked.venues["district_code"].to_numpy()
        self._most = asked.limits.most_in_district
        self._number = asked.limits.number
        self._in: Counter[str] = Counter()
        self.reached = 0.0
        self.order: list[int] = []
        self.taken: set[int] = set()

    def bound(self) -> float:
        """No choice of as many venues as may be reaches more than this."""
        return self.reached + float(self.adds[self._asked.heaviest(self.adds)].sum())

    def take(self, at: int) -> None:
        """Take a venue: its people are reached, and nobody else adds them any more."""
        self.order.append(at)
        self.taken.add(at)
        if self._district[at]:
            self._in[self._district[at]] += 1
        mine = self._groups.of(at)
        mine = mine[self._left[mine] > 0]
        self.reached += float(self._left[mine].sum())
        venues, of = self._groups.having(mine)
        self.adds -= np.bincount(venues, self._left[mine][of], minlength=len(self.adds))
        self._left[mine] = 0.0

    def best(self, among: Sequence[int]) -> int:
        """The one that adds most; of those that add as many, the first."""
        adds = self.adds[list(among)]
        return among[int(np.flatnonzero(adds >= adds.max() - ROUNDING)[0])]

    def take_best(self, among: Sequence[int] | None = None) -> bool:
        """Take the one that adds most and keeps to the limits; of all, only one that adds."""
        full = {d for d, n in self._in.items() if self._most and n >= self._most}
        free = [
            at
            for at in (range(len(self.adds)) if among is None else among)
            if at not in self.taken and self._district[at] not in full
        ]
        if not free or len(self.order) >= self._number:
            return False
        best = self.best(free)
        if among is None and self.adds[best] <= ROUNDING:
            return False
        self.take(best)
        return True
