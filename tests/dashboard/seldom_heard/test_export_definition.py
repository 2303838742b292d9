import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard.export_definition import (
    LARGEST_FILE,
    SCHEMA,
    VERSION,
    load_definition,
    to_definition,
)
from layers.atlas import Atlas
from layers.targeting.area_search import Criterion, DefinitionError
from layers.targeting.chosen_zones import Edit
from tests.dashboard.seldom_heard.test_export_samples import MADE, MANY, NAMES, NOTHING, SAMPLES

EVERYTHING = Targets(
    name="All of it",
    criteria=(
        Criterion("imd_decile", "decile", 3),
        Criterion("english_limited", "at_least", 1.25),
        Criterion("qof_copd", "national_top", 12.5, False),
        Criterion("age_65_plus", "at_most", 30, False),
        Criterion("no_car", "local_top", 50, False),
    ),
    at_least=2,
    districts=("E08000019", "E08000018"),
    wards=("E05010862",),
    pcns=("U08619",),
    practices=("C88048", "C88035"),
    group="disabled",
    people=25,
    largest=7,
    zone_edits=(
        Edit("off", "E01007317"),
        Edit("merge", "E01007318", "E01007319"),
        Edit("split", "E01007320"),
        Edit("rename", "E01007321", name="North ~ end!"),
    ),
    most=5,
    by_areas=True,
)


def file_of(atlas: Atlas, targets: Targets) -> dict[str, Any]:
    return json.loads(to_definition(atlas, targets, made=MADE, link="https://x.example/?a"))


def refused(content: Any, atlas: Atlas | None = None) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(DefinitionError) as caught:
        load_definition(raw, atlas)
    said = str(caught.value)
    assert said.endswith(".")
    for jargon in ("msgspec", "`", "Expected", "Traceback", "$."):
        assert jargon not in said
    return said


@pytest.mark.parametrize("targets", [*SAMPLES.values(), MANY, NOTHING, EVERYTHING])
def test_what_is_saved_is_loaded_again(atlas: Atlas, targets: Targets) -> None:
    content = to_definition(atlas, targets, made=MADE)
    assert load_definition(content) == targets
    if targets is not EVERYTHING:
        assert load_definition(content, atlas) == targets


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_survives(atlas: Atlas, name: str) -> None:
    targets = Targets(name=name, criteria=MANY.criteria)
    content = to_definition(atlas, targets, made=MADE)
    assert name in json.loads(content)["name"]
    assert load_definition(content, atlas) == targets


def test_the_codes_of_everything_are_known(atlas: Atlas) -> None:
    """Else the test below would compare less than it says."""
    areas, practices = atlas.areas, atlas.practices
    known = Targets(
        **{
            **EVERYTHING.__dict__,
            "wards": (areas["ward_code"].iloc[0],),
            "pcns": (practices["pcn_code"].iloc[0],),
            "practices": tuple(practices.index[:2]),
        }
    )
    assert load_definition(to_definition(atlas, known, made=MADE), atlas) == known


def test_it_can_be_read_by_people_and_by_the_pages_own_loader(atlas: Atlas) -> None:
    found = file_of(atlas, SAMPLES["limited English"])
    assert (found["schema"], found["version"]) == (SCHEMA, VERSION)
    assert found["criteria"][1]["in_words"] == (
        "Cannot speak English well or at all: among England's highest 20%"
    )
    assert found["criteria"][0]["amount"] == 2
    assert found["made"] == "2026-11-22"
    assert read_targets(found["query"], atlas)[0] == SAMPLES["limited English"]


def test_the_same_bytes_every_time(atlas: Atlas) -> None:
    one, other = (to_definition(atlas, EVERYTHING, made=date(2026, 1, 1)) for _ in range(2))
    assert one == other


def test_the_least_that_a_person_must_write(atlas: Atlas) -> None:
    least = {
        "schema": SCHEMA,
        "version": 1,
        "criteria": [{"indicator": "imd_decile", "rule": "decile", "amount": 2}],
    }
    assert load_definition(json.dumps(least).encode(), atlas) == Targets(criteria=MANY.criteria)
    # Some editors put a mark in front.
    assert load_definition(b"\xef\xbb\xbf" + json.dumps(least).encode(), atlas)


def test_what_is_taken_is_there_only_where_something_is_chosen(atlas: Atlas) -> None:
    """Releases before it refuse a line that they do not know."""
    assert {"take", "zone_changes"}.isdisjoint(file_of(atlas, SAMPLES["limited English"]))
    found = file_of(atlas, EVERYTHING)
    assert found["take"] == {"most": 5, "of": "areas"}
    assert found["zone_changes"] == [
        {"change": "off", "area": "E01007317"},
        {"change": "merge", "area": "E01007318", "other": "E01007319"},
        {"change": "split", "area": "E01007320"},
        {"change": "rename", "area": "E01007321", "name": "North ~ end!"},
    ]
    strange = file_of(atlas, MANY) | {"zone_changes": [CHANGE | {"area": "E01999999"}]}
    assert "1 of the 1 changes of zones asked for are not in this atlas." in refused(strange, atlas)
    only = file_of(atlas, Targets(criteria=MANY.criteria, most=6))
    assert (only["take"], "zone_changes" in only) == ({"most": 6, "of": "zones"}, False)


