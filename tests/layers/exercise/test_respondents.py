"""The words of files of responses, and the Census categories behind them."""

from pathlib import Path

import pytest

from layers import Atlas
from layers.catalogue.definitions import CatalogueError
from layers.exercise.respondents import (
    FILE,
    NOT_SAID,
    Respondents,
    counts_responses,
    load_respondents,
    normal,
    people,
    propose,
    question_of,
)

GOOD = """
not_said = ["no answer"]
count_columns = ["responses"]
perhaps_count_columns = ["n"]
count_words = ["number", "of"]
counted_words = ["replies"]
other_people = ["child"]
negations = ["not"]
place_columns = ["postcode"]
other_places = ["surgery"]
second_headers = ["response"]
other_options = ["something else"]
everybody_else = "Others"
[[base]]
id = "all"
label = "All"
from = 0
[[question]]
id = "sex"
label = "Sex"
columns = ["sex"]
[[question.category]]
id = "female"
label = "Female"
people = ["female"]
words = ["f"]
[[question.category]]
id = "male"
label = "Male"
rest_of = "female"
"""
MADE = '[[made_of]]\nid = "x"\nlabel = "X"\nquestion = "{}"\ncategories = ["{}"]\n'


@pytest.fixture(scope="module")
def known() -> Respondents:
    return load_respondents()


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("Asian / Asian British - Pakistani", "pakistani"),
        ("Asian, Asian British or Asian Welsh: Chinese", "chinese"),
        ("White: English, Welsh, Scottish, Northern Irish or British", "white_british"),
        ("WHITE  BRITISH ", "white_british"),
        ("Any other White background", "white_other"),
        ("Asian or Asian British: Any other Asian background", "other_asian"),
        ("White & Black Caribbean", "mixed_white_black_caribbean"),
        ("Black, African, Caribbean or Black British - African", "black_african"),
        ("Mixed/multiple ethnic groups", "mixed"),
        ("Other", "other_ethnic"),
        ("Asian other", "other_asian"),
        ("M", "black_caribbean"),
        ("Prefer not to say", NOT_SAID),
        ("", NOT_SAID),
        ("British", None),
        ("Klingon", None),
    ],
)
def test_words_for_ethnic_groups(known: Respondents, value: str, category: str | None) -> None:
    assert propose(known, known.questions["ethnicity"], [value]) == {value: category}


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("34", "age_25_44"),
        ("34.0", "age_25_44"),
        ("25 - 34 years", "age_25_44"),
        ("aged 45–54", "age_45_64"),
        ("16 to 17", "age_15_24"),
        ("65+", "age_65_plus"),
        ("over 64", "age_65_plus"),
        ("65-74", "age_65_74"),
        ("75 and over", "age_75_plus"),
        ("85 plus", "age_75_plus"),
        ("Under 25", "age_15_24"),
        ("Prefer not to say", NOT_SAID),
        ("35-54", None),
        ("54-35", None),
        ("200", None),
        ("old", None),
    ],
)
def test_ages_and_bands(known: Respondents, value: str, category: str | None) -> None:
    assert propose(known, known.questions["age"], [value], first=16) == {value: category}


@pytest.mark.parametrize(
    ("question", "value", "category"),
    [
        ("ethnicity", "A - British", "white_british"),
        ("ethnicity", "A White British", "white_british"),
        ("ethnicity", "J: Asian or Asian British - Pakistani", "pakistani"),
        ("ethnicity", "Z - Not stated", NOT_SAID),
        ("ethnicity", "99 - Not known", NOT_SAID),
        ("ethnicity", "B - Irish", "white_irish"),
        ("ethnicity", "c) Pakistani", "pakistani"),
        ("ethnicity", "3. Roma", "roma"),
        ("ethnicity", "Any other ethnic group, please describe", "any_other_ethnic"),
        ("ethnicity", "White British (English, Welsh or Scottish)", "white_british"),
        # Northern Irish is no Irish, and D is no Kurdish.
        ("ethnicity", "N. Irish", None),
        ("ethnicity", "N Irish", None),
        ("ethnicity", "D - Kurdish", None),
        ("sex", "Female (including trans women)", "female"),
        ("sex", "2 - Male", "male"),
        ("disability", "Day-to-day activities limited a lot", "disabled_limited_a_lot"),
        ("disability", "No - not limited", "not_disabled"),
        ("language", "BSL", "main_language_not_english"),
        ("age", "1. 16-24", "age_15_24"),
        ("age", "65-74 (older adults)", "age_65_74"),
        ("age", "34yrs", "age_25_44"),
        ("age", "16 or 17", "age_15_24"),
        # Forty to forty-nine is across two bands, and so is 16 - 64: no option 16.
        ("age", "40s", None),
        ("age", "16 - 64", None),
        ("age", "30s", "age_25_44"),
    ],
)
def test_what_a_form_adds_to_an_answer(
    known: Respondents, question: str, value: str, category: str | None
) -> None:
    assert propose(known, known.questions[question], [value], 16) == {value: category}


