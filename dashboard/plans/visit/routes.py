"""What the page's program sends: a visit to be kept, and postcodes to be turned into areas."""

from dataclasses import asdict

import msgspec
from flask import Flask, Response, request

from dashboard.files import file_answers
from dashboard.parts.context import Context
from dashboard.plans.visit.postcodes import turned
from dashboard.plans.visit.sent import Visit, answer
from dashboard.plans.visit.texts import say
from dashboard.web.limits import LARGEST_REQUEST
from dashboard.web.writes import writer
from workspace.errors import NotAllowed

VISITS, PLACES = "/plans/visits", "/plans/visits/places"


class Typed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Postcodes as they were typed, and the page's token."""

    token: str
    text: str


def add_visits(server: Flask, context: Context) -> None:
    """Answer for the page "Record a visit" on a server."""

    @server.post(VISITS)
    def keep_visit() -> Response:
        """Keep a visit; answered with what became of it."""
        try:
            sent = msgspec.json.decode(_body(), type=Visit)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return file_answers.refused(say("answers", "damaged"), 400)
        made = answer(context, sent)
        return _json(made.document(), made.status)

    @server.post(PLACES)
    def turn_postcodes() -> Response:
        """Turn postcodes into areas; what was sent is forgotten with the answer."""
        try:
            typed = msgspec.json.decode(_body(), type=Typed)
            writer(context, typed.token, "record_visit")
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return file_answers.refused(say("answers", "damaged"), 400)
        except NotAllowed as error:
            return file_answers.refused(str(error), 403)
        return _json(asdict(turned(context.atlas, typed.text)))


def _body() -> bytes:
    # Werkzeug's stream ends with an error at the server's limit, whatever the client announced.
    return request.stream.read(LARGEST_REQUEST + 1)


def _json(document: object, status: int = 200) -> Response:
    made = Response(msgspec.json.encode(document), status, mimetype="application/json")
    return file_answers.kept_nowhere(made)
