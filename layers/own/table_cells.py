"""The cells of a table's rows, which need not all be of the same length."""

from collections.abc import Sequence

Cells = Sequence[str]


def cell(row: Cells, at: int | None) -> str:
    """The cell of a row in a column, without spaces around it; "" where there is none."""
    return row[at].strip() if at is not None and at < len(row) else ""


def column(rows: Sequence[Cells], at: int | None) -> list[str]:
    """The cells of a column, one of each row."""
    return [cell(row, at) for row in rows]
