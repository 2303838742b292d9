"""The table of areas: where each belongs, and where residents and patients are not the same."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import areas
from tests.data.refusals import refuses

WARDS = pd.DataFrame(
    [
        ("E01000001", "Barnsley 001A", "E05000001", "Old Town", "E08000016", "Barnsley"),
        ("E01000002", "Barnsley 010B", "E05000002", "Kendray", "E08000016", "Barnsley"),
        ("W01000001", "Wrexham 001A", "W05000001", "Offa", "W06000006", "Wrexham"),
    ],
    columns=["code", "name", "ward_code", "ward", "district_code", "district"],
).set_index("code")
MSOAS = pd.DataFrame(
    {"code": ["E02000010", "E02000001"], "neighbourhood": ["Kendray", "Old Town & Gawber"]},
    index=["Barnsley 010", "Barnsley 001"],
)
SUB_ICBS = pd.DataFrame({"sub_icb_code": "02P", "sub_icb": "ICB - 02P"}, index=WARDS.index[:2])
CLASSES = pd.Series({"E01000001": "Urban", "E01000002": "Rural"})


def membership() -> areas.Membership:
    return areas.membership_of(WARDS, SUB_ICBS, CLASSES, MSOAS, "names.csv")


def test_an_area_is_called_after_its_neighbourhood_with_a_letter_behind() -> None:
    found = membership().msoas
    assert found.to_dict("index") == {
        "E01000001": {
            "msoa_code": "E02000001",
            "msoa": "Barnsley 001",
            "neighbourhood": "Old Town & Gawber",
        },
        "E01000002": {
            "msoa_code": "E02000010",
            "msoa": "Barnsley 010",
            "neighbourhood": "Kendray",
        },
    }


def test_a_neighbourhood_without_a_name_is_refused() -> None:
    with refuses(
        "has no neighbourhood called 'Barnsley 001'", file="names.csv", column="MSOANM",
        do="House of Commons Library",
    ):  # fmt: skip
        areas.membership_of(WARDS, SUB_ICBS, CLASSES, MSOAS.iloc[:1], "names.csv")


def test_one_row_for_each_area() -> None:
    table = areas.area_table(
        WARDS.iloc[:2],
        membership(),
        residents=pd.Series({"E01000002": 1500.0, "E01000001": 1700.0, "W01000001": 9.0}),
        households=pd.Series({"E01000001": 700.0, "E01000002": 600.0}),
        labels={"E01000001": (-1.5, 53.5)},
        km2=pd.Series({"E01000001": 0.5, "E01000002": 2.0}),
    )
    assert table.index.tolist() == ["E01000001", "E01000002"]
    assert table["residents"].tolist() == [1700, 1500]
    assert table["households"].tolist() == [700, 600]
    assert table["rural_urban"].tolist() == ["Urban", "Rural"]
    assert table["neighbourhood"].tolist() == ["Old Town & Gawber", "Kendray"]
    assert table["sub_icb_code"].tolist() == ["02P", "02P"]
    assert table.loc["E01000001", ["longitude", "latitude"]].tolist() == [-1.5, 53.5]
    assert pd.isna(table.loc["E01000002", "longitude"])


def test_patients_and_residents_are_compared_with_england_s_own_ratio() -> None:
    codes = [f"E0100000{i}" for i in range(1, 6)]
    residents = pd.Series(1000.0, index=codes)
    # 5,500 patients for 5,000 residents: England has 1.1.
    patients = pd.Series([1100.0, 1100.0, 500.0, 1800.0, 1000.0], index=codes)
    ratio, disagree = areas.disagreement(patients, residents)
    assert ratio.tolist() == [1, 1, 0.4545, 1.6364, 0.9091]
    assert disagree.tolist() == [False, False, True, True, False]


def test_an_area_at_the_very_limits_agrees() -> None:
    codes = [f"E0100000{i}" for i in range(1, 5)]
    patients = pd.Series([750.0, 1500.0, 875.0, 875.0], index=codes)
    ratio, disagree = areas.disagreement(patients, pd.Series(1000.0, index=codes))
    assert ratio.iloc[:2].tolist() == [areas.DISAGREE_LOW, areas.DISAGREE_HIGH]
    assert not disagree.any()


@given(st.floats(0.2, 5))
def test_one_rate_of_registration_everywhere_is_no_disagreement(rate: float) -> None:
    residents = pd.Series([800.0, 1500.0, 4000.0], index=["E01000001", "E01000002", "E01000003"])
    ratio, disagree = areas.disagreement(rate * residents, residents)
    assert ratio.tolist() == pytest.approx([1, 1, 1], abs=1e-4)
    assert not disagree.any()


def test_wales_is_left_out_of_england_s_ratio() -> None:
    residents = pd.Series({"E01000001": 1000.0, "E01000002": 1000.0, "W01000001": 90_000.0})
    patients = pd.Series({"E01000001": 1100.0, "E01000002": 1100.0, "W01000001": 30.0})
    ratio, disagree = areas.disagreement(patients, residents)
    assert ratio.to_dict() == {"E01000001": 1, "E01000002": 1}
    assert not disagree.any()


def test_change_since_2011_in_words() -> None:
    changes = pd.DataFrame(
        [("A", "A", "U"), ("B", "B1", "S"), ("B", "B2", "S"), ("C", "CD", "M"), ("D", "CD", "M"),
         ("X", "Z", "X")],
        columns=["lsoa11", "lsoa21", "change"],
    )  # fmt: skip
    found = areas.change_since_2011(changes, pd.Index(["Z", "CD", "B2", "A"]))
    assert found.tolist() == ["redrawn", "merged", "split", "unchanged"]
