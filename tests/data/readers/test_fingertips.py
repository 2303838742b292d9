"""Fingertips' download and the Investment and Impact Fund's: small files written here."""

import pandas as pd

from data.readers import fingertips, impact_fund
from tests.data.refusals import FILE, Spoilt, refuses

HEAD = (
    "Indicator ID,Area Code,Area Type,Sex,Category Type,Time period,Value,Lower CI 95.0 limit,"
    "Upper CI 95.0 limit,Count,Denominator\n"
)
SMOKING = HEAD + (
    "91547,E92000001,England,Persons,,2022/23,14,13,15,14,100\n"
    "91547,E92000001,England,Persons,District deciles,2022/23,20,19,21,20,100\n"
    "91547,P,GPs,Persons,,2022/23,12,11,13,12,100\n"
    ",P,GPs,,,2023/24,10,,,10,100\n"
    ",Q,GPs,,,2023/24,30,,,90,300\n"
)
CHILDREN = HEAD + (
    "93930,E92000001,England,Male,,2021/22,900,890,910,9,10\n"
    "93930,E92000001,England,Persons,,2021/22,800,790,810,16,20\n"
    "93930,E92000001,England,Persons,,2022/23,850,840,860,17,20\n"
    "93930,P,GPs,Persons,,2021/22,1500,1400,1600,15,10\n"
    "93930,Q,GPs,Persons,,2021/22,,,,,10\n"
)
FUND = """ORGANISATION_TYPE,ORGANISATION_CODE,ACH_DATE,MEASURE,VALUE
PCN,U1,31/03/2024,ACC-10 denominator,7
GP practice,P,31/03/2024,ACC-08 Denominator,40
GP practice,P,31/03/2024,ACC-08 Numerator,30
GP practice,Q,31/03/2024,ACC-08 Denominator,0
GP practice,Q,31/03/2024,ACC-08 Numerator,0
GP practice,P,31/03/2024,EHCH-04 Numerator,5
"""


def values(frame: pd.DataFrame) -> dict[str, float]:
    return frame.set_index("practice")["value"].to_dict()


def test_the_newest_year_of_practices_is_taken_and_england_added_up_where_it_has_no_row() -> None:
    frame = fingertips.read_smoking(SMOKING.encode(), FILE)
    assert values(frame) == {"P": 10, "Q": 30, "England": 25}
    assert set(frame["period"]) == {"April 2023 to March 2024"}
    assert frame[["lower", "upper"]].isna().all(axis=None)


def test_englands_own_row_of_all_children_in_the_practices_year() -> None:
    frame = fingertips.read_children_at_ae(CHILDREN.encode(), FILE)
    assert values(frame) == {"P": 1500, "England": 800}
    practice = frame.set_index("practice").loc["P"]
    assert practice[["lower", "upper", "period"]].tolist() == [
        1400, 1600, "April 2021 to March 2022",
    ]  # fmt: skip


def test_another_indicator_is_refused() -> None:
    with refuses("does not hold Fingertips' indicator 91547", column="Indicator ID", do="again"):
        fingertips.read_smoking(CHILDREN.encode(), FILE)


def test_appointments_within_two_weeks() -> None:
    """A practice without any such appointment has no figure."""
    frame = impact_fund.read_within_two_weeks(FUND.encode(), FILE)
    assert values(frame) == {"P": 75, "England": 75}
    assert set(frame["period"]) == {"April 2023 to March 2024"}
    spoilt = Spoilt(
        "Q,31/03/2024,ACC-08 Numerator", "Q,31/03/2023,ACC-08 Numerator",
        "does not hold the indicator ACC-08", column="MEASURE", do="2023-24",
    )  # fmt: skip
    spoilt.check(impact_fund.read_within_two_weeks, FUND.encode())
