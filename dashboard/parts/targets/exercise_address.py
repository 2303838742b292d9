"""An exercise in an address: ``x`` its name, ``h`` whom it asked and places with their ratios.

``h=16_E02001593-0.31-0.44_…``: the base's id, then code, ratio and its upper limit of each place.
``a`` says in words where it asked, and ``o=E01007317_…`` lists areas of these places where it did
not.
"""

import re
from collections.abc import Mapping

from layers.atlas import Atlas
from layers.exercise import heard_criterion as exercises
from layers.exercise.heard_criterion import LONGEST_NAME, LONGEST_WHERE, Heard, Place
from layers.targeting.area_search import DefinitionError

# With the rest of a definition, an address stays under some 4,000 characters, as most programs that
# pass links on can hold.
LONGEST = 3_000
NO_NAME = "our exercise"
_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2})?"
_PLACE = re.compile(rf"(E[0-9]{{8}})-({_NUMBER})-({_NUMBER})")
_UNREAD = (
    "The places of the exercise in the link could not be read. Open it again from “Who have we "
    "heard from?”."
)
_TOO_LONG = (
    "The exercise in the link has too many places. Open it again from “Who have we heard from?”, "
    "which then takes larger ones."
)


def written(heard: Heard | None) -> dict[str, str]:
    """The parts of an address; none without an exercise."""
    if heard is None:
        return {}
    places = [f"{p.code}-{p.ratio:.2f}-{p.upper:.2f}" for p in heard.places]
    parts = {"x": heard.name, "h": "_".join([heard.asked, *places])}
    return parts | {"a": heard.where, "o": "_".join(heard.without)}


def fits(heard: Heard) -> bool:
    """Whether an address can hold an exercise."""
    parts = written(heard)
    return len(parts["h"]) + len(parts["o"]) <= LONGEST


def read(parts: Mapping[str, str], atlas: Atlas) -> Heard | None:
    """An exercise from the parts of an address; None where there is none.

    Raises
    ------
    layers.targeting.DefinitionError
        When it cannot be used.
    """
    text, without = parts.get("h", ""), parts.get("o", "")
    if not text:
        return None
    if len(text) + len(without) > LONGEST:
        raise DefinitionError(_TOO_LONG)
    asked, *places = text.split("_")
    found = [_PLACE.fullmatch(place) for place in places]
    if not all(found) or not re.fullmatch(r"(E[0-9]{8}(_E[0-9]{8})*)?", without):
        raise DefinitionError(_UNREAD)
    heard = Heard(
        name=tidy(parts.get("x", "")) or NO_NAME,
        asked=asked,
        places=tuple(sorted(Place(f[1], float(f[2]), float(f[3])) for f in found if f)),
        where=tidy(parts.get("a", ""), LONGEST_WHERE),
        without=tuple(sorted(set(filter(None, without.split("_"))))),
    )
    exercises.check(atlas, heard)
    return heard


def tidy(name: str, longest: int = LONGEST_NAME) -> str:
    """An exercise's name, or other words about it: printable, not long."""
    return "".join(c for c in name if c.isprintable() or c == "\u200d").strip()[:longest]
