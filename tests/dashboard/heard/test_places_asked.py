"""Where an exercise asked: the question before any finding, and what follows from the answer."""

import csv
import io
import json
import re
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.heard import finding_notes, underheard_places
from dashboard.heard.exercise_tables import work_out
from dashboard.heard.places_asked import Where, choices, read_where, shown
from dashboard.heard.wire_format import Asked, to_carried
from dashboard.parts.targets.handover import work_out as handed_over
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard.export_definition import load_definition, to_definition
from layers import Atlas
from layers.exercise.heard_criterion import HEARD, with_heard
from layers.exercise.places_asked import ExtentError, of_areas
from layers.geography import area_groups
from layers.statistics.suppression import Rule
from layers.targeting.area_search import Criterion
from tests.dashboard.conftest import unzipped
from tests.dashboard.heard.conftest import analysed, compared
from tests.dashboard.seldom_heard.test_export_definition import MADE
from tests.layers.exercise.exercises import BASE, KNOWN, of_counts, share_of_areas

BARNSLEY, DONCASTER, ROTHERHAM, SHEFFIELD = (f"E0800001{n}" for n in (6, 7, 8, 9))
TWO = {"places": [BARNSLEY, ROTHERHAM]}
ALL = {"everywhere": True}
FILES = ("analyse", "weights", "weights.csv", "export/csv", "export/xlsx")


def in_two(atlas: Atlas, seed: int = 1, strays: int = 0) -> npt.NDArray[np.int64]:
    """Responses by area of the audit's example: only Barnsley and Rotherham were asked, and
    Rotherham answers 0.6 times as often."""
    district = atlas.areas["district"].to_numpy()
    willing = share_of_areas(atlas) * np.select(
        [district == "Barnsley", district == "Rotherham"], [1.0, 0.6], 0.0
    )
    counts = np.random.default_rng(seed).multinomial(2_000, willing / willing.sum())
    counts[np.flatnonzero(district == "Sheffield")[:strays]] = 1
    return counts


def sent(atlas: Atlas, counts: npt.ArrayLike, **more: Any) -> bytes:
    exercise = to_carried(of_counts(atlas, counts))
    return json.dumps({"exercise": exercise, "base": "16", **more}).encode()


def rows_of(found: dict[str, Any], level: str) -> dict[str, list[Any]]:
    return {row[1]: row for one in found["levels"] if one["id"] == level for row in one["rows"]}


# ---- the audit's example ----


def test_a_district_without_a_response_brings_a_question_and_nothing_else(
    client: FlaskClient, atlas: Atlas
) -> None:
    body = sent(atlas, in_two(atlas))
    answer = client.post("/heard/analyse", data=body)
    assert set(answer.json["markup"]) == {"heard-question", "heard-status"}
    assert "expected" not in answer.text
    found = analysed(atlas, body)
    asked = found["question"]
    assert asked["text"] == "No response came from Doncaster or Sheffield. Did you ask there?"
    assert asked["only"] == "We asked only in Barnsley and Rotherham"
    assert asked["everywhere"] == "We asked everywhere in South Yorkshire"
    assert asked["others"] == [BARNSLEY, ROTHERHAM]


@pytest.mark.parametrize("name", FILES[1:])
def test_no_file_and_no_weight_until_it_is_said(
    client: FlaskClient, atlas: Atlas, name: str
) -> None:
    body = sent(atlas, in_two(atlas), margins=["deprivation_fifth"])
    answer = client.post(f"/heard/{name}", data=body)
    assert answer.status_code == 400
    assert answer.text.startswith("No response came from Doncaster or Sheffield.")
    assert client.post(f"/heard/{name}", data=body[:-1] + b', "where": {"everywhere": true}}')


def test_the_file_is_not_weighted_until_it_is_said(client: FlaskClient, atlas: Atlas) -> None:
    counts = pd.Series(in_two(atlas), index=atlas.areas.index)
    rows = [f"{code},{n}" for code, n in counts[counts > 0].items()]
    elsewhere = atlas.areas.index[atlas.areas["district"] == "Sheffield"][0]
    content = "\n".join(["LSOA,Responses", *rows, f"{elsewhere},3"]).encode()
    decided: dict[str, Any] = {"base": "16", "margins": ["ethnic_mix"]}

    def answer(**more: Any) -> Any:
        line = json.dumps({**decided, **more}).encode()
        return client.post("/heard/weighted", data=line + b"\n" + content)

    assert answer().status_code == 400
    assert "Did you ask there?" in answer().text
    said = answer(where=TWO)
    assert said.status_code == 200
    weights = list(csv.reader(io.StringIO(said.data.decode("utf-8-sig"))))
    assert {len(row) for row in weights} == {3}
    assert [row[2] == "" for row in weights[1:]] == [False] * (len(weights) - 2) + [True]
    # The table of all weights says the same of the fifths of the areas asked.
    body = sent(atlas, counts, where=TWO, margins=["ethnic_mix"])
    text = client.post("/heard/weights.csv", data=body).data.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert {row[2] for row in weights[1:-1]} == {row[-1] for row in table[1:]}
    assert len(table) == 6


