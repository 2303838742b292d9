"""What gunicorn is given of ours: a log in JSON, a row of metrics for each worker, and patience
with slow clients that costs nobody else.
"""

import logging
import re
import socket
import struct
import sys
import time
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

from dashboard.web.headers import ALWAYS
from dashboard.web.log import JsonLines
from dashboard.web.texts import BROKEN, SAID, plain
from dashboard.web.watch import log_error, new_reference

HEAD_SECONDS = 20  # for a request to arrive whole, however slowly it comes
LARGEST_HEAD = 32_768
LARGEST_HELD = 1_000_000  # of a body; a larger one is read by the thread that works on it
STALLED_SECONDS = 20  # for a client that has stopped taking its answer
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r\n", re.IGNORECASE)


class Lines(Logger):
    """gunicorn's log and the app's, both as JSON; requests are logged by the app, not here."""

    def setup(self, cfg: Any) -> None:  # noqa: D102
        super().setup(cfg)
        form = JsonLines()
        for handler in self.error_log.handlers:
            handler.setFormatter(form)
        requests = logging.StreamHandler(sys.stdout)
        requests.setFormatter(form)
        ours = logging.getLogger("seldom_heard")
        ours.handlers, ours.propagate = [requests], False
        ours.setLevel(logging.INFO)

    def access(self, *_: Any) -> None:  # noqa: D102
        pass


class PatientWorker(ThreadWorker):
    """gunicorn's threaded worker; a thread is taken only once a request has arrived whole.

    Its own waits for a connection's first byte only. A client that sends a byte now and then would
    hold a thread for as long as it likes, and as many of them as there are threads would hold up
    everybody. Here the bytes are put together without a thread, in between the worker's other work.
    """

    def handle(self, conn: TConn) -> Any:  # noqa: D102
        try:
            arrived = _arrived(conn)
        except OSError:
            return False
        if arrived is None:
            return False
        return super().handle(conn) if arrived else _DEFER

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what never reached the app as the app would: plainly, and with its headers."""
        status = 500
        if isinstance(exc, (ParseException, ValueError)):
            status = 400
        if isinstance(exc, LimitRequestLine):
            status = 414
        if isinstance(exc, LimitRequestHeaders):
            status = 431
        reference = new_reference()
        if status == 500:
            log_error({"seldom_heard.reference": reference}, exc)
        body = plain(SAID.get(status, SAID[400]) if status < 500 else BROKEN, reference).encode()
        headers = [
            *ALWAYS,
            ("Content-Security-Policy", "default-src 'none'"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ]
        lines = [f"HTTP/1.1 {status} Refused", *(f"{name}: {value}" for name, value in headers)]
        try:
            util.write_nonblock(client, "\r\n".join(lines).encode() + _END + body)
        except OSError:
            self.log.debug("Nobody there to be told of the error.")


def _arrived(conn: TConn) -> bool | None:
    """Take what has come in; whether it is a whole request, or None when the client gave up.

    What was taken is kept with the connection and handed to gunicorn's parser when complete. A
    request that cannot become a good one counts as complete: the parser says what is wrong.
    """
    now = time.monotonic()
    if conn.parser is not None:
        conn.taken = conn.parser.unreader.take_buffered() + getattr(conn, "taken", b"")
    taken: bytes = getattr(conn, "taken", b"")
    conn.since = getattr(conn, "since", None) or now
    conn.sock.setblocking(False)
    ended = False
    try:
        while not _whole(taken):
            piece = conn.sock.recv(65_536)
            ended = not piece
            if ended:
                break
            taken += piece
    except (BlockingIOError, InterruptedError):
        conn.taken = taken
        return False if now - conn.since < HEAD_SECONDS else None
    if ended and not taken:
        return None
    conn.taken, conn.since = b"", None
    # Also the kernel's own patience: for the rest of a large upload, and for taking the answer.
    seconds = struct.pack("ll", STALLED_SECONDS, 0)
    conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, seconds)
    conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
    conn.init()
    conn.parser.unreader.unread(taken)
    conn.data_ready = True
    return True


def _whole(taken: bytes) -> bool:
    head, end, body = taken.partition(_END)
    if not end:
        return len(taken) > LARGEST_HEAD
    found = _LENGTH.search(head + b"\r\n")
    length = int(found[1]) if found else 0
    return len(body) >= length or length > LARGEST_HELD


# ---- hooks: the first process gives every worker a row to count in ----


def pre_fork(arbiter: Any, worker: Any) -> None:
    """Before a worker is forked."""
    if metrics := _metrics(arbiter):
        metrics.take_row(worker.age)


def post_fork(arbiter: Any, worker: Any) -> None:
    """In the new worker."""
    if metrics := _metrics(arbiter):
        metrics.began()


def child_exit(arbiter: Any, worker: Any) -> None:
    """When a worker has ended, in whatever way."""
    if metrics := _metrics(arbiter):
        metrics.free_row(worker.age)


def _metrics(arbiter: Any) -> Any:
    return getattr(arbiter.app.wsgi(), "extensions", {}).get("metrics")
