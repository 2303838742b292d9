"""Rows that are no responses, and columns that are no counts: totals, notes, a second table."""

import pytest

from dashboard.heard.upload.exercise import Exercise, read_exercise
from dashboard.upload.limits import UploadError
from layers import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.respondents import load_respondents
from tests.dashboard.upload.files import workbook

KNOWN = load_respondents()
WORDS = load_place_codes().words


def read(atlas: Atlas, rows: list[list[object]]) -> Exercise:
    return read_exercise(workbook(rows), atlas, KNOWN)


def why(found: Exercise) -> dict[str, list[int]]:
    return {str(k): rows.tolist() for k, rows in found.problems.groupby("reason")["row"]}


def areas(atlas: Atlas, number: int = 20) -> list[str]:
    return atlas.areas.index[:number].tolist()


def test_a_total_named_in_another_column_is_no_response(atlas: Atlas) -> None:
    rows = [["District", "LSOA", "Responses"], *(["Barnsley", one, 10] for one in areas(atlas))]
    found = read(atlas, [*rows, ["Barnsley Total", "", 200], ["Grand Total", "", 200]])
    assert (found.responses.total, found.responses.unplaced) == (200, 0)
    assert why(found) == {WORDS["total"]: [22, 23]}


def test_notes_and_a_second_table_below_are_no_responses(atlas: Atlas) -> None:
    rows = [["Id", "Postcode", "Sex"], *([n, one, "F"] for n, one in enumerate(areas(atlas)))]
    below = [[], ["Note: provisional"], ["Venue", "Attendance"], ["Town Hall", 12]]
    found = read(atlas, [*rows, *below])
    assert (found.responses.total, found.responses.unplaced) == (20, 0)
    assert why(found) == {WORDS["note"]: [23, 24, 25]}
    # Whoever answers without a place is a response, though one without a place.
    found = read(atlas, [*rows, [21, "", "M"]])
    assert (found.responses.unplaced, why(found)) == (1, {WORDS["empty"]: [22]})


def test_a_second_table_beside_is_no_count(atlas: Atlas) -> None:
    rows: list[list[object]] = [["Postcode", "Sex", "Venue", "Attendance"]]
    rows += [[one, "F", "", ""] for one in areas(atlas)]
    rows[1][2:] = ["Town Hall", 12]
    found = read(atlas, rows)
    assert (found.count, found.responses.total) == ("", 20)


def test_a_column_that_numbers_rows_is_no_count(atlas: Atlas) -> None:
    rows = [["No.", "Postcode"], *([n, one] for n, one in enumerate(areas(atlas), start=1))]
    assert read(atlas, rows).count == ""


@pytest.mark.parametrize("cell", ["10 people", "10,0", "10,00", "10 responses"])
def test_counts_in_words_and_with_a_decimal_comma(atlas: Atlas, cell: str) -> None:
    found = read(atlas, [["LSOA", "Responses"], *([one, cell] for one in areas(atlas))])
    assert found.responses.total == 200


@pytest.mark.parametrize("cell", ["<5", "≤7", "*", "..", "fewer than 10"])
def test_counts_that_were_hidden_before_are_said(atlas: Atlas, cell: str) -> None:
    rows = [["LSOA", "Responses"], *([one, 10] for one in areas(atlas))]
    rows[1][1] = cell
    found = read(atlas, rows)
    assert found.responses.total == 190
    assert why(found) == {WORDS["hidden_count"]: [2]}
    with pytest.raises(UploadError, match="the count was hidden before"):
        read(atlas, [["LSOA", "Responses"], *([one, cell] for one in areas(atlas))])


def test_codes_of_questions_below_the_headers_are_passed_over(atlas: Atlas) -> None:
    codes = ['{"ImportId":"startDate"}', '{"ImportId":"QID1_TEXT"}', '{"ImportId":"QID2"}']
    rows = [["StartDate", "Q1", "Q2"], ["Start Date", "What is your postcode?", "Your sex?"], codes]
    found = read(atlas, [*rows, *(["2026-05-01", one, "F"] for one in areas(atlas))])
    assert (found.rows, found.responses.total, found.columns) == (20, 20, {"sex": "Your sex?"})
    assert None not in found.meanings["sex"].values()
