"""One request and its answer, as Tornado hands it over piece by piece.

The head is judged as soon as it is there, so that a body that nobody will read is not taken. The
body is put together without a thread; then the service answers, and the answer goes out with a
deadline, by which a client that does not take it is left.
"""

import asyncio
import time
from collections.abc import Awaitable
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes, urlsplit

from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
    format_timestamp,
)
from tornado.iostream import StreamClosedError

from dashboard.serving.connections import Connection, Connections
from dashboard.web.limits import largest_body
from dashboard.web.refusal_texts import SAID, TOO_BUSY
from dashboard.web.replies import Environ, Reply, said
from dashboard.web.request_watch import log_error

LINGER_SECONDS = 10  # after an early refusal, at 1.3 MB a second
MOST_LINGERING = 8
_SLOWLY = 0.05  # seconds for each piece, of 64 kB
_ANY = 1 << 62
_PIECE = 262_144
LONGEST_PATH = 1_000  # our own have some hundred letters; every decision reads them several times
LONGEST_LINE = 8_190  # the app itself refuses addresses beyond 8,000 bytes, and says why
MOST_FIELDS = 60  # a browser sends some twenty, a proxy that signs people in a few large ones
LONGEST_FIELD = 8_190


class Service(Protocol):
    """What answers."""

    def begin(self, environ: Environ) -> None:
        """Prepare for answering."""

    def refused(self, environ: Environ) -> Reply | None:
        """Judge a head: the refusal, or None."""

    async def answer(self, environ: Environ, body: bytes) -> Reply:
        """The reply to a request that was let in; never raises."""

    def end(self, environ: Environ, reply: Reply, seconds: float) -> Reply:
        """The reply as it goes out; it is counted."""


class Exchanges(HTTPServerConnectionDelegate):
    """Makes an exchange for every request on one connection."""

    def __init__(
        self,
        service: Service,
        connections: Connections,
        connection: Connection,
        peer: str,
        taking: float,
    ) -> None:
        self.service = service
        self.connections = connections
        self.connection = connection
        self.peer = peer
        self.taking = taking
        self.late: asyncio.TimerHandle | None = None

    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> "Exchange":
        """For the next request."""
        self.connection.waits()
        return Exchange(self, request_conn)

    def on_close(self, server_conn: object) -> None:
        """When the connection has ended, in whatever way."""
        self.taken()
        self.connections.remove(self.connection)

    def gives(self, size: int) -> None:
        """From now on an answer of so many bytes is to be taken."""
        self.connection.waits()
        self.connections.hold(self.connection, size)
        self.late = asyncio.get_running_loop().call_later(self.taking, self.connection.close)

    def taken(self) -> None:
        """The answer is with the client, or the connection has ended."""
        self.connection.asked = False
        self.connections.release(self.connection)
        if self.late is not None:
            self.late.cancel()


