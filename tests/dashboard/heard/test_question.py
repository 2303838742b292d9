"""When it is asked where an exercise asked, and which answers are offered."""

import json
import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.heard import finding_notes
from dashboard.heard.exercise_tables import work_out
from dashboard.heard.places_asked import FEW_OF, UnsaidError, question
from dashboard.heard.wire_format import Asked
from layers import Atlas
from layers.exercise.disclosure import published
from layers.exercise.places_asked import everywhere, of_places
from layers.exercise.representation import SILENT_FROM, Table
from layers.statistics.suppression import Rule
from tests.dashboard.heard.conftest import analysed
from tests.dashboard.heard.test_places_asked import (
    ALL,
    BARNSLEY,
    DONCASTER,
    ROTHERHAM,
    SHEFFIELD,
    TWO,
    in_two,
    sent,
)
from tests.layers.exercise.exercises import BASE, KNOWN, of_counts, share_of_areas

LISTED = r", | or | and "


# ---- when it is asked ----


def districts_of(atlas: Atlas, counts: npt.ArrayLike, rule: Rule) -> tuple[Table, Table]:
    code = atlas.areas["district_code"].to_numpy()
    observed = pd.Series(np.asarray(counts, dtype=float)).groupby(code).sum()
    share = pd.Series(share_of_areas(atlas)).groupby(code).sum()
    table = Table(observed, share, int(observed.sum()), pd.Series(dict(atlas.districts)))
    return table, published({"district": table}, rule)["district"]


def test_alike_exercises_are_not_asked_about(atlas: Atlas) -> None:
    draw = np.random.default_rng(12)
    for responses in (40, 100, 500, 8_000):
        for _ in range(25):
            counts = draw.multinomial(responses, share_of_areas(atlas))
            true, seen = districts_of(atlas, counts, Rule())
            # Of 40, a sixth are expected of a district: none of its people is not that rare.
            asked = question(atlas, true, seen, Rule())
            assert asked is None or (responses == 40 and "No response" in asked.text)


def test_a_handful_from_a_district_brings_the_question_too(atlas: Atlas) -> None:
    """Who moved, or works there: 3 of 813 expected do not make it a place that was asked."""
    with pytest.raises(
        UnsaidError, match="Very few responses came from Sheffield: fewer than a quarter"
    ):
        work_out(atlas, KNOWN, Asked(of_counts(atlas, in_two(atlas, strays=3)), BASE), Rule())


@pytest.mark.parametrize("responses", [60, 400, 2_000, 9_000])
def test_the_question_is_true_and_tells_no_small_count(atlas: Atlas, responses: int) -> None:
    """Whoever reads it knows of a hidden count only that it is one of at least eight."""
    draw, rule = np.random.default_rng(responses), Rule()
    district = atlas.areas["district_code"].to_numpy()
    asked = 0
    for _ in range(40):
        rate = dict(
            zip(atlas.districts, draw.choice([0, 0.002, 0.02, 0.2, 0.4, 1], 4), strict=True)
        )
        rate[str(draw.choice(list(atlas.districts)))] = 1.0
        willing = share_of_areas(atlas) * np.array([rate[code] for code in district])
        counts = draw.multinomial(responses, willing / willing.sum())
        true, seen = districts_of(atlas, counts, rule)
        found = question(atlas, true, seen, rule)
        expected = true.total * true.share
        if found is None:
            shown_none = (seen.observed == 0) & (expected >= SILENT_FROM)
            assert not shown_none.any()
            continue
        asked += 1
        none, few, small = [
            set(re.split(r", | or | and ", one[0]))
            if (one := re.findall(pattern, found.text))
            else set()
            for pattern in (
                r"No response came from ([^.]*)\.",
                r"Very few responses came from ([^:]*):",
                r"At most 7 responses came from ([^.]*)\.",
            )
        ]
        for code, name in atlas.districts.items():
            if name in none:
                assert seen.observed[code] == 0
            if name in few:
                assert true.observed[code] < FEW_OF * expected[code]
                assert FEW_OF * expected[code] >= rule.threshold
            if name in small:
                assert true.observed[code] < rule.threshold
            assert (name in none | few | small) == (code not in found.others)
    assert asked > 10


