"""English Indices of Deprivation: File 7 has to hold all of England, with ranks in range."""

import pytest

from data.readers import iod
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt, refuses

RANK = "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
GOOD = samples.iod()
# As samples.iod() makes them: the second-worst area, in row 3 of the file.
SECOND = "E01000002,L,E08000016,D,67.506,2,1,1500"


def test_published_columns_become_numbers_the_original_file_s_denominators_too() -> None:
    frame = iod.read_iod(GOOD, "f.csv")
    assert len(frame) == 33_755
    second = frame.loc["E01000002"]
    assert second[RANK] == 2
    assert second[DECILE] == 1
    assert second["Total population: mid 2022"] == 1500
    assert not any("name" in column.lower() for column in frame.columns)


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("LSOA code (2021)", "LSOA code (2011)", "nearest is 'LSOA code (2011)'",
               column="LSOA code (2021)", do=RENAMED),
        Spoilt(SECOND + "\n", "", "holds 33,754 areas, not England's 33,755", do="whole file"),
        Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="LSOA code (2021)",
               row=3),
        Spoilt(SECOND, SECOND.replace(",2,1,", ",33756,1,"), "33756 is not between 1 and 33,755",
               column=RANK, row=3),
        Spoilt(SECOND, SECOND.replace(",2,1,", ",0,1,"), "0 is not between 1 and 33,755",
               column=RANK, row=3),
        Spoilt(SECOND, SECOND.replace(",2,1,", ",2,11,"), "11 is not between 1 and 10",
               column=DECILE, row=3),
        Spoilt(SECOND, SECOND.replace(",2,1,", ",,1,"), "nan is not between 1 and 33,755",
               column=RANK, row=3),
        Spoilt(SECOND, SECOND.replace("67.506", "n. a."), "'n. a.' is not a number",
               column="Index of Multiple Deprivation (IMD) Score", row=3),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    assert SECOND.encode() in GOOD
    spoilt.check(iod.read_iod, GOOD)


def test_underlying_indicators_keep_blanks_as_unknown() -> None:
    header = ["lsoa21_code", "income_domain_numerator", "mental_health_indicator"]
    good = samples.table(header, [["E01000001", 20, -1.699], ["E01000002", "", 0.5]])
    frame = iod.read_underlying(good, "f.csv")
    assert frame["income_domain_numerator"].isna().tolist() == [False, True]
    assert frame.loc["E01000001", "mental_health_indicator"] == -1.699
    Spoilt(
        "lsoa21_code", "lsoa_code", "'lsoa_code'", column="lsoa21_code", do=RENAMED
    ).check(iod.read_underlying, good)  # fmt: skip
    Spoilt("E01000002", "E01000001", "E01000001 is given twice", column="lsoa21_code", row=3).check(
        iod.read_underlying, good
    )
    Spoilt("-1.699", "low", "'low' is not a number", column="mental_health_indicator", row=2).check(
        iod.read_underlying, good
    )


def test_an_empty_file() -> None:
    for reader in (iod.read_iod, iod.read_underlying):
        with refuses("is empty"):
            reader(b"", "the-file.csv")
