"""Where the programs that repeat a figure are fetched: ``/repeat/<figure>?<its own query>``."""

from collections.abc import Callable, Mapping

from flask import Flask, Response, abort, jsonify, request

from dashboard.parts.repeat.recipe import LANGUAGES, Recipe, written
from layers.own.own_layer import ID

# Finds what is to be repeated in a page's query; None where that has no figure to repeat.
Find = Callable[[str], Recipe | None]
ROUTE = "/repeat/"


def add_repeat(server: Flask, figures: Mapping[str, Find]) -> None:
    """Answer with a program in each language.

    Parameters
    ----------
    figures
        By the name in the address: what finds it.
    """

    @server.get(f"{ROUTE}<figure>")
    def repeat(figure: str) -> Response:
        if figure not in figures:
            abort(404)
        recipe = figures[figure](request.query_string.decode("utf-8", "replace"))
        # A program asks the atlas's tables, which do not hold what somebody brought.
        if recipe is None or any(map(ID.fullmatch, recipe.texts())):
            return jsonify({})
        return jsonify({name: written(recipe, name, request.url_root) for name in LANGUAGES})
