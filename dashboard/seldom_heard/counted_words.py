"""What stands over numbers of what was counted: people, unless somebody brought the figure."""

from collections.abc import Iterable, Sequence

from dashboard.files.table import name_of
from dashboard.seldom_heard.texts import say
from layers.atlas import Atlas
from layers.catalogue.definitions import Indicator
from layers.targeting.reach import Reach


def many(definitions: Iterable[Indicator]) -> str:
    """Over how many each criterion is about."""
    return say("counted", "count" if _some_own(definitions) else "people")


def many_in(atlas: Atlas, reaches: Sequence[Reach], here: str) -> str:
    """Over how many there are of each group.

    Parameters
    ----------
    here
        The areas in words.
    """
    own = _some_own(atlas.indicators[one.group] for one in reaches)
    return say("counted", "count_in" if own else "people_in", here=here)


def to_reach(group: Indicator) -> str:
    """Over how many of the group to reach there are."""
    return say("counted", "to_reach_own" if group.is_own else "to_reach", group=name_of(group))


def _some_own(definitions: Iterable[Indicator]) -> bool:
    return any(one.is_own for one in definitions)
