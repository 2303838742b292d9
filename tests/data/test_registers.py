"""Registers and ages as the snapshot keeps them."""

from itertools import product

import pandas as pd

from data import registers
from data.readers.registrations import AGE_BANDS

COLUMNS = ["practice", "register", "on_register", "list_type", "list_size"]
YEARS = {
    "2023-24": pd.DataFrame(
        [("Q", "HYP", 5.0, "TOTAL", 50.0), ("P", "HYP", 10.0, "TOTAL", 90.0)], columns=COLUMNS
    ),
    "2022-23": pd.DataFrame(
        [("P", "HYP", 8.0, "TOTAL", 80.0), ("P", "DM", 3.0, "17OV", 60.0)], columns=COLUMNS
    ),
}


def test_practices_wanted_by_practice_register_and_year() -> None:
    table = registers.by_practice(YEARS, pd.Index(["P"]))
    assert table.to_numpy().tolist() == [
        ["P", "DM", "2022-23", 3, 60, "17OV"],
        ["P", "HYP", "2022-23", 8, 80, "TOTAL"],
        ["P", "HYP", "2023-24", 10, 90, "TOTAL"],
    ]


def test_england_adds_up_all_practices_of_a_year() -> None:
    table = registers.england(YEARS).set_index(["register", "year"])
    assert table.loc[("HYP", "2023-24")].to_dict() == {
        "list_type": "TOTAL",
        "on_register": 15,
        "list_size": 140,
        "practices": 2,
    }
    assert len(table) == 3


def test_ages_come_youngest_first() -> None:
    """Bands sorted as text would put 10_14 before 5_9."""
    ages = pd.DataFrame(
        [
            (*key, band, 1.0)
            for key in product("QP", ["male", "female"])
            for band in AGE_BANDS[::-1]
        ],
        columns=["practice", "sex", "band", "patients"],
    )
    table = registers.practice_ages(ages, pd.Index(["P"]))
    assert table["band"].tolist() == list(AGE_BANDS) * 2
    assert table["sex"].tolist() == ["female"] * 20 + ["male"] * 20


def test_england_s_ages_add_up_every_practice() -> None:
    ages = pd.DataFrame(
        [(p, sex, band, 1.0 + (p == "Q"))
         for p in "QP" for sex in ("male", "female") for band in AGE_BANDS[::-1]],
        columns=["practice", "sex", "band", "patients"],
    )  # fmt: skip
    table = registers.england_ages(ages)
    assert table["sex"].tolist() == ["female"] * 20 + ["male"] * 20
    assert table["band"].tolist() == list(AGE_BANDS) * 2
    assert (table["patients"] == 3).all()