def test_against_those_asked_the_audit_s_example_is_as_it_was_made(
    client: FlaskClient, atlas: Atlas
) -> None:
    body = {name: sent(atlas, in_two(atlas), where=one) for name, one in (("2", TWO), ("4", ALL))}
    # As if all four had been asked: what the page used to say of it.
    before = analysed(atlas, body["4"])
    assert rows_of(before, "district")["Rotherham"][4] == pytest.approx(2.0, abs=0.06)
    assert rows_of(before, "district")["Rotherham"][7] == "more"
    assert "Sheffield (district): no response, where 813 were expected." in before["details"]
    silent = [row for row in rows_of(before, "ward").values() if row[2] == "0" and row[3] >= 5]
    assert len(silent) == 49
    # Against those asked: 0.6 over 0.79, the mean of both, less what chance took.
    after = analysed(atlas, body["2"])
    districts = rows_of(after, "district")
    assert set(districts) == {"Barnsley", "Rotherham"}
    assert districts["Rotherham"][4] == pytest.approx(0.74, abs=0.02)
    assert districts["Rotherham"][7] == "less"
    assert after["finding"].startswith(
        "About 2,000 responses came from where you asked: Barnsley and Rotherham. "
        "Most under-heard: "
    )
    assert "Asked in Barnsley and Rotherham." in after["where"]
    everything = json.dumps(after)
    assert "Sheffield" not in everything.replace("Sheffield PCN", "")
    assert "Doncaster" not in everything
    codes = {row[0] for one in after["levels"] for row in one["rows"]}
    outside = set(atlas.areas.loc[~atlas.areas["district_code"].isin(TWO["places"]), "ward_code"])
    assert not codes & outside
    assert not [row for one in after["levels"] for row in one["rows"] if row[3] == 0]
    assert not after["silent"]
    here = atlas.areas[atlas.areas["district_code"].isin(TWO["places"])]
    assert set(after["map"]["codes"]) <= {*here.index, *here["msoa_code"], *here["ward_code"]}
    for zone in after["zones"]:
        assert set(zone[1].split(", ")) <= {"Barnsley", "Rotherham"}
    # What is missing is what those asked there would have given.
    finest = next(one for one in ("lsoa", "msoa", "ward", "district") if _low(after, one))
    short = sum(row[3] - float(row[2].replace(",", "")) for row in _low(after, finest))
    assert sum(zone[4] for zone in after["zones"]) == pytest.approx(short, abs=5)


def _low(found: dict[str, Any], level: str) -> list[list[Any]]:
    return [row for row in rows_of(found, level).values() if row[7] in ("less", "far_less")]


def test_a_small_exercise_is_measured_by_the_places_asked(
    client: FlaskClient, atlas: Atlas
) -> None:
    """Five responses for each of 318 areas of the two districts, not of 860."""
    few = even(atlas, BARNSLEY, ROTHERHAM, responses=500)
    found = analysed(atlas, sent(atlas, few, where=TWO))
    assert found["left_out"].endswith("single areas (about 1,590 are needed).")
    zipped = client.post("/heard/export/zip", data=sent(atlas, few, where=TWO)).data
    text = unzipped(zipped)["about.csv"]
    assert "single areas (about 1,590 are needed)" in text


def test_the_files_say_where_was_asked(client: FlaskClient, atlas: Atlas) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    counts = in_two(atlas, strays=38)
    zipped = client.post("/heard/export/zip", data=sent(atlas, counts, where=TWO)).data
    text = "\n".join(unzipped(zipped).values())
    book = openpyxl.load_workbook(
        io.BytesIO(client.post("/heard/export/xlsx", data=sent(atlas, counts, where=TWO)).data)
    )
    about = "\n".join(str(cell) for row in book["About"].values for cell in row)
    for said in (text, about):
        assert "Asked in Barnsley and Rotherham." in said
        assert "About 40 responses came from places that were not asked" in said
        assert "2,038" not in said
        assert not re.search(r"Sheffield(?! PCN)", said.replace("Central Sheffield", ""))


@pytest.mark.parametrize(
    ("strays", "said"),
    [(0, ""), (3, "A few responses (1 to 7)"), (7, "1 to 7"), (8, "About 10"), (38, "About 40")],
)
def test_responses_from_places_not_asked_are_told_as_counts_are(strays: int, said: str) -> None:
    text = finding_notes.outside(strays, Rule())
    assert said in text
    assert bool(text) == bool(strays)
    assert not text or "left out" in text


