"""What stands over numbers of what was counted: people, unless it is households, or somebody
brought the figure."""

from collections.abc import Iterable, Sequence

from dashboard.files.table import name_of
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.targeting.reach import Reach


def many(definitions: Iterable[Indicator]) -> str:
    """Over how many each criterion is about."""
    return say("counted", "people" if _are_people(definitions) else "count")


def many_in(atlas: Atlas, reaches: Sequence[Reach], here: str) -> str:
    """Over how many there are of each group.

    Parameters
    ----------
    here
        The areas in words.
    """
    people = _are_people(atlas.indicators[one.group] for one in reaches)
    return say("counted", "people_in" if people else "count_in", here=here)


def to_reach(group: Indicator) -> str:
    """Over how many of the group to reach there are."""
    name = "to_reach" if _are_people([group]) else "to_reach_other"
    return say("counted", name, group=name_of(group))


def _are_people(definitions: Iterable[Indicator]) -> bool:
    return not any(one.is_own or one.counts_households for one in definitions)
