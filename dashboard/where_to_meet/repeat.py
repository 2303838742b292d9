"""Why the number of people within a walk of sessions has no program that repeats it."""

from dashboard.parts.repeat.recipe import Find, NotRepeated
from dashboard.where_to_meet.texts import say
from layers.atlas import Atlas


def repeat(_: Atlas, __: str) -> NotRepeated:
    """No program: ways on foot are in none of the atlas's tables."""
    return NotRepeated(say("repeat", "none"))


FIGURES: dict[str, Find] = {"meet": repeat}
