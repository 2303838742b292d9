"""What no choice of venues can exceed, by Lagrangian relaxation, and good choices on the way.

That a group is reached only by a venue that is chosen is not demanded but priced, with λ_g for each
group (Galvão and ReVelle 1996): L(λ) = Σ_g (w_g − λ_g) + max Σ_v x_v Σ_{g near v} λ_g, over choices
that keep to the number, the districts and what must be. Whatever λ between 0 and w, no choice
reaches more than L(λ), also where each zone is to have a session. The least L is that of the linear
programme, and comes near to it in a thousandth of its time by subgradient steps (Held, Wolfe and
Crowder 1974).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from layers.targeting.covering_problem import ROUNDING, Choice, Problem
from layers.targeting.covering_swaps import Mask, swapped
from layers.targeting.telling import Telling

# Steps of the subgradient method: as usual for it, and best of those tried on the atlas's venues.
_REACHED_ONCE = 0.2  # λ to begin with, as a share of w, where one chosen venue reaches a group
_KEPT = 0.7  # how much of a step's direction the next one keeps
_PATIENCE, _SHORTER, _SHORTEST = 15, 0.7, 1e-3  # steps without a better bound; then shorter ones
_NEWS = 1e-6  # the bound must fall by this share of it to count as better
_SWAPS = 50  # steps from one try for a better choice to the next


@dataclass(frozen=True)
class Relaxed:
    """What the relaxation has found.

    Attributes
    ----------
    chosen
        The best venues (by place) found; None where none that keep to the limits were.
    bound
        No choice reaches more.
    kept
        Which venues a choice that is better than ``chosen`` may have.
    """

    chosen: list[int] | None
    bound: float
    kept: Mask


def tighten(
    asked: Problem, start: Choice | None, *, until: float, gap: float, telling: Telling
) -> Relaxed:
    """Lower the bound, and find better choices, for as long as that goes on or time is left.

    Parameters
    ----------
    start
        A choice to begin with.
    until
        When to end, by :func:`time.monotonic`.
    gap
        Proven to be within this share of the best is good enough.
    telling
        Takes down how it stands.
    """
    chosen = None
    if start is not None:
        chosen = swapped(asked, [asked.places[one] for one in start.venues], until)
        telling.hear(_reached(asked, chosen), start.bound)
    descent = _Descent(asked, chosen or [])
    for step in count():
        descent.look()
        if step % _SWAPS == 0 and _serves(asked, descent.heavy):
            other = swapped(asked, descent.heavy, until)
            if _reached(asked, other) > telling.best + ROUNDING:
                chosen = other
                telling.hear(_reached(asked, chosen), descent.bound)
        telling.hear(telling.best, descent.bound)
        if telling.is_close(gap) or descent.ended or time.monotonic() > until:
            break
        descent.step(max(telling.best, 0.0))
    return Relaxed(chosen, descent.bound, descent.kept(telling.best))


def _reached(asked: Problem, chosen: Sequence[int]) -> float:
    return float(asked.groups.weights[asked.groups.counts(chosen) > 0].sum())


def _serves(asked: Problem, chosen: Sequence[int]) -> bool:
    """Whether each zone that is to have a session has one."""
    return all(set(some).intersection(chosen) for some in asked.zones.values())


class _Descent:
    """Prices of groups, changed step by step so that the bound falls.

    Attributes
    ----------
    bound
        The least found.
    heavy
        The choice that weighs most at the present prices; it keeps to all limits but zones.
    ended
        Whether no step would lower the bound by much.
    """

    def __init__(self, asked: Problem, chosen: Sequence[int]) -> None:
        self._asked, self._groups = asked, asked.groups
        self._must = [asked.places[one] for one in asked.limits.must]
        self._most = asked.limits.most_in_district
        self._district, self._nowhere = asked.districts
        counts = self._groups.counts(chosen)
        shares = np.where(counts == 0, 1.0, np.where(counts == 1, _REACHED_ONCE, 0.0))
        self._price = self._best = self._groups.weights * shares
        self._direction = np.zeros(len(shares))
        self._length, self._since, self._aim = 1.0, 0, 0.0
        self._value = self.bound = np.inf
        self.heavy: list[int] = []
        self.ended = False

    def look(self) -> None:
        """Work out the bound at the present prices."""
        sums = self._groups.adds(self._price)
        self.heavy = self._asked.heaviest(sums)
        self._value = float((self._groups.weights - self._price).sum() + sums[self.heavy].sum())
        self._since = 0 if self._value < self.bound * (1 - _NEWS) else self._since + 1
        if self._value < self.bound:
            self.bound, self._best = self._value, self._price

    def step(self, best: float) -> None:
        """Change the prices; ``best`` is what a choice is known to reach."""
        if self._since >= _PATIENCE:
            self._length, self._since = self._length * _SHORTER, 0
            self._price, self._direction = self._best, self._direction * 0
            self.ended = self._length < _SHORTEST
            return
        weights = self._groups.weights
        counts = self._groups.counts(self.heavy)
        # What is aimed at: a choice reaches it, if not one with a session for each zone.
        self._aim = max(self._aim, best, float(weights[counts > 0].sum()))
        slope = counts - np.where(self._price < weights, 1, np.minimum(counts, 1))
        slope[(self._price <= 0) & (slope > 0)] = 0
        self._direction = slope + _KEPT * self._direction
        size = float(self._direction @ self._direction)
        if not size:
            self.ended = True
            return
        far = self._length * max(self._value - self._aim, 0.0) / size
        self._price = np.clip(self._price - far * self._direction, 0.0, weights)

    def kept(self, best: float) -> Mask:
        """Which venues a choice that reaches more than ``best`` may have.

        To have another venue, the heaviest choice has to give one up: the lightest of the
        venue's district where that has as many as it may, else the lightest of all. Where the bound
        then is no higher than what is reached already, no better choice has the venue.
        """
        sums = self._groups.adds(self._best)
        heavy = self._asked.heaviest(sums)
        weighs = sums.copy()
        weighs[self._must] = np.inf
        given_up = np.full(len(sums), weighs[heavy].min())
        if self._most:
            inside = np.bincount(self._district[heavy], minlength=self._district.max() + 1)
            for district in np.flatnonzero(inside >= self._most):
                mine = (self._district == district) & ~self._nowhere
                here = [at for at in heavy if mine[at]]
                given_up[mine] = weighs[here].min() if here else given_up[mine]
        kept = self.bound - (given_up - sums) > best + ROUNDING
        kept[heavy] = True
        return kept
