"""epraccur and edispensary: 27 columns without a header row."""

import pytest

from data.readers import ods
from tests.data import samples
from tests.data.refusals import Spoilt, refuses

SURGERY = {
    1: "C86001", 2: "THE SURGERY", 3: "Y63", 4: "QF7", 5: "HEALTH CENTRE", 6: "1 HIGH STREET",
    7: "", 8: "BARNSLEY", 9: "", 10: "S70 1AA", 11: "19740401", 13: "A", 14: "B", 15: "02P",
    18: "01226 000000", 22: "0", 24: "02P", 26: "4",
}  # fmt: skip
CLOSED = SURGERY | {1: "C86606", 2: "BARNBURGH SURGERY", 12: "20250101", 13: "C"}
GOOD = samples.organisations([SURGERY, CLOSED])


def test_columns_are_known_by_their_place() -> None:
    frame = ods.read_organisations(GOOD, "f.csv")
    assert frame.loc["C86001"].to_dict() == {
        "name": "THE SURGERY",
        "icb_code": "QF7",
        "address": "HEALTH CENTRE, 1 HIGH STREET, BARNSLEY",
        "postcode": "S70 1AA",
        "open": True,
        "sub_icb_code": "02P",
        "telephone": "01226 000000",
        "setting": ods.GP_PRACTICE,
    }
    assert not frame.loc["C86606", "open"]


def test_a_byte_order_mark_is_no_part_of_the_first_code() -> None:
    frame = ods.read_organisations("\ufeff".encode() + GOOD.replace(b'"', b""), "f.csv")
    assert frame.index.tolist() == ["C86001", "C86606"]


@pytest.mark.parametrize(
    "spoilt",
    [
        # The first record stands in row 1: there is no header.
        Spoilt("C86606", "C86001", "C86001 is given twice", column="code", row=2),
        Spoilt('"20250101","C"', '"20250101","X"', "'X' is not a status (A, C, D or P)",
               column="13 (status)", row=2, do="columns may be shifted"),
        Spoilt('"THE SURGERY",', "", "has 26 cells where 27 are expected", row=1,
               do="cut short"),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(ods.read_organisations, GOOD)


def test_an_empty_file() -> None:
    with refuses("cannot be read as a table (Empty CSV file)"):
        ods.read_organisations(b"", "the-file.csv")
