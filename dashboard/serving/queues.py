"""Bounded queues: how many are worked on at once, how many may wait, and for how long.

Waiting takes no thread and no process. Whoever finds a queue full is told so at once.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


class FullError(Exception):
    """Too many wait already."""


@dataclass(frozen=True)
class Lane:
    """What one kind of work may take.

    Attributes
    ----------
    at_once
        How many are worked on at the same time, in one worker.
    waiting
        How many more may wait.
    of_one
        How many of them, worked on or waiting, may be one client's.
    seconds
        From arrival to answer, waiting included.
    usual
        Seconds of processor time that a piece of work is taken to need before it is done.
    processor
        The most seconds of processor time, where the work has a process of its own.
    memory
        Bytes beyond what that process starts with.
    answer
        Bytes of the answer.
    """

    at_once: int
    waiting: int
    of_one: int
    seconds: float = 0
    usual: float = 0
    processor: int = 0
    memory: int = 0
    answer: int = 0


MB = 1_000_000
# In each worker; the names are those of dashboard.web.request_kinds. Heavy work has a process of
# its own for each piece, and waits for its own kind only, so that a table is not behind a brief.
# The numbers are two to ten times what the largest honest request was seen to need.
LANES = {
    # Everything else, in threads. Python works on one of them at a time in any case, so more of
    # them would only share the same processor.
    "light": Lane(8, 400, 200, seconds=60),
    # Reading what people upload: the largest workbook takes four seconds of processor time, and
    # five with weights for its rows.
    "upload": Lane(1, 4, 3, seconds=40, usual=4, processor=15, memory=250 * MB, answer=32 * MB),
    # Comparing, weighing and exporting what an exercise says: under a second, but up to nine where
    # hardly anything can be shown.
    "exercise": Lane(1, 8, 5, seconds=45, usual=1, processor=25, memory=200 * MB, answer=32 * MB),
    # The best venues for sessions: mostly under a second, and by itself no more than some 20. It
    # takes 100 MB for all libraries and schools, 170 for every kind of venue at 1,200 m.
    "search": Lane(1, 4, 2, seconds=60, usual=2, processor=40, memory=250 * MB, answer=1 * MB),
    # Map pictures and PDFs: a brief of ten zones takes one to three seconds.
    "picture": Lane(1, 8, 5, seconds=45, usual=2, processor=25, memory=200 * MB, answer=32 * MB),
    # Tables and map files: mostly under half a second; the workbook of all areas, four.
    "table": Lane(1, 32, 10, seconds=30, usual=0.5, processor=15, memory=200 * MB, answer=48 * MB),
}
# Heavy work of clients who have lately used much has these places, whatever its kind, and is done
# with what processor time the others leave. All other limits are those of its kind.
LAST = Lane(1, 8, 4)
MUCH = 10.0  # seconds of processor time, in each worker …
FORGIVEN = 3.0  # … of which so many are forgotten in a minute


class Queue:
    """The turns of one lane, in one worker's event loop; clients take turns, too."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self._working = 0
        self._of: Counter[str] = Counter()  # worked on and waiting
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def busy(self) -> int:
        """How many are there, worked on or waiting."""
        return self._of.total()

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn, and have it while inside.

        Raises
        ------
        FullError
            At once, when too many are there already, or too many of this client's; later, when
            somebody with fewer has come and this is the last of the client who has most.
        """
        lane = self.lane
        if self._of[client] >= lane.of_one:
            raise FullError
        if self.busy >= lane.at_once + lane.waiting and not self._makes_room(client):
            raise FullError
        self._of[client] += 1
        try:
            if self._working < lane.at_once:
                self._working += 1
            else:
                await self._wait(client)
            try:
                yield
            finally:
                self._pass_on()
        finally:
            self._of[client] -= 1
            if not self._of[client]:
                del self._of[client]

    def _makes_room(self, client: str) -> bool:
        """Send the last away of the client who has most waiting, if that is more than here."""
        most = max(self._waiting, key=lambda one: len(self._waiting[one]), default="")
        if not most or self._of[most] <= self._of[client] + 1:
            return False
        last = self._waiting[most].pop()
        if not self._waiting[most]:
            del self._waiting[most]
        last.set_exception(FullError())
        return True

    async def _wait(self, client: str) -> None:
        turn = asyncio.get_running_loop().create_future()
        line = self._waiting.setdefault(client, deque())
        line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on()  # it came in this very moment
            elif turn in line:
                line.remove(turn)
                if not line:
                    del self._waiting[client]
            raise

    def _pass_on(self) -> None:
        """Give a turn to the client who has waited longest for one; else it is free."""
        while self._waiting:
            client, line = self._waiting.popitem(last=False)
            turn = line.popleft()
            if line:
                self._waiting[client] = line
            if not turn.done():  # else it was left in this very moment
                turn.set_result(None)
                return
        self._working -= 1