@pytest.mark.parametrize(
    "header",
    [
        "Count of Respondents", "Responses (n)", "Number of surveys", "Sum of Responses",
        "Total number of responses received 2026", "No. of people", "count_responses", "Headcount",
        "Completed questionnaires", "# responses",
    ],
)  # fmt: skip
def test_headers_of_counts(known: Respondents, header: str) -> None:
    assert counts_responses(known, header)


@pytest.mark.parametrize(
    "header",
    ["Respondent number", "Response ID", "Survey no", "Number of people in your household", "2026",
     "Total", "People", "How many"],
)  # fmt: skip
def test_headers_that_may_mean_something_else(known: Respondents, header: str) -> None:
    assert not counts_responses(known, header)


def test_a_band_without_a_lower_end_starts_at_the_age_asked(known: Respondents) -> None:
    age = known.questions["age"]
    assert propose(known, age, ["under 25"], first=0) == {"under 25": None}
    assert propose(known, age, ["under 5"], first=0) == {"under 5": "age_0_4"}


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("Ethnicity", "ethnicity"),
        ("Q3. What is your ethnic group?", "ethnicity"),
        ("Age group", "age"),
        ("language", "language"),
        ("Do you consider yourself disabled?", "disability"),
        ("message", None),
        ("Postcode", None),
    ],
)
def test_headers(known: Respondents, header: str, question: str | None) -> None:
    assert question_of(known, header) == question


def test_categories_add_up_to_everybody(atlas: Atlas, known: Respondents) -> None:
    """Parts to their whole and all to the Census's total, but for its noise between tables."""
    for question in known.question:
        for one in question.broad:
            parts = [c for c in question.category if c.within == one]
            whole = people(atlas, question.categories[one]).sum()
            if parts:
                together = sum(people(atlas, part).sum() for part in parts)
                assert together == pytest.approx(whole, rel=0.001), one
        everybody = sum(people(atlas, question.categories[one]).sum() for one in question.fine)
        base = 1_330_797 if question.id == "language" else 1_375_000
        assert everybody == pytest.approx(base, rel=0.001), question.id


def test_published_totals(atlas: Atlas, known: Respondents) -> None:
    sex = known.questions["sex"].categories
    assert people(atlas, sex["female"]).sum() == 697_427
    assert people(atlas, sex["male"]).sum() == 1_374_977 - 697_427
    ages = known.questions["age"].categories
    assert people(atlas, ages["age_65_74"]).sum() == 254_562 - 117_596


def test_normal_is_about_meaning() -> None:
    assert normal("  White – British\t(UK) ") == "white british uk"
    assert normal("A&B") == "a and b"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file"),
        ("[[question\n", "Expected"),
        (GOOD + 'colour = "red"\n', "unknown field `colour`"),
        (GOOD.replace('people = ["female"]\n', ""), "give either people or rest_of"),
        (GOOD + 'within = "nobody"\n', "which is not broad"),
        (GOOD.replace('columns = ["sex"]', 'columns = ["sex"]\nages = true'), "must be ages"),
        (GOOD + 'words = ["f"]\n', "'f' stands for 'female' and 'male'"),
        (GOOD + MADE.format("age", "female"), "not all are categories"),
        (GOOD + MADE.format("sex", "nobody"), "not all are categories"),
    ],
)
def test_slips_are_refused(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_respondents(tmp_path)
