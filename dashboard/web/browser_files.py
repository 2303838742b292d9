"""Files made once and sent once: each named by its content, compressed beforehand, kept for good.

The name holds a digest of the content, so a browser may keep the file for ever and a new snapshot
gets new names. Names end in ``.json``: compression by type leaves other endings alone.
"""

import gzip
import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import brotli
from flask import Flask, Response, abort, request

PREFIX = "/files/"
FOR_EVER = "public, max-age=31536000, immutable"


def digest_of(content: bytes) -> str:
    """Short enough for a name, long enough never to meet another."""
    return hashlib.sha256(content).hexdigest()[:12]


class BrowserFiles:
    """What the browser is sent, by name."""

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}
        self._bodies: dict[str, dict[str, bytes]] = {}
        self._later: dict[str, Callable[[], bytes]] = {}
        # Brotli leaves the interpreter free: what is added is compressed while the next is made.
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._compressing: dict[str, Future[bytes]] = {}

    def add(self, name: str, content: bytes) -> str:
        """Take in a file that every visit waits for, compress it, and give its address.

        Parameters
        ----------
        name
            Letters, digits, ``-`` and ``_``; what it holds, without an ending.
        content
            JSON, as bytes.
        """
        file = f"{name}-{digest_of(content)}.json"
        self._bodies[file] = {"": content}
        self._compressing[file] = self._pool.submit(brotli.compress, content, quality=9)
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
        """Answer for the files on a server. No more can be added, but for those made late."""
        for file in list(self._compressing):
            self._body(file, "br")
        self._pool.shutdown()  # before the server forks: threads do not come along

        @server.get(f"{PREFIX}<file>")
        def browser_file(file: str) -> Response:
            if file not in self._bodies and file not in self._later:
                abort(404)
            if request.method == "HEAD":  # one that is made late would be made for this
                return Response(mimetype="application/json", headers={"Cache-Control": FOR_EVER})
            accepted = request.accept_encodings
            encoding = next((e for e in ("br", "gzip") if accepted[e] > 0), "")
            response = Response(self._body(file, encoding), mimetype="application/json")
            if encoding:
                response.headers["Content-Encoding"] = encoding
            response.headers["Cache-Control"] = FOR_EVER
            response.headers["Vary"] = "Accept-Encoding"
            return response
