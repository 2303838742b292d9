"""How a search stands, kept as it goes on, and told to somebody now and then."""

import time
from collections.abc import Callable

import numpy as np

from layers.targeting.covering_problem import ROUNDING, Progress

_BETWEEN = 0.2  # seconds from one word to the next


class Telling:
    """What a search has found and proven so far.

    Parameters
    ----------
    told
        Is told of it, not too often.

    Attributes
    ----------
    begun
        When it began, by :func:`time.monotonic`.
    best
        What the best choice reaches; below 0 while there is none.
    bound
        What no choice exceeds.
    """

    def __init__(self, told: Callable[[Progress], None] | None) -> None:
        self._told = told
        self._last = self.begun = time.monotonic()
        self.best, self.bound = -1.0, float("inf")

    def hear(self, best: float, bound: float) -> None:
        """Take down how it stands; numbers that are not finite mean nothing yet."""
        self.best = max(self.best, best) if np.isfinite(best) else self.best
        self.bound = min(self.bound, bound) if np.isfinite(bound) else self.bound
        now = time.monotonic()
        if self._told and self.best >= 0 and now - self._last >= _BETWEEN:
            self._last = now
            self._told(Progress(now - self.begun, self.best, max(self.best, self.bound)))

    def is_close(self, gap: float) -> bool:
        """Whether the best is proven to be within a share (0–1) of the best there can be."""
        return self.best >= 0 and self.bound - self.best <= max(gap * self.best, ROUNDING)
