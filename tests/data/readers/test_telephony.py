"""Workbooks of calls and of online requests: small ones written here, as NHS England makes them."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from data import practice_care
from data.files import SourceFolder
from data.inputs import Inputs
from data.readers import online_requests, telephony
from data.snapshot_files import SnapshotWriter
from data.sources import load_sources
from tests.data.refusals import FILE, refuses

Rows = list[list[Any]]
FEBRUARY = datetime(2026, 2, 1)
PRACTICE = "GP Practice \n(ODS_CODE)"
# Inbound, answered, missed; and of the answered: within a minute, 1 to 2, 2 to 5, longer.
CALLS = {"A": (100, 60, 10), "B": (40, 0, 40), "Unassigned": (60, 30, 5)}
WAITS = {"A": (30, 10, 10, 10), "B": (0, 0, 0, 0), "Unassigned": (20, 5, 5, 0)}


def saved(sheets: dict[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Title sheet"
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def calls(totals: tuple[int, int, int] = (200, 90, 55), total: str = "Total") -> bytes:
    """Tables 3 and 4 with a title, headings over two rows, the total above and notes below."""
    outcomes: Rows = [
        ["Table 3"],
        [],
        ["Month [1]", PRACTICE, "Count of Inbound calls", "Answered", None, "Missed [5]", None],
    ]
    outcomes += [
        [None, None, "Total", "Total", "%", "Total", "%"],
        [total, None, totals[0], totals[1], 0.45, totals[2], 0.27],
        [],
    ]
    outcomes += [[FEBRUARY, code, a, b, b / a, c, c / a] for code, (a, b, c) in CALLS.items()]
    outcomes += [["Notes:", "  1  Data of earlier months is elsewhere"]]
    waits: Rows = [
        [
            "Month [1]",
            PRACTICE,
            "Total Inbound calls",
            "Answered  [4]",
            "Less than 1 minute",
            "1 - 2 minutes",
            "2 - 5 minutes",
            "Longer than 5 minutes",
            "Less than 1 minute",
            "Longer than 5 minutes",
        ]
    ]
    waits += [["Total", "National", 200, 90, 50, 15, 15, 10, 7, 7]]
    waits += [
        [FEBRUARY, code, CALLS[code][0], CALLS[code][1], *four, 7, 7]
        for code, four in WAITS.items()
    ]
    return saved({"Table 3": outcomes, "Table 4": waits})


def test_calls_of_named_practices_and_england() -> None:
    frame = telephony.read_calls(calls(), FILE).set_index(["measure", "practice"])
    assert set(frame["period"]) == {"February 2026"}
    assert frame["value"].round(6).to_dict() == {
        ("calls_answered", "A"): 60, ("calls_answered", "B"): 0, ("calls_answered", "England"): 45,
        ("calls_missed", "A"): 10, ("calls_missed", "B"): 100, ("calls_missed", "England"): 27.5,
        # B answered nothing, so nobody waited: no figure.
        ("answered_first_minute", "A"): 50, ("answered_first_minute", "England"): 55.555556,
        ("waited_five_minutes", "A"): 16.666667, ("waited_five_minutes", "England"): 11.111111,
    }  # fmt: skip
    assert frame[["lower", "upper"]].isna().all(axis=None)


def test_rows_that_do_not_add_up_to_the_total_are_refused() -> None:
    with refuses("the rows add up to 90, not to the total 91", column="Answered"):
        telephony.read_calls(calls((200, 91, 55)), FILE)


def test_a_table_without_its_total_is_refused() -> None:
    with refuses("a table has 0 rows with its total", do="fetch the file again"):
        telephony.read_calls(calls(total="England"), FILE)


def requests(supplier: str = "No Data", second: int = 0, last: datetime = FEBRUARY) -> bytes:
    head = [
        "Month [1]",
        "GP Code",
        "Supplier [4, 5, 6]",
        "Submissions [7]",
        "Registered Patient Count [8]",
        "Rate per 1,000 Registered Patients [9, 10]",
        "Participation",
    ]
    rows: Rows = [head, [FEBRUARY, "A", "TPP", 300, 2000, 150.0, 1]]
    rows += [[FEBRUARY, "B", supplier, second, 1000, 1000 * second / 1000, 1]]
    rows += [[last, "C", "No data", 0, 500, 0, 0], ["Source: NHS England"]]
    return saved({"Table 2": rows})


@pytest.mark.parametrize("supplier", ["No Data", "No data"])
def test_a_practice_whose_supplier_sent_nothing_has_no_figure(supplier: str) -> None:
    frame = online_requests.read_requests(requests(supplier), FILE).set_index("practice")
    assert frame["value"].to_dict() == {"A": 150.0, "England": 150.0}


def test_two_months_in_one_workbook_are_refused() -> None:
    with refuses("not hold the rows of one month", column="Month", do="a single month"):
        online_requests.read_requests(requests(last=datetime(2026, 1, 1)), FILE)


def test_a_supplier_that_sent_nought_is_nought_but_not_in_englands_rate() -> None:
    """As NHS England counts: its rate is of the patients of practices that received any."""
    frame = online_requests.read_requests(requests("TPP"), FILE).set_index("practice")
    assert frame["value"].to_dict() == {"A": 150.0, "B": 0.0, "England": 150.0}
    assert frame.at["England", "denominator"] == 2000


def written(folder: Path, *months: str) -> tuple[pd.DataFrame, list[str]]:
    """What the build keeps of some workbooks for practice A alone, and its notes."""
    for month in months:
        name = f"Cloud Based Telephony Publication Summary {month}.xlsx"
        (folder / name).write_bytes(calls())
    inputs, notes = Inputs(SourceFolder(folder), load_sources()), list[str]()
    writer = SnapshotWriter(folder)
    practice_care.write(writer, inputs, pd.Index(["A"]), notes)
    assert [source["period"] for source in inputs.manifest()] == ["February 2026"]
    return pd.read_parquet(folder / "practice_care.parquet"), notes


def test_the_build_keeps_the_practices_here_and_says_what_it_has_not(tmp_path: Path) -> None:
    kept, notes = written(tmp_path, "February 2026")
    assert set(kept["practice"]) == {"A"}
    assert len(kept) == 4
    country = pd.read_parquet(tmp_path / "practice_care_england.parquet")
    assert country["numerator"].tolist() == [90, 55, 50, 10]
    assert len(notes) == 1
    assert notes[0].startswith("Getting in and being looked after: not at hand: Submissions via")
    assert "Telephony" not in notes[0]


def test_two_files_of_one_month_are_refused(tmp_path: Path) -> None:
    first = "Cloud Based Telephony Publication Summary February 2026 v2.xlsx"
    with refuses("there are two files for February 2026", file=first, do="Keep one"):
        written(tmp_path, "February 2026", "February 2026 v2")
