"""The API's addresses below ``/api/v1/``, and the document that describes them.

The document is made of the same arguments and rows that requests are read and answered by, so that
neither can say another thing than the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import marshmallow as ma
import msgspec
from flask import Flask, Response, has_request_context, request
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from dashboard.api import areas, gradients, indicators, practices, profiles, targets, values
from dashboard.api.answers import CSV, JSON, answered
from dashboard.api.document import completed
from dashboard.api.endpoint import Asked, Endpoint, Found
from dashboard.api.problems import Problem, arguments, once
from dashboard.api.texts import TEXTS, say
from dashboard.parts.data_tabs import ADDRESSES
from dashboard.settings.release import release
from dashboard.web.carried_layers import carried
from dashboard.web.errors import say as refuse
from dashboard.web.request_kinds import API
from layers.atlas import Atlas
from layers.edition import edition
from layers.own.own_indicator import with_own

PREFIX = API
DOCUMENT = "/openapi.json"
_ROOMS = (areas, indicators, values, profiles, practices, targets, gradients)
_EXTENSION = "read-api"


class _OurApi(Api):
    """The library's, without its own way to answer for errors: the atlas has one for all."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        pass


@dataclass(frozen=True)
class Service:
    """What is offered.

    Attributes
    ----------
    endpoints
        In the order of the document.
    described
        The OpenAPI document as the library has made it of the code.
    published
        The atlas that it is of.
    """

    endpoints: tuple[Endpoint, ...]
    described: dict[str, Any]
    published: Atlas

    def document(self, *, answers: bool = True) -> dict[str, Any]:
        """The document for the address that a request came to; ``answers``: with those to its
        examples, which have to be worked out once."""
        return completed(self.described, self.endpoints, self.published, _root(), answers=answers)

    def listed(self) -> dict[str, Any]:
        """What there is, in short, for whoever comes to the base alone."""
        return {
            "about": say("base", "about"),
            "document": f"{address()}{DOCUMENT}",
            "page": f"{_root()}{ADDRESSES['api']}",
            "addresses": [
                {
                    "address": f"{address()}{one.path.replace('<', '{').replace('>', '}')}",
                    "summary": TEXTS.sections["summary"][one.name],
                }
                for one in self.endpoints
            ],
        }


def address() -> str:
    """Where the API answers, for whoever makes the request at hand."""
    return f"{_root()}{PREFIX}"


def _root() -> str:
    return request.url_root.rstrip("/") if has_request_context() else ""


def service_of(server: Flask) -> Service:
    """The API of an app's server."""
    return cast(Service, server.extensions[_EXTENSION])


def add_api(server: Flask, published: Atlas) -> None:
    """Answer for the API on a server.

    Parameters
    ----------
    published
        The atlas as it is published. Layers of one's own are known only where a request carries
        them; those that are kept are nobody's here.
    """
    found = tuple(one for room in _ROOMS for one in room.endpoints(published))
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    for endpoint in found:
        _add(blueprint, endpoint, published, f"{edition(published)} {release()}")
    _add_errors(blueprint)
    server.config |= {
        "API_TITLE": say("document", "title"),
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
    }
    api = _OurApi(server)
    api.register_blueprint(blueprint)
    service = Service(found, api.spec.to_dict(), published)
    server.extensions[_EXTENSION] = service

    @server.get(PREFIX)
    def base() -> Response:
        written = msgspec.json.encode(service.listed())
        return Response(msgspec.json.format(written), content_type=JSON)

    @server.get(f"{PREFIX}{DOCUMENT}")
    def openapi() -> Response:
        written = msgspec.json.encode(service.document())
        return Response(msgspec.json.format(written), content_type=JSON)


def _add(blueprint: Blueprint, endpoint: Endpoint, published: Atlas, of: str) -> None:
    """Answer for an address; ``of`` tells this atlas's answers from those of any other."""
    schema = endpoint.answer()

    def answer(asked: Asked, find: Callable[[Atlas, Asked], Found]) -> Response:
        once(request.args)
        own = carried(request.environ)
        named = " ".join([of, *(layer.id for layer in own)])
        return answered(endpoint, named, asked, lambda: find(with_own(published, own), asked))

    def get(asked: dict[str, Any], **parts: str) -> Response:
        return answer({**asked, **parts}, endpoint.find)

    def post(asked: dict[str, Any], body: dict[str, Any]) -> Response:
        assert endpoint.find_posted is not None
        return answer({**asked, **body}, endpoint.find_posted)

    def added(view: Callable[..., Response], method: str, query: type[ma.Schema]) -> None:
        view.__name__ = endpoint.name if method == "GET" else f"{endpoint.name}_posted"
        view.__doc__ = None
        if method == "POST":
            view = blueprint.arguments(endpoint.body, unknown=ma.RAISE)(view)
        view = blueprint.arguments(query, location="query", unknown=ma.RAISE)(view)
        view = blueprint.response(200, schema, content_type=JSON)(view)
        view = blueprint.alt_response(200, schema={"type": "string"}, content_type=CSV)(view)
        blueprint.add_url_rule(endpoint.path, view.__name__, view, methods=[method])

    added(get, "GET", endpoint.arguments())
    if endpoint.body is not None:
        added(post, "POST", endpoint.paging_only())


def _add_errors(blueprint: Blueprint) -> None:
    @blueprint.errorhandler(Problem)
    def not_given(problem: Problem) -> Response:
        return refuse(problem.text, problem.status)

    @blueprint.errorhandler(422)
    def not_read(error: HTTPException) -> Response:
        found = getattr(error, "data", {})
        names = getattr(found.get("schema"), "fields", ())
        return refuse(arguments(found.get("messages"), names), 422)

    @blueprint.errorhandler(400)
    def no_json(_: HTTPException) -> Response:
        return refuse(say("problem", "unread"), 422)
