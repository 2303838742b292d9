"""A definition that was saved as a file, opened again: its query is the page's address."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from dashboard.parts.address import LONGEST
from dashboard.parts.control_labels import labels
from dashboard.seldom_heard.definition_layers import MEMBER, read_layers, travelling
from dashboard.seldom_heard.texts import say
from layers.targeting.area_search import DefinitionError

LARGEST_FILE = 64  # kB
# The same with layers of somebody's own in it: what a request has room for.
LARGEST_WITH_LAYERS = 195  # kB


def query_of_file(given: Mapping[str, Any] | None) -> tuple[str, str]:
    """The address that a file says, and what is wrong with the file; one of them is empty.

    Parameters
    ----------
    given
        What the browser read: ``size`` in bytes, and the ``text``, which it leaves out of a file
        that is too large.
    """
    wrong = labels()["seldom_heard"]["wrong"]
    size, found = (given or {}).get("size"), _content(given)
    most = LARGEST_WITH_LAYERS if MEMBER in found else LARGEST_FILE
    if not isinstance(size, int) or size > 1024 * most:
        return "", _refused(wrong["file_size"].format(most=most))
    query = found.get("query")
    if not isinstance(query, str) or len(query) >= LONGEST:
        return "", _refused(wrong["no_definition"])
    return f"?{query.removeprefix('?')}", ""


def layers_of_file(given: Mapping[str, Any] | None) -> tuple[list[dict[str, str]], str]:
    """The layers of somebody's own in it, as the browser holds them, and what is wrong with them.

    Parameters
    ----------
    given
        As for :func:`query_of_file`.
    """
    found = _content(given).get(MEMBER, [])
    every = found if isinstance(found, list) else []
    pieces = [msgspec.Raw(msgspec.json.encode(one)) for one in every]
    try:
        return travelling(read_layers(pieces)), ""
    except DefinitionError as error:
        return [], _refused(str(error))


def _content(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the file holds; nothing where it is none of JSON."""
    text = (given or {}).get("text")
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}


def _refused(why: str) -> str:
    return say("name", "not_loaded", why=why)
