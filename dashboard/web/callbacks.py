"""Bodies sent to Dash's one address for callbacks: only what a page of ours would send gets in.

Dash trusts its own browser code. A body in another form would end in an error deep inside, and a
value of another type in one of a page's callbacks: here both are refused as the sender's mistake.
The types are those that the callbacks' own parameters are annotated with.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature
from typing import Annotated, Any, TypeGuard, get_type_hints

import msgspec
from dash import Dash
from flask import request
from werkzeug.exceptions import BadRequest

from dashboard.web.request_kinds import CALLBACKS

_MOST_CHANGED = 200
# Parts of the page's address, which Dash's own router reads: its parameters carry no types.
_ADDRESS = {
    "pathname": Annotated[str, msgspec.Meta(pattern="^/", max_length=1_000)] | None,
    "search": Annotated[str, msgspec.Meta(pattern=r"^(\?|$)", max_length=8_000)] | None,
}


def add_callback_check(app: Dash) -> None:
    """Refuse every body that is not of the form of one of the app's callbacks."""

    @cache
    def types(output: str) -> tuple[Any, ...]:
        return parameter_types(app.callback_map[output])

    @app.server.before_request
    def check() -> None:
        if request.path != CALLBACKS or request.method != "POST":
            return
        try:
            # Stricter than Dash's own reading, which comes after: no halves of characters, no NaN.
            body = msgspec.json.decode(request.get_data())
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            body = None
        if not (request.is_json and well_formed(body, app.callback_map, types)):
            raise BadRequest


def parameter_types(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """Types of a callback's inputs and states, in order; ``Any`` where nothing is said.

    Parameters
    ----------
    entry
        Of Dash's map of callbacks.
    """
    function = entry["callback"].__wrapped__
    hints = get_type_hints(function)
    given = [hints.get(name, Any) for name in signature(function).parameters]
    wanted = [*entry["inputs"], *entry["state"]]
    if len(given) != len(wanted) or isinstance(entry.get("inputs_state_indices"), dict):
        given = [Any] * len(wanted)
    return tuple(
        _ADDRESS.get(one["property"], Any) if of is Any else of
        for one, of in zip(wanted, given, strict=True)
    )


def well_formed(
    body: object, known: Mapping[str, Mapping[str, Any]], types: Callable[[str], tuple[Any, ...]]
) -> bool:
    """Whether a body asks for a callback that there is, with its own inputs and fitting values."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    entry = known.get(body["output"])
    if entry is None or "callback" not in entry:
        return False
    inputs, state = body.get("inputs"), body.get("state", [])
    changed = body.get("changedPropIds", [])
    if not (isinstance(inputs, list) and isinstance(state, list) and isinstance(changed, list)):
        return False
    if len(changed) > _MOST_CHANGED or not all(
        isinstance(one, str) and "." in one for one in changed
    ):
        return False
    wanted = [*entry["inputs"], *entry["state"]]
    given = [*inputs, *state]
    if len(inputs) != len(entry["inputs"]) or len(given) != len(wanted):
        return False
    if not entry.get("no_output") and not _names(body.get("outputs"), body["output"]):
        return False
    return all(
        _fits(one, ask, of)
        for one, ask, of in zip(given, wanted, types(body["output"]), strict=True)
    )


def _names(outputs: object, output: str) -> bool:
    """Whether the outputs spelled out are those of the callback's name."""
    several = output.startswith("..") and output.endswith("..")
    wanted = [one.rpartition(".") for one in output.strip(".").split("...")]
    listed = _listed(outputs) if several else [outputs]
    if len(listed) != len(wanted):
        return False
    return all(
        all(_is_property(one) and one["property"] == name for one in _listed(given))
        if id_.startswith("{")  # by pattern: those that the page has
        else _is_property(given) and (_id(given["id"]), given["property"]) == (id_, name)
        for given, (id_, _, name) in zip(listed, wanted, strict=True)
    )


def _fits(given: object, wanted: Mapping[str, str], of: Any) -> bool:
    if isinstance(given, list):
        # By pattern: a list of those on the page; only such an id is written as an object.
        by_pattern = wanted["id"].startswith("{") and all(_is_property(one) for one in given)
        return by_pattern and _converts([one.get("value") for one in given], of)
    if not _is_property(given):
        return False
    if not wanted["id"].startswith("{") and _id(given["id"]) != wanted["id"]:
        return False
    return given["property"] == wanted["property"] and _converts(given.get("value"), of)


def _converts(value: object, of: Any) -> bool:
    try:
        msgspec.convert(value, of)
    except (msgspec.ValidationError, RecursionError):
        return False
    return True


def _is_property(thing: object) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(thing, dict)
        and isinstance(thing.get("id"), (str, dict))
        and isinstance(thing.get("property"), str)
    )


def _listed(thing: object) -> list[Any]:
    return thing if isinstance(thing, list) else [thing]


def _id(given: str | dict[str, Any]) -> str:
    """As Dash writes it: an id by pattern is an object with its keys in order."""
    if isinstance(given, str):
        return given
    return json.dumps(given, sort_keys=True, separators=(",", ":"))
