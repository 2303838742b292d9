"""The OpenAPI document: what the library has made of the code, with words, examples, problems."""

import copy
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from dashboard.api import examples
from dashboard.api.endpoint import Endpoint
from dashboard.api.texts import TEXTS, say
from dashboard.web.replies import PROBLEM
from layers.atlas import Atlas
from layers.edition import edition

# What every address may answer instead; 405 is for another method than those here.
PROBLEMS = (400, 403, 404, 405, 413, 414, 421, 422, 429, 500, 503)
_PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail", "reference"],
    "additionalProperties": False,
}
_HEADERS = ("ETag", "Link")


def completed(
    described: dict[str, Any],
    endpoints: Sequence[Endpoint],
    atlas: Atlas,
    base: str,
    *,
    answers: bool = True,
) -> dict[str, Any]:
    """The document.

    Parameters
    ----------
    described
        As the library gives it.
    base
        The address of the installation, without a slash at its end.
    answers
        Whether it shows what is answered to the examples, which has to be worked out once.
    """
    found = copy.deepcopy(described)
    found["info"]["description"] = say("document", "about", name=atlas.name, edition=edition(atlas))
    found["servers"] = [{"url": base or "/"}]
    found.pop("tags", None)
    parts = found.setdefault("components", {})
    schemas = parts["schemas"]
    for unused in ("Error", "PaginationMetadata"):
        schemas.pop(unused)
    schemas["Problem"] = _problem()
    parts["responses"] = {f"Problem{code}": _response(code) for code in PROBLEMS}
    parts["responses"]["NotModified"] = {
        "description": say("status", "304"),
        "headers": {"ETag": _header("ETag")},
    }
    parts["headers"] = {name: _header(name) for name in _HEADERS}
    given = examples.arguments(atlas)
    for endpoint in endpoints:
        path = found["paths"][f"/api/v1{endpoint.template}"]
        for one in path.get("parameters", []):
            one["description"] = TEXTS.sections["field"][f"path.{endpoint.name}"]
            one["example"] = given[endpoint.name][one["name"]]
        _complete(path["get"], endpoint.name, given[endpoint.name])
        if answers:
            content = path["get"]["responses"]["200"]["content"]
            content["application/json"]["example"] = _answer(atlas, endpoint)
        if "post" in path:
            _complete(path["post"], f"{endpoint.name}_posted", {})
            body = path["post"]["requestBody"]["content"]["application/json"]
            body["example"] = examples.posted(atlas)
    return found


@lru_cache(maxsize=64)
def _answer(atlas: Atlas, endpoint: Endpoint) -> dict[str, Any]:
    return examples.answer(atlas, endpoint, examples.arguments(atlas)[endpoint.name])


def _complete(operation: dict[str, Any], name: str, given: Any) -> None:
    """One operation with its words, its examples, and what it may answer instead."""
    operation["operationId"] = name
    operation["summary"] = TEXTS.sections["summary"][name]
    operation["description"] = TEXTS.sections["about"][name]
    operation.pop("tags", None)
    for one in operation.get("parameters", []):
        if one["name"] in given:
            one["example"] = given[one["name"]]
    posted = "requestBody" in operation
    responses = operation["responses"]
    responses["200"]["description"] = say("status", "200")
    responses["200"]["headers"] = {
        header: {"$ref": f"#/components/headers/{header}"}
        for header in _HEADERS
        if not (posted and header == "ETag")
    }
    if not posted:
        responses["304"] = {"$ref": "#/components/responses/NotModified"}
    for code in PROBLEMS:
        responses[str(code)] = {"$ref": f"#/components/responses/Problem{code}"}


def _response(code: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": say("status", str(code)), "content": {PROBLEM: {"schema": schema}}}


def _problem() -> dict[str, Any]:
    kinds = {"title": "string", "status": "integer", "detail": "string", "reference": "string"}
    properties = {
        name: {"type": kind, "description": TEXTS.sections["field"][f"Problem.{name}"]}
        for name, kind in kinds.items()
    }
    return {**_PROBLEM, "properties": properties}


def _header(name: str) -> dict[str, Any]:
    return {
        "description": TEXTS.sections["field"][f"header.{name}"],
        "required": False,
        "schema": {"type": "string"},
    }
