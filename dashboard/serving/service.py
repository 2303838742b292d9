"""Who works on a request: a few threads on light ones, a process of its own on a heavy one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from dashboard.serving.heavy_work import LimitError, Workshop
from dashboard.serving.queues import FORGIVEN, LANES, LAST, MUCH, FullError, Queue
from dashboard.web.buckets import Buckets
from dashboard.web.carried_layers import method_of
from dashboard.web.middleware import Door
from dashboard.web.refusal_texts import TOO_BUSY, TOO_LONG, TOO_MUCH
from dashboard.web.replies import Environ, Reply, said, whole, with_body
from dashboard.web.request_kinds import lane_of
from dashboard.web.request_watch import broken

_BUSY = "503 Service Unavailable"
_SOON, _LATER = {"Retry-After": "10"}, {"Retry-After": "30"}


class AtlasService:
    """Answers requests in one worker.

    Parameters
    ----------
    door
        Judges heads, and has the application behind it.
    workshop
        Does heavy work.
    """

    def __init__(self, door: Door, workshop: Workshop) -> None:
        self._door = door
        self.watch = door.watch
        self._workshop = workshop
        self._threads = ThreadPoolExecutor(LANES["light"].at_once, thread_name_prefix="light")
        self._left = 0
        self._queues = {name: Queue(lane) for name, lane in LANES.items()}
        self._last = Queue(LAST)
        self._processor = Buckets(MUCH, FORGIVEN)

    @property
    def busy(self) -> int:
        """How many requests are there, worked on or waiting."""
        return sum(queue.busy for queue in (*self._queues.values(), self._last))

    @property
    def stuck(self) -> bool:
        """Whether every thread works on something that nobody waits for any more."""
        return self._left >= LANES["light"].at_once

    def begin(self, environ: Environ) -> None:
        """Give a request its reference."""
        self.watch.begin(environ)

    def refused(self, environ: Environ) -> Reply | None:
        """Judge a head: the refusal, or None."""
        return self._door.refused(environ)

    async def answer(self, environ: Environ, body: bytes) -> Reply:
        """The reply to a request that was let in."""
        lane = lane_of(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        client = self._door.client(environ)
        try:
            async with asyncio.timeout(LANES[lane].seconds):
                if lane == "light":
                    return await self._in_thread(environ, body, client)
                return await self._in_process(environ, body, client, lane)
        except FullError:
            self.watch.limited(environ, lane, "queue")
            return said(environ, TOO_BUSY, _BUSY, _SOON)
        except TimeoutError:
            self.watch.limited(environ, lane, "time")
            return said(environ, TOO_LONG, _BUSY, _LATER)
        except LimitError as error:
            self.watch.limited(environ, lane, str(error))
            if str(error) == "gone":  # for no fault of the request's
                return said(environ, TOO_BUSY, _BUSY, _SOON)
            if body and method_of(environ) != "GET":
                return said(environ, TOO_MUCH, "413 Content Too Large")
            return said(environ, TOO_LONG, _BUSY, _LATER)
        except Exception as error:
            return broken(environ, error)

    def end(self, environ: Environ, reply: Reply, seconds: float) -> Reply:
        """The reply as it goes out; it is counted and logged."""
        return self.watch.end(environ, reply, seconds)

    async def _in_process(self, environ: Environ, body: bytes, client: str, lane: str) -> Reply:
        """Have a process of its own work on it; last, when its client has lately used much."""
        limits, spend = LANES[lane], partial(self._processor.spend, client)
        work = partial(self._workshop.work, environ, body, limits, spend)
        # Until it is known what it takes: who asks for many things at once asks for much.
        spend(limits.usual)
        try:
            if not self._processor.is_empty(client):
                async with self._queues[lane].turn(client):
                    # What came before it, of the same client's, may have been much.
                    if not self._processor.is_empty(client):
                        return await work(last=False)
            async with self._last.turn(client):
                self.watch.limited(environ, lane, "last")
                return await work(last=True)
        finally:
            spend(-limits.usual)

    async def _in_thread(self, environ: Environ, body: bytes, client: str) -> Reply:
        """Have a thread work on it.

        A thread cannot be stopped: one that nobody waits for any more keeps its turn to its end.
        """
        begun = False

        async def turn() -> Reply:
            nonlocal begun
            async with self._queues["light"].turn(client):
                begun = True
                return await asyncio.get_running_loop().run_in_executor(
                    self._threads, whole, self._door.inner, with_body(environ, body)
                )

        task = asyncio.ensure_future(turn())
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not begun:
                task.cancel()
            elif not task.done():
                self._left += 1
                task.add_done_callback(self._came_back)
            raise

    def _came_back(self, _: object) -> None:
        self._left -= 1
