"""How searches stand that are under way, for whoever has begun one.

A search has a process of its own, and the browser that waits for it asks whichever worker it comes
to. All of them have one piece of anonymous memory in common, which the first process makes and they
inherit, as figures for monitoring have (:mod:`dashboard.web.metrics`): no file, no lock, and a
search that is ended leaves nothing but numbers that the next one in its place writes over.
"""

import mmap

from layers.targeting.covering_problem import Progress

SLOTS = 64  # more than are ever under way together, by far
_WIDTH = 4  # the search's name, then three numbers
_BYTES = 8  # of each


class SearchProgress:
    """Where searches say how they stand, and browsers ask; each search in a place by its name.

    Names are 16 hexadecimal digits that the browser draws, other than 0; two searches in one place
    are told apart by them, and the one that spoke last is heard.
    """

    def __init__(self) -> None:
        memory = memoryview(mmap.mmap(-1, _BYTES * _WIDTH * SLOTS))
        self._names, self._numbers = memory.cast("Q"), memory.cast("B").cast("d")

    def tell(self, job: str, how: Progress) -> None:
        """Say how a search stands."""
        at = self._place(job)
        # Whoever looks just now finds nobody, and not half of this.
        self._names[at] = 0
        self._numbers[at + 1] = how.seconds
        self._numbers[at + 2] = how.best
        self._numbers[at + 3] = how.bound
        self._names[at] = int(job, 16)

    def of(self, job: str) -> Progress | None:
        """How a search stands; None where nothing is known of it."""
        at = self._place(job)
        if self._names[at] != int(job, 16):
            return None
        found = Progress(*(self._numbers[at + n] for n in range(1, _WIDTH)))
        return found if self._names[at] == int(job, 16) else None

    def forget(self, job: str) -> None:
        """A search has ended."""
        at = self._place(job)
        if self._names[at] == int(job, 16):
            self._names[at] = 0

    @staticmethod
    def _place(job: str) -> int:
        return _WIDTH * (int(job, 16) % SLOTS)
