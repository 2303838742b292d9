"""Which venues to hold sessions at, so that most people of a group are within reach.

The maximal covering location problem (Church and ReVelle 1974): of all candidates choose at most N
so that the people who have one of them within reach are as many as can be. Everybody counts once,
however many sessions are within their reach. :func:`greedy` answers at once: each session where it
adds most. :func:`exact` finds the best answer, or proves how far from it the best may be, by
mixed-integer programming (HiGHS). What they are asked is settled by ids and codes, so the same
question has the same answer in whatever order its rows come.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from layers.targeting.covering_problem import ROUNDING, Choice, Problem, ProblemError, Progress


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
                raise ProblemError(
                    "No choice was found that gives each zone a session within the other limits: "
                    "ask for more sessions, or take one of the limits off."
                )
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
    gap: float = 1e-4,
    told: Callable[[Progress], None] | None = None,
) -> Choice:
    """The best choice, or the best found in a time with the proven limit of any.

    Takes memory and a processor for as long: the web process gives it a process of its own.

    Parameters
    ----------
    start
        A choice to begin with; nothing worse is given back.
    seconds
        The longest that it may take.
    gap
        Proven to be within this share (0–1) of the best is good enough; 0 for the best itself.
    told
        Is told now and then how it stands.

    Raises
    ------
    ProblemError
        When no choice keeps to the limits.
    """
    # Here, so that only the process that searches has the solver.
    from layers.targeting.covering_programme import solve

    found, bound = solve(asked, start, seconds=seconds, gap=gap, told=told or (lambda _: None))
    if found is None and start is None:
        raise ProblemError(
            "No choice that keeps to all the limits was found: ask for more sessions, or take a "
            "limit off."
        )
    best = start if found is None else in_order(asked, found, "exact")
    if start is not None and (best is None or start.weight >= best.weight):
        best = start
    assert best is not None
    # Solvers prove within a tolerance, and nothing is below what was found.
    return replace(best, bound=max(best.weight, min(bound, best.bound)), method="exact")


def in_order(
    asked: Problem, chosen: Iterable[int], method: Literal["greedy", "exact", "given"]
) -> Choice:
    """Venues (by place) put in the order of what each adds to those before, as a choice.

    Its bound is that of submodular functions: no N venues reach more than some reach together with
    the N that would add most to these (Nemhauser, Wolsey and Fisher 1978), the lowest over the
    venues' first one, two, three and so on.
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
        self._venue, self._group, weights = asked.merged
        self._left = weights.copy()
        self._by_group = np.argsort(self._group, kind="stable")
        self._group_starts = np.searchsorted(
            self._group[self._by_group], np.arange(len(weights) + 1)
        )
        self._starts = np.searchsorted(self._venue, np.arange(len(asked.venues) + 1))
        self.adds = np.bincount(
            self._venue, weights[self._group], minlength=len(asked.venues)
        ).astype(float)
        self._district = asked.venues["district_code"].to_numpy()
        self._most = asked.limits.most_in_district
        self._number = asked.limits.number
        self._in: Counter[str] = Counter()
        self.reached = 0.0
        self.order: list[int] = []
        self.taken: set[int] = set()

    def bound(self) -> float:
        """No choice of as many venues as are asked for reaches more than this."""
        most = min(self._number, len(self.adds))
        return self.reached + float(np.partition(self.adds, -most)[-most:].sum())

    def take(self, at: int) -> None:
        """Take a venue: its people are reached, and nobody else adds them any more."""
        self.order.append(at)
        self.taken.add(at)
        if self._district[at]:
            self._in[self._district[at]] += 1
        for group in self._group[self._starts[at] : self._starts[at + 1]]:
            weight = self._left[group]
            if weight:
                self.reached += weight
                first, last = self._group_starts[group], self._group_starts[group + 1]
                self.adds[self._venue[self._by_group[first:last]]] -= weight
                self._left[group] = 0.0

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
