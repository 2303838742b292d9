"""Errors as people get them: a sentence, what to do, and a reference; nothing of the program."""

from dash import Dash
from dash.exceptions import (
    DependencyException,
    InvalidCallbackReturnValue,
    InvalidResourceError,
)
from flask import Response, request
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from dashboard.web.refusal_texts import BROKEN, NOT_OF_THE_API, SAID, TOO_MUCH
from dashboard.web.replies import LIMIT, said
from dashboard.web.request_kinds import kind_of
from dashboard.web.request_watch import log_error, log_limit
from workspace.errors import (
    BadValues,
    Busy,
    ChangedSince,
    Full,
    Lost,
    NotAllowed,
    NotThere,
    WorkspaceError,
)

_STATUSES = (
    (BadValues, 400), (NotAllowed, 403), (NotThere, 404), (ChangedSince, 409),
    (Lost, 503), (Busy, 503), (Full, 507),
)  # fmt: skip


def add_errors(app: Dash) -> None:
    """Answer for everything that goes wrong on the app's server."""
    server = app.server

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        status = error.code or 500
        if status >= 500:
            return broken(error)
        if 300 <= status < 400:
            return error.get_response()  # type: ignore[return-value]
        of_api = kind_of(request.path) == "api"
        if status == 404 and _is_visit() and not of_api:
            return no_such_page()
        text = NOT_OF_THE_API if status == 404 and of_api else SAID.get(status, SAID[400])
        answer = say(text, status)
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                answer.headers[name] = value
        return answer

    def no_such_page() -> Response:
        """The atlas's frame, in which the browser then shows dashboard/not_found/page.py."""
        answer = server.make_response(app.index())
        answer.status_code = 404
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.errorhandler(DependencyException)
    @server.errorhandler(InvalidResourceError)
    def no_such_resource(_: Exception) -> Response:
        return refused(NotFound())

    @server.errorhandler(InvalidCallbackReturnValue)
    def not_as_many(error: InvalidCallbackReturnValue) -> Response:
        # How many components a pattern stands for, the sender says: a page says as many as it has.
        asked = request.get_json(silent=True) or {}
        by_pattern = '["ALL"]' in str(asked.get("output"))
        return refused(BadRequest()) if by_pattern else broken(error)

    @server.errorhandler(WorkspaceError)
    def not_kept(error: WorkspaceError) -> Response:
        return say(str(error), status_of(error))

    @server.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        if isinstance(error, FileNotFoundError) and _is_resource():
            return refused(NotFound())  # Dash looks for a file of a package before it refuses
        if isinstance(getattr(error, "original_exception", error), MemoryError):
            request.environ[LIMIT] = "memory"
            log_limit(request.environ, "memory")
            return say(TOO_MUCH, 413)
        log_error(request.environ, error)
        return say(BROKEN, 500)


def status_of(error: WorkspaceError) -> int:
    """The status of an answer that something of plans was not read or kept."""
    return next((code for kind, code in _STATUSES if isinstance(error, kind)), 500)


def say(text: str, status: int) -> Response:
    """A plain answer with the request's reference, kept nowhere."""
    reply = said(request.environ, text, str(status))
    return Response(reply.body, status=status, headers=reply.headers)


def _is_visit() -> bool:
    """Whether a person's browser goes there; programs, also a page's own, ask for anything."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


def _is_resource() -> bool:
    return request.path.startswith("/_dash-component-suites/")
