"""Cases that stand in a table twice: the same in every column, where a column tells all others
apart."""

from collections.abc import Collection, Sequence

from layers.own.own_columns import Columns


def copies(rows: Sequence[Sequence[str]], columns: Columns, used: Collection[int]) -> list[int]:
    """Places of rows that are the same as one before them.

    Rows of a table of postcodes and dates alone may be alike and be of several cases. So rows are
    copies only where some other column, a case's number for example, has another value in each of
    those that are not alike.

    Parameters
    ----------
    used
        Places of the rows that are counted.
    """
    first: set[tuple[str, ...]] = set()
    again = []
    for at in sorted(used):
        row = tuple(cell.strip() for cell in rows[at])
        if row in first:
            again.append(at)
        first.add(row)
    if not again:
        return []
    telling = [
        cells
        for at, cells in enumerate(zip(*first, strict=False))
        if at not in (columns.place, columns.year)
    ]
    return again if any(len(set(cells)) == len(first) for cells in telling) else []
