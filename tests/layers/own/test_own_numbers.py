"""Numbers are read where they cannot be mistaken; everything else says why it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.own.decimal_commas import with_points
from layers.own.own_numbers import count, is_whole, number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12.0),
        (" 1,234 ", 1234.0),
        ("1,234,567.5", 1234567.5),
        ("1\u00a0234", 1234.0),
        ("1\u2009234\u2009567", 1234567.0),
        ("£1,234.50", 1234.5),
        ("45.5 %", 45.5),
        ("\u22123.2", -3.2),
        (".5", 0.5),
        ("1.2E+03", 1200.0),
        ("\uff11\uff12", 12.0),
        ("-0", 0.0),
    ],
)
def test_a_number_is_read_however_it_is_written(cell: str, value: float) -> None:
    assert number(cell) == (value, "")
    assert str(number(cell)[0]) == str(value)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1,5", "not_number"),
        ("0,125", "not_number"),
        ("12,34", "not_number"),
        ("1,23,456", "not_number"),
        ("1.234.567", "not_number"),
        ("1,234 567", "not_number"),
        ("(5)", "not_number"),
        ("12²", "not_number"),
        ("½", "not_number"),
        ("12 homes", "not_number"),
        ("2e400", "not_number"),
        ("1" * 400, "too_large"),
        ("inf", "not_number"),
        ("nan", "missing"),
        ("", "missing"),
        ("–", "missing"),
        ("N/A", "missing"),
        ("..", "missing"),
        ("*", "hidden"),
        ("c", "hidden"),
        ("<5", "hidden"),
        ("Fewer than 10", "hidden"),
        ("1–4", "hidden"),
        ("0-4", "hidden"),
        ("0–7", "hidden"),
        ("1-10", "hidden"),
        ("0 to 5", "hidden"),
        ("Under 5", "hidden"),
        ("5 or fewer", "hidden"),
        ("4 and under", "hidden"),
        ("up to 7", "hidden"),
        ("<= 7", "hidden"),
        # Ages, dates and other ranges are no mark of a small count.
        ("5-9", "not_number"),
        ("0-14", "not_number"),
        ("1-11", "not_number"),
        ("1-10-2024", "not_number"),
        ("65 and over", "not_number"),
        ("1-1", "not_number"),
    ],
)
def test_what_may_be_mistaken_is_left_out(cell: str, why: str) -> None:
    assert number(cell) == (None, why)


def test_a_count_is_not_below_0_and_no_percentage() -> None:
    assert count("7") == (7.0, "")
    assert count("-7") == (None, "negative")
    assert count("7%") == (None, "not_number")
    assert count("*") == (None, "hidden")
    assert [is_whole(one) for one in (3.0, 0.0, 2.5, -1.0, None)] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.decimals(-1_000_000, 1_000_000, places=2), st.sampled_from([",", " ", "\u00a0", ""]))
def test_thousands_change_nothing(value: object, parted: str) -> None:
    assert number(f"{value:,}".replace(",", parted)) == (float(str(value)), "")


@given(st.text(max_size=30))
def test_any_cell_is_a_number_or_says_why_not(cell: str) -> None:
    value, why = number(cell)
    assert (value is None) == bool(why)


def test_commas_are_decimals_where_one_can_be_nothing_else() -> None:
    cells = ["12,5", "1.234,5", "1,234", "1.234", "-3,0 %", "7", "S1 2HE", "Hall, 5"]
    [found], was = with_points([cells])
    assert was
    assert found == ["12.5", "1234.5", "1.234", "1234", "-3.0 %", "7", "S1 2HE", "Hall, 5"]
    unclear = [["1,234", "2,000"], ["E01007317", ""]]
    assert with_points(unclear) == (tuple(unclear), False)
