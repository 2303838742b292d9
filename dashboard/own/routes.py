"""What the browser asks about a file of one's own: read it, make a layer of it, an example of one.

Bodies are read as a stream into memory: nothing of them is written, logged or kept.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.files.content_types import TYPES
from dashboard.own.decisions import Decided, Wished
from dashboard.own.examples import EXAMPLES, example_csv
from dashboard.own.file_shown import shown as file_shown
from dashboard.own.guessed_words import guessed, unasked
from dashboard.own.layer_shown import difference, held, of_layer, of_points
from dashboard.own.made import lacking, made
from dashboard.own.names import EXAMPLE, LAYER, READ
from dashboard.own.reading import read_file
from dashboard.own.texts import say
from dashboard.parts.context import Context
from dashboard.upload.limits import UploadError
from dashboard.web.limits import LARGEST_REQUEST
from layers.atlas import Atlas
from layers.own.errors import OwnLayerError
from layers.own.own_points import OwnPoints
from layers.own.read_own import read_own
from layers.statistics.suppression import Rule

Answer = Callable[[bytes, bytes], dict[str, Any]]
_FILE = "seldom-heard-example-{name}.csv"


def add_own(server: Flask, context: Context) -> None:
    """Answer for the page "Bring your own figures" on a server."""
    atlas, rule = context.atlas, Rule(context.config.hide_counts_below)

    @server.post(READ)
    def own_read() -> Response:
        """One line of JSON with what was decided, then the file as it is."""

        def answer(line: bytes, content: bytes) -> dict[str, Any]:
            decided = msgspec.json.decode(line, type=Decided)
            if is_saved(content):
                return _saved(atlas, content)
            file = read_file(content, atlas, decided, rule)
            return {
                "said": file_shown(file),
                "usable": file.reading is not None,
                "status": say("read", "status" if file.reading else "status_unusable"),
                "words": guessed(file, decided.file),
                "unasked": unasked(file),
            }

        return _answered(answer)

    @server.post(LAYER)
    def own_layer() -> Response:
        """One line of JSON with what was decided and what the figures are, then the file."""

        def answer(line: bytes, content: bytes) -> dict[str, Any]:
            wished = msgspec.json.decode(line, type=Wished)
            if name := lacking(wished.said):
                return {"lacks": name, "why": say("words", f"need_{name}")}
            found = made(content, atlas, wished, rule)
            if isinstance(found, OwnPoints):
                return of_points(atlas, found)
            return of_layer(atlas, found)

        return _answered(answer)

    for name in EXAMPLES:
        address = EXAMPLE.format(name=name)
        server.add_url_rule(address, f"own_example_{name}", partial(_example, atlas, name))


def _example(atlas: Atlas, name: str) -> Response:
    if request.method == "HEAD":
        return file_answers.announced(TYPES["csv"])
    content = example_csv(atlas, name)
    return file_answers.attached(content, TYPES["csv"], _FILE.format(name=name))


def is_saved(content: bytes) -> bool:
    """Whether a file is what this page saves, or should be: JSON and no table."""
    return content.lstrip()[:1] == b"{"


def _saved(atlas: Atlas, content: bytes) -> dict[str, Any]:
    """What was saved, to be held again."""
    found = read_own(content)
    care = "" if isinstance(found, OwnPoints) else difference(atlas, found)
    said = [say("read", "taken", label=found.label), care]
    return {"layer": held(found), "status": " ".join(filter(None, said))}


def _answered(answer: Answer) -> Response:
    # Werkzeug's stream ends with an error at the server's limit, whatever the client announced.
    line, _, content = request.stream.read(LARGEST_REQUEST + 1).partition(b"\n")
    try:
        made_of_it = msgspec.json.encode(answer(line, content))
        return file_answers.kept_nowhere(Response(made_of_it, mimetype=TYPES["json"]))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return file_answers.refused(say("words", "damaged"), 400)
    except (UploadError, OwnLayerError) as error:
        return file_answers.refused(str(error), 400)
