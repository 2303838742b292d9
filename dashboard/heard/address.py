"""An exercise in an address: ``x`` its name, ``h`` whom it asked and places with their ratios.

``h=16_E02001593-0.31-0.44_…``: the base's id, then code, ratio and its upper limit of each place.
"""

import re
from collections.abc import Mapping

from layers import heard as exercises
from layers.atlas import Atlas
from layers.heard import LONGEST_NAME, Heard, Place
from layers.targeting import DefinitionError

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
    return {"x": heard.name, "h": "_".join([heard.asked, *places])}


def fits(heard: Heard) -> bool:
    """Whether an address can hold an exercise."""
    return len(written(heard)["h"]) <= LONGEST


def read(parts: Mapping[str, str], atlas: Atlas) -> Heard | None:
    """An exercise from the parts of an address; None where there is none.

    Raises
    ------
    layers.targeting.DefinitionError
        When it cannot be used.
    """
    text = parts.get("h", "")
    if not text:
        return None
    if len(text) > LONGEST:
        raise DefinitionError(_TOO_LONG)
    asked, *places = text.split("_")
    found = [_PLACE.fullmatch(place) for place in places]
    if not all(found):
        raise DefinitionError(_UNREAD)
    heard = Heard(
        name=tidy(parts.get("x", "")) or NO_NAME,
        asked=asked,
        places=tuple(sorted(Place(f[1], float(f[2]), float(f[3])) for f in found if f)),
    )
    exercises.check(atlas, heard)
    return heard


def tidy(name: str) -> str:
    """An exercise's name: printable, not long."""
    return "".join(c for c in name if c.isprintable() or c == "\u200d").strip()[:LONGEST_NAME]
