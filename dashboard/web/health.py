"""Is the process alive, is the atlas there, how is it doing? For orchestrators and monitoring.

Dash answers 200 with a page for any path it does not know, so these have addresses of their own.
"""

from flask import Flask, Response, request

from dashboard.settings.config import Config
from dashboard.web.access import METRICS, may_read_metrics
from dashboard.web.errors import say
from dashboard.web.metrics import CONTENT_TYPE, Metrics
from dashboard.web.refusal_texts import METRICS_CLOSED
from dashboard.web.request_watch import log_error
from layers.atlas import Atlas

_UNKEPT = {"Cache-Control": "no-store"}


def add_health(server: Flask, config: Config, atlas: Atlas, metrics: Metrics) -> None:
    """Answer ``/healthz``, ``/readyz`` and ``/metrics``."""

    @server.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain", headers=_UNKEPT)

    @server.get("/readyz")
    def readyz() -> Response:
        # A real look-up, as pages make it. Files of the snapshot that are damaged or gone make no
        # difference: all of them were read, and held against their digests, at the start.
        try:
            values = atlas.table(next(iter(atlas.indicators)))
            ready = len(values) == len(atlas.areas) > 0 and len(atlas.extra("neighbours")) > 0
        except Exception as error:
            log_error(request.environ, error)
            ready = False
        said = f"ready: {atlas.name}, {len(atlas.areas)} areas\n" if ready else "not ready\n"
        return Response(said, 200 if ready else 503, mimetype="text/plain", headers=_UNKEPT)

    @server.get(METRICS)
    def figures() -> Response:
        if not may_read_metrics(request.environ, config):
            return say(METRICS_CLOSED, 403)
        return Response(metrics.text(), content_type=CONTENT_TYPE, headers=_UNKEPT)
