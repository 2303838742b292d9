"""Files from the field: what survey tools and spreadsheets make of an exercise, and what is right.

Each kind with variants, after public fault reports; the postcodes are real, the answers made up.
"""

from collections.abc import Sequence

import pytest

from dashboard.heard.upload.exercise import Choices, Exercise, read_exercise
from dashboard.heard.upload.tick_boxes import SEVERAL
from layers import Atlas
from layers.catalogue.place_codes import load_place_codes
from layers.exercise.respondents import load_respondents
from tests.dashboard.upload.files import workbook

KNOWN = load_respondents()
REASONS = load_place_codes().reasons
GROUPS = ["White British", "Pakistani", "Black African", "Roma", "Prefer not to say"]
IDS = ["white_british", "pakistani", "black_african", "roma", ""]
AGES = ["16-24", "25-34", "35-44", "45-54", "55-64", "65+"]


def read(atlas: Atlas, content: bytes | str, choices: Choices | None = None) -> Exercise:
    raw = content.encode() if isinstance(content, str) else content
    return read_exercise(raw, atlas, KNOWN, choices=choices)


def postcodes(atlas: Atlas, number: int) -> list[str]:
    return atlas.extra("postcodes")["postcode"].iloc[::1000].head(number).tolist()


def lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(",".join(row) for row in rows) + "\n"


def answered(found: Exercise, question: str) -> dict[str, int]:
    return found.responses.cells.groupby(question)["count"].sum().to_dict()


def why(found: Exercise) -> dict[str, list[int]]:
    return {str(k): rows.tolist() for k, rows in found.problems.groupby("reason")["row"]}


# ---- places ----


@pytest.mark.parametrize(
    ("codes", "today"),
    [
        (["E01007944", "E01007877"], "E01034842"),
        (["E01033266", "E01033267"], "E01034844"),
        (["e01007814 ", "E01007813"], "E01034253"),
    ],
)
def test_areas_that_were_merged_are_those_of_today(
    atlas: Atlas, codes: list[str], today: str
) -> None:
    found = read(atlas, lines([["LSOA code (2011)", "Responses"], *([c, "10"] for c in codes)]))
    assert found.responses.cells["lsoa"].unique().tolist() == [today]
    assert found.responses.total == 20
    assert found.problems.empty


def test_areas_that_were_split_are_named_and_those_that_never_were(atlas: Atlas) -> None:
    rows = [["LSOA", "n"], ["E01007317", "1"], ["E01007502", "2"], ["E01099999", "3"]]
    rows += [["E01000001", "4"], ["W01000001", "5"], ["W01009999", "6"]]
    found = read(atlas, lines(rows))
    assert why(found) == {REASONS["split"]: [3], REASONS["no_such_area"]: [4, 7]}
    assert (found.responses.total, found.responses.elsewhere) == (1, 9)


@pytest.mark.parametrize(
    ("postcode", "reason"),
    [
        ("ZZ99 3VZ", "no_fixed_abode"),
        ("zz993wz", "not_known"),
        ("ZZ99 3CZ", "england_only"),
        ("ZZ99 4QZ", "pseudo"),
        ("AA1 1AA", "no_such_postcode"),
        ("XX1 1XX", "no_such_postcode"),
        ("ZZ1 1ZZ", "no_such_postcode"),
        ("S1 0AA", "no_such_postcode"),
        ("S19 4AB", "no_such_postcode"),
        ("S30 2AB", "no_such_postcode"),
        ("S31 9AA", "no_such_postcode"),
        ("Grand total", "total"),
        ("Sheffield total", "total"),
        ("Not stated", "empty"),
        ("Sheffield", "larger"),
        ("E08000019", "larger"),
        ("E05010869", "larger"),
        ("E02001611", "larger"),
        ("S10", "part"),
        ("the high street", "form"),
    ],
)
def test_what_is_no_place_has_a_reason_of_its_own(atlas: Atlas, postcode: str, reason: str) -> None:
    rows = [["Postcode"], *([one] for one in postcodes(atlas, 5)), [postcode]]
    found = read(atlas, lines(rows))
    assert why(found) == {REASONS[reason]: [7]}
    assert (found.responses.total, found.responses.elsewhere) == (5, 0)


@pytest.mark.parametrize("postcode", ["LS1 4AP", "EH1 1YZ", "JE2 3AB", "BF1 2AA", "S18 1AA"])
def test_elsewhere_is_no_mistake(atlas: Atlas, postcode: str) -> None:
    found = read(atlas, lines([["Postcode"], *([one] for one in postcodes(atlas, 3)), [postcode]]))
    assert found.problems.empty
    assert (found.responses.total, found.responses.elsewhere) == (3, 1)


def test_areas_by_name(atlas: Atlas) -> None:
    rows = [["LSOA name", "Responses"]]
    rows += [[str(name), "3"] for name in atlas.areas["name"].head(4)]
    found = read(atlas, lines(rows))
    assert found.responses.by_area(atlas.areas.index[:4]).tolist() == [3, 3, 3, 3]


