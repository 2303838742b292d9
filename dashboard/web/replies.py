"""A whole answer as plain data, so that it can be made in one process and sent by another."""

import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from dashboard.web.refusal_texts import plain
from dashboard.web.request_kinds import kind_of

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Application = Callable[..., Iterable[bytes]]

PROBLEM = "application/problem+json"  # RFC 9457
# Where a request's parts find each other, in its WSGI environment: its reference, who asks and with
# which role, and the limit that ended the work on it.
REFERENCE, USER, LIMIT = "seldom_heard.reference", "seldom_heard.user", "seldom_heard.limit"
ROLE = "seldom_heard.role"


@dataclass(frozen=True)
class Reply:
    """Status, headers and all of the body.

    Attributes
    ----------
    status
        The code and its reason, such as ``200 OK``.
    """

    status: str
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    @property
    def code(self) -> int:
        """The status as a number."""
        return int(self.status[:3])


def whole(application: Application, environ: Environ) -> Reply:
    """Call a WSGI application and collect all that it answers."""
    begun: list[Any] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        begun[:] = [status, headers]
        return written.append

    written: list[bytes] = []
    pieces = application(environ, start)
    try:
        written += pieces
    finally:
        if hasattr(pieces, "close"):
            pieces.close()
    status, headers = begun
    return Reply(status, list(headers), b"".join(written))


def said(environ: Environ, text: str, status: str, more: Mapping[str, str] | None = None) -> Reply:
    """A plain sentence with the request's reference, kept nowhere; for programs, in JSON."""
    reference, form = environ.get(REFERENCE, ""), "text/plain; charset=utf-8"
    if kind_of(environ.get("PATH_INFO", "")) == "api":
        body, form = _problem(text, int(status[:3]), reference), PROBLEM
    else:
        body = plain(text, reference).encode()
    headers = [
        ("Content-Type", form),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *(more or {}).items(),
    ]
    return Reply(status, headers, body)


def _problem(text: str, code: int, reference: str) -> bytes:
    title = HTTPStatus(code).phrase
    found = {"title": title, "status": code, "detail": text, "reference": reference}
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


def with_body(environ: Environ, body: bytes) -> Environ:
    """An environment with its body, for an application that reads it."""
    given = {
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return given | environ | {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
