"""How Explore's address is read, and what its controls offer, for the browser."""

from functools import lru_cache
from typing import Any

from dashboard.explore import view
from dashboard.parts import address, map_ground, terms, unit_links
from dashboard.parts.control_labels import labels


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """How Explore's address is read, and what its controls offer.

    Returns
    -------
    dict
        ``parts``: :data:`dashboard.explore.view.PARTS` in their order; limits and patterns of
        :mod:`dashboard.parts.address`, and its ``sentences``; ``classes``: ways of cutting them, by
        letter, and how many; ``carried``: under which letter another page has the practices and
        networks that are looked at; ``terms``; those ``labels`` of ``control_labels.toml`` that the
        browser writes.
    """
    return {
        "parts": [_part(part) for part in view.PARTS],
        "longest": address.LONGEST,
        "mostParts": address.MOST_PARTS,
        "mostNotes": address.MOST_NOTES,
        "longestShown": address.LONGEST_SHOWN,
        "whole": address.WHOLE,
        "decimal": address.DECIMAL,
        "key": address.KEY,
        "unseen": address.UNSEEN,
        "own": address.OWN,
        "sentences": address.sentences(),
        "classes": {
            "letters": view.CLASS_KINDS,
            "fewest": view.FEWEST_CLASSES,
            "most": view.MOST_CLASSES,
            "usual": view.USUAL_CLASSES,
            "thresholds": view.MOST_THRESHOLDS,
        },
        "marks": {"codes": map_ground.codes(), "none": map_ground.NONE},
        "atLeast": view.USUAL_AT_LEAST,
        "carried": {
            "of": unit_links.NAMES[unit_links.EXPLORE],
            "to": unit_links.NAMES[unit_links.PRACTICES],
            "letter": unit_links.UNITS,
        },
        "terms": terms.for_browser(),
        "labels": labels()["shared"]
        | {name: labels()["explore"][name] for name in ("title", "no_map")},
    }


def _part(part: view.Part) -> dict[str, Any]:
    """As the browser has it: its fields in one word, and nothing that is empty."""
    given = part._asdict() | {"field": browser_name(part.field)}
    return {name: value for name, value in given.items() if value or name == "otherwise"}


def browser_name(field: str) -> str:
    """What the browser calls a field of the view: ``at_least`` is ``atLeast``."""
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)
