"""Lookups: ONS's capitals and the tidied names give the same frame."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from data.readers import lookups
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt, refuses

CHANGES = samples.lsoa_changes(
    [("E01000001", "E01000001", "U"), ("E01000002", "E01000011", "S"),
     ("E01000002", "E01000012", "S"), ("E01000003", "E01000013", "M")]
)  # fmt: skip
WARDS = [
    ("E01000002", "Barnsley 001B", "E05000001", "Old Town", "E08000016", "Barnsley"),
    ("W01000001", "Ynys Môn 001A", "W05000001", "Bro Aberffraw", "W06000001", "Ynys Môn"),
]
SUB_ICBS = [("E01000001", "02P"), ("E01000002", "02P")]
CLASSES = [("E01000001", "Urban: Nearer to a major town or city"), ("E01000002", "Larger rural")]
MSOAS = [("E02000001", "Barnsley 001", "Old Town"), ("E02000002", "Barnsley 002", "Kendray")]


def test_changes_keep_one_row_for_each_pair() -> None:
    frame = lookups.read_lsoa_changes(CHANGES, "f.csv")
    assert frame.columns.tolist() == ["lsoa11", "lsoa21", "change"]
    assert frame["change"].tolist() == ["U", "S", "S", "M"]


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("CHGIND", "CHANGE", "is not in the file", column="CHGIND",
               do="data/sources.toml"),
        Spoilt("E01000012,New,S", "E01000012,New,Z", "'Z' is not a kind of change (U, S, M or X)",
               column="CHGIND", row=4),
        Spoilt("E01000012,New", "E01000011,New", "E01000002, E01000011 is given twice",
               column="LSOA21CD", row=4),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_in_changes_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(lookups.read_lsoa_changes, CHANGES)


def test_wards_in_both_layouts() -> None:
    for capitals in (True, False):
        frame = lookups.read_wards(samples.wards(WARDS, capitals=capitals), "f.csv")
        rows = [(code, *values) for code, *values in frame.itertuples()]
        assert rows == WARDS
        assert frame.columns.tolist() == ["name", "ward_code", "ward", "district_code", "district"]


def test_welsh_names_in_latin_1_are_read_as_names() -> None:
    content = samples.wards(WARDS).decode().encode("latin-1")
    assert lookups.read_wards(content, "f.csv").loc["W01000001", "district"] == "Ynys Môn"


def test_sub_icbs_in_both_layouts() -> None:
    for capitals in (True, False):
        frame = lookups.read_sub_icbs(samples.sub_icbs(SUB_ICBS, capitals=capitals), "f.csv")
        assert frame.loc["E01000002"].to_dict() == {
            "sub_icb_code": "02P",
            "sub_icb": "ICB - 02P",
            "icb_code": "QF7",
            "icb": "ICB",
        }


def test_rural_urban_classes_in_both_layouts() -> None:
    for capitals in (True, False):
        classes = lookups.read_rural_urban(samples.rural_urban(CLASSES, capitals=capitals), "f")
        assert classes.to_dict() == dict(CLASSES)


def test_neighbourhoods_in_both_layouts() -> None:
    for capitals in (True, False):
        frame = lookups.read_msoa_names(samples.msoa_names(MSOAS, capitals=capitals), "f.csv")
        assert frame.loc["Barnsley 002"].to_dict() == {
            "code": "E02000002",
            "neighbourhood": "Kendray",
        }


@pytest.mark.parametrize(
    ("reader", "good", "spoilt"),
    [
        (lookups.read_wards, samples.wards(WARDS, capitals=True),
         Spoilt("E01000002", "W01000001", "W01000001 is given twice", column="LSOA21CD", row=3)),
        (lookups.read_wards, samples.wards(WARDS, capitals=True),
         Spoilt("WD24CD", "WD25CD", "nearest is 'WD25CD'", column="WD24CD", do=RENAMED)),
        (lookups.read_wards, samples.wards(WARDS),
         Spoilt("ward24_code", "ward25_code", "nearest is 'ward25_code'", column="ward24_code",
                do=RENAMED)),
        (lookups.read_sub_icbs, samples.sub_icbs(SUB_ICBS),
         Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="lsoa21_code",
                row=3)),
        (lookups.read_rural_urban, samples.rural_urban(CLASSES, capitals=True),
         Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="LSOA21CD", row=3)),
        (lookups.read_msoa_names, samples.msoa_names(MSOAS),
         Spoilt("Barnsley 002", "Barnsley 001", "Barnsley 001 is given twice", column="MSOANM",
                row=3)),
    ],
    ids=lambda case: case.says[:30] if isinstance(case, Spoilt) else "",
)  # fmt: skip
def test_slips_are_refused_in_the_words_of_the_file(
    reader: Callable[[bytes, str], pd.DataFrame], good: bytes, spoilt: Spoilt
) -> None:
    spoilt.check(reader, good)


@pytest.mark.parametrize(
    "reader",
    [
        lookups.read_lsoa_changes,
        lookups.read_wards,
        lookups.read_sub_icbs,
        lookups.read_rural_urban,
        lookups.read_msoa_names,
    ],
)
def test_an_empty_file(reader: Callable[[bytes, str], Any]) -> None:
    with refuses("is empty"):
        reader(b"", "the-file.csv")
