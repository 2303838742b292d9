"""Where the browser asks what is said of a view: ``/find/said?<the view's own query>``.

Not by a callback of Dash's: the answer needs no component, and is there sooner without.
"""

from flask import Flask, Response, jsonify, request

from dashboard.explore.view import read_query
from dashboard.explore.view_said import said_of
from layers.atlas import Atlas


def add_said(server: Flask, atlas: Atlas) -> None:
    """Answer with plain markup by the id of its place on the page."""

    @server.get("/find/said")
    def said() -> Response:
        view = read_query(request.query_string.decode("utf-8", "replace"), atlas).view
        return jsonify(said_of(atlas, view))