# ---- answers ----


def said_of(atlas: Atlas, where: dict[str, Any]) -> dict[str, Any]:
    return shown(atlas, msgspec.convert(where, Where))


@pytest.mark.parametrize(
    "where",
    [
        {"places": []},
        {"places": ["E01999999"]},
        {"places": ["<script>"]},
        {"definition": "?c=nothing"},
        {"definition": "?c=imd_decile!d!1!r&d=E08000016", "zones": [99]},
        {"definition": "?c=imd_decile!d!1!r&d=E08000016", "zones": [0]},
        {"definition": "?c=older_people!ge!99!r"},
        {"everywhere": True, "places": ["nowhere"]},
    ],
    ids=str,
)
def test_what_cannot_be_where_is_refused_in_a_sentence(
    client: FlaskClient, atlas: Atlas, where: dict[str, Any]
) -> None:
    answer = client.post("/heard/analyse", data=sent(atlas, in_two(atlas), where=where))
    assert answer.status_code == 400
    assert re.fullmatch(r"[A-Z“0-9].{15,}\.", answer.text.strip())
    with pytest.raises(ExtentError, match=re.escape(answer.text.strip())):
        read_where(atlas, msgspec.convert(where, Where))


def test_an_answer_comes_back_in_words(atlas: Atlas) -> None:
    found = said_of(atlas, TWO)
    two = atlas.areas[atlas.areas["district_code"].isin(TWO["places"])]
    assert found["label"] == "Barnsley and Rotherham"
    assert (found["areas"], found["residents"]) == (len(two), two["residents"].sum())
    listed = {code for one in choices(atlas) for code, *_ in one["options"]}
    assert {*atlas.districts, *atlas.areas["ward_code"], *atlas.areas["msoa_code"]} <= listed
    assert {*atlas.practices.index, *atlas.practices["pcn_code"]} - {""} <= listed


def test_zones_of_a_definition_are_those_of_its_brief(atlas: Atlas) -> None:
    targets = Targets(name="Our plan", criteria=(Criterion("imd_decile", "decile", 1),))
    zones = handed_over(atlas, targets).zones
    link = f"https://atlas.example/seldom-heard{targets.query()}"
    found = said_of(atlas, {"definition": link})
    assert found["label"] == "the areas found by “Our plan”"
    assert found["areas"] == sum(len(zone.areas) for zone in zones)
    assert [name for name, _ in found["zones"]] == [zone.name for zone in zones]
    some = {"definition": link, "zones": [2, 1, 2]}
    found = said_of(atlas, some)
    assert found["label"] == f"2 of the {len(zones)} zones of “Our plan”"
    assert found["areas"] == len(zones[0].areas) + len(zones[1].areas)
    # Of the zones that were taken, where they are not all.
    taken = said_of(atlas, {"definition": f"{link}&m=2"})
    assert taken["areas"] == found["areas"]
    # With other places, together.
    found = said_of(atlas, {**some, "places": [SHEFFIELD]})
    assert found["label"].startswith("Sheffield; 2 of the ")
    # The saved file has the query that the page then sends.
    saved = json.loads(to_definition(atlas, targets, made=MADE))["query"]
    assert said_of(atlas, {"definition": saved})["zones"]


# ---- carried on ----


def test_areas_not_asked_have_no_value_as_a_criterion(atlas: Atlas) -> None:
    """A place asked in part gives its figure only to the areas asked, by link and by file."""
    low = area_groups.grouping(atlas, "msoa")
    draw, rule = np.random.default_rng(9), Rule()
    asked = of_areas(
        atlas, map(str, draw.choice(atlas.areas.index, 400, replace=False)), "400 areas"
    )
    inside = atlas.areas.index.isin(list(asked.areas or ()))
    rate = np.where(low.rank(method="dense") % 3 == 0, 0.1, 1.0) * share_of_areas(atlas) * inside
    counts = draw.multinomial(1_900, rate / rate.sum())
    found = work_out(atlas, KNOWN, Asked(of_counts(atlas, counts), BASE, where=asked), rule)
    assert found.mapped == "msoa"
    look = underheard_places.look(found.here, found)
    assert look is not None
    targets, ignored = read_targets(look.query, atlas)
    assert not ignored
    assert targets.heard is not None
    assert targets.heard.where == "400 areas"
    assert load_definition(to_definition(atlas, targets, made=MADE), atlas) == targets
    known = with_heard(atlas, targets.heard)
    value = known.table(HEARD)["value"]
    assert value.notna().sum() > 5
    assert targets.heard.without
    assert not set(value.dropna().index) - set(asked.areas or ())
    assert "Where it asked: 400 areas" in known.indicators[HEARD].description
    areas = handed_over(known, targets).finding.found
    assert len(areas)
    assert set(areas) <= set(asked.areas or ())


