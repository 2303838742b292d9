"""gunicorn's worker: starts the workshop and the front, says that it is alive, stops in order."""

import asyncio
import contextlib
import os
import resource

from gunicorn.workers.base import Worker

from dashboard.serving.connections import Connections
from dashboard.serving.heavy_work import Workshop
from dashboard.serving.listener import Front, Patience
from dashboard.serving.service import AtlasService
from dashboard.web.middleware import door_of

MOST_CONNECTIONS = 1000
MOST_HELD = 100_000_000  # bytes of bodies that arrive and answers that are not taken yet
FILES_FOR_WORK = 40  # of those a process may have open: what is not a connection of a client's
_BEAT = 0.1
_STUCK = 30  # seconds in which no thread comes back from what nobody waits for
_TELL = 10  # seconds between two lines in the log about closed connections


class AtlasWorker(Worker):
    """One process that answers, and its workshop."""

    alive: bool  # gunicorn's: until when it is to serve

    def run(self) -> None:
        """Serve until told to stop."""
        door = door_of(self.wsgi)
        # Before there is any thread: from here on, nobody else forks.
        self.workshop = Workshop(door.inner, [*self.sockets, self.tmp])
        asyncio.run(self._serve(AtlasService(door, self.workshop)))

    async def _serve(self, service: AtlasService) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(self.workshop.control, self._workshop_gone)
        connections = Connections(most_connections(), MOST_HELD)
        front = Front(service, connections, Patience())
        takers = [asyncio.create_task(front.take(one.sock)) for one in self.sockets]
        told, tell, since = 0, loop.time(), 0.0
        while self.alive and self.ppid == os.getppid():
            self.notify()
            if service.stuck:
                since = since or loop.time()
                if loop.time() > since + _STUCK:
                    self.log.error("Every thread is stuck; another worker takes the place of this.")
                    self.alive = False
            else:
                since = 0.0
            if connections.closed > told and loop.time() >= tell:
                service.watch.closed(connections.closed - told)
                told, tell = connections.closed, loop.time() + _TELL
            await asyncio.sleep(_BEAT)
        for taker in takers:
            taker.cancel()
        until = loop.time() + self.cfg.graceful_timeout
        while (service.busy or connections.asked) and loop.time() < until:
            self.notify()
            connections.close_idle()
            await asyncio.sleep(_BEAT)
        # Without waiting for threads: whoever is not served by now will not be.
        os._exit(0)

    def _workshop_gone(self) -> None:
        """Without it there is no heavy work, and no way to start another: be replaced."""
        asyncio.get_running_loop().remove_reader(self.workshop.control)
        self.log.error("The workshop has gone; this worker ends and another takes its place.")
        self.alive = False


def most_connections() -> int:
    """As many as there may be open files, with some left for work."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    if soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return max(8, min(MOST_CONNECTIONS, soft - FILES_FOR_WORK))
