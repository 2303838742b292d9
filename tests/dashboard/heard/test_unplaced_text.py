"""Who gave no usable place is told with the finding: how many, why and of whom, as counts are."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from layers import Atlas
from layers.exercise.respondents import load_respondents
from layers.exercise.responses import Responses
from layers.exercise.unplaced_responses import left_out, ratio_with
from layers.statistics.suppression import Rule
from tests.dashboard.heard.conftest import analysed, asked, compared, taken

KNOWN = load_respondents()


def a_file(atlas: Atlas, black: dict[str, int], white: dict[str, int]) -> bytes:
    """Answers from all over, and others by what stands where the place should."""
    codes = atlas.areas.index
    rows = [f"{code},White" for code in codes[:400]] + [f"{code},Black" for code in codes[400:431]]
    for group, places in (("Black", black), ("White", white)):
        rows += [f"{place},{group}" for place, many in places.items() for _ in range(many)]
    return "\n".join(["Area,Ethnic group", *rows]).encode()


def body(atlas: Atlas, content: bytes) -> bytes:
    return asked(taken(atlas, content), where={"everywhere": True})


def found(atlas: Atlas, content: bytes) -> dict[str, Any]:
    return analysed(atlas, body(atlas, content))


@pytest.fixture(scope="module")
def many(atlas: Atlas) -> bytes:
    return a_file(
        atlas,
        {"ZZ99 3VZ": 11, "S31 9AA": 9, "LS1 4AP": 30},
        {"ZZ99 3VZ": 40, "S31 9AA": 30, "E01007502": 10},
    )


def test_the_finding_says_how_many_why_and_of_whom(atlas: Atlas, many: bytes) -> None:
    made = found(atlas, many)
    said = " ".join(made["details"])
    assert "About 100 responses are left out" in said
    assert "no fixed abode (ZZ99 3VZ) (about 50)" in said
    assert "there is no such postcode today (about 40)" in said
    assert "an LSOA of 2011 that was split in 2021" in said
    care = "about 20 of about 50 who said “Black” gave no place that could be used"
    assert care in said
    assert "About 30 responses came from outside South Yorkshire; they are not compared." in said
    [level] = [one for one in made["levels"] if one["id"] == "ethnicity"]
    [(code, (short, full))] = level["cautions"].items()
    assert (code, short) == ("black", "about 20 of about 50 left out")
    assert care in full
    assert "the ratio would be" in full
    assert made["unplaced"] == [
        ["Ethnic group", "White", "80", "400"],
        ["Ethnic group", "Black", "20", "30"],
    ]


def test_a_group_named_in_the_finding_has_it_beside_its_name(atlas: Atlas) -> None:
    content = a_file(atlas, {"ZZ99 3VZ": 20}, {"ZZ99 3VZ": 10})
    lines = [line for line in content.decode().split("\n") if not re.match(r"E.*Black", line)]
    for group in ("Asian", "Mixed", "Other ethnic group"):
        lines += [f"{code},{group}" for code in atlas.areas.index[::4]]
    lines += [f"{code},White" for code in atlas.areas.index] * 3
    lines += [f"{code},Black" for code in atlas.areas.index[:10]]
    said = found(atlas, "\n".join(lines).encode())["finding"]
    assert re.search(r"“Black” \(about 20 of about 30 left out\)", said)


def test_reasons_are_told_apart_where_their_counts_are_hidden(atlas: Atlas) -> None:
    """20 of no fixed abode beside small counts: how many is hidden, that they are many is not."""
    few = {"ZZ99 3WZ": 7, "S31 9AA": 5, "E01007502": 4}
    content = a_file(atlas, {"ZZ99 3VZ": 20} | few, {})
    said = " ".join(found(atlas, content)["details"])
    assert "no fixed abode (ZZ99 3VZ) (at least 8)" in said
    assert "there is no such postcode today (number not shown)" in said


def test_files_say_it_too(client: FlaskClient, atlas: Atlas, many: bytes) -> None:
    sent = body(atlas, many)
    text = client.post("/heard/export/csv", data=sent).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    black = next(row for row in rows if row[:2] == ["Ethnic group", "black"])
    assert black[-1].startswith("about 20 of about 50 who said")
    with zipfile.ZipFile(io.BytesIO(client.post("/heard/export/zip", data=sent).data)) as zipped:
        files = {name: zipped.read(name).decode("utf-8-sig") for name in zipped.namelist()}
    assert ["Ethnic group", "Black", "20", "30"] in csv.reader(io.StringIO(files["no_place.csv"]))
    assert "About 100 responses are left out" in files["about.csv"]
    assert client.post("/heard/export/xlsx", data=sent).status_code == 200


def test_exercises_laid_together_say_it_of_each(atlas: Atlas, many: bytes) -> None:
    exercise = taken(atlas, many)["exercise"]
    waves = [
        {"name": name, "exercise": exercise, "base": "16", "where": {"everywhere": True}}
        for name in ("one", "two")
    ]
    notes = " ".join(compared(atlas, json.dumps({"waves": waves}).encode())["notes"])
    for name in ("one", "two"):
        assert f"“{name}”: about 100 responses are left out" in notes


def test_a_brief_made_from_it_says_it(atlas: Atlas) -> None:
    far = atlas.areas.index[atlas.areas["district"] == "Barnsley"]
    rows = list(atlas.areas.index.difference(far)) * 5 + ["ZZ99 3VZ"] * 40
    rows += list(far)
    made = found(atlas, "\n".join(["Area", *rows]).encode())
    assert "About+40+responses+without+a+usable+place+left+out" in made["look"]["query"]


def test_small_counts_are_not_told(atlas: Atlas) -> None:
    made = found(atlas, a_file(atlas, {"ZZ99 3VZ": 3}, {"ZZ99 3WZ": 2}))
    said = " ".join(made["details"])
    assert "A few responses (1 to 7) are left out" in said
    assert said.count("(number not shown)") == 2
    assert "cannot be told without giving small counts away" in said
    assert made["unplaced"] == []


@pytest.mark.parametrize("few", range(1, 8))
def test_what_is_told_is_the_same_whatever_a_small_count_is(few: int) -> None:
    """The exact total is never told, nor a difference that gives the small count."""
    import pandas as pd

    def told(number: int) -> tuple[Any, ...]:
        frame = pd.DataFrame(
            {
                "reason": ["pseudo", "empty", "empty"],
                "sex": ["female", "male", "female"],
                "count": [number, 100 - number, 43],
            }
        )
        made = left_out(Responses(pd.DataFrame(), 0, frame), KNOWN, Rule())
        return made.reasons.isna().to_dict(), made.total

    assert told(few) == told(1)
    assert told(few)[0] == {"pseudo": True, "empty": True}


def test_a_small_group_of_which_many_have_no_place_is_named(atlas: Atlas) -> None:
    """Too few are left out to give counts by group; "at least 8" gives no small one away."""
    made = found(atlas, a_file(atlas, {"ZZ99 3VZ": 12}, {"S10": 24}))
    [level] = [one for one in made["levels"] if one["id"] == "ethnicity"]
    few = found(atlas, a_file(atlas, {"ZZ99 3VZ": 12}, {"S10": 3}))
    assert made["unplaced"] == [
        ["Ethnic group", "White", "25", "400"],
        ["Ethnic group", "Black", "10", "30"],
    ]
    assert not any("said “Black”" in text for text in few["details"])
    content = a_file(atlas, {"ZZ99 3VZ": 12}, {"S10": 24}) + b"\nS10,Asian" * 3
    made = found(atlas, content)
    [level] = [one for one in made["levels"] if one["id"] == "ethnicity"]
    assert made["unplaced"] == []
    assert level["cautions"] == {
        "black": [
            "at least 8 left out",
            "at least 8 who said “Black” gave no place that could be used",
        ]
    }


def test_a_ratio_with_those_left_out_by_hand() -> None:
    assert ratio_with(30, 20, 430, 100, 0.1) == pytest.approx(50 / 53)


def test_nobody_left_out_is_nothing_said(atlas: Atlas) -> None:
    made = found(atlas, a_file(atlas, {}, {}))
    assert not any("left out" in text or "outside" in text for text in made["details"])
    assert not any(one["cautions"] for one in made["levels"])
