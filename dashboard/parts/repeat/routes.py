"""Where the programs that repeat a figure are fetched: ``/repeat/<figure>?<its own query>``."""

from collections.abc import Mapping

from flask import Flask, Response, abort, jsonify, request

from dashboard.parts.repeat.recipe import LANGUAGES, Find, NotRepeated, written
from dashboard.parts.texts import say
from layers.atlas import Atlas
from layers.own.own_layer import ID

ROUTE = "/repeat/"


def add_repeat(server: Flask, atlas: Atlas, figures: Mapping[str, Find]) -> None:
    """Answer with a program in each language, or with the sentence that says why there is
    ``none``.

    Parameters
    ----------
    figures
        By the name in the address: what finds it.
    """

    @server.get(f"{ROUTE}<figure>")
    def repeat(figure: str) -> Response:
        if figure not in figures:
            abort(404)
        found = figures[figure](atlas, request.query_string.decode("utf-8", "replace"))
        if isinstance(found, NotRepeated):
            return jsonify({"none": found.reason})
        if found is None:
            return jsonify({"none": say("repeat", "none")})
        # A program asks the atlas's tables, which do not hold what somebody brought.
        if any(map(ID.search, found.texts())):
            return jsonify({"none": say("repeat", "own")})
        return jsonify({name: written(found, name, request.url_root) for name in LANGUAGES})
