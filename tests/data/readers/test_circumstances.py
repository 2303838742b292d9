"""Indices by other publishers, and people seeking or given asylum."""

from collections.abc import Callable
from typing import Any

import pytest

from data.readers import circumstances
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt, refuses

NEEDS = samples.table(
    ["lsoa21_code", "lsoa21_name", "Community Needs Index 2023 Score",
     "Community Needs Index 2023 Rank", "Civic Assets Domain Score", "Left Behind Area?"],
    [["E01000001", "L", 251.21, 1.0, 1.52, "True"], ["E01000002", "M", 100.5, 2.0, "", "False"]],
)  # fmt: skip
ASSETS = samples.table(
    ["LSOA21CD", "AHAH_Index_Score", "AHAH_Index_Rank", "AHAH_Index_Percentile"],
    [["E01000001", 59.7543, 42592, 100], ["S01000001", 12.5, 3, 1]],
)
DIGITAL = samples.table(
    ["lsoa11_code", "demography_comp_national", "deri_score_national"],
    [["E01000001", 2.5, 4.25], ["E01000002", 1.0, 3.0]],
)
FUEL = samples.table(
    ["LSOA Code", "LSOA Name", "Number of households", "Number of households in fuel poverty",
     "Proportion of households fuel poor (%)"],
    [["E01000001", "L", 702.0, 183.0, 26.1], ["E01000002", "M", 650.0, 90.0, 13.8]],
)  # fmt: skip
SUPPORT = samples.table(
    ["Date", "Year", "Quarter", "Support Type", "UK Region", "Local Authority", "LAD Code",
     "Accommodation Type", "People"],
    [["2014-03-31", 2014, 1, "Section 95", "Y", "Barnsley", "E08000016", "Dispersal", 302]],
)  # fmt: skip
RESETTLED = samples.table(
    ["Date", "Year", "LAD Code", "Local Authority", "Resettlement Scheme", "Persons"],
    [["2015-12-31", 2015, "E08000019", "Sheffield", "Vulnerable Persons", 27]],
)


def test_each_index_keeps_its_published_columns() -> None:
    needs = circumstances.read_community_needs(NEEDS, "f.csv")
    assert needs.loc["E01000001"].tolist() == [251.21, 1.0, 1.52]
    assert needs["Civic Assets Domain Score"].isna().tolist() == [False, True]
    assets = circumstances.read_healthy_assets(ASSETS, "f.csv")
    assert assets.loc["S01000001"].tolist() == [12.5, 3.0, 1.0]
    digital = circumstances.read_digital_exclusion(DIGITAL, "f.csv")
    assert digital.loc["E01000002"].tolist() == [1.0, 3.0]
    fuel = circumstances.read_fuel_poverty(FUEL, "f.csv")
    assert fuel.loc["E01000001"].tolist() == [702.0, 183.0]


def test_asylum_tables_of_both_kinds_come_in_one_shape() -> None:
    support = circumstances.read_asylum(SUPPORT, "f.csv")
    resettled = circumstances.read_asylum(RESETTLED, "f.csv")
    assert support.columns.tolist() == resettled.columns.tolist()
    assert support.iloc[0].tolist() == [
        "E08000016", "Barnsley", "2014-03-31", "Section 95: Dispersal", 302.0,
    ]  # fmt: skip
    assert resettled.iloc[0].tolist() == [
        "E08000019", "Sheffield", "2015-12-31", "Vulnerable Persons", 27.0,
    ]  # fmt: skip


HOUSEHOLDS = "Number of households"


@pytest.mark.parametrize(
    ("reader", "good", "spoilt"),
    [
        (circumstances.read_community_needs, NEEDS,
         Spoilt("lsoa21_code", "lsoa_code", "'lsoa_code'", column="lsoa21_code", do=RENAMED)),
        (circumstances.read_community_needs, NEEDS,
         Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="lsoa21_code",
                row=3)),
        (circumstances.read_healthy_assets, ASSETS,
         Spoilt("AHAH_Index_Rank", "AHAH_Rank", "'AHAH_Rank'", column="AHAH_Index_Rank",
                do=RENAMED)),
        (circumstances.read_healthy_assets, ASSETS,
         Spoilt("59.7543", "high", "'high' is not a number", column="AHAH_Index_Score", row=2)),
        (circumstances.read_digital_exclusion, DIGITAL,
         Spoilt("4.25", "4;25", "'4;25' is not a number", column="deri_score_national", row=2)),
        (circumstances.read_fuel_poverty, FUEL,
         Spoilt("LSOA Code", "LSOA", "is not in the file", column="LSOA Code",
                do="data/sources.toml")),
        (circumstances.read_fuel_poverty, FUEL,
         Spoilt("650.0", "-650.0", "is negative (-650)", column=HOUSEHOLDS, row=3)),
        (circumstances.read_asylum, SUPPORT,
         Spoilt("People", "Number", "is not in the file", column="Persons",
                do="data/sources.toml")),
        (circumstances.read_asylum, SUPPORT,
         Spoilt("LAD Code", "LA Code", "nearest is 'LA Code'", column="LAD Code", do=RENAMED)),
        (circumstances.read_asylum, SUPPORT,
         Spoilt("302", "*", "'*' is not a number", column="People", row=2)),
        (circumstances.read_asylum, RESETTLED,
         Spoilt("27", "-27", "is negative (-27)", column="Persons", row=2)),
        (circumstances.read_asylum, RESETTLED,
         Spoilt("Resettlement Scheme", "Scheme", "is not in the file", column="Support Type",
                do="data/sources.toml")),
    ],
    ids=lambda case: case.says[:30] if isinstance(case, Spoilt) else "",
)  # fmt: skip
def test_slips_are_refused_in_words(
    reader: Callable[[bytes, str], Any], good: bytes, spoilt: Spoilt
) -> None:
    spoilt.check(reader, good)


@pytest.mark.parametrize(
    "reader",
    [
        circumstances.read_community_needs,
        circumstances.read_healthy_assets,
        circumstances.read_digital_exclusion,
        circumstances.read_fuel_poverty,
        circumstances.read_asylum,
    ],
)
def test_an_empty_file(reader: Callable[[bytes, str], Any]) -> None:
    with refuses("is empty"):
        reader(b"", "the-file.csv")
