"""Of whose patients a figure is, in words: those the map shows, those outside it, and nobody knows.

The page, its map, the sheet to print, the exports and Explore all say it from here.
"""

from collections.abc import Sequence

from dashboard.wording import number_text
from layers.atlas import Atlas
from layers.practices import footprints, patients_elsewhere
from layers.practices.footprints import RINGS
from layers.practices.patients_elsewhere import Lived
from layers.practices.profile import Figure
from layers.practices.units import Unit

# Smaller parts of a list than this round to nothing.
LEAST = 0.0005
# A map that shows all but so few in a hundred says nothing of them.
LEAST_ON_MAP = 0.005
# Where fewer of the patients than this live where a figure is published, it is left out.
FEWEST_KNOWN = 0.5


def cores(atlas: Atlas, unit: Unit) -> list[str]:
    """How many areas hold half, 80% and 95% of a list: ``8 (5 in South Yorkshire)``."""
    table = footprints.shares(atlas, unit.practices, RINGS)
    said: list[str] = []
    for one in footprints.holding(table, RINGS):
        number = "more than are known" if one.areas is None else number_text.count(one.areas)
        number += "" if said else " areas"
        if one.areas is not None and one.inside < one.areas:
            number += f" ({number_text.count(one.inside)} in {atlas.name})"
        said.append(number)
    return said


def where_else(atlas: Atlas, unit: Unit) -> list[str]:
    """Sentences on the patients who are not on the map: how many, where, and what counts them."""
    lived = patients_elsewhere.lived(atlas, unit.practices)
    outside, unknown = lived.share(lived.outside), lived.share(lived.unknown)
    said = []
    if outside >= LEAST:
        said.append(
            f"{number_text.percent(100 * outside)} live outside {atlas.name}{_mostly(lived)}. The "
            "estimates count them; the map does not show them."
        )
    if unknown >= LEAST:
        said.append(
            f"It is not known where {number_text.percent(100 * unknown)} live: they count in the "
            "list "
            "and in no estimate."
        )
    return said


def on_map(atlas: Atlas, practices: Sequence[str]) -> str:
    """What part of a list a map of the atlas shows; empty where that is all but a little."""
    lived = patients_elsewhere.lived(atlas, practices)
    outside = lived.share(lived.outside)
    if outside < LEAST_ON_MAP:
        return ""
    shown = number_text.percent(100 * lived.share(lived.inside), 0)
    return (
        f"The map shows {shown} of its list; {number_text.percent(100 * outside, 0)} live outside "
        f"{atlas.name}{_mostly(lived)}."
    )


def here_only(atlas: Atlas, practices: Sequence[str]) -> str:
    """What to add where only areas of the atlas can be meant: `` (only areas in South Yorkshire,
    where 66% of the list lives)``; empty where that is all but a little, and without practices."""
    lived = patients_elsewhere.lived(atlas, practices)
    if lived.share(lived.outside) < LEAST_ON_MAP:
        return ""
    shown = number_text.percent(100 * lived.share(lived.inside), 0)
    return f" (only areas in {atlas.name}, where {shown} of the list lives)"


def lived_in(atlas: Atlas, name: str, practices: Sequence[str]) -> str:
    """What the areas of the atlas are called that some practices' patients live in."""
    lived = patients_elsewhere.lived(atlas, practices)
    if lived.share(lived.outside) < LEAST_ON_MAP:
        return f"the places where {name}'s patients live"
    shown = number_text.percent(100 * lived.share(lived.inside), 0)
    return f"the places in {atlas.name} where {shown} of {name}'s patients live"


def part_of(atlas: Atlas, practices: Sequence[str]) -> str:
    """Of which part of its patients a figure is that stops at the edge of the atlas: ``of the 66%
    who live in South Yorkshire``; empty where that is all but a little."""
    lived = patients_elsewhere.lived(atlas, practices)
    if lived.share(lived.outside) < LEAST_ON_MAP:
        return ""
    shown = number_text.percent(100 * lived.share(lived.inside), 0)
    return f"of the {shown} who live in {atlas.name}"


def as_known(atlas: Atlas, unit: Unit, indicator: str, found: Figure) -> tuple[Figure, str]:
    """A figure of a unit and what to say with it, where only this region publishes the indicator.

    Left out where fewer than half of the patients live here; else of which part it is. Of what
    somebody brought, that may be of some areas only, it is said in any case how many have a figure.
    """
    if atlas.indicators[indicator].is_own:
        return own_known(found, "patients" if unit.practices else "residents")
    if not unit.practices or patients_elsewhere.known(atlas, indicator):
        return found, ""
    if found.known < FEWEST_KNOWN:
        return Figure(None, known=found.known), ""
    return found, part_of(atlas, unit.practices)


def of_region(atlas: Atlas, indicator: str, found: Figure) -> tuple[Figure, str]:
    """The same of the whole region, all of which only somebody's own figures may not know."""
    own = atlas.indicators[indicator].is_own
    return own_known(found, "residents") if own else (found, "")


def own_known(found: Figure, whose: str) -> tuple[Figure, str]:
    """A figure that somebody brought, left out where it is known for fewer than half of the people,
    and for how many it is known; the words are empty where that is all but a little.

    Parameters
    ----------
    whose
        What the people are called: ``patients`` or ``residents``.
    """
    if found.known >= 1 - LEAST_ON_MAP:
        return found, ""
    part = f"known for {number_text.percent(100 * found.known, 0)} of {whose}"
    if found.known >= FEWEST_KNOWN:
        return found, part
    return Figure(None, known=found.known), f"{part}: too few to show"


def _mostly(lived: Lived) -> str:
    """``, mostly in Bassetlaw``; the only district by its name alone."""
    if not lived.most:
        return ""
    only = lived.districts.iloc[0] >= lived.outside - 0.5
    return f", in {lived.most}" if only else f", mostly in {lived.most}"