class Exchange(HTTPMessageDelegate):
    """One request."""

    def __init__(self, of: Exchanges, wire: Any) -> None:
        self._of = of
        self._service = of.service
        self._connection = of.connection
        self._wire = wire
        self._environ: Environ = {}
        self._begun = 0.0
        self._body = bytearray()
        self._largest = 0
        self._refused = self._ended = False
        self._refusal: Reply | None = None
        self._work: asyncio.Task[None] | None = None

    # ---- Tornado calls these, in this order ----

    def headers_received(self, start_line: Any, headers: HTTPHeaders) -> Awaitable[None] | None:
        """Judge the head."""
        self._begun = time.perf_counter()
        self._environ = environ_of(start_line, headers, self._of.peer)
        self._service.begin(self._environ)
        self._largest = largest_body(self._environ)
        wrong = _wrong(self._environ, start_line, headers)
        refusal = wrong or self._service.refused(self._environ)
        body = "Content-Length" in headers or "Transfer-Encoding" in headers
        if refusal is not None and (wrong or body):
            headers.pop("Expect", None)  # else Tornado asks for the body after all
            return self._refuse(refusal)
        self._refusal = refusal
        return None

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """Put the body together."""
        if self._refused:
            # Slowly: much is sent by those who are refused often.
            return asyncio.sleep(_SLOWLY)
        self._body += chunk
        self._connection.moved += len(chunk)
        if len(self._body) > self._largest:
            return self._refuse(said(self._environ, SAID[413], "413 Content Too Large"))
        if not self._of.connections.hold(self._connection, len(self._body)):
            busy = "503 Service Unavailable"
            return self._refuse(said(self._environ, TOO_BUSY, busy, {"Retry-After": "10"}))
        return None

    def finish(self) -> None:
        """The request is here: answer it."""
        if self._refused:
            self._end_refusal()
            return
        self._connection.works()
        self._work = asyncio.ensure_future(self._answer())
        self._wire.set_close_callback(self._gone)

    def on_connection_close(self) -> None:
        """The client went away before its request was here."""
        self._gone()

    # ---- answering ----

    async def _answer(self) -> None:
        body = bytes(self._body)
        self._body.clear()
        try:
            await self._write(self._refusal or await self._service.answer(self._environ, body))
            self._wire.finish()
        except StreamClosedError:
            pass  # whoever asked went away
        except Exception as error:  # such as a header that cannot be sent
            log_error(self._environ, error)
            self._connection.close()

    async def _refuse(self, reply: Reply) -> None:
        """Answer before the body is here.

        A connection that is closed while its client still sends is reset, and the answer lost with
        it; so what comes is thrown away for a while, and then the connection ends. For a few at a
        time: others are cut off.
        """
        self._refused = True
        self._body.clear()
        self._wire.set_max_body_size(_ANY)
        lingers = self._of.connections.lingering < MOST_LINGERING
        self._of.connections.lingering += 1
        seconds = LINGER_SECONDS if lingers else 0
        asyncio.get_running_loop().call_later(seconds, self._end_refusal)
        await self._write(
            Reply(reply.status, [*reply.headers, ("Connection", "close")], reply.body)
        )

    def _end_refusal(self) -> None:
        if not self._ended:
            self._ended = True
            self._of.connections.lingering -= 1
            self._wire.finish()
            self._connection.close()

    async def _write(self, reply: Reply) -> None:
        """Hand the answer over piece by piece, as fast as the client takes it."""
        reply = self._service.end(self._environ, reply, time.perf_counter() - self._begun)
        headers = HTTPHeaders()
        for name, value in reply.headers:
            headers.add(name, value)
        headers["Date"] = format_timestamp(time.time())
        bare = reply.code in (204, 304)
        if not bare and "Content-Length" not in headers:
            headers["Content-Length"] = str(len(reply.body))
        body = b"" if bare or self._environ["REQUEST_METHOD"] == "HEAD" else reply.body
        self._of.gives(len(body))
        start = ResponseStartLine("HTTP/1.1", reply.code, reply.status[4:])
        first, *others = [body[at : at + _PIECE] for at in range(0, len(body), _PIECE)] or [b""]
        await self._wire.write_headers(start, headers, first)
        for piece in others:
            self._connection.moved += _PIECE
            await self._wire.write(piece)
        self._of.taken()

    def _gone(self) -> None:
        """Nobody waits for the answer: stop working on it."""
        self._body.clear()
        self._of.connections.release(self._connection)
        if self._refused:
            self._end_refusal()
        if self._work is not None:
            self._work.cancel()


def environ_of(start_line: RequestStartLine, headers: HTTPHeaders, peer: str) -> Environ:
    """A request's head as WSGI has it (PEP 3333); the body is given later.

    A header whose name has an underscore is left out: it would look like the one with hyphens,
    and pass a proxy that clears only the name it knows.
    """
    path, _, query = start_line.path.partition("?")
    # The whole address, as to a proxy, is allowed: RFC 9112, section 3.2.2.
    if not path.startswith("/") and "://" in path:
        path = "/" + path.partition("://")[2].partition("/")[2]
    environ: Environ = {
        "REQUEST_METHOD": start_line.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path[: LONGEST_PATH + 1].encode("latin-1")).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": start_line.version,
        "REMOTE_ADDR": peer,
        "wsgi.url_scheme": "http",
    }
    for name, value in headers.items():
        if "_" not in name:
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{name}" in environ:
            environ[name] = environ.pop(f"HTTP_{name}")
    return environ


def _wrong(environ: Environ, start_line: RequestStartLine, headers: HTTPHeaders) -> Reply | None:
    """The refusal of a head that no browser and no proxy would send."""
    path = start_line.path.partition("?")[0]
    if len(path) > LONGEST_PATH or len(start_line.path) > LONGEST_LINE:
        return said(environ, SAID[414], "414 URI Too Long")
    fields = list(headers.get_all())
    if len(fields) > MOST_FIELDS or any(len(n) + len(v) > LONGEST_FIELD for n, v in fields):
        return said(environ, SAID[431], "431 Request Header Fields Too Large")
    hosts = headers.get_list("Host")
    if len(hosts) > 1 or (not hosts and start_line.version != "HTTP/1.0"):
        return said(environ, SAID[400], "400 Bad Request")
    try:
        urlsplit(start_line.path)
    except ValueError:
        return said(environ, SAID[400], "400 Bad Request")
    if not (environ["PATH_INFO"] or environ["SCRIPT_NAME"]).startswith("/"):
        return said(environ, SAID[400], "400 Bad Request")
    return None
