"""Copies of a case are told; cases that are only alike are not."""

import pytest

from layers import Atlas
from layers.own.case_copies import copies
from layers.own.own_columns import Columns
from layers.own.own_table import read_table

CASES = [("1", "S60 1AA", "2024"), ("2", "S60 1AA", "2024"), ("1", "S60 1AA", "2024 ")]
COLUMNS = Columns("cases", 1, year=2)


@pytest.mark.parametrize(
    ("rows", "columns", "again"),
    [
        (CASES, COLUMNS, [2]),
        # Nothing tells two cases of a postcode and year apart, nor does a number that two share.
        ([row[1:] for row in CASES], Columns("cases", 0, year=1), []),
        ([*CASES, ("1", "S4 7AA", "2024")], COLUMNS, []),
        ([], COLUMNS, []),
    ],
)
def test_rows_are_copies_only_where_a_column_tells_all_others_apart(
    rows: list[tuple[str, ...]], columns: Columns, again: list[int]
) -> None:
    assert copies(rows, columns, range(len(rows))) == again


def test_what_is_left_out_is_no_copy() -> None:
    assert copies(CASES, COLUMNS, [0, 1]) == []


def test_copies_and_rows_without_a_date_are_told_and_counted(atlas: Atlas) -> None:
    rows = [*CASES, ("3", "S60 1AA", "soon"), ("4", "S4 7AA", "2023")]
    found = read_table(atlas, list(enumerate(rows, start=2)), COLUMNS)
    assert not found.left_out
    assert sum(value or 0 for value in found.values) == 5
    said = " ".join(found.notes)
    assert "One row is the same as a row before it in every column." in said
    assert "Look at row 4." in said
    assert "One row has no date or year that can be read." in said
    assert "Look at row 5." in said
