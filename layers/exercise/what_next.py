"""Whom to hear next: the zones and groups that would balance a plan's visits most.

Only margins are known of who was heard, so a zone and a group are named apart: nobody knows how
many men of zone 4 were heard. And only those are named of which it is sure (see
:func:`layers.exercise.representation.compare_all`): chance makes some group low in every diary.
"""

from dataclasses import dataclass
from math import ceil

import pandas as pd

from layers.exercise.balance import BalanceError, more_needed
from layers.exercise.representation import under_heard
from layers.exercise.so_far import SoFar
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
    """The group of each table that was surely heard too seldom and lacks most people, the table
    first whose lack is largest for its size."""
    wanted: list[tuple[float, Wanted]] = []
    for name, frame in found.compared.items():
        low = under_heard(frame)
        if low.empty:
            continue
        more = _more(found, name).reindex(low.index).dropna()
        if more.empty or not more.max() > 0:
            continue
        code, base = str(more.idxmax()), found.rule.base
        worst = row_of(low, code)
        needed = float(base * ceil(float(more[code]) / base))
        wanted.append((float(worst["ratio"]), Wanted(name, code, str(worst["name"]), needed)))
    return [one for _, one in sorted(wanted, key=lambda pair: pair[0])]


def _more(found: SoFar, name: str) -> pd.Series:
    table = found.tables[name]
    try:
        return more_needed(table.observed, table.share, table.total, AIM)["alone"]
    except BalanceError:  # together they cannot be reached
        return pd.Series(dtype=float)
