"""Whom to hear next: the zones and groups that would balance a plan's visits most.

Only margins are known of who was heard, so a zone and a group are named apart: nobody knows how
many men of zone 4 were heard. Zones where nobody has been are not judged here
(:attr:`layers.exercise.so_far.SoFar.unvisited` names them): of all else only that is named of which
it is sure (see :func:`layers.exercise.representation.compare_all`): chance makes some group low in
every diary.
"""

from dataclasses import dataclass
from math import ceil

import pandas as pd

from layers.exercise.balance import BalanceError, more_needed
from layers.exercise.people_meant import MEANT, OTHERS
from layers.exercise.representation import under_heard
from layers.exercise.so_far import ZONES, SoFar
from layers.table_rows import row_of

# As often as numbers suggest, nearly: what "what would balance it" aims for at first too.
AIM = 0.8


@dataclass(frozen=True)
class Wanted:
    """A group to hear more of.

    Attributes
    ----------
    table
        ``zone``, a level of places, or a question.
    code, name
        Of the group.
    more
        About how many more people bring it to ``AIM`` of what its numbers suggest, if everybody
        heard from now on is of it; a multiple of what counts are rounded to.
    """

    table: str
    code: str
    name: str
    more: float


def what_next(found: SoFar) -> list[Wanted]:
    """The group of each table that was surely heard too seldom and lacks most people: zones first,
    then the people whom the plan is meant for, then the table whose lack is largest for its size.

    Who answers as they do is the question of whom the plan is meant for: of all others nobody is
    wanted by it.
    """
    wanted: list[tuple[int, float, Wanted]] = []
    first = [ZONES, MEANT]
    for name, frame in found.compared.items():
        low = under_heard(frame)
        if name == ZONES:
            low = low[found.zones["visits"].reindex(low.index) > 0]
        elif name == MEANT:
            low = low.drop(OTHERS, errors="ignore")
        elif found.meant and found.meant.question == name:
            continue
        if low.empty:
            continue
        more = _more(found, name).reindex(low.index).dropna()
        if more.empty or not more.max() > 0:
            continue
        code, base = str(more.idxmax()), found.rule.base
        worst = row_of(low, code)
        needed = float(base * ceil(float(more[code]) / base))
        one = Wanted(name, code, str(worst["name"]), needed)
        rank = first.index(name) if name in first else len(first)
        wanted.append((rank, float(worst["ratio"]), one))
    return [one for *_, one in sorted(wanted, key=lambda three: three[:2])]


def _more(found: SoFar, name: str) -> pd.Series:
    table = found.tables[name]
    try:
        return more_needed(table.observed, table.share, table.total, AIM)["alone"]
    except BalanceError:  # together they cannot be reached
        return pd.Series(dtype=float)
