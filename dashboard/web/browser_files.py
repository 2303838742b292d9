"""Files made once and sent once: each named by its content, compressed beforehand, kept for good.

The name holds a digest of the content, so a browser may keep the file for ever and a new snapshot
gets new names.
"""

import gzip
import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import brotli
from flask import Flask, Response, abort, request

PREFIX = "/files/"
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"json": "application/json", "js": "text/javascript", "css": "text/css"}
# Brotli's effort, 0 to 11. Outlines take 43 kB less with 10 than with 9, in a second instead of
# 0.4; what nobody waits for is not worth five seconds of the start.
FIRST, LATER = 10, 9
# What was compressed in this process: several apps in one, as in tests, send the same.
_known: dict[tuple[str, int], bytes] = {}


def digest_of(content: bytes) -> str:
    """Short enough for a name, long enough never to meet another."""
    return hashlib.sha256(content).hexdigest()[:12]


def _compressed(content: bytes, effort: int) -> bytes:
    key = (digest_of(content), effort)
    if key not in _known:
        _known[key] = brotli.compress(content, quality=effort)
    return _known[key]


class BrowserFiles:
    """What the browser is sent, by name."""

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}
        self._bodies: dict[str, dict[str, bytes]] = {}
        self._later: dict[str, Callable[[], bytes]] = {}
        # Brotli leaves the interpreter free: what is added is compressed while the next is made.
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(max_workers=2)
        self._compressing: dict[str, Future[bytes]] = {}

    def add(self, name: str, content: bytes, ending: str = "json", effort: int = FIRST) -> str:
        """Take in a file that every visit waits for, compress it, and give its address.

        Parameters
        ----------
        name
            Letters, digits, ``-`` and ``_``; what it holds, without an ending.
        content
            Of the kind that the ending says.
        ending
            One of :data:`TYPES`.
        effort
            Of compressing it.
        """
        file = f"{name}-{digest_of(content)}.{ending}"
        self._bodies[file] = {"": content}
        if self._pool is None:
            self._bodies[file]["br"] = _compressed(content, effort)
        else:
            self._compressing[file] = self._pool.submit(_compressed, content, effort)
        return self._address(name, file)

    def add_later(self, name: str, make: Callable[[], bytes], digest: str) -> str:
        """Take in one of many files that few ask for: made when first asked for, in each worker.

        Parameters
        ----------
        make
            Gives the JSON, the same each time.
        digest
            Of something that the content follows from.
        """
        file = f"{name}-{digest}.json"
        self._later[file] = make
        return self._address(name, file)

    def _address(self, name: str, file: str) -> str:
        self._addresses[name] = PREFIX + file
        return self._addresses[name]

    def __contains__(self, name: str) -> bool:
        return name in self._addresses

    def address(self, name: str) -> str:
        """Where a file is, from the server's root.

        Raises
        ------
        KeyError
            When no file of that name was added.
        """
        return self._addresses[name]

    def size(self, name: str, encoding: str = "br") -> int:
        """Bytes on the wire of a file in an encoding (``br``, ``gzip`` or ``""``)."""
        return len(self._body(self._addresses[name].removeprefix(PREFIX), encoding))

    def _body(self, file: str, encoding: str) -> bytes:
        if file in self._later and file not in self._bodies:
            self._bodies[file] = {"": self._later[file]()}
        bodies = self._bodies[file]
        if file in self._compressing:
            bodies["br"] = self._compressing.pop(file).result()
        # Brotli here for the few that are made late, gzip for browsers and proxies without brotli.
        if encoding == "br" and "br" not in bodies:
            bodies["br"] = brotli.compress(bodies[""], quality=5)
        if encoding == "gzip" and "gzip" not in bodies:
            bodies["gzip"] = gzip.compress(bodies[""], compresslevel=6, mtime=0)
        return bodies[encoding]

    def serve(self, server: Flask) -> None:
        """Answer for the files on a server. What is added from now on is compressed at once."""
        for file in list(self._compressing):
            self._body(file, "br")
        if self._pool is not None:
            self._pool.shutdown()  # before the server forks: threads do not come along
            self._pool = None

        @server.get(f"{PREFIX}<file>")
        def browser_file(file: str) -> Response:
            if file not in self._bodies and file not in self._later:
                abort(404)
            mimetype = TYPES[file.rsplit(".", 1)[1]]
            if request.method == "HEAD":  # one that is made late would be made for this
                return Response(mimetype=mimetype, headers={"Cache-Control": FOR_EVER})
            accepted = request.accept_encodings
            encoding = next((e for e in ("br", "gzip") if accepted[e] > 0), "")
            response = Response(self._body(file, encoding), mimetype=mimetype)
            if encoding:
                response.headers["Content-Encoding"] = encoding
            response.headers["Cache-Control"] = FOR_EVER
            response.headers["Vary"] = "Accept-Encoding"
            return response