def test_once_it_is_said_silence_is_a_finding(atlas: Atlas) -> None:
    """Everywhere, or with Doncaster among the places: then no response from it is one."""
    responses = of_counts(atlas, in_two(atlas))
    for where in (everywhere(atlas), of_places(atlas, [BARNSLEY, ROTHERHAM, DONCASTER])):
        found = work_out(atlas, KNOWN, Asked(responses, BASE, where=where), Rule())
        assert found.compared["district"].at[DONCASTER, "verdict"] == "far_less"


def test_with_all_districts_heard_it_is_said_that_it_was_not_said(atlas: Atlas) -> None:
    even = np.random.default_rng(3).multinomial(2_000, share_of_areas(atlas))
    found = analysed(atlas, sent(atlas, even))
    assert "It was not said where the exercise asked" in found["where"][0]
    said = analysed(atlas, sent(atlas, even, where=ALL))
    assert said["where"] == ["Asked in all of South Yorkshire."]
    assert {**said, "where": 0, "look": 0} == {**found, "where": 0, "look": 0}


def test_silent_wards_of_a_district_are_pointed_at(atlas: Atlas) -> None:
    """All responses from five wards of Sheffield, and only Sheffield said: the others may not have
    been asked either."""
    sheffield = atlas.areas["district_code"] == SHEFFIELD
    five = atlas.areas.loc[sheffield, "ward_code"].unique()[:5]
    willing = share_of_areas(atlas) * atlas.areas["ward_code"].isin(five).to_numpy()
    counts = np.random.default_rng(4).multinomial(1_500, willing / willing.sum())
    there = of_places(atlas, [SHEFFIELD])
    found = work_out(atlas, KNOWN, Asked(of_counts(atlas, counts), BASE, where=there), Rule())
    assert "No response came from 23 of the 28 wards" in " ".join(finding_notes.details(found))
    wards = of_places(atlas, map(str, five))
    found = work_out(atlas, KNOWN, Asked(of_counts(atlas, counts), BASE, where=wards), Rule())
    assert not finding_notes.details(found)
    assert set(found.compared["ward"].index) == set(five)


# ---- small exercises, few wards, few areas ----


def only_from(atlas: Atlas, areas: pd.Index, responses: int, strays: int = 0) -> npt.NDArray[Any]:
    """Answers from some areas, by residents, and a few from each district without any of them."""
    share = pd.Series(share_of_areas(atlas), atlas.areas.index)
    chosen = share[areas] / share[areas].sum()
    counts = pd.Series(0, atlas.areas.index)
    counts[areas] = np.random.default_rng(1).multinomial(responses, chosen)
    here = set(atlas.areas.loc[areas, "district_code"])
    for code, first in atlas.areas.groupby("district_code").head(1)["district_code"].items():
        counts[code] += 0 if first in here else strays
    return counts.to_numpy()


@pytest.mark.parametrize("strays", [0, 1])
@pytest.mark.parametrize("responses", [12, 22, 120])
@pytest.mark.parametrize("district", [BARNSLEY, SHEFFIELD])
def test_a_small_exercise_in_one_district_is_asked_about(
    atlas: Atlas, district: str, responses: int, strays: int
) -> None:
    areas = atlas.areas.index[atlas.areas["district_code"] == district]
    if strays and responses < 120:
        return  # One stray of twelve is an answer like any other.
    counts = of_counts(atlas, only_from(atlas, areas, responses, strays))
    with pytest.raises(UnsaidError) as caught:
        work_out(atlas, KNOWN, Asked(counts, BASE), Rule())
    assert caught.value.question.others == (district,)


def test_a_few_wards_are_offered_as_where_was_asked(atlas: Atlas) -> None:
    """Else a ward that was not asked is called silent, "surely"."""
    wards = atlas.areas.loc[atlas.areas["district_code"] == SHEFFIELD, "ward_code"].unique()[:4]
    areas = atlas.areas.index[atlas.areas["ward_code"].isin(wards)]
    counts = of_counts(atlas, only_from(atlas, areas, 300))
    with pytest.raises(UnsaidError) as caught:
        work_out(atlas, KNOWN, Asked(counts, BASE), Rule())
    found = caught.value.question
    assert set(found.wards) == set(wards)
    assert "Nearly all responses came from 4 wards." in found.text
    assert found.only == "We asked only in Sheffield"
    where = of_places(atlas, list(found.wards))
    assert not work_out(atlas, KNOWN, Asked(counts, BASE, where=where), Rule()).silent.size


