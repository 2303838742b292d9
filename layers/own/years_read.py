"""Which years of a table are read: one of several, or of cases all together if nobody chooses."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.own.errors import OwnLayerError
from layers.own.own_columns import Form
from layers.own.own_years import Period, by_newest, financial_year, periods
from layers.own.texts import say

# All years together: only cases add up over years.
ALL = "all"


@dataclass(frozen=True)
class YearsRead:
    """What is read of a column of years.

    Attributes
    ----------
    wanted
        The label of what is read, or :data:`ALL`; "" without a column.
    period
        The same as a period, such as "2023–2025" for all; "" where it is not known.
    counted
        Periods of the rows with a place and how many have each: the one that is read first, then
        the newest.
    offered
        What can be read instead, for those who choose: :data:`ALL`, years, and of dates financial
        years. One of a table of one year.
    financial
        Which of those are financial years that dates lie in.
    undated
        Of cases that are counted all together: places of the rows of which no year can be read.
    """

    wanted: str = ""
    period: str = ""
    counted: tuple[tuple[Period, int], ...] = ()
    offered: tuple[str, ...] = ()
    financial: tuple[str, ...] = ()
    undated: tuple[int, ...] = ()


def read_years(
    cells: Sequence[str], form: Form, wanted: str, left: dict[int, str], *, there: bool
) -> YearsRead:
    """Choose what is read, and leave out the rows of other years.

    Parameters
    ----------
    wanted
        What somebody chose; "" for the newest, and of cases for all.
    left
        By place of a row: why it was left out. Others are added.
    there
        Whether there is a column of years.

    Raises
    ------
    OwnLayerError
        Where no year can be read, or no row is of the one that is wanted.
    """
    if not there:
        return YearsRead()
    found = periods(cells)
    counted = by_newest([one for at, one in enumerate(found) if at not in left])
    if not counted:
        raise OwnLayerError(say("table", "no_years"))
    labels = [one.label for one, _ in counted]
    if form != "cases":
        wanted = labels[0] if wanted in ("", ALL) else wanted
        _leave(found, wanted, labels, left)
        return YearsRead(wanted, wanted, _first(counted, wanted), tuple(sorted(labels)[::-1]))
    financial = [financial_year(cell) for cell in cells]
    by_financial = by_newest([one for at, one in enumerate(financial) if at not in left])
    more = [one.label for one, _ in by_financial if one.label not in labels]
    offered = (ALL, *labels, *more) if labels[1:] or more[1:] else tuple(labels)
    dates = tuple(more) if len(offered) > len(labels) else ()
    if wanted in ("", ALL):
        first = ALL if labels[1:] else labels[0]
        undated = tuple(at for at, one in enumerate(found) if one is None and at not in left)
        return YearsRead(first, _span(counted), tuple(counted), offered, dates, undated)
    if wanted in more:
        found, counted, labels = financial, by_financial, more
    _leave(found, wanted, labels, left)
    return YearsRead(wanted, wanted, _first(counted, wanted), offered, dates)


def _leave(
    found: Sequence[Period | None], wanted: str, labels: Sequence[str], left: dict[int, str]
) -> None:
    if wanted not in labels:
        raise OwnLayerError(say("table", "no_such_year"))
    for at, one in enumerate(found):
        if one is None:
            left.setdefault(at, "no_year")
        elif one.label != wanted:
            left.setdefault(at, "other_year")


def _first(counted: Sequence[tuple[Period, int]], wanted: str) -> tuple[tuple[Period, int], ...]:
    return tuple(sorted(counted, key=lambda one: one[0].label != wanted))


def _span(counted: Sequence[tuple[Period, int]]) -> str:
    """From the first to the last of some periods."""
    if len(counted) == 1:
        return counted[0][0].label
    first, last = min(one.first for one, _ in counted), max(one.last for one, _ in counted)
    return f"{first}–{last}" if last > first else str(first)
