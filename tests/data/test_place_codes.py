"""Codes and postcodes that there are: as runs, and areas that ended."""

import pandas as pd

from data.place_codes import code_ranges, ended_areas

CHANGES = pd.DataFrame(
    [
        ("E01000001", "E01000001", "U"),
        ("E01000002", "E01000002", "U"),
        ("E01000004", "E01000009", "M"),
        ("E01000005", "E01000009", "M"),
        ("E01000006", "E01000010", "S"),
        ("E01000006", "E01000011", "S"),
        ("E01000007", "E01000012", "S"),
        ("E01000007", "E01000013", "S"),
        ("W01000014", "W01000014", "U"),
    ],
    columns=["lsoa11", "lsoa21", "change"],
)


def test_codes_as_unbroken_runs() -> None:
    assert code_ranges(CHANGES).to_numpy().tolist() == [
        ["E01000001", "E01000002"],
        ["E01000004", "E01000007"],
        ["E01000009", "E01000013"],
        ["W01000014", "W01000014"],
    ]


def test_areas_that_ended_here_and_what_became_of_them() -> None:
    here = pd.Index(["E01000001", "E01000009", "E01000010"])
    assert ended_areas(CHANGES, here).to_numpy().tolist() == [
        ["E01000004", "merged", "E01000009"],
        ["E01000005", "merged", "E01000009"],
        ["E01000006", "split", ""],  # only one of its parts is here
    ]


def test_where_nothing_ended() -> None:
    found = ended_areas(CHANGES, pd.Index(["E01000001"]))
    assert found.empty
    assert list(found.columns) == ["lsoa11", "change", "lsoa21"]
