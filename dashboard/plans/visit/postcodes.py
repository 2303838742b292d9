"""Postcodes that are typed, turned into areas at once; nothing keeps them, nor logs them."""

import re
from collections import Counter
from dataclasses import dataclass

from dashboard.plans.visit.texts import say
from dashboard.wording.number_text import count
from layers.atlas import Atlas
from layers.exercise.code_patterns import places_in
from layers.exercise.places_lived import ELSEWHERE, placed
from layers.exercise.respondents import load_respondents
from workspace.diary import NO_PLACE

LONGEST = 20_000  # letters at once: some two thousand postcodes
_BETWEEN = re.compile(r"[\n\r\t,;|/]+")


@dataclass(frozen=True)
class Turned:
    """What was typed comes to.

    Attributes
    ----------
    heard_at
        By area, ``elsewhere`` or ``""`` (no fixed abode): how many people.
    left
        What could not be read, to be corrected.
    said
        How that went, in a sentence or two.
    """

    heard_at: dict[str, int]
    left: list[str]
    said: str


def turned(atlas: Atlas, text: str) -> Turned:
    """What postcodes, codes and names of areas with signs or lines between them stand for."""
    if len(text) > LONGEST:
        return Turned({}, [text], say("places", "many", most=count(LONGEST)))
    cells = [cell for piece in _BETWEEN.split(text) for cell in places_in(piece) or [piece.strip()]]
    cells = [cell for cell in cells if cell]
    if not cells:
        return Turned({}, [], say("places", "none"))
    found: Counter[str] = Counter()
    left = []
    for cell, place in zip(cells, placed(atlas, cells, load_respondents()).tolist(), strict=True):
        if place in atlas.areas.index or place == ELSEWHERE:
            found[place] += 1
        elif place == "no_fixed_abode":
            found[NO_PLACE] += 1
        else:
            left.append(cell)
    told = [_counted("placed", found.total()), _counted("left", len(left))]
    return Turned(dict(found), left, " ".join(filter(None, told)))


def _counted(name: str, number: int) -> str:
    if not number:
        return ""
    return say("places", f"{name}_one" if number == 1 else name, n=count(number))
