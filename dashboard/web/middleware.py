"""All of the server's manners, put around an app in the one order that works."""

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from dash import Dash
from flask import Flask
from werkzeug.test import Client

from dashboard.settings.config import Config
from dashboard.web.access import client, not_let_in, settle
from dashboard.web.addresses import add_addresses
from dashboard.web.base_path import put_base_aside
from dashboard.web.callbacks import add_callback_check
from dashboard.web.errors import add_errors
from dashboard.web.headers import add_caching, security_headers
from dashboard.web.health import add_health
from dashboard.web.hosts import not_this_name
from dashboard.web.limits import LARGEST_REQUEST, Limits
from dashboard.web.metrics import Metrics
from dashboard.web.origins import from_elsewhere
from dashboard.web.replies import Application, Environ, Reply
from dashboard.web.request_body import Body
from dashboard.web.request_watch import Watch
from layers.atlas import Atlas

_NAME = "door"


class Door:
    """What stands before every view: who asks, from where, how much. It waits for nothing.

    A WSGI application itself; the server (:mod:`dashboard.serving`) asks it before it gives a
    request to a thread or a process, and calls :attr:`inner` there.

    Attributes
    ----------
    inner
        The application behind the door.
    watch
        The whole as a WSGI application, with what is around every request.
    """

    def __init__(self, app: Dash, config: Config, metrics: Metrics) -> None:
        self.inner: Application = app.server.wsgi_app
        self.watch = Watch(
            self,
            security_headers(app, config),
            metrics,
            config.access_log,
            partial(put_base_aside, config=config),
        )
        self._config = config
        self._limits = Limits(config)

    def refused(self, environ: Environ) -> Reply | None:
        """The refusal of a request, from its head alone; None for one that is let in."""
        settle(environ, self._config)
        # First who it is, then how much, then what: nobody outside is told more than that.
        return (
            not_this_name(environ, self._config)
            or not_let_in(environ, self._config)
            or self._limits.refused(environ)
            or from_elsewhere(environ)
        )

    def client(self, environ: Environ) -> str:
        """Whose turn it is, for limits."""
        return client(environ, self._config)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer a request where it is asked."""
        reply = self.refused(environ)
        if reply is None:
            environ["wsgi.input"] = Body(environ["wsgi.input"])
            return self.inner(environ, start_response)
        start_response(reply.status, reply.headers)
        return [reply.body]


def add_door(app: Dash, config: Config, atlas: Atlas) -> None:
    """Health, access, limits, errors, headers, logs and metrics, for every route there is."""
    server, metrics = app.server, Metrics()
    server.extensions["metrics"] = metrics  # where gunicorn's hooks find it
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    add_health(server, config, atlas, metrics)
    add_addresses(app)
    add_callback_check(app)
    add_errors(app)
    add_caching(server, config)
    door = Door(app, config, metrics)
    server.extensions[_NAME] = door
    server.wsgi_app = door.watch


def warm(server: Flask, *paths: str) -> None:
    """Ask for pages behind the door, where nobody has to sign in or use one of the atlas's names.

    What is made for a first page is then there for every worker that is forked. Asked from outside,
    it would be refused where people sign in, and each worker would make files of its own, which
    the others do not know.
    """
    client = Client(door_of(server).inner)
    for path in paths:
        client.get(path).close()


def door_of(server: Flask) -> Door:
    """The door of an app's server."""
    return cast(Door, server.extensions[_NAME])
