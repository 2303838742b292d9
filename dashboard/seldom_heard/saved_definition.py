"""A definition that was saved as a file, opened again: its query is the page's address."""

import json
from collections.abc import Mapping
from typing import Any

from dashboard.parts.address import LONGEST
from dashboard.parts.control_labels import labels
from dashboard.seldom_heard.texts import say

LARGEST_FILE = 64  # kB


def query_of_file(given: Mapping[str, Any] | None) -> tuple[str, str]:
    """The address that a file says, and what is wrong with the file; one of them is empty.

    Parameters
    ----------
    given
        What the browser read: ``size`` in bytes, and the ``text``, which it leaves out of a file
        that is too large.
    """
    wrong = labels()["seldom_heard"]["wrong"]
    size, text = (given or {}).get("size"), (given or {}).get("text")
    if not isinstance(size, int) or size > 1024 * LARGEST_FILE:
        return "", _refused(wrong["file_size"].format(most=LARGEST_FILE))
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        found = None
    query = found.get("query") if isinstance(found, dict) else None
    if not isinstance(query, str) or len(query) >= LONGEST:
        return "", _refused(wrong["no_definition"])
    return f"?{query.removeprefix('?')}", ""


def _refused(why: str) -> str:
    return say("name", "not_loaded", why=why)
