"""From a file to counts by area: columns found, answers understood, bad rows listed."""

import time

import numpy as np
import pandas as pd
import pytest

from dashboard.heard.upload.count_limits import MOST_RESPONSES
from dashboard.heard.upload.exercise import Choices, Exercise, read_exercise
from dashboard.upload.limits import UploadError
from layers import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.exercise import disclosure
from layers.exercise.places_lived import placed
from layers.exercise.representation import compare_all, tables
from layers.exercise.respondents import NOT_SAID, load_respondents
from tests.dashboard.upload.files import workbook

KNOWN = load_respondents()
BASE = KNOWN.bases["16"]
REASONS = {
    key: text.replace("{most}", "1,000,000") for key, text in load_place_codes().words.items()
}


def read(atlas: Atlas, content: bytes | str, choices: Choices | None = None) -> Exercise:
    raw = content.encode() if isinstance(content, str) else content
    return read_exercise(raw, atlas, KNOWN, BASE, choices)


def postcodes(atlas: Atlas, many: int) -> pd.DataFrame:
    return atlas.extra("postcodes").iloc[:: 33_347 // many].head(many)


def test_postcodes_become_areas(atlas: Atlas) -> None:
    sample = postcodes(atlas, 200)
    written = [
        f" {p.lower().replace(' ', '  ' * (n % 2))} " for n, p in enumerate(sample["postcode"])
    ]
    found = read(atlas, "Post code\n" + "\n".join(written))
    assert found.place == "Post code"
    assert found.responses.total == 200
    expected = sample["lsoa"].value_counts()
    counts = found.responses.by_area(atlas.areas.index)
    assert counts[counts > 0].to_dict() == expected.to_dict()
    assert found.problems.empty


def test_bad_rows_are_listed_and_the_rest_count(atlas: Atlas) -> None:
    area = atlas.areas.index[0]
    found = read(
        atlas,
        f"id,Home postcode\n1,{area}\n2,S10\n3,\n4,hello\n5,LS1 4AP\n6,S1O 2TN\n7,E01000001\n"
        f"8,{area.lower()},x\n9,{area}\n,,\n10,DN1 1ZZ\n11,S10 2\n",
    )
    listed = dict(zip(found.problems["row"], found.problems["reason"], strict=True))
    assert listed == {
        3: REASONS["part"],
        4: REASONS["empty"],
        5: REASONS["form"],
        7: REASONS["letter_for_digit"],
        9: REASONS["wide_row"],
        12: REASONS["unknown"],
        13: REASONS["part"],
    }
    assert (found.responses.total, found.responses.elsewhere) == (2, 2)
    # A row each: 2 here, 2 elsewhere, 7 that cannot be counted.
    assert found.rows == 11


def test_an_o_for_a_0_is_not_guessed(atlas: Atlas) -> None:
    known = str(atlas.extra("postcodes")["postcode"].iloc[-1])
    slip = known[:-3] + known[-3:].replace(known[-3], "O", 1)
    assert placed(atlas, [slip], KNOWN)[0] == "form"


def test_a_count_per_place(atlas: Atlas) -> None:
    one, two, three, four = atlas.areas.index[:4]
    text = f'LSOA,Responses\n{one},12\n{two},0\n{three},-4\n{four},"1,200"\n'
    found = read(atlas, text)
    assert found.count == "Responses"
    assert found.responses.by_area(pd.Index([one, two, three, four])).tolist() == [12, 0, 0, 1200]
    assert found.problems.to_dict("list") == {"row": [4], "reason": [REASONS["bad_count"]]}
    assert read(atlas, text, Choices(count="")).responses.total == 4
    again = text + f"{one},3\n"
    assert read(atlas, again).responses.total == 1215
    # Where a place comes twice, a word that may mean something else is no count.
    perhaps = again.replace("Responses", "People")
    assert read(atlas, perhaps).count == ""
    assert "“People” holds whole numbers and was not used" in read(atlas, perhaps).notes[0]
    assert read(atlas, perhaps, Choices(count="People")).responses.total == 1215


@pytest.mark.parametrize(
    ("count", "reason"),
    [(count, "bad_count") for count in ("2.5", "x", "", "١٢")]
    + [(count, "large_count") for count in ("9" * 20, "9" * 30_000, "1000001", "2,000,000")],
)
def test_counts_that_are_none(atlas: Atlas, count: str, reason: str) -> None:
    one, two, three = atlas.areas.index[:3]
    text = f'LSOA,n\n{one},5\n{two},6\n{three},"{count}"\n'
    found = read(atlas, text, Choices(count="n"))
    assert found.responses.total == 11
    assert found.problems["reason"].tolist() == [REASONS[reason]]


@pytest.mark.parametrize("other", ["{here}", "E01000001"], ids=["here", "elsewhere"])
def test_the_most_responses_are_told_when_a_file_is_read(atlas: Atlas, other: str) -> None:
    """Each row by itself is not too large; responses from elsewhere count as well."""
    here = str(atlas.areas.index[0])
    rows = f"{other.format(here=here)},1000000\n" * 9 + f"{here},"
    fits = read(atlas, f"LSOA,n\n{rows}1000000\n", Choices(count="n")).responses
    assert fits.total + fits.elsewhere == MOST_RESPONSES
    with pytest.raises(UploadError, match="more than 10,000,000 responses"):
        read(atlas, f"LSOA,n\n{rows}1000000\n{here},1\n", Choices(count="n"))


def test_answers_are_understood_and_can_be_corrected(atlas: Atlas) -> None:
    area = atlas.areas.index[0]
    text = (
        "Area,Ethnic group,Age band,Gender,Do you have a disability?,Main language\n"
        f"{area},White - British,25-34,F,Yes,English\n"
        f"{area},British,35-54,Non-binary,No,Urdu\n"
        f"{area},Prefer not to say,65+,M,,Elvish\n"
        f"{area},Pakistani,under 25,female,no,English\n"
    )
    found = read(atlas, text)
    assert found.columns == {
        "ethnicity": "Ethnic group",
        "age": "Age band",
        "sex": "Gender",
        "disability": "Do you have a disability?",
        "language": "Main language",
    }
    assert found.meanings["ethnicity"] == {
        "White - British": "white_british",
        "British": None,
        "Prefer not to say": NOT_SAID,
        "Pakistani": "pakistani",
    }
    assert found.meanings["age"]["35-54"] is None
    assert found.meanings["age"]["under 25"] == "age_15_24"
    cells = found.responses.cells
    assert cells["count"].sum() == 4
    assert sorted(cells["ethnicity"]) == ["", "", "pakistani", "white_british"]

    decided = read(
        atlas,
        text,
        Choices(columns={"sex": ""}, meanings={"ethnicity": {"British": "white_british"}}),
    )
    assert decided.meanings["ethnicity"]["British"] == "white_british"
    assert "sex" not in decided.responses.questions
    assert (decided.responses.cells["ethnicity"] == "white_british").sum() == 2
    with pytest.raises(UploadError, match="has no such category"):
        read(atlas, text, Choices(meanings={"ethnicity": {"British": "martian"}}))


def test_the_columns_of_places(atlas: Atlas) -> None:
    first, second = atlas.areas.index[:2]
    text = f"Venue code,Lives in,LSOA\n{second},x,{first}\n{second},y,{first}\n"
    found = read(atlas, text)
    assert found.places == ("LSOA", "Venue code")
    assert found.responses.by_area(pd.Index([first])).tolist() == [2]
    chosen = read(atlas, text, Choices(place="Venue code"))
    assert chosen.responses.by_area(pd.Index([second])).tolist() == [2]


@pytest.mark.parametrize(
    ("text", "choices", "told"),
    [
        ("a,b\nx,y\n", None, "No column holds places"),
        ("a,b\nx,y\n", Choices(place="c"), "no column “c”"),
        ("a,b\nx,y\n", Choices(place="a"), "Not one response could be counted with “a”"),
        ("LSOA\nS10\nS11\n", Choices(place="LSOA"), "only part of a postcode"),
        ("LSOA,n\nE01007317,0\n", None, "Not one response"),
        ("LSOA,n\nE01007317,1\n", Choices(count="m"), "no column “m”"),
        ("LSOA,n\nE01007317,1\n", Choices(columns={"age": "m"}), "no column “m”"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence(
    atlas: Atlas, text: str, choices: Choices | None, told: str
) -> None:
    with pytest.raises(UploadError, match=told):
        read(atlas, text, choices)


def test_free_text_and_places_are_no_answers(atlas: Atlas) -> None:
    area = atlas.areas.index[0]
    rows = "".join(f"{area},word {n},S1 2HE\n" for n in range(300))
    found = read(
        atlas,
        f"LSOA,Ethnicity,Venue\n{rows}",
        Choices(columns={"ethnicity": "Ethnicity", "sex": "Venue"}),
    )
    assert found.columns == {}
    assert len(found.notes) == 2
    assert "S1 2HE" not in repr(found)
    unknown = read(atlas, f"LSOA,Gender\n{area},x\n{area},y\n{area},f\n")
    assert unknown.columns == {}
    assert "most of its answers are not known" in unknown.notes[0]


def test_a_workbook_counts_the_same(atlas: Atlas) -> None:
    rows = [
        ["Postcode", "Age"],
        *[[p, 20 + n] for n, p in enumerate(postcodes(atlas, 50)["postcode"])],
    ]
    text = "\n".join(",".join(map(str, row)) for row in rows)
    assert read(atlas, workbook(rows)).responses.cells.equals(read(atlas, text).responses.cells)


def test_many_rows_in_little_time(atlas: Atlas) -> None:
    """100,000 responses with postcodes and five answers: placed, counted, hidden, compared."""
    draw = np.random.default_rng(1)
    n = 100_000
    columns = {"Postcode": draw.choice(atlas.extra("postcodes")["postcode"].to_numpy(), n)}
    for question in KNOWN.question:
        labels = [f'"{one.label}"' for one in question.category]
        columns[question.label] = draw.choice(np.array(labels, dtype=object), n)
    columns["Age"] = draw.integers(16, 95, n).astype(str)
    text = "\n".join([",".join(columns), *map(",".join, zip(*columns.values(), strict=True))])
    content = text.encode()
    start = time.process_time()
    found = read(atlas, content)
    shown = disclosure.published(tables(atlas, found.responses, BASE, KNOWN))
    verdicts = compare_all(shown)
    seconds = time.process_time() - start
    assert found.responses.total == n
    assert len(verdicts) >= 14
    assert seconds < 3


@pytest.mark.parametrize(
    ("ages", "base"),
    [
        (["16-24", "25-34", "65+", "16-24"], "16"),
        (["18", "19", "44", "61"], "18"),
        (["12", "18", "19", "44"], "18"),  # one younger than all others
        (["Under 25", "Under 25", "25-34", "35-44"], "all"),
        (["1985-03-02", "1990-11-12", "2001-01-01", "1999-01-01"], "all"),
        (["", "prefer not to say", "", ""], "all"),
    ],
)
def test_whom_the_exercise_asked_is_taken_from_the_ages(
    atlas: Atlas, ages: list[str], base: str
) -> None:
    places = atlas.areas.index[:4]
    text = "LSOA,Age\n" + "\n".join(f"{p},{a}" for p, a in zip(places, ages, strict=True))
    assert read_exercise(text.encode(), atlas, KNOWN).base.id == base
