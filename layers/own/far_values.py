"""Values that lie far from all others: most are slips, such as a figure without its decimal point.

The rule is a plain one: more than ten times the value that 95 in 100 do not exceed. Such a value is
used as it is, since it may be right; whoever brought it is told.
"""

from collections.abc import Sequence

from layers.own.area_figures import Row

TIMES = 10
_USUAL = 0.95  # of the values


def far_rows(rows: Sequence[Row]) -> list[int]:
    """Places of the rows with a value that lies far from the others; none where most are 0.

    Parameters
    ----------
    rows
        Each with one number, or none.
    """
    values = {row.at: row.figures[0] for row in rows if row.figures}
    if not values:
        return []
    usual = sorted(values.values())[int(_USUAL * (len(values) - 1))]
    return [at for at, value in sorted(values.items()) if value > TIMES * usual > 0]
