"""Code-Point Open: postcodes with a location, in metres, without a header row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers import codepoint
from tests.data import samples
from tests.data.refusals import Spoilt, refuses

GOOD = samples.postcodes(
    [
        ("S1  2JB", 10, 435600, 387200, "E08000039"),
        ("S70 1AA", 50, 434400, 406500, "E08000038"),
        ("S98 1AA", 90, 0, 0, ""),
    ]
)
COLUMN = "easting, northing"


def test_postcodes_without_a_location_are_left_out() -> None:
    frame, sectors = codepoint.read_postcodes(GOOD, "f.csv")
    assert sectors.tolist() == ["S12", "S701", "S981"]  # S98 1AA exists, wherever it is
    columns = ["postcode", "easting", "northing", "district"]
    assert frame[columns].to_numpy().tolist() == [
        ["S1 2JB", 435600, 387200, "E08000039"],
        ["S70 1AA", 434400, 406500, "E08000038"],
    ]


@given(
    st.from_regex(r"[A-Z]{1,2}[0-9][0-9A-Z]?", fullmatch=True),
    st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True),
    st.sampled_from(["", " ", "  "]),
    st.booleans(),
)
def test_a_postcode_is_written_in_one_way(out: str, inward: str, gap: str, small: bool) -> None:
    text = out + gap + inward
    assert codepoint.tidy_postcode(text.lower() if small else text) == f"{out} {inward}"


@pytest.mark.parametrize(
    "spoilt",
    [
        # The first record stands in row 1: there is no header.
        Spoilt("S70 1AA", "S1  2JB", "S1  2JB is given twice", column="postcode", row=2),
        Spoilt("434400", "east", "'east' is not a number", column="easting", row=2),
        Spoilt("434400", "7000001", "S70 1AA is outside Great Britain (7e+06, 406500)",
               column=COLUMN, row=2),
        Spoilt("434400", "", "S70 1AA is outside Great Britain", column=COLUMN, row=2),
        Spoilt(',"E05000001"', "", "has 9 cells where 10 are expected", row=1, do="cut short"),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(codepoint.read_postcodes, GOOD)


def test_an_empty_file() -> None:
    with refuses("cannot be read as a table (Empty CSV file)"):
        codepoint.read_postcodes(b"", "the-file.csv")
