"""Topic summaries of Census 2021: layouts of Nomis in, one tidy frame out, slips in words."""

import pytest

from data.readers import census
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt, refuses

TOPIC = "Ethnic group"
COLUMNS = ["Total: All usual residents", "Asian", "Asian: Indian", "Asian: Chinese", "White"]
COUNTS = {
    "E01000001": [100, 40, 30, 10, 60],
    "E01000002": [7, 0, 0, 0, 7],
    "W01000001": [50, 20, 5, 15, 30],
}
GOOD = samples.census(TOPIC, COLUMNS, COUNTS)


@pytest.mark.parametrize("measures", [False, True])
def test_columns_lose_the_table_and_the_measure(measures: bool) -> None:
    frame = census.read_census(samples.census(TOPIC, COLUMNS, COUNTS, measures=measures), "f.csv")
    assert list(frame.columns) == COLUMNS
    assert frame.index.tolist() == list(COUNTS)
    assert frame.to_numpy().tolist() == list(COUNTS.values())


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("geography code", "geography_code", "not in the file. The nearest is "
               "'geography_code'", column="geography code", do=RENAMED),
        Spoilt(",40,", ",forty,", "'forty' is not a number", column="Ethnic group: Asian", row=2),
        Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="geography code",
               row=3),
        Spoilt(",0,0,0,7", ",0,-1,1,7", "the count is negative (-1)",
               column="Ethnic group: Asian: Indian", row=3),
        Spoilt(",0,0,0,7", ",0,,0,7", "the count is empty",
               column="Ethnic group: Asian: Indian", row=3),
        Spoilt(",7,0,", ",9,0,", "the parts add up to 7, not to the total 9",
               column="Total: All usual residents", row=3),
        Spoilt("E01000002", "E02000002", "'E02000002' is not a code of a lsoa",
               column="geography code", row=3, do="right geography level"),
        Spoilt("Ethnic group: White", "Religion: White", "belong to 2 tables",
               do="start with the table's name"),
        Spoilt("2021,Place 02,E01000002,7,0,0,0,7", "2021,Place 02,E010", "3 cells where 8",
               row=3, do="cut short"),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(census.read_census, GOOD)


def test_a_table_of_districts_is_not_one_of_areas_nor_the_other_way_round() -> None:
    districts = samples.census(TOPIC, COLUMNS, {"E08000016": COUNTS["E01000001"]})
    assert len(census.read_census(districts, "f.csv", level="district")) == 1
    with refuses("is not a code of a lsoa", column="geography code", row=2, do="-lsoa.csv"):
        census.read_census(districts, "the-file.csv")
    with refuses("is not a code of a district", column="geography code", row=2, do="-ltla.csv"):
        census.read_census(GOOD, "the-file.csv", level="district")


def test_tables_of_neighbourhoods_come_without_names_and_those_of_wards_with_them() -> None:
    named = samples.census(TOPIC, COLUMNS, {"E05000976": COUNTS["E01000001"]})
    assert len(census.read_census(named, "f.csv", level="ward")) == 1
    assert census.read_ward_names(named, "f.csv").to_dict() == {"E05000976": "Place 76"}
    nameless = samples.census(TOPIC, COLUMNS, {"E02000001": COUNTS["E01000001"]})
    nameless = nameless.replace(b"geography,", b"", 1).replace(b"Place 01,", b"")
    assert census.read_census(nameless, "f.csv", level="msoa").index.tolist() == ["E02000001"]
    with refuses("is not a code of a ward", column="geography code", row=2, do="-ward.csv"):
        census.read_census(nameless, "the-file.csv", level="ward")


def test_an_empty_file_and_one_with_a_header_only() -> None:
    with refuses("is empty"):
        census.read_census(b"", "the-file.csv")
    with refuses("holds no rows"):
        census.read_census(GOOD.partition(b"\n")[0] + b"\n", "the-file.csv")


def test_sub_totals_of_unpaid_care_are_not_counted_twice() -> None:
    """TS039 names four sub-totals like categories of their own (a trap of the sources)."""
    columns = ["Total: All usual residents aged 5 and over", "Provides no unpaid care"]
    bands = ["19 hours or less", "9 hours or less", "10 to 19 hours", "20 to 49 hours"]
    bands += ["20 to 34 hours", "35 to 49 hours", "50 or more hours"]
    columns += [f"Provides {band} unpaid care a week" for band in bands]
    counts = {"E01000001": [100, 60, 20, 15, 5, 12, 8, 4, 8]}
    frame = census.read_census(samples.census("Provision of unpaid care", columns, counts), "f.csv")
    assert len(frame.columns) == 9
    total, parts = census.top_level(columns, "Provision of unpaid care")
    assert total == columns[0]
    assert [parts.index(f"Provides {b} unpaid care a week") for b in (bands[0], bands[3])] == [1, 2]
    assert len(parts) == 4


def test_detailed_groups_leave_sub_totals_out_and_put_england_first() -> None:
    columns = ["Total: All", "Asian", "Asian: Indian", "Asian: Kashmiri", "White"]
    counts = {
        "E08000016": [100, 30, 10, 20, 70],
        "E08000019": [200, 80, 50, 30, 120],
        "W06000001": [10, 0, 0, 0, 10],
    }
    wide = census.read_census(
        samples.census("Ethnic group (detailed)", columns, counts), "f.csv", level="district"
    )
    rows = census.detailed_groups(wide, {"E08000016": "Barnsley"})
    found = [tuple(row) for row in rows.itertuples(index=False)]
    assert found == [
        ("E92000001", "England", "White", "", 190, 300),
        ("E92000001", "England", "Indian", "Asian", 60, 300),
        ("E92000001", "England", "Kashmiri", "Asian", 50, 300),
        ("E08000016", "Barnsley", "White", "", 70, 100),
        ("E08000016", "Barnsley", "Kashmiri", "Asian", 20, 100),
        ("E08000016", "Barnsley", "Indian", "Asian", 10, 100),
    ]