@pytest.mark.parametrize("responses", [4, 12, 30, 100, 500, 2_000])
def test_answers_from_everywhere_hardly_bring_the_question(atlas: Atlas, responses: int) -> None:
    draw, rule = np.random.default_rng(responses), Rule()
    share = share_of_areas(atlas)
    code = atlas.areas["ward_code"].to_numpy()
    asked = 0
    for _ in range(200):
        counts = draw.multinomial(responses, share)
        true, seen = districts_of(atlas, counts, rule)
        by_ward = pd.Series(counts.astype(float)).groupby(code).sum()
        of = atlas.areas.drop_duplicates("ward_code").set_index("ward_code")["district_code"]
        wards = Table(
            by_ward,
            pd.Series(share).groupby(code).sum(),
            responses,
            by_ward.index.to_series(),
            within={"district": of.reindex(by_ward.index)},
        )
        asked += question(atlas, true, seen, rule, wards) is not None
    assert asked <= 200 * 0.06


@pytest.mark.parametrize("base", ["65", "75"])
def test_a_question_that_only_one_answer_fits_has_no_table(
    client: FlaskClient, atlas: Atlas, base: str
) -> None:
    """All who were asked are 65 and over: of broad ages there is one, and nothing to compare."""
    answer = "age_65_74" if base == "65" else "age_75_plus"
    cells = {"lsoa": list(atlas.areas.index), "age": [answer] * 860}
    columns = {
        name: {"codes": sorted(set(v)), "at": [sorted(set(v)).index(one) for one in v]}
        for name, v in cells.items()
    }
    exercise = {"columns": columns, "count": [1] * 860, "elsewhere": 0}
    body = json.dumps({"exercise": exercise, "base": base, "where": {"everywhere": True}})
    assert client.post("/heard/analyse", data=body.encode()).status_code == 200


def test_everywhere_and_some_places_is_no_answer(client: FlaskClient, atlas: Atlas) -> None:
    body = sent(atlas, in_two(atlas), where={"everywhere": True, "places": TWO["places"]})
    found = client.post("/heard/analyse", data=body)
    assert found.status_code == 400
    assert "either that you asked everywhere" in found.text


def test_of_few_areas_kinds_of_area_are_not_compared(atlas: Atlas) -> None:
    """An audit's example: with the fifths, the last count could only have been 1."""
    places = ["E02001526", "E02001548"]
    codes = atlas.areas.index[atlas.areas["msoa_code"].isin(places)]
    counts = pd.Series(0, atlas.areas.index)
    counts[codes] = [11, 19, 15, 16, 97, 16, 82, 31, 1]
    found = analysed(atlas, sent(atlas, counts.to_numpy(), where={"places": places}))
    assert {one["id"] for one in found["levels"]} <= {"district", "ward", "msoa", "lsoa"}
    assert "In fewer than 100 areas" in found["left_out"]


def test_one_district_alone_is_no_comparison(atlas: Atlas) -> None:
    """All came from where all were asked: neither a table nor "may be chance"."""
    areas = atlas.areas.index[atlas.areas["district_code"] == BARNSLEY]
    counts = only_from(atlas, areas, 900)
    extent = of_places(atlas, [BARNSLEY])
    found = work_out(atlas, KNOWN, Asked(of_counts(atlas, counts), BASE, where=extent), Rule())
    assert list(found.compared["district"]["verdict"]) == ["as_expected"]
    body = sent(atlas, counts, where={"places": [BARNSLEY]})
    levels = analysed(atlas, body)["levels"]
    assert "district" not in {one["id"] for one in levels}


def test_it_is_asked_also_where_no_count_is_hidden(atlas: Atlas) -> None:
    areas = atlas.areas.index[atlas.areas["district_code"] == SHEFFIELD]
    counts = of_counts(atlas, only_from(atlas, areas, 12))
    with pytest.raises(UnsaidError) as caught:
        work_out(atlas, KNOWN, Asked(counts, BASE), Rule(threshold=0, base=1))
    assert caught.value.question.others == (SHEFFIELD,)
