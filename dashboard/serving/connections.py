"""All connections of a worker: how many there may be, and how much they may hold in memory.

When there are too many, or they hold too much, the one whose other side does least is closed: it
sends nothing, or takes its answer slowest. Whoever is at work faster than the others stays.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

# A pace is over at least so many seconds: who has just begun is not judged by milliseconds.
_LEAST = 0.5


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
    moved
        Bytes that have come or gone since then.
    held
        Bytes of a body that is arriving, or of an answer that is not taken yet.
    asked
        Whether there is a whole request whose answer is not taken yet.
    """

    close: Callable[[], None]
    since: float | None = field(default_factory=time.monotonic)
    moved: int = 0
    held: int = 0
    asked: bool = False

    def waits(self) -> None:
        """From now on the other side is waited for."""
        self.since, self.moved = time.monotonic(), 0

    def works(self) -> None:
        """From now on the worker has to do something."""
        self.since, self.asked = None, True

    def pace(self, now: float) -> float:
        """Bytes a second since the other side is waited for."""
        return self.moved / max(now - (self.since or now), _LEAST)


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
    held
        Bytes that all hold together.
    closed
        How many were closed to make room for others.
    lingering
        How many were refused and still send.
    """

    def __init__(self, most: int, most_held: int) -> None:
        self.most = most
        self.most_held = most_held
        self.held = 0
        self.closed = 0
        self.lingering = 0
        self._all: set[Connection] = set()

    def __len__(self) -> int:
        return len(self._all)

    @property
    def asked(self) -> int:
        """How many have a whole request whose answer is not taken yet."""
        return sum(one.asked for one in self._all)

    def add(self, connection: Connection) -> None:
        """Take one in; if that is one too many, the slowest is closed."""
        self._all.add(connection)
        if len(self._all) > self.most:
            self._close_slowest(but=connection)

    def remove(self, connection: Connection) -> None:
        """Forget one that is closed."""
        self.release(connection)
        self._all.discard(connection)

    def hold(self, connection: Connection, size: int) -> bool:
        """Hold so many bytes for one from now on; whether there is room for them.

        Room is made by closing the slowest of those that hold their share or more: whoever holds
        little makes no room, and its pace says nothing, since it has hardly anything to send.
        """
        self.held += size - connection.held
        connection.held = size
        while self.held > self.most_held:
            if not self._close_slowest(but=connection, holding=self.most_held / self.most):
                return False
        return True

    def release(self, connection: Connection) -> None:
        """Hold nothing for one any more."""
        self.held -= connection.held
        connection.held = 0

    def close_idle(self) -> None:
        """Close all that have no request, and none that is arriving."""
        for one in [one for one in self._all if not one.asked and not one.held]:
            self._close(one)

    def _close_slowest(self, but: Connection, holding: float = 0) -> bool:
        waited = [
            one
            for one in self._all
            if one is not but and one.since is not None and one.held >= holding
        ]
        if not waited:
            return False
        now = time.monotonic()
        self._close(min(waited, key=lambda one: (one.pace(now), one.since)))
        self.closed += 1
        return True

    def _close(self, connection: Connection) -> None:
        self.remove(connection)
        connection.close()
