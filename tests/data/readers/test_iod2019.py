"""Indices of Deprivation 2019: all of England, as published and with tidied column names."""

import pytest

from data.readers.iod2019 import AREAS_IN_ENGLAND, read_iod2019
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt

INDICES = (
    "Index of Multiple Deprivation (IMD)", "Income", "Employment", "Education, Skills and Training",
    "Health Deprivation and Disability", "Crime", "Barriers to Housing and Services",
    "Living Environment",
)  # fmt: skip
TIDIED = (
    "IMD", "Income", "Employment", "Education", "Health", "Crime", "Housing_and_Access",
    "Environment",
)  # fmt: skip
RANK = "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"


def published(columns: list[str], code: str) -> bytes:
    """Area n has rank n in everything, and the decile that goes with it."""
    header = samples.table([code, *columns], [])
    lines = []
    for at in range(1, AREAS_IN_ENGLAND + 1):
        decile = -(-at * 10 // AREAS_IN_ENGLAND)
        cells = ",".join(f"{at}" if "ank" in column else f"{decile}" for column in columns)
        lines.append(f"{samples.english_code(at)},{cells}\n")
    return header + "".join(lines).encode()


def publishers() -> bytes:
    columns = [
        f"{index} {part}"
        for index in INDICES
        for part in ("Rank (where 1 is most deprived)",
                     "Decile (where 1 is most deprived 10% of LSOAs)")
    ]  # fmt: skip
    return published(columns, "LSOA code (2011)")


GOOD = publishers()
SECOND = "E01000002,2,1,"


def test_the_publisher_s_columns_and_tidied_ones_are_read_alike() -> None:
    frame = read_iod2019(GOOD, "f.csv")
    tidied = [f"{index}_{part}" for index in TIDIED for part in ("decile", "rank")]
    assert read_iod2019(published(tidied, "lsoa11_code"), "f.csv").equals(frame)
    assert frame.loc["E01000002"].tolist() == [1, 2] * 8
    assert frame.columns[:4].tolist() == ["imd_decile", "imd_rank", "income_decile", "income_rank"]
    assert frame.iloc[-1]["living_environment_decile"] == 10


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("LSOA code (2011)", "LSOA code (2021)", "nearest is 'LSOA code (2021)'",
               column="LSOA code (2011)", do=RENAMED),
        Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="LSOA code (2011)",
               row=3),
        Spoilt(SECOND, "E01000002,32845,1,", "32845 is not between 1 and 32,844", column=RANK,
               row=3),
        Spoilt(SECOND, "E01000002,2,11,", "11 is not between 1 and 10", column=DECILE, row=3),
        Spoilt(SECOND, "E01000002,2,,", "nan is not between 1 and 10", column=DECILE, row=3),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(read_iod2019, GOOD)


def test_a_part_of_england_is_refused() -> None:
    last = f"{GOOD.decode().splitlines()[-1]}\n"
    Spoilt(last, "", "holds 32,843 areas, not England's 32,844", do="whole file").check(
        read_iod2019, GOOD
    )
