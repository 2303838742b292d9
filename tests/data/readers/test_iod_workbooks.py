"""Files 3, 6 and 9 of the Indices: small workbooks written here, with notes first and tables some
rows down, and each slip refused in words."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest

from data.readers import iod_workbooks as reader
from data.workbooks import read_workbook
from tests.data.refusals import FILE, RENAMED, refuses

Rows = list[list[Any]]
PLACE = ["LSOA code (2021)", "LSOA name (2021)", "Local Authority District name (2024)"]
CHILDREN, OLDER = reader.SUPPLEMENTS
RANKS = [index + part for index in reader.SUPPLEMENTS for part in (reader.RANK, reader.DECILE)]
AGES = [reader.POPULATION, *reader.AGES, reader.WORKING_AGE]
SCORES = [f"{name} Score - exponentially transformed" for name in reader.DOMAINS.values()]
CODES = ["E01000001", "E01000002", "E01000003"]

SUPPLEMENTS: Rows = [[1, 1, 33_755, 10], [20_000, 6, 2, 1], [3, 1, 4, 1]]
POPULATIONS: Rows = [[100, 20, 50, 30, 60], [1_700, 300, 1_000, 400, 1_200], [5, 0, 5, 0, 5]]
TRANSFORMED: Rows = [[0, 0.032, 0.001, 0.44, 0.039, 3.273, 100], [1] * 7, [99.9] * 7]


def workbook(
    header: Sequence[str], rows: Rows, *, above: int = 0, codes: Sequence[str] = CODES
) -> bytes:
    """A workbook of MHCLG's kind: notes, and a sheet with the table below so many rows."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active["A1"] = "These are notes about the LSOA codes (2021) below."
    sheet = book.create_sheet("IoD2025")
    for row in range(above):
        sheet.append([f"Title {row}"])
    sheet.append([*PLACE, *header])
    for code, row in zip(codes, rows, strict=False):
        sheet.append([code, f"Somewhere {code}", "Somewhere", *row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


GOOD: dict[Callable[[bytes, str], pd.DataFrame], tuple[list[str], Rows]] = {
    reader.read_supplements: (RANKS, SUPPLEMENTS),
    reader.read_populations: (AGES, POPULATIONS),
    reader.read_transformed: (SCORES, TRANSFORMED),
}


@pytest.mark.parametrize("above", [0, 5])
@pytest.mark.parametrize("read", GOOD)
def test_the_table_is_found_below_notes_and_titles(
    read: Callable[[bytes, str], pd.DataFrame], above: int
) -> None:
    header, rows = GOOD[read]
    frame = read(workbook(header, rows, above=above), FILE)
    assert frame.index.tolist() == CODES
    assert frame.index.name == "code"
    assert frame.to_numpy().tolist() == rows
    assert set(frame.dtypes.astype(str)) == {"float64"}


def test_columns_are_as_published_but_for_the_domains() -> None:
    frames = {read: read(workbook(*good), FILE) for read, good in GOOD.items()}
    assert list(frames[reader.read_supplements]) == RANKS
    assert list(frames[reader.read_populations]) == AGES
    assert list(frames[reader.read_transformed]) == list(reader.DOMAINS)


def test_columns_may_stand_in_another_order_with_others_between() -> None:
    mixed = ["A note", *reversed(SCORES)]
    rows = [["x", *reversed(row)] for row in TRANSFORMED]
    frame = reader.read_transformed(workbook(mixed, rows), FILE)
    assert frame[list(reader.DOMAINS)].to_numpy().tolist() == TRANSFORMED


def changed(rows: Rows, row: int, column: int, value: Any) -> Rows:
    copy = [list(each) for each in rows]
    copy[row][column] = value
    return copy


@pytest.mark.parametrize(
    ("read", "row", "column", "value", "says"),
    [
        (reader.read_supplements, 1, 0, 0, "0 is not between 1 and 33,755"),
        (reader.read_supplements, 1, 2, 33_756, "33756 is not between 1 and 33,755"),
        (reader.read_supplements, 0, 1, 11, "11 is not between 1 and 10"),
        (reader.read_supplements, 2, 3, None, "nan is not between 1 and 10"),
        (reader.read_supplements, 2, 3, "*", "'*' is not a number"),
        (reader.read_supplements, 2, 3, "#N/A", "holds an error such as #N/A, which is not a num"),
        (reader.read_populations, 1, 0, 1_701, "the ages add up to 1,700, not to 1,701"),
        (reader.read_populations, 0, 1, -1, "the count is negative (-1)"),
        (reader.read_populations, 2, 4, None, "the count is empty"),
        (reader.read_populations, 2, 0, "[c]", "'[c]' is not a number"),
        (reader.read_populations, 2, 0, True, "True is not a number"),
        (reader.read_transformed, 1, 3, 100.1, "100.1 is not between 0 and 100"),
        (reader.read_transformed, 0, 6, -0.5, "-0.5 is not between 0 and 100"),
    ],
)
def test_a_slip_is_refused_with_its_row(
    read: Callable[[bytes, str], pd.DataFrame], row: int, column: int, value: Any, says: str
) -> None:
    header, rows = GOOD[read]
    content = workbook(header, changed(rows, row, column, value), above=3)
    named = reader.POPULATION if "add up" in says else header[column]
    with refuses(says, column=named, row=row + 5):
        read(content, FILE)


def test_text_and_dates_are_as_they_stand_in_their_cells() -> None:
    """A year in a header and a code of digits are no fractions; an empty cell is no text."""
    book = openpyxl.Workbook()
    for row in (["Code", "When", 2024], [7, datetime(2025, 12, 1), 1], ["7.5", None, None]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    frame = read_workbook(stream.getvalue(), FILE, text=["Code", "When"], numbers=["2024"])
    assert frame["Code"].tolist() == ["7", "7.5"]
    assert frame["When"].fillna("none").tolist() == ["2025-12-01", "none"]
    assert frame["2024"].fillna(-1).tolist() == [1, -1]


@pytest.mark.parametrize("read", GOOD)
def test_an_area_given_twice_a_renamed_column_and_no_rows(
    read: Callable[[bytes, str], pd.DataFrame],
) -> None:
    header, rows = GOOD[read]
    twice = openpyxl.load_workbook(io.BytesIO(workbook(header, rows)))
    twice["IoD2025"]["A3"] = CODES[0]
    stream = io.BytesIO()
    twice.save(stream)
    with refuses("E01000001 is given twice", column=PLACE[0], row=3):
        read(stream.getvalue(), FILE)
    with refuses("The nearest is", column=header[0], do=RENAMED):
        read(workbook([header[0] + "s", *header[1:]], rows), FILE)
    with refuses("holds no rows"):
        read(workbook(header, []), FILE)


@pytest.mark.parametrize("read", GOOD)
@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut short"])
def test_what_is_no_workbook(read: Callable[[bytes, str], pd.DataFrame], content: bytes) -> None:
    with refuses("cannot be opened as a workbook", do="fetch it again as .xlsx"):
        read(content, FILE)


@pytest.mark.parametrize("read", GOOD)
def test_a_workbook_of_something_else(read: Callable[[bytes, str], pd.DataFrame]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Practice", "List size"])
    stream = io.BytesIO()
    book.save(stream)
    with refuses("has no sheet with this column", column=PLACE[0], do="release named in"):
        read(stream.getvalue(), FILE)
