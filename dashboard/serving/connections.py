"""All connections of a worker: how many there may be, and how much they may hold in memory.

When there are too many, or they hold too much, the one that has kept the worker waiting for
longest is closed: whoever sends and takes at an ordinary pace is never that one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False)
class Connection:
    """What is known of one.

    Attributes
    ----------
    close
        Ends it at once.
    since
        When the other side was last waited for: for a request, for its rest, or for taking an
        answer. None while the worker has to do something.
    held
        Bytes of a body that is arriving, or of an answer that is not taken yet.
    """

    close: Callable[[], None]
    since: float | None = field(default_factory=time.monotonic)
    held: int = 0

    def waits(self) -> None:
        """From now on the other side is waited for."""
        self.since = time.monotonic()

    def works(self) -> None:
        """From now on the worker has to do something."""
        self.since = None


class Connections:
    """The connections of a worker.

    Parameters
    ----------
    most
        How many there may be.
    most_held
        Bytes of bodies that are arriving and of answers not taken yet, of all together.

    Attributes
    ----------
    closed
        How many were closed to make room for others.
    """

    def __init__(self, most: int, most_held: int) -> None:
        self.most = most
        self.most_held = most_held
        self.closed = 0  # to make room for others
        self._all: set[Connection] = set()

    def __len__(self) -> int:
        return len(self._all)

    @property
    def held(self) -> int:
        """Bytes that all hold together."""
        return sum(one.held for one in self._all)

    @property
    def working(self) -> int:
        """How many have a request that the worker is busy with, or whose answer goes out."""
        return sum(one.since is None or one.held > 0 for one in self._all)

    def add(self, connection: Connection) -> None:
        """Take one in; if that is one too many, the one longest waited for is closed."""
        self._all.add(connection)
        if len(self._all) > self.most:
            self._close_longest(but=connection)

    def remove(self, connection: Connection) -> None:
        """Forget one that is closed."""
        self._all.discard(connection)

    def hold(self, connection: Connection, size: int) -> bool:
        """Hold so many bytes for one from now on; whether there is room for them.

        Room is made by closing those longest waited for.
        """
        connection.held = size
        while self.held > self.most_held:
            if not self._close_longest(but=connection, holding=True):
                return False
        return True

    def close_idle(self) -> None:
        """Close all that the worker has nothing to do for."""
        for one in [one for one in self._all if one.since is not None and not one.held]:
            self._close(one)

    def _close_longest(self, but: Connection, holding: bool = False) -> bool:
        waited = [
            one
            for one in self._all
            if one is not but and one.since is not None and (one.held or not holding)
        ]
        if not waited:
            return False
        self._close(min(waited, key=lambda one: one.since or 0))
        self.closed += 1
        return True

    def _close(self, connection: Connection) -> None:
        self.remove(connection)
        connection.held = 0
        connection.close()
