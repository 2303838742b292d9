"""Answers compressed for the browser; scripts and styles, which stay the same, only once."""

import posixpath
import threading
from collections import OrderedDict

from dash.fingerprint import check_fingerprint
from flask import Flask, Request, Response, request
from flask_compress import Compress

from dashboard.web.request_kinds import kind_of

MOST_BYTES = 8_000_000  # all files of the pages, in two encodings, have less (a test adds them up)


def add_compression(server: Flask) -> None:
    """Compress what is worth it. A first visit asks for 30 scripts: 150 ms of work, once."""
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 6
    server.config["COMPRESS_STREAMS"] = False  # a part of a file: compressed anew each time
    server.config["COMPRESS_CACHE_BACKEND"] = _Kept
    server.config["COMPRESS_CACHE_KEY"] = _key
    Compress(server)

    @server.after_request  # runs before the compression, as the later of the two
    def whole(response: Response) -> Response:
        if response.direct_passthrough and response.status_code == 200 and _key(request):
            # A file that is passed through in pieces would be compressed anew each time.
            response.direct_passthrough = False
            response.set_data(response.get_data())
        return response


def _key(asked: Request) -> str:
    """What an answer is kept under; nothing for what is not kept.

    A file answers to many paths: with dots in it, and with any version and time in its name. It is
    compressed and kept once.
    """
    if kind_of(asked.path) != "asset":
        return ""
    plain, _ = check_fingerprint(posixpath.normpath(asked.path))
    return str(plain)


class _Kept:
    """Compressed answers by encoding and key, those not asked for longest forgotten."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def set(self, key: str, body: bytes) -> None:
        if key.endswith(";") or len(body) > self._most:
            return
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._size > self._most:
                self._size -= len(self._bodies.popitem(last=False)[1])
