"""Around every request: a reference, the headers, one line in the log, the figures for metrics.

Outside Flask, so that nothing gets by: an answer that is an error, or that no view made, is sent
with the same headers and counted like any other.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from dashboard.web.address_spelling import without_slash
from dashboard.web.carried_layers import method_of
from dashboard.web.logged_query import asked_for
from dashboard.web.metrics import Metrics
from dashboard.web.refusal_texts import BROKEN
from dashboard.web.replies import REFERENCE, USER, Application, Environ, Headers, Reply, said, whole
from dashboard.web.request_kinds import OPEN_ALWAYS, kind_of, loggable, loggable_method

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other when read out
_log = logging.getLogger("seldom_heard")


def new_reference() -> str:
    """Eight letters and digits to read out on the telephone, such as ``k7mw3xpa``."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


class Watch:
    """A WSGI application around another; its two halves serve those who answer in other ways.

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
    settle
        Called with a request's environment before anything is decided by its address.
    """

    def __init__(
        self,
        application: Application,
        headers: Callable[[Environ], Headers],
        metrics: Metrics,
        access_log: bool,
        settle: Callable[[Environ], None] = lambda _: None,
    ) -> None:
        self._application = application
        self._headers = headers
        self._metrics = metrics
        self._access_log = access_log
        self._settle = settle

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        self.begin(environ)
        begun = time.perf_counter()
        try:
            reply = whole(self._application, environ)
        except Exception as error:
            reply = broken(environ, error)
        reply = self.end(environ, reply, time.perf_counter() - begun)
        start_response(reply.status, reply.headers)
        return [reply.body]

    def begin(self, environ: Environ) -> None:
        """Give a request its reference, and the address by which all else decides."""
        environ[REFERENCE] = new_reference()
        self._settle(environ)
        environ["PATH_INFO"] = without_slash(environ.get("PATH_INFO", ""), OPEN_ALWAYS)

    def end(self, environ: Environ, reply: Reply, seconds: float) -> Reply:
        """The reply with the headers that all have; it is counted and logged."""
        ours = [*self._headers(environ), ("X-Request-ID", environ[REFERENCE])]
        names = {name.lower() for name, _ in ours}
        kept = [pair for pair in reply.headers if pair[0].lower() not in names]
        self._note(environ, reply, seconds)
        return Reply(reply.status, kept + ours, reply.body)

    def limited(self, environ: Environ, lane: str, limit: str) -> None:
        """Log and count that a limit has acted on a request."""
        self._metrics.limit(lane, limit)
        log_limit(environ, f"{lane}: {limit}")

    def closed(self, number: int) -> None:
        """Log and count connections that were closed to make room for others."""
        self._metrics.closed(number)
        _log.warning("limit", extra={"fields": {"limit": "connections", "closed": number}})

    def _note(self, environ: Environ, reply: Reply, seconds: float) -> None:
        path = environ.get("PATH_INFO", "")
        kind = kind_of(path)
        self._metrics.request(kind, reply.code, seconds)
        about = {
            "method": loggable_method(method_of(environ)),
            "path": loggable(path),
            "status": reply.code,
            "ms": round(1000 * seconds, 1),
            "bytes": len(reply.body),
            "user": environ.get(USER),
            "reference": environ[REFERENCE],
        }
        file = any(
            name.lower() == "content-disposition" and value.startswith("attachment")
            for name, value in reply.headers
        )
        if file and reply.code == 200:
            self._metrics.export(path)
            # What was asked for, as far as it is codes of the atlas. Never what was in the file.
            asked = asked_for(path, environ.get("QUERY_STRING", ""))
            _log.info("export", extra={"fields": about | asked})
        elif kind == "api":
            asked = asked_for(path, environ.get("QUERY_STRING", ""))
            _log.info("api", extra={"fields": about | asked})
        elif self._access_log and kind != "health":
            _log.info("request", extra={"fields": about})


def broken(environ: Environ, error: BaseException) -> Reply:
    """What a person is told of a failure, which is logged."""
    log_error(environ, error)
    return said(environ, BROKEN, "500 Internal Server Error")


def log_error(environ: Environ, error: BaseException) -> None:
    """Log what failed and where in the program, under the request's reference.

    Without the error's own words, which may quote what somebody typed or uploaded.
    """
    trace = (type(error), error, error.__traceback__)
    _log.error("error", exc_info=trace, extra={"fields": _whose(environ)})


def log_limit(environ: Environ, limit: str) -> None:
    """Log that a limit has acted: which one, and on which request."""
    _log.warning("limit", extra={"fields": _whose(environ) | {"limit": limit}})


def _whose(environ: Environ) -> dict[str, Any]:
    return {
        "method": loggable_method(method_of(environ)),
        "path": loggable(environ.get("PATH_INFO", "")),
        "user": environ.get(USER),
        "reference": environ.get(REFERENCE),
    }
