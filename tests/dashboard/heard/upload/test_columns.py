"""Which column answers a question: never one option alone, never somebody else, never inverted."""

import io

import pytest
import xlsxwriter

from dashboard.heard.upload.answers_sheet import read_answers
from dashboard.heard.upload.exercise import Choices, Exercise, read_exercise
from layers import Atlas
from layers.exercise.respondents import load_respondents
from tests.dashboard.upload.files import workbook

KNOWN = load_respondents()
PLACES = 30


def read(atlas: Atlas, columns: dict[str, list[str]], **chosen: str) -> Exercise:
    """A file whose answers repeat as given, below their headers."""
    codes = atlas.areas.index[:PLACES]
    rows = [["Area", *columns]]
    rows += [
        [code, *(answers[n % len(answers)] for answers in columns.values())]
        for n, code in enumerate(codes)
    ]
    return read_exercise(workbook(rows), atlas, KNOWN, choices=Choices(columns=chosen))


def answered(found: Exercise, question: str) -> dict[str, int]:
    return found.responses.cells.groupby(question)["count"].sum().to_dict()


def test_one_option_alone_is_not_the_question(atlas: Atlas) -> None:
    header = "Ethnic group: White British"
    found = read(atlas, {header: ["White British", "", ""]})
    assert "ethnicity" not in found.columns
    assert any("one of several answers" in note for note in found.notes)
    assert read(atlas, {header: ["White British", ""]}, ethnicity=header).columns


@pytest.mark.parametrize("header", ["No disability", "Non-disabled", "Not disabled"])
def test_a_question_that_is_turned_round_is_not_inverted(atlas: Atlas, header: str) -> None:
    found = read(atlas, {header: ["Yes", "No"]})
    assert "disability" not in found.columns
    assert any("ask the opposite" in note for note in found.notes)


@pytest.mark.parametrize(
    ("other", "own", "question", "answers"),
    [
        ("Ethnicity of interviewer", "Your ethnicity", "ethnicity", ["Pakistani"]),
        ("Age when you were diagnosed", "Your age group", "age", ["35-44"]),
        ("Age of youngest child", "How old are you?", "age", ["34"]),
        ("Language of survey", "What is your main language?", "language", ["Urdu"]),
        ("Do you care for someone with a disability?", "Do you have a disability?", "disability",
         ["Yes"]),
    ],
)  # fmt: skip
def test_somebody_else_s_answer_is_passed_over(
    atlas: Atlas, other: str, own: str, question: str, answers: list[str]
) -> None:
    elses = {"age": ["4"], "language": ["English"], "disability": ["No"]}
    found = read(atlas, {other: elses.get(question, ["White British"]), own: answers})
    assert found.columns[question] == own
    alone = read(atlas, {other: elses.get(question, ["White British"])})
    assert question not in alone.columns
    assert any("somebody or something else" in note for note in alone.notes)


def test_options_of_redcap(atlas: Atlas) -> None:
    ticks = ["Checked", "Unchecked"]
    headers = {
        "ethnicity (choice=Roma)": ticks,
        "ethnicity (choice=Pakistani)": ticks[::-1],
    }
    assert answered(read(atlas, headers), "ethnicity") == {"roma": 15, "pakistani": 15}


def test_an_option_that_is_not_known_is_asked_about(atlas: Atlas) -> None:
    """45 and over lies across two bands, and a text of somebody's own is no category."""
    found = read(
        atlas, {"Age - 16-24": ["1", "1", ""], "Age - 25-44": [""], "Age - 45+": ["", "", "1"]}
    )
    assert found.meanings["age"] == {"16-24": "age_15_24", "45+": None}
    other = {"Ethnic group: Roma": ["1", ""], "Ethnic group: Irish": ["", "1", "", ""]}
    written = {"Ethnic group: Other (please specify)": ["", "", "", "Kurdish"]}
    found = read(atlas, other | written)
    assert found.meanings["ethnicity"]["Kurdish"] is None


def book(sheets: dict[str, list[list[str]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_the_sheet_with_answers_is_read(atlas: Atlas) -> None:
    codes = atlas.areas.index[:5].tolist()
    sheets = {
        "Cover": [["NHS South Yorkshire"], ["722 Prince of Wales Road, Sheffield S9 4EU"]],
        "Areas": [["LSOA21CD", "Name"], *([code, "x"] for code in codes)],
        "Responses": [["Area", "Sex", "Age"], *([code, "F", "34"] for code in codes)],
    }
    found = read_answers(book(sheets), KNOWN)
    assert (found.name, found.others) == ("Responses", ("Cover", "Areas"))
    assert read_answers(book(sheets), KNOWN, "Areas").name == "Areas"
