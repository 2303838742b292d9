"""How a number of areas that moved between the national deciles is repeated."""

from collections.abc import Sequence

from dashboard.parts.repeat.recipe import Recipe
from dashboard.wording.number_text import count
from layers.change import decile_change

ANY_DECILE = (min(decile_change.DECILES), max(decile_change.DECILES))
LESS_DEPRIVED = (1, max(decile_change.DECILES) - 1)
MORE_DEPRIVED = (-LESS_DEPRIVED[1], -1)


def moved(
    figure: str,
    number: int,
    areas: Sequence[str],
    *,
    by: tuple[int, int] = MORE_DEPRIVED,
    then: tuple[int, int] = ANY_DECILE,
    now: tuple[int, int] = ANY_DECILE,
) -> Recipe:
    """A recipe that counts areas.

    Parameters
    ----------
    figure, number
        What it is, in one line, and how many areas the page says.
    areas
        Codes of the areas looked at; none for all.
    by
        Least and most deciles of the move; below 0 is towards more deprived.
    then, now
        Least and most decile in the first edition and in the last.
    """
    return Recipe(
        "moved",
        figure,
        count(number),
        {
            "areas": areas,
            "now": decile_change.NOW,
            "moved": decile_change.MOVED,
            "by": by,
            "tenths_then": then,
            "tenths_now": now,
        },
    )