INVISIBLE = {
    "zero width": lambda p: p.replace(" ", "\u200b "),
    "byte order mark": lambda p: f"\ufeff{p}",
    "soft hyphen": lambda p: f"{p[:2]}\u00ad{p[2:]}",
    "directions": lambda p: f"\u202a{p}\u202c",
    "full width": lambda p: p.translate({n: n + 0xFEE0 for n in range(33, 127)}),
    "no-break space": lambda p: p.replace(" ", "\u00a0"),
    "variation": lambda p: f"{p}\ufe0f",
}


@pytest.mark.parametrize("kind", INVISIBLE)
def test_what_nobody_sees_makes_no_difference(atlas: Atlas, kind: str) -> None:
    rows = [["Postcode", "Ethnic group"]]
    change = INVISIBLE[kind]
    rows += [[change(one), change("Roma")] for one in postcodes(atlas, 20)]
    found = read(atlas, lines(rows))
    assert found.responses.total == 20
    assert answered(found, "ethnicity") == {"roma": 20}


# ---- rows and headers ----


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1e", "\x1c"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_line_ends_end_a_row(atlas: Atlas, sign: str, end: str) -> None:
    rows = [f"Bus is late{sign}and full,{one},F" for one in postcodes(atlas, 10)]
    found = read(atlas, end.join(["Comment,Postcode,Sex", *rows]))
    assert (found.rows, found.responses.total) == (10, 10)


