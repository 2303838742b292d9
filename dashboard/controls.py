"""What the browser is told of its controls: their labels, and the rules and limits that hold."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard import address, state

FILE = Path(__file__).parent / "controls.toml"


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, Any]]:
    """The file, which an analyst edits, by page."""
    return tomllib.loads(FILE.read_text("utf-8"))


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """How Explore's address is read, and what its controls offer.

    Returns
    -------
    dict
        ``parts``: :data:`dashboard.state.PARTS` in their order; limits and patterns of
        :mod:`dashboard.address`, and its ``sentences``; ``classes``: ways of cutting them, by
        letter, and how many; ``labels`` of ``controls.toml``.
    """
    return {
        "parts": [_part(part) for part in state.PARTS],
        "longest": address.LONGEST,
        "mostParts": address.MOST_PARTS,
        "mostNotes": address.MOST_NOTES,
        "longestShown": address.LONGEST_SHOWN,
        "whole": address.WHOLE,
        "decimal": address.DECIMAL,
        "sentences": address.sentences(),
        "classes": {
            "letters": state.CLASS_KINDS,
            "fewest": state.FEWEST_CLASSES,
            "most": state.MOST_CLASSES,
            "usual": state.USUAL_CLASSES,
            "thresholds": state.MOST_THRESHOLDS,
        },
        "atLeast": state.USUAL_AT_LEAST,
        "labels": labels()["explore"],
    }


def _part(part: state.Part) -> dict[str, Any]:
    """As the browser has it: its fields in one word, and nothing that is empty."""
    first, *rest = part.field.split("_")
    given = part._asdict() | {"field": first + "".join(word.capitalize() for word in rest)}
    return {name: value for name, value in given.items() if value or name == "otherwise"}
