"""Is the process alive? Dash answers 200 with a page for any path, so this has one of its own."""

from flask import Flask, Response


def add_health(server: Flask) -> None:
    """Answer ``/healthz`` with ``ok``."""

    @server.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