TWO_ROWS = {
    "group names": [
        ["", "About where you live", "About you", ""],
        ["", "Postcode", "Ethnic group", "Age"],
    ],
    "titles": [["Winter survey", "2026", "draft"], ["Id", "Postcode", "Ethnic group", "Age"]],
    "a second row": [
        ["Respondent ID", "Your postcode?", "What is your ethnic group?", "What is your age?"],
        ["", "Open-Ended Response", "Response", "Response"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", TWO_ROWS)
def test_the_row_with_the_headers_is_found(atlas: Atlas, kind: str) -> None:
    rows = TWO_ROWS[kind] + [
        [str(n), one, GROUPS[n % 5], AGES[n % 6]] for n, one in enumerate(postcodes(atlas, 30))
    ]
    found = read(atlas, lines(rows))
    assert found.responses.total == 30
    assert answered(found, "ethnicity") == dict.fromkeys(sorted(IDS), 6)
    assert sum(answered(found, "age").values()) == 30
    assert any("header" in note for note in found.notes)


# ---- one question over several columns ----


@pytest.mark.parametrize(
    "name", ["Ethnic group: {}", "Ethnic group/{}", "Ethnic group - {}", "Ethnic group [{}]",
             "What is your ethnic group? ({})"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("yes", "no"), [("{}", ""), ("1", "0"), ("Yes", "No"), ("TRUE", "FALSE"), ("x", "")]
)
def test_tick_boxes_are_one_answer(atlas: Atlas, name: str, yes: str, no: str) -> None:
    rows = [["Postcode", *map(name.format, GROUPS)]]
    for n, one in enumerate(postcodes(atlas, 30)):
        rows.append([one, *(yes.format(g) if n % 5 == at else no for at, g in enumerate(GROUPS))])
    found = read(atlas, lines(rows))
    assert answered(found, "ethnicity") == dict.fromkeys(sorted(IDS), 6)


def test_options_in_a_second_row_of_headers(atlas: Atlas) -> None:
    rows = [["Postcode", "What is your ethnic group?", "", "", "", ""], ["Response", *GROUPS]]
    for n, one in enumerate(postcodes(atlas, 30)):
        rows.append([one, *(g if n % 5 == at else "" for at, g in enumerate(GROUPS))])
    assert answered(read(atlas, lines(rows)), "ethnicity") == dict.fromkeys(sorted(IDS), 6)


def test_several_ticked_are_not_one_of_them(atlas: Atlas) -> None:
    rows = [["Postcode", "Ethnic group: Roma", "Ethnic group: Pakistani"]]
    rows += [[one, "1", "1" if n < 4 else "0"] for n, one in enumerate(postcodes(atlas, 20))]
    found = read(atlas, lines(rows))
    assert answered(found, "ethnicity") == {"": 4, "roma": 16}
    assert SEVERAL in found.meanings["ethnicity"]
    assert any("In 4 of the rows" in note for note in found.notes)


# ---- which column ----


def test_a_yes_is_no_language(atlas: Atlas) -> None:
    for header in (
        "Do you speak a language other than English at home?",
        "Do you need help with English?",
        "English",
    ):
        rows = [["Postcode", header]]
        rows += [[one, "Yes" if n % 3 else "No"] for n, one in enumerate(postcodes(atlas, 20))]
        assert "language" not in read(atlas, lines(rows)).columns


@pytest.mark.parametrize("first", [True, False])
def test_a_header_that_only_resembles_gives_way(atlas: Atlas, first: bool) -> None:
    alike = "Is your gender identity the same as your sex at birth?"
    for name in ("Sex", "What is your sex?"):
        headers = [alike, name] if first else [name, alike]
        rows = [["Postcode", *headers]]
        for n, one in enumerate(postcodes(atlas, 20)):
            cells = {alike: "Yes", name: ("Female", "Male")[n % 2]}
            rows.append([one, *(cells[header] for header in headers)])
        found = read(atlas, lines(rows))
        assert found.columns["sex"] == name
        assert answered(found, "sex") == {"female": 10, "male": 10}


@pytest.mark.parametrize(
    "other", ["GP surgery postcode", "Venue postcode", "Postcode of workplace"]
)
def test_a_home_comes_before_a_surgery(atlas: Atlas, other: str) -> None:
    home = postcodes(atlas, 20)
    rows = [[other, "Your postcode"], *([home[0], one] for one in home)]
    found = read(atlas, lines(rows))
    assert found.place == "Your postcode"
    assert found.places == ("Your postcode", other)


# ---- counts ----


@pytest.mark.parametrize(
    ("header", "cell", "total"),
    [
        ("Count", "10.0", 50), ("Count", "1 204", 6020), ("Count", "1\u00a0204", 6020),
        ("Count", "1\u202f204", 6020), ("No. of responses", "10", 50), ("n", "10", 50),
        ("Number of people", "1'204", 6020),
    ],
)  # fmt: skip
def test_counts_as_people_write_them(atlas: Atlas, header: str, cell: str, total: int) -> None:
    rows = [["LSOA21CD", header], *([code, cell] for code in atlas.areas.index[:5])]
    found = read(atlas, lines(rows))
    assert (found.count, found.responses.total) == (header, total)


def test_a_place_may_come_twice(atlas: Atlas) -> None:
    one, two = atlas.areas.index[:2]
    rows = [["LSOA21CD", "Age band", "Responses"], [one, "16-24", "10"], [one, "65+", "11"]]
    found = read(atlas, lines([*rows, [two, "16-24", "12"]]))
    assert found.responses.total == 33
    assert answered(found, "age") == {"age_15_24": 22, "age_65_plus": 11}


def test_totals_are_left_out_and_said(atlas: Atlas) -> None:
    rows = [["LSOA", "Responses"], *([code, "10"] for code in atlas.areas.index[:6])]
    found = read(atlas, lines([*rows, ["Total", "60"], ["Unknown", "4"]]))
    assert found.responses.total == 60
    assert why(found) == {REASONS["total"]: [8], REASONS["empty"]: [9]}


def test_whole_numbers_that_are_not_used_are_named(atlas: Atlas) -> None:
    rows = [["Id", "Postcode", "Returned"]]
    rows += [[str(n), one, str(5 + n % 3)] for n, one in enumerate(postcodes(atlas, 20))]
    found = read(atlas, lines(rows))
    assert found.responses.total == 20
    assert [note for note in found.notes if "whole numbers" in note] == [
        note for note in found.notes if "“Returned”" in note
    ]
    assert any("“Returned”" in note for note in found.notes)


# ---- answers ----


@pytest.mark.parametrize(
    ("answer", "category"),
    [
        *((f"16{dash}24", "age_15_24") for dash in "-‐‑‒–—―−"),  # noqa: RUF001
        (">65", "age_65_plus"), ("> 75", "age_75_plus"), ("≥65", "age_65_plus"),
        ("80 & over", "age_75_plus"), ("over 65s", "age_65_plus"), ("Over-75s", "age_75_plus"),
        ("75 or more", "age_75_plus"), ("65 and up", "age_65_plus"), ("<5", "age_0_4"),
        ("under 5s", "age_0_4"), ("65 yrs +", "age_65_plus"), ("aged 25 to 34 years", "age_25_44"),
    ],
)  # fmt: skip
def test_ages_as_people_write_them(atlas: Atlas, answer: str, category: str) -> None:
    rows = [["Postcode", "Age"], *([one, answer] for one in postcodes(atlas, 6))]
    assert answered(read(atlas, lines(rows)), "age") == {category: 6}


def test_nhs_ethnic_codes(atlas: Atlas) -> None:
    codes = [*"ABCDEFGHJKLMNPRSZ", "99"]
    rows = [["Postcode", "Ethnicity"]]
    rows += [[one, code] for one, code in zip(postcodes(atlas, len(codes)), codes, strict=True)]
    found = read(atlas, lines(rows)).meanings["ethnicity"]
    assert None not in found.values()
    assert (found["A"], found["J"], found["Z"], found["99"]) == (
        "white_british", "pakistani", "", "",
    )  # fmt: skip


# ---- workbooks ----


def test_truth_and_dates_are_as_in_a_csv(atlas: Atlas) -> None:
    rows = [["Postcode", "Disabled"]]
    rows += [[one, n % 3 == 0] for n, one in enumerate(postcodes(atlas, 30))]
    assert answered(read(atlas, workbook(rows)), "disability") == {
        "disabled": 10, "not_disabled": 20,
    }  # fmt: skip