CHANGE = {"change": "split", "area": "E01007317"}
CRITERION = {"indicator": "imd_decile", "rule": "decile", "amount": 2}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "other"}, "schema: it cannot be 'other'"),
        ({"schema": None}, "schema: expected text, got nothing"),
        ({"version": 2}, "it is of version 2, and this atlas reads up to version 1"),
        ({"version": "1"}, "version: expected a whole number, got text"),
        ({"version": 10**400}, "version"),
        ({"name": 3}, "name: expected text"),
        ({"name": "x" * 81}, "the name is longer than 80 characters"),
        ({"name": "a\x00b"}, "the name has characters that cannot be shown"),
        ({"criteria": []}, "criteria: give between one and eight"),
        ({"criteria": [CRITERION] * 9}, "criteria: give between one and eight"),
        ({"criteria": "imd"}, "criteria: expected a list, got text"),
        ({"criteria": [3]}, "in criterion 1: expected an object"),
        ({"criteria": [CRITERION, {}]}, "in criterion 2: there is no “indicator”"),
        ({"criteria": [CRITERION | {"rule": "top"}]}, "in criterion 1, rule: it cannot be 'top'"),
        ({"criteria": [CRITERION | {"amount": "2"}]}, "in criterion 1, amount: expected a number"),
        ({"criteria": [CRITERION | {"amount": True}]}, "in criterion 1, amount: expected a number"),
        ({"criteria": [CRITERION | {"amount": 1e99}]}, "more than seven digits"),
        ({"criteria": [CRITERION | {"amount": 1.23456}]}, "more than seven digits"),
        ({"criteria": [CRITERION | {"required": 1}]}, "required: expected true or false"),
        ({"criteria": [CRITERION | {"x": 1}]}, "in criterion 1: it says “x”"),
        ({"criteria": [CRITERION | {"indicator": "a!b~c"}]}, "is not an id or a code"),
        ({"criteria": [CRITERION | {"indicator": "../etc"}]}, "is not an id or a code"),
        ({"at_least": 1}, "at_least asks for more criteria than are counted"),
        ({"at_least": -1}, "at_least: give a whole number from 0"),
        ({"districts": "E08000019"}, "districts: expected a list"),
        ({"districts": ["a.b"]}, "districts, entry 1: it is not an id or a code"),
        ({"wards": [{}]}, "wards, entry 1: expected text"),
        ({"people": -1}, "people: give a whole number from 0"),
        ({"people": 1.5}, "people: expected a whole number"),
        ({"largest_zone": 61}, "largest_zone: give a whole number up to 60"),
        ({"take": {"most": -1}}, "take.most: give a whole number from 0"),
        ({"take": {"of": "wards"}}, "take.of: it cannot be 'wards'"),
        ({"zone_changes": [CHANGE | {"change": "burn"}]}, "entry 1.change: it cannot be 'burn'"),
        ({"zone_changes": [CHANGE | {"area": "a~b"}]}, "it is not an id or a code"),
        ({"zone_changes": [CHANGE] * 101}, "more often, or with longer names, than a link can"),
        ({"zone_changes": [CHANGE | {"x": 1}]}, "entry 1: it says “x”"),
        ({"surprise": 1}, "it says “surprise”, which no definition has"),
        ({"__proto__": {}}, "it says “__proto__”"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    atlas: Atlas, change: dict[str, Any], said: str
) -> None:
    found = file_of(atlas, MANY)
    assert said in refused(found | change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"districts": ["E08000018", "E99"]}, "1 of the 2 districts asked for are not in this"),
        ({"practices": ["X1"]}, "1 of the 1 practices"),
        ({"group": "no_such"}, "The people to reach are not a group that this atlas counts."),
        ({"group": "imd_score"}, "The people to reach"),
        ({"criteria": [CRITERION | {"indicator": "no_such"}]}, "1 of the 1 criteria"),
        ({"criteria": [CRITERION | {"amount": 11}]}, "a decile is a whole number from 1 to 10"),
    ],
)
def test_what_this_atlas_does_not_know_is_refused_by_it(
    atlas: Atlas, change: dict[str, Any], said: str
) -> None:
    found = file_of(atlas, MANY) | change
    found.pop("query")
    load_definition(json.dumps(found).encode())
    assert said in refused(found, atlas)


def test_a_query_that_says_another_thing_is_refused(atlas: Atlas) -> None:
    found = file_of(atlas, MANY)
    found["criteria"][0]["amount"] = 3
    assert "take the line “query” out" in refused(found, atlas)
    found.pop("query")
    loaded = load_definition(json.dumps(found).encode(), atlas)
    assert loaded.criteria[0].amount == 3


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\x00" * 50,
        b"\xff\xfe{\x00}\x00",
        b'{"name": "\\ud800"}',
        b"[" * 60_000,
        b'{"schema":' * 6_000,
        b'{"schema":"seldom-heard/targets","version":1,"criteria":[{"amount":NaN}]}',
        b'{"version":' + b"9" * 5_000 + b"}",
        b"PK\x03\x04 a workbook",
        b"<html></html>",
        b"null",
        b"[]",
        b'"text"',
        b" " * (LARGEST_FILE + 1),
    ],
)
def test_files_that_are_something_else_are_refused(raw: bytes) -> None:
    refused(raw)


def test_a_file_of_64_kb_is_read_and_one_more_byte_is_not(atlas: Atlas) -> None:
    content = to_definition(atlas, MANY, made=MADE)
    assert load_definition(content.ljust(LARGEST_FILE)) == MANY
    assert "larger than 64 kB" in refused(content.ljust(LARGEST_FILE + 1))


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(raw: bytes) -> None:
    refused(raw)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
ANY = st.recursive(
    PLAIN, lambda s: st.lists(s, max_size=3) | st.dictionaries(st.text(), s), max_leaves=5
)


@given(st.data())
def test_no_member_does_more_than_be_refused(atlas: Atlas, data: st.DataObject) -> None:
    found = file_of(atlas, MANY)
    member = data.draw(st.sampled_from(sorted(found)))
    found[member] = data.draw(ANY)
    raw = json.dumps(found).encode()
    # Nothing but what is said in words.
    with suppress(DefinitionError):
        assert isinstance(load_definition(raw, atlas), Targets)
