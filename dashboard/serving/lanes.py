"""Bounded queues: how many are worked on at once, how many may wait, and for how long.

Waiting takes no thread and no process. Whoever finds a queue full is told so at once.
"""

import asyncio
from collections import Counter
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
    processor
        Seconds of processor time, where the work has a process of its own.
    memory
        Bytes beyond what that process starts with.
    answer
        Bytes of the answer.
    """

    at_once: int
    waiting: int
    of_one: int
    seconds: float
    processor: int = 0
    memory: int = 0
    answer: int = 0


MB = 1_000_000
# In each worker; the names are those of dashboard.web.kinds. Heavy work has a process of its own
# for each piece, and waits for its own kind only, so that a table is not behind a brief. The
# numbers are four to ten times what the largest honest request needs: docs/deploy.md, "What is
# limited", has the figures.
LANES = {
    # Everything else, in threads. Python works on one of them at a time in any case, so more of
    # them would only share the same processor.
    "light": Lane(8, 400, 200, seconds=60),
    # Reading what people upload: the largest file takes some three seconds.
    "upload": Lane(1, 4, 3, seconds=40, processor=15, memory=250 * MB, answer=32 * MB),
    # Comparing, weighing and exporting what an exercise says.
    "exercise": Lane(1, 8, 5, seconds=30, processor=15, memory=200 * MB, answer=32 * MB),
    # Map pictures and PDFs: a brief of ten zones takes one to three seconds.
    "picture": Lane(1, 8, 5, seconds=45, processor=25, memory=200 * MB, answer=32 * MB),
    # Tables and map files: mostly under half a second.
    "table": Lane(1, 32, 10, seconds=30, processor=15, memory=200 * MB, answer=48 * MB),
}


class Queue:
    """The turns of one lane, in one worker's event loop."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self._turns = asyncio.Semaphore(lane.at_once)
        self._there = 0
        self._of: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn, and have it while inside.

        Raises
        ------
        FullError
            At once, when too many are there already, or too many of this client's.
        """
        lane = self.lane
        if self._there >= lane.at_once + lane.waiting or self._of[client] >= lane.of_one:
            raise FullError
        self._there += 1
        self._of[client] += 1
        try:
            async with self._turns:
                yield
        finally:
            self._there -= 1
            self._of[client] -= 1
            if not self._of[client]:
                del self._of[client]

    @property
    def busy(self) -> int:
        """How many are there, worked on or waiting."""
        return self._there
