"""Patients Registered at a GP Practice: by area in both vintages, the practice map, and ages."""

import pytest

from data.readers import registrations
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt, refuses, spoil

PATIENTS = samples.patients(
    [("C86001", "E01000001", 40), ("C86001", "NO2011", 2), ("C86002", "W01000001", 5)]
)
MAP = samples.practice_map(
    [
        ("C86001", "THE SURGERY", "S70 1AA", "U00001", "NORTH PCN", "02P"),
        ("C86002", "THE OTHER", "S70 1AB", "U", "UNALLOCATED", "02P"),
    ]
)
AGES = samples.practice_ages({"C86001": 402, "C86002": 11})
WHERE = {"column": "NUMBER_OF_PATIENTS"}


@pytest.mark.parametrize("vintage", [2011, 2021])
def test_the_code_of_the_unplaced_tells_the_vintage(vintage: int) -> None:
    content = spoil(PATIENTS, "NO2011", f"NO{vintage}")
    frame, found = registrations.read_patients(content, "f.csv")
    assert found == vintage
    assert frame.to_numpy().tolist() == [
        ["C86001", "E01000001", 40.0],
        ["C86001", f"NO{vintage}", 2.0],
        ["C86002", "W01000001", 5.0],
    ]


def test_only_rows_of_both_sexes_together_are_read() -> None:
    men = "GP_PRAC_PAT_LIST,01Jul2023,C86001,A SURGERY,E01000001,MALE,18\n"
    frame, _ = registrations.read_patients(PATIENTS + men.encode(), "f.csv")
    assert frame.equals(registrations.read_patients(PATIENTS, "f.csv")[0])


def test_rows_are_counted_as_in_the_file_when_some_are_not_read() -> None:
    men = "GP_PRAC_PAT_LIST,01Jul2023,C86001,A SURGERY,E01000001,MALE,18\n"
    content = spoil(PATIENTS, "GP_PRAC", men + "GP_PRAC").replace(b",ALL,5", b",ALL,-5")
    with refuses("is negative (-5)", column="NUMBER_OF_PATIENTS", row=5):
        registrations.read_patients(content, "the-file.csv")


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("NUMBER_OF_PATIENTS", "PATIENT_NUMBER", "is not in the file",
               column="NUMBER_OF_PATIENTS", do="release named in data/sources.toml"),
        Spoilt("LSOA_CODE", "LSOA_CODE_21", "nearest is 'LSOA_CODE_21'", column="LSOA_CODE",
               do=RENAMED),
        Spoilt("ALL,40", "ALL,fourty", "'fourty' is not a number", **WHERE, row=2),
        Spoilt("ALL,40", "ALL,", "the count is empty", **WHERE, row=2),
        Spoilt("ALL,5", "ALL,-5", "is negative (-5)", **WHERE, row=4),
        Spoilt("NO2011", "E01000001", "C86001, E01000001 is given twice", column="LSOA_CODE",
               row=3),
        Spoilt("NO2011", "NO2031", "coded ['NO2031']", column="LSOA_CODE",
               do="teach the reader"),
        Spoilt("NO2011", "E01000009", "coded nowhere", column="LSOA_CODE",
               do="teach the reader"),
        Spoilt("C86002,A SURGERY,W01000001", "C86002,A SURGERY,NO2021",
               "coded ['NO2011', 'NO2021']", column="LSOA_CODE", do="teach the reader"),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_in_patients_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(registrations.read_patients, PATIENTS)


def test_the_map_gives_each_practice_its_network_and_sub_icb() -> None:
    frame = registrations.read_practice_map(MAP, "f.csv")
    assert frame.loc["C86001"].to_dict() == {
        "name": "THE SURGERY",
        "postcode": "S70 1AA",
        "pcn_code": "U00001",
        "pcn_name": "NORTH PCN",
        "sub_icb_code": "02P",
        "sub_icb_name": "NHS South Yorkshire ICB - 02P",
        "icb_code": "QF7",
        "icb_name": "NHS South Yorkshire",
    }


def test_slips_in_the_map_are_refused_in_words() -> None:
    for spoilt in (
        Spoilt("PCN_NAME", "PCN", "is not in the file", column="PCN_NAME",
               do="data/sources.toml"),
        Spoilt("C86002", "C86001", "C86001 is given twice", column="PRACTICE_CODE", row=3),
    ):  # fmt: skip
        spoilt.check(registrations.read_practice_map, MAP)


def test_ages_are_of_practices_by_sex_and_band() -> None:
    frame = registrations.read_practice_ages(AGES, "f.csv")
    # 20 bands and two sexes for each of two practices; totals and larger bodies are left out.
    assert len(frame) == 80
    assert set(frame["sex"]) == {"female", "male"}
    assert tuple(frame["band"].unique()) == tuple(registrations.AGE_BANDS)
    counts = frame.set_index(["practice", "sex", "band"])["patients"]
    assert counts["C86001", "male", "0_4"] == 100
    assert counts["C86001", "female", "40_44"] == 202
    assert counts["C86001"].sum() == 402


# In AGES, row 2 is of the ICB, row 3 the first practice's total, row 4 its girls under five.
@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("AGE_GROUP_5", "AGE_GROUP", "nearest is 'AGE_GROUP'", column="AGE_GROUP_5",
               do=RENAMED),
        Spoilt("0_4,100", "0_4,few", "'few' is not a number", **WHERE, row=4),
        Spoilt("0_4,100", "0_4,-1", "is negative (-1)", **WHERE, row=4),
        Spoilt("FEMALE,5_9", "FEMALE,5_10", "'5_10' is not a five-year band",
               column="AGE_GROUP_5", row=5, do="five-year (quinary) age file"),
        Spoilt("FEMALE,5_9", "FEMALE,0_4", "C86001, FEMALE, 0_4 is given twice",
               column="AGE_GROUP_5", row=5),
        Spoilt("0_4,100", "0_4,99", "practice C86001 add up to 401, not to its total 402",
               **WHERE, do="band may be missing"),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_in_ages_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(registrations.read_practice_ages, AGES)


def test_empty_files() -> None:
    for reader in (
        registrations.read_patients,
        registrations.read_practice_map,
        registrations.read_practice_ages,
    ):
        with refuses("is empty"):
            reader(b"", "the-file.csv")
