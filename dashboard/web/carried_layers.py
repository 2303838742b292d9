"""Layers of one's own that a page holds, and sends along with what it asks.

Nothing keeps them here: a request brings what its answer needs. Its body is then a line of JSON,
the list of the layers as they are written, and after it the body that it would have had; its type
says so, and two headers say what method and type it would have had. Everything behind this sees
the request as it would have been, with the layers beside it. Places of one's own come along where
a picture of the map is asked for, and nowhere else.
"""

import io
import re
from collections.abc import Iterable
from typing import Any

import msgspec
from werkzeug.exceptions import ClientDisconnected

from dashboard.web.refusal_texts import SAID
from dashboard.web.replies import Application, Environ, said
from layers.own.errors import OwnLayerError
from layers.own.own_layer import MOST_BYTES, MOST_LAYERS, OwnLayer, read_layer
from layers.own.own_points import MOST_BYTES as MOST_BYTES_OF_POINTS
from layers.own.own_points import OwnPoints
from layers.own.read_own import read_own

TYPE = "application/x-own-layers"
METHOD, INNER_TYPE = "HTTP_OWN_METHOD", "HTTP_OWN_TYPE"
LARGEST = max(MOST_BYTES, MOST_BYTES_OF_POINTS)  # of what a request carries, each
_METHODS = ("GET", "POST")
# Pictures of the map, which show places too; as in assets/modules/own-held.js.
_PICTURE = re.compile(r"/export/(png|svg)")
_FOUND, _PLACES = "seldom_heard.own_layers", "seldom_heard.own_places"


def method_of(environ: Environ) -> str:
    """What a request does: of one that carries layers, what it would do without them."""
    inner = environ.get(METHOD, "")
    carries = is_carrier(environ) and inner in _METHODS
    return str(inner if carries else environ.get("REQUEST_METHOD", ""))


def is_carrier(environ: Environ) -> bool:
    """Whether a request says that its body begins with layers."""
    return str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip() == TYPE


def carried(environ: Environ) -> tuple[OwnLayer, ...]:
    """The layers that came with a request, in the order of their ids; none with most."""
    return tuple(environ.get(_FOUND, ()))


def carried_places(environ: Environ) -> tuple[OwnPoints, ...]:
    """The places that came with a request for a picture, in the order of their ids."""
    return tuple(environ.get(_PLACES, ()))


def most_carried(environ: Environ) -> int:
    """Bytes by which a body may be larger for what it carries."""
    return MOST_LAYERS * LARGEST if is_carrier(environ) else 0


def with_layers_aside(application: Application) -> Application:
    """An application that is given requests as they would be without the layers they carry.

    What is not of the form, carries too many, or layers that cannot be used, is answered with 400
    and a sentence.
    """

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        if not is_carrier(environ):
            return application(environ, start_response)
        try:
            # The request's own environment: whoever stands before this reads what is said in it.
            environ.update(_unpacked(environ))
        except (OwnLayerError, ValueError, RecursionError, ClientDisconnected) as error:
            text = str(error) if isinstance(error, OwnLayerError) else SAID[400]
            reply = said(environ, text, "400 Bad Request")
            start_response(reply.status, reply.headers)
            return [reply.body]
        return application(environ, start_response)

    return answer


def _is_picture(environ: Environ) -> bool:
    return bool(_PICTURE.fullmatch(environ.get("PATH_INFO", "")))


def _unpacked(environ: Environ) -> Environ:
    method = environ.get(METHOD, "")
    length = int(environ.get("CONTENT_LENGTH") or 0)  # which the door has judged (limits.py)
    if environ["REQUEST_METHOD"] != "POST" or method not in _METHODS or length <= 0:
        raise ValueError
    head, _, body = environ["wsgi.input"].read(length).partition(b"\n")
    pieces = msgspec.json.decode(head, type=list[msgspec.Raw])
    if len(pieces) > MOST_LAYERS:
        raise ValueError
    read = read_own if _is_picture(environ) else read_layer
    every = {one.id: one for one in (read(bytes(piece)) for piece in pieces)}
    own = [every[name] for name in sorted(every)]
    return {
        "REQUEST_METHOD": method,
        "CONTENT_TYPE": environ.get(INNER_TYPE, ""),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        _FOUND: tuple(one for one in own if isinstance(one, OwnLayer)),
        _PLACES: tuple(one for one in own if isinstance(one, OwnPoints)),
    }