def test_an_address_that_says_other_areas_is_refused(atlas: Atlas) -> None:
    query = f"?c=heard!le!0.5!r&h=16_{atlas.areas['msoa_code'].iloc[0]}-0.10-0.20"
    for wrong in ("E01999999", atlas.areas.index[-1], "x", "E01007317_"):
        targets, ignored = read_targets(f"{query}&o={wrong}", atlas)
        assert targets.heard is None
        assert ignored


def test_a_link_from_before_says_that_it_is_not_known(atlas: Atlas) -> None:
    query = f"?c=heard!le!0.5!r&h=16_{atlas.areas['msoa_code'].iloc[0]}-0.10-0.20"
    targets, _ = read_targets(query, atlas)
    known = with_heard(atlas, targets.heard)
    assert "Where it asked: not said" in known.indicators[HEARD].description


# ---- waves ----


def laid(
    client: FlaskClient, atlas: Atlas, *each: tuple[str, npt.ArrayLike, Any], name: str = ""
) -> Any:
    return client.post(f"/heard/waves{name}", data=waves(atlas, *each))


def waves(atlas: Atlas, *each: tuple[str, npt.ArrayLike, Any]) -> bytes:
    made = [
        {**json.loads(sent(atlas, counts)), "name": called, "where": where}
        for called, counts, where in each
    ]
    return json.dumps({"waves": made}).encode()


def even(atlas: Atlas, *districts: str, seed: int = 5, responses: int = 3_000) -> Any:
    willing = share_of_areas(atlas) * atlas.areas["district_code"].isin(districts).to_numpy()
    return np.random.default_rng(seed).multinomial(responses, willing / willing.sum())


def test_waves_that_asked_elsewhere_are_compared_where_both_asked(
    client: FlaskClient, atlas: Atlas
) -> None:
    """Everybody answers alike, first in two districts, then in all: nothing changed."""
    first, then = even(atlas, BARNSLEY, ROTHERHAM), even(atlas, *atlas.districts, seed=6)
    found = compared(atlas, waves(atlas, ("Spring", first, TWO), ("Autumn", then, ALL)))
    assert found["finding"] == ["No group surely changed."]
    assert found["notes"][0] == (
        "The exercises asked in different places, so they are compared only where all of them "
        "asked: Barnsley and Rotherham."
    )
    [district] = [one for one in found["levels"] if one["id"] == "district"]
    assert [row[0] for row in district["rows"]] == ["Barnsley", "Rotherham"]
    assert all(abs(row[3]) < 0.15 for row in district["rows"])
    # Compared with all four, the first would seem to have found twice as many in both.
    wrong = compared(atlas, waves(atlas, ("Spring", first, ALL), ("Autumn", then, ALL)))
    assert wrong["finding"] != ["No group surely changed."]
    zipped = laid(client, atlas, ("A", first, TWO), ("B", then, ALL), name="/export/zip").data
    text = "\n".join(unzipped(zipped).values())
    assert "compared only where all of them asked: Barnsley and Rotherham" in text
    assert "Sheffield" not in text.replace("Sheffield PCN", "")


def test_waves_without_a_place_in_common_are_not_compared(
    client: FlaskClient, atlas: Atlas
) -> None:
    one, other = even(atlas, BARNSLEY), even(atlas, SHEFFIELD)
    there = {"places": [SHEFFIELD]}
    answer = laid(client, atlas, ("A", one, {"places": [BARNSLEY]}), ("B", other, there))
    assert answer.status_code == 400
    assert "“A” asked in Barnsley; “B” asked in Sheffield. No place was asked by" in answer.text
    answer = laid(
        client, atlas, ("A", one, TWO), ("B", even(atlas, ROTHERHAM), {"places": [ROTHERHAM]})
    )
    assert "No response to “A” came from where all of them asked" in answer.text


def test_waves_are_not_compared_where_their_difference_is_a_small_count(
    client: FlaskClient, atlas: Atlas
) -> None:
    """All of Barnsley and Rotherham, and the same less three responses: the difference is three."""
    first = in_two(atlas, strays=3)
    everyone = {"places": [BARNSLEY, ROTHERHAM, SHEFFIELD]}
    answer = laid(client, atlas, ("A", first, everyone), ("B", in_two(atlas, seed=2), TWO))
    assert answer.status_code == 400
    assert "Only a few responses (1 to 7) to “A”" in answer.text


def test_a_wave_of_which_it_is_not_said_is_asked_about(client: FlaskClient, atlas: Atlas) -> None:
    two = in_two(atlas)
    for name in ("", "/export/csv", "/export/xlsx"):
        answer = laid(client, atlas, ("Spring", two, TWO), ("{name}", two, None), name=name)
        assert answer.status_code == 400
        assert answer.text.startswith("“{name}”: No response came from Doncaster or Sheffield.")
