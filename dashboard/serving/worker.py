"""gunicorn's worker: takes connections, hands them to Tornado, says that it is alive.

The worker class is gunicorn's documented way in; connections are Tornado's documented
``HTTP1ServerConnection``. What is ours is who is let in when there are too many.
"""

import asyncio
import contextlib
import os
import resource
import socket
from typing import Any

from gunicorn.workers.base import Worker
from tornado.http1connection import HTTP1ConnectionParameters, HTTP1ServerConnection
from tornado.iostream import IOStream

from dashboard.serving.connections import Connection, Connections
from dashboard.serving.exchange import BODY_SECONDS, HEAD_SECONDS, Exchanges
from dashboard.serving.service import Service
from dashboard.serving.workshop import Workshop
from dashboard.web.door import door_of
from dashboard.web.limits import LARGEST_REQUEST

MOST_CONNECTIONS = 1000
MOST_HELD = 100_000_000  # bytes of bodies that arrive and answers that are not taken yet
LARGEST_HEAD = 65_536
FILES_FOR_WORK = 40  # of those a process may have open: what is not a connection of a client's
_SHORT = 0.1


class AtlasWorker(Worker):  # type: ignore[misc]
    """One process that answers, and its workshop."""

    def run(self) -> None:
        """Serve until told to stop."""
        door = door_of(self.wsgi)
        # Before there is any thread: from here on, nobody else forks.
        self.workshop = Workshop(door.inner, [*self.sockets, self.tmp])
        self.connections = Connections(_most_connections(), MOST_HELD)
        asyncio.run(self._serve(Service(door, self.workshop)))

    async def _serve(self, service: Service) -> None:
        loop = asyncio.get_running_loop()
        self.service = service
        self.parameters = HTTP1ConnectionParameters(
            max_header_size=LARGEST_HEAD,
            header_timeout=HEAD_SECONDS,
            max_body_size=LARGEST_REQUEST + 1,
            body_timeout=BODY_SECONDS,
        )
        loop.add_reader(self.workshop.control, self._workshop_gone)
        listeners = [one.sock for one in self.sockets]
        takers = [asyncio.create_task(self._take(listener)) for listener in listeners]
        while self.alive and self.ppid == os.getppid():
            self.notify()
            await asyncio.sleep(_SHORT)
        for taker in takers:
            taker.cancel()
        until = loop.time() + self.cfg.graceful_timeout
        while (self.service.busy or self.connections.working) and loop.time() < until:
            self.notify()
            self.connections.close_idle()
            await asyncio.sleep(_SHORT / 2)
        os._exit(0)

    async def _take(self, listener: socket.socket) -> None:
        """Take connections, one at a time, so that a worker with less to do comes first."""
        loop = asyncio.get_running_loop()
        listener.setblocking(False)
        while True:
            try:
                taken, address = await loop.sock_accept(listener)
            except OSError:
                # Mostly too many open files: make room, and leave it to the others for a moment.
                self.connections.close_idle()
                await asyncio.sleep(_SHORT)
                continue
            self._serve_one(taken, address)

    def _serve_one(self, taken: socket.socket, address: Any) -> None:
        peer = str(address[0]) if isinstance(address, tuple) else ""
        taken.setblocking(False)
        with contextlib.suppress(OSError):
            taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = IOStream(taken, max_buffer_size=4 * LARGEST_HEAD)
        connection = Connection(stream.close)
        self.connections.add(connection)
        exchanges = Exchanges(self.service, self.connections, connection, peer)
        HTTP1ServerConnection(stream, self.parameters).start_serving(exchanges)

    def _workshop_gone(self) -> None:
        """Without it there is no heavy work, and no way to start another: be replaced."""
        asyncio.get_running_loop().remove_reader(self.workshop.control)
        self.log.error("The workshop has gone; this worker ends and another takes its place.")
        self.alive = False


def _most_connections() -> int:
    """As many as there may be open files, with some left for work."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    if soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return max(8, min(MOST_CONNECTIONS, soft - FILES_FOR_WORK))
