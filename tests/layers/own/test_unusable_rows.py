"""A row that names an area and cannot be used leaves it without a figure: not 0, not the others."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns, Rest
from layers.own.texts import TEXTS
from tests.layers.own.tables import read, reasons
from tests.layers.own.test_own_table import ITS_AREA, PARTS, POSTCODE, VALUE, A, B, of_area, quickly

# Rows of a year, of another and of none; of two postcodes of one area, that area, and others.
HOMES = (POSTCODE, "S1 1DA")
rows_of_places = st.lists(
    st.tuples(
        st.sampled_from([*HOMES, ITS_AREA, A, B]),
        st.sampled_from(["5", "5", "1,000", "0", "-3", "<5", "", "1,5", "12 approx", "9e99"]),
        st.sampled_from(["2024", "2024", "2023", "?"]),
    ),
    min_size=1,
    max_size=12,
)


@quickly
@given(
    rows_of_places,
    st.sampled_from(
        [VALUE, PARTS, Columns("value", 0, value=1, year=2), Columns("cases", 0, year=2)]
    ),
    st.sampled_from(["", "districts", "all"]),
)
def test_a_row_that_is_not_used_never_leads_to_a_number(
    atlas: Atlas, rows: list[tuple[str, str, str]], columns: Columns, rest: Rest
) -> None:
    of = dict.fromkeys(HOMES, ITS_AREA)
    rows = [(place, figure, year, "2000") for place, figure, year in rows]
    if columns.form == "parts":
        columns = replace(columns, denominator=3)
    wanted = "2024" if columns.year and any(year == "2024" for _, _, year, _ in rows) else ""
    columns = replace(columns, rest=rest, wanted_year=wanted)
    try:
        found = read(atlas, columns, *rows)
    except OwnLayerError:
        return
    numbers = of_area(found, "numerators" if columns.form == "parts" else "values")
    left = reasons(found)
    rows_of: dict[str, list[str]] = {}
    for at, (place, *_) in enumerate(rows, start=2):
        rows_of.setdefault(of.get(place, place), []).append(left.get(at, "used"))
    for area, became in rows_of.items():
        number = numbers.get(area)
        # Only of another year nothing is said; one that is used says the number.
        if "used" not in became and set(became) != {"other_year"}:
            assert number is None
        # What cannot be read is of every number that it may be a part of.
        if {"not_number", "two_numbers", "negative", "too_large", "differ"} & {*became}:
            assert number is None
        if columns.form == "cases" and "no_year" in became:
            assert number is None


def test_an_empty_row_beside_one_without_a_year_changes_nothing(atlas: Atlas) -> None:
    rows = [(A, "", "2024"), (A, "5", "?"), (B, "7", "2024")]
    columns = Columns("value", 0, value=1, year=2)
    for given_rows in (rows, rows[::-1]):
        found = read(atlas, columns, *given_rows)
        assert of_area(found) == {A: None, B: 7.0}
        assert found.notes == (TEXTS.say("notes", "unusable_one"),)
