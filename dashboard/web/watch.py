"""Around every request: a reference, the headers, one line in the log, the figures for metrics.

Outside Flask, so that nothing gets by: an answer that is an error, or comes in pieces, or that no
view made, is sent with the same headers and counted like any other.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dashboard.web.kinds import kind_of, loggable, loggable_method
from dashboard.web.logged import asked_for
from dashboard.web.metrics import Metrics
from dashboard.web.texts import BROKEN, plain

# Where the parts of one request find each other, in its WSGI environment.
REFERENCE, USER = "seldom_heard.reference", "seldom_heard.user"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other when read out
_log = logging.getLogger("seldom_heard")

Headers = list[tuple[str, str]]
Environ = dict[str, Any]


def new_reference() -> str:
    """Eight letters and digits to read out on the telephone, such as ``k7mw3xpa``."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


class Watch:
    """A WSGI application around another.

    Parameters
    ----------
    application
        The one to watch.
    headers
        Gives the headers that every answer must have, for a request's environment.
    metrics
        What counts.
    access_log
        Whether to log a line for every request; exports and errors are logged in any case.
    """

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        headers: Callable[[Environ], Headers],
        metrics: Metrics,
        access_log: bool,
    ) -> None:
        self._application = application
        self._headers = headers
        self._metrics = metrics
        self._access_log = access_log

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        begun = time.perf_counter()
        environ[REFERENCE] = new_reference()
        seen: dict[str, Any] = {"status": 500, "attachment": ""}

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            ours = [*self._headers(environ), ("X-Request-ID", environ[REFERENCE])]
            names = {name.lower() for name, _ in ours}
            seen["status"] = int(status[:3])
            for name, value in headers:
                if name.lower() == "content-disposition" and value.startswith("attachment"):
                    seen["attachment"] = value
            kept = [pair for pair in headers if pair[0].lower() not in names]
            return start_response(status, kept + ours, exc_info)

        try:
            pieces = self._application(environ, start)
        except Exception as error:
            log_error(environ, error)
            body = plain(BROKEN, environ[REFERENCE]).encode()
            start(
                "500 Internal Server Error",
                [
                    ("Content-Type", "text/plain; charset=utf-8"),
                    ("Content-Length", str(len(body))),
                    ("Cache-Control", "no-store"),
                ],
            )
            pieces = [body]
        took = time.perf_counter() - begun
        return _Counted(pieces, lambda sent: self._note(environ, seen, took, sent))

    def _note(self, environ: Environ, seen: dict[str, Any], took: float, sent: int) -> None:
        path, status = environ.get("PATH_INFO", ""), seen["status"]
        kind = kind_of(path)
        self._metrics.request(kind, status, took)
        about = {
            "method": loggable_method(environ.get("REQUEST_METHOD", "")),
            "path": loggable(path),
            "status": status,
            "ms": round(1000 * took, 1),
            "bytes": sent,
            "user": environ.get(USER),
            "reference": environ[REFERENCE],
        }
        if seen["attachment"] and status == 200:
            self._metrics.export(path)
            # What was asked for, as far as it is codes of the atlas. Never what was in the file.
            asked = asked_for(path, environ.get("QUERY_STRING", ""))
            _log.info("export", extra={"fields": about | asked})
        elif self._access_log and kind != "health":
            _log.info("request", extra={"fields": about})


def log_error(environ: Environ, error: BaseException) -> None:
    """Log what failed and where in the program, under the request's reference.

    Without the error's own words, which may quote what somebody typed or uploaded.
    """
    fields = {
        "method": loggable_method(environ.get("REQUEST_METHOD", "")),
        "path": loggable(environ.get("PATH_INFO", "")),
        "user": environ.get(USER),
        "reference": environ.get(REFERENCE),
    }
    trace = (type(error), error, error.__traceback__)
    _log.error("error", exc_info=trace, extra={"fields": fields})


class _Counted:
    """An answer's pieces, counted as they go; says how many bytes when all is done."""

    def __init__(self, pieces: Iterable[bytes], done: Callable[[int], None]) -> None:
        self._pieces = pieces
        self._done = done
        self._sent = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._sent += len(piece)
            yield piece

    def close(self) -> None:
        try:
            if hasattr(self._pieces, "close"):
                self._pieces.close()
        finally:
            self._done(self._sent)
