"""Takes connections and hands each to Tornado, with a total deadline for everything on it."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass
from typing import Any

from tornado.http1connection import HTTP1ConnectionParameters, HTTP1ServerConnection
from tornado.iostream import IOStream

from dashboard.serving.connections import Connection, Connections
from dashboard.serving.http_exchange import Exchanges, Service
from dashboard.web.limits import LARGEST_REQUEST

LARGEST_HEAD = 65_536  # bytes; beyond it the connection is closed without a word
_PAUSE = 0.1
_SENDING = 131_072


@dataclass(frozen=True)
class Patience:
    """Seconds that a client has, in all, however it spreads what it does.

    Attributes
    ----------
    head
        For a head to arrive whole; also how long a connection is kept without one, which is
        longer than most proxies keep theirs.
    body
        For a body: the largest one needs 2 Mbit/s.
    taking
        For taking an answer.
    """

    head: float = 65
    body: float = 60
    taking: float = 60


class Front:
    """The side of a worker that the network sees.

    Parameters
    ----------
    service
        What answers.
    connections
        All there are.
    patience
        How long clients may take.
    """

    def __init__(self, service: Service, connections: Connections, patience: Patience) -> None:
        self._service = service
        self._connections = connections
        self._patience = patience
        self._parameters = HTTP1ConnectionParameters(
            max_header_size=LARGEST_HEAD,
            header_timeout=patience.head,
            max_body_size=LARGEST_REQUEST
            + 2 * LARGEST_HEAD,  # the exchange refuses before, and says why
            body_timeout=patience.body,
        )

    async def take(self, listener: socket.socket) -> None:
        """Take connections until cancelled."""
        loop = asyncio.get_running_loop()
        listener.setblocking(False)
        # What the system itself holds of an answer that is not taken: else up to 4 MB for each.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENDING)
        while True:
            try:
                taken, address = await loop.sock_accept(listener)
            except OSError:
                # Mostly too many open files: make room, and leave it to the others for a moment.
                self._connections.close_idle()
                await asyncio.sleep(_PAUSE)
                continue
            self.serve(taken, address)

    def serve(self, taken: socket.socket, address: Any) -> None:
        """Serve one connection from now on."""
        peer = str(address[0]) if isinstance(address, tuple) else ""
        with contextlib.suppress(OSError):
            taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = IOStream(taken, max_buffer_size=4 * LARGEST_HEAD)
        connection = Connection(stream.close)
        self._connections.add(connection)
        exchanges = Exchanges(
            self._service, self._connections, connection, peer, self._patience.taking
        )
        HTTP1ServerConnection(stream, self._parameters).start_serving(exchanges)
