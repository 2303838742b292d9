"""Token buckets: how much each client may have at once, and in a minute."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CLIENTS = 10_000


class Buckets:
    """A bucket for each client, which fills again steadily; it waits for nothing.

    A few lines of our own: the extension for this (Flask-Limiter) counts in windows, which lets
    twice the number through where two meet, and brings ten packages. Each worker has its own
    buckets, so a client that meets all of them has that many times as much.

    Parameters
    ----------
    most
        What a bucket holds; a client that is new has a full one.
    per_minute
        What comes back into it in a minute.
    clock
        Seconds that never go back.
    """

    def __init__(
        self, most: float, per_minute: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._per_second = per_minute / 60
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> int:
        """Take one; 0 when there was one, else the whole seconds until there will be."""
        with self._lock:
            left = self._now(name)
            enough = left >= 1
            self._keep(name, left - 1 if enough else left)
        return 0 if enough else math.ceil((1 - left) / self._per_second)

    def spend(self, name: str, amount: float) -> None:
        """Take so much, known only after it was had: a bucket may then owe."""
        with self._lock:
            self._keep(name, self._now(name) - amount)

    def is_empty(self, name: str) -> bool:
        """Whether a client has nothing left."""
        with self._lock:
            return self._now(name) <= 0

    def _now(self, name: str) -> float:
        now = self._clock()
        left, then = self._left.get(name, (self._most, now))
        return min(self._most, left + (now - then) * self._per_second)

    def _keep(self, name: str, left: float) -> None:
        self._left[name] = (left, self._clock())
        self._left.move_to_end(name)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)  # the one not seen for longest
