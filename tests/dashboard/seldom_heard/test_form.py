"""The Seldom-heard form: what its controls show for an address, and what its acts make of one."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from dash._utils import to_json

from dashboard.parts import map_ground
from dashboard.parts.address_form import Props, Rows, row_id
from dashboard.parts.combobox import chosen
from dashboard.parts.targets import target_definition
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard import at_most
from dashboard.seldom_heard.criteria_form import PARTS
from dashboard.seldom_heard.form import PAGE, address_form, form, meaning, own_name
from dashboard.seldom_heard.map_result import STANDINGS, for_map, legend
from dashboard.seldom_heard.ready_made import offers, taken, why_not
from dashboard.seldom_heard.saved_definition import query_of_file
from dashboard.wording import number_text
from layers import Atlas
from layers.practices import footprints
from layers.targeting.presets import presets_for
from tests.dashboard.test_graphs import components

CORE20 = "c=imd_decile!d!2!r"
BOTH = f"{CORE20}~english_limited!nt!20!"


def shown(atlas: Atlas, query: str) -> dict[str, dict[str, Any]]:
    """What each component is given, by its id."""
    found: dict[str, dict[str, Any]] = {}
    for one in meaning(atlas, f"?{query}").props:
        assert isinstance(one, Props)
        found.setdefault(json.dumps(one.id), {}).update(one.props)
    return found


def in_row(part: str, row: int) -> str:
    return json.dumps(row_id(PAGE, part, row))


def test_what_is_shown_is_in_the_page(atlas: Atlas) -> None:
    made = [
        form(atlas),
        map_ground.menu(PAGE),
        at_most.block(),
        *meaning(atlas, f"?{BOTH}c").props[3].props["children"],
    ]
    ids = {json.dumps(one.id) for part in made for one in components(part) if hasattr(one, "id")}
    elsewhere = {
        '"targets"',
        '"preset-offer"',
        '"export-links"',
        '"save-plan"',
        '"where-to-meet"',
        '"at-most-unit"',
    }
    assert set(shown(atlas, f"{BOTH}c&p=C88082")) <= ids | elsewhere
    (rows,) = [part for part in address_form().parts if isinstance(part, Rows)]
    assert {in_row(part, 1) for part in rows.parts} <= ids


def test_rows_show_their_criteria(atlas: Atlas) -> None:
    props = shown(atlas, f"{CORE20}~english_limited!ge!2.5!c")
    values = [[props[in_row(part, row)] for part in PARTS] for row in (0, 1)]
    assert [[one.get("value", one.get("data")) for one in row] for row in values] == [
        ["imd_decile", "d", 2, "r"],
        ["english_limited", "ge", 2.5, "c"],
    ]
    assert (props[in_row("amount", 0)]["min"], props[in_row("amount", 0)]["max"]) == (1, 10)
    assert [props[in_row("unit", row)]["children"] for row in (0, 1)] == ["", "%"]


def test_rows_are_made_anew_only_for_other_indicators(atlas: Atlas) -> None:
    def shape(query: str) -> str | None:
        (one,) = [p for p in meaning(atlas, f"?{query}").props if p.id == "criteria"]
        return one.shape

    assert shape(f"{BOTH}r") == shape(f"{CORE20}~english_limited!ge!5!c")
    assert shape(f"{BOTH}r") != shape(CORE20)


@pytest.mark.parametrize(
    ("query", "hidden", "least", "most", "at_least", "told"),
    [
        (CORE20, True, 0, 1, 1, ""),
        (f"{BOTH}c", False, 0, 1, 1, "all that must be met, and at least "),
        (f"{BOTH}c&k=0", False, 0, 1, 0, "all that must be met, and at least "),
        ("c=imd_decile!d!2!c~english_limited!nt!20!c&k=2", False, 1, 2, 2, "meets at least "),
    ],
)
def test_what_counts_is_told_with_how_many(
    atlas: Atlas, query: str, hidden: bool, least: int, most: int, at_least: int, told: str
) -> None:
    props = shown(atlas, query)
    number = props['"at-least-counted"']
    assert props['"counted"']["hidden"] is hidden
    assert (number["min"], number["max"], number["value"]) == (least, most, at_least)
    assert props['"counts-nothing"']["hidden"] is (hidden or at_least > 0)
    assert told in props['"counted-before"']["children"]


def test_eight_criteria_are_the_most(atlas: Atlas) -> None:
    one = "english_limited!nt!20!r"
    assert not shown(atlas, f"c={'~'.join([one] * 7)}")['"add-criterion-field"']["hidden"]
    assert shown(atlas, f"c={'~'.join([one] * 8)}")['"add-criterion-field"']["hidden"]


def test_places_are_shown_and_can_be_taken_off(atlas: Atlas) -> None:
    props = shown(atlas, f"{CORE20}&d=E08000019.E08000018&w=E05000994&p=C88082")
    assert props['"target-district"']["value"] == ["E08000018", "E08000019"]
    assert props['"target-ward-codes"']["data"] == ["E05000994"]
    (chip,) = props['"target-practice-chips"']["children"]
    assert chip.id["of"] == "C88082"
    assert "limits" in json.dumps(list(props))
    assert '"limits"' not in shown(atlas, CORE20), "what a person has folded stays folded"


@pytest.mark.parametrize(
    ("query", "name", "told"),
    [
        ("", "", ""),
        (f"t=Core20&{CORE20}", "", "Core20. "),
        (f"t=Our+plan&{CORE20}", "Our plan", "Core20. "),
        (f"t=Core20&{BOTH}c", "", "Changed from Core20. "),
        (f"t=Our+plan&{BOTH}c&k=0", "Our plan", ""),
    ],
)
def test_a_ready_made_definition_is_known(atlas: Atlas, query: str, name: str, told: str) -> None:
    props = shown(atlas, query)
    assert props['"team-name"']["value"] == name
    why = props['"preset-why"']["children"]
    assert (why[0].children[0].children if why else "") == told
    assert bool(props['"preset-offer"']["children"]) == (query == "")


def test_of_two_definitions_alike_the_named_one_is_meant(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    core20 = presets_for(atlas)["core20"]
    twin = msgspec.structs.replace(core20, id="twin", label="Twin")
    monkeypatch.setattr(target_definition, "_offered", lambda _: (core20, twin))
    read, _ = read_targets(f"t=Twin&{CORE20}", atlas)
    assert target_definition.ready_made(atlas, read) == ("twin", "twin")
    assert target_definition.ready_made(atlas, replace(read, name="")) == ("core20", "")
    assert own_name(atlas, read) == ""


def test_a_ready_made_definition_is_taken_on_where_somebody_already_looks(atlas: Atlas) -> None:
    before, _ = read_targets(f"t=Ours&{BOTH}r&d=E08000018&q=5", atlas)
    after = taken(atlas, before, "core20")
    core20 = "?t=Core20&c=imd_decile%21d%212%21r&d=E08000018&g=household_deprived_2_plus"
    assert after.query() == core20
    for name in ("no_such", *(p.id for p in presets_for(atlas).values() if not p.available)):
        assert taken(atlas, before, name) == before
    assert all(why_not(atlas, p.id) for p in presets_for(atlas).values() if not p.available)
    assert why_not(atlas, "core20") == ""


def test_an_own_exercise_stays_beside_a_ready_made_definition(atlas: Atlas) -> None:
    place = atlas.areas["msoa_code"].iloc[0]
    query = f"c=heard!le!1!r&x=Ours&h=16_{place}-0.31-0.44"
    exercise, notes = read_targets(query, atlas)
    assert not notes
    beside = taken(atlas, exercise, "core20")
    assert [one.indicator for one in beside.criteria] == ["heard", "imd_decile"]
    assert beside.heard == exercise.heard is not None
    alone = taken(atlas, exercise, "core20", beside=False)
    assert ([one.indicator for one in alone.criteria], alone.heard) == (["imd_decile"], None)
    props = shown(atlas, query)
    assert props[in_row("unit", 0)]["children"] == "times as often"
    assert "Ours" in to_json(props['"criteria"']["children"])


def test_every_ready_made_definition_is_offered(atlas: Atlas) -> None:
    text = to_json(offers(atlas))
    assert all(json.dumps(p.label) in text for p in presets_for(atlas).values())


@pytest.mark.parametrize(
    ("read", "query"),
    [
        ({"size": 64 * 1024, "text": '{"query": "?q=5"}'}, "?q=5"),
        ({"size": 9, "text": '{"query": "q=5"}'}, "?q=5"),
        ({"size": 64 * 1024 + 1, "text": ""}, "it is larger than 64 kB"),
        ({"size": 2, "text": "{}"}, "it has no definition in it"),
        ({"size": 2, "text": "[["}, "it has no definition in it"),
        ({"size": 9_000, "text": json.dumps({"query": "?" + "a" * 8_000})}, "no definition"),
        ({"size": True, "text": 5}, "no definition"),
        ({}, "larger"),
        (None, "larger"),
    ],
)
def test_a_saved_definition_is_opened_but_no_other_file(
    read: dict[str, Any] | None, query: str
) -> None:
    found, wrong = query_of_file(read)
    assert (found == query and not wrong) if query.startswith("?") else (query in wrong)


def test_the_map_tells_firm_borderline_near_other_and_outside_areas_apart(atlas: Atlas) -> None:
    made = work_out(atlas, read_targets(f"{BOTH}r&d=E08000018", atlas)[0])
    told = for_map(atlas, made, "?c=x")
    codes, shown = atlas.areas.index, told["map"]
    of = [list(STANDINGS)[look] for look in shown["of"]]

    def stand(*names: str) -> list[str]:
        return [code for code, name in zip(codes, of, strict=True) if name in names]

    assert stand("firm") == sorted(made.finding.firm)
    assert stand("firm", "borderline") == sorted(made.finding.found)
    assert set(stand("near")) == set(made.finding.near["lsoa"])
    assert stand("outside") == codes[atlas.areas["district_code"] != "E08000018"].tolist()
    dashed = {list(STANDINGS)[at] for at, look in enumerate(shown["looks"]) if look["dashed"]}
    assert dashed == {"borderline", "near"}
    assert [codes[at] for at in shown["fit"]] == list(made.finding.found)
    assert shown["drawn"] == f"targets-{len(made.finding.found)}"
    assert told["cuts"] == ["", "That is 2.64% or more."]
    # What is said below the pointer: how an area stands, its zone, and each criterion's value.
    [area, *_] = told["zones"][0]
    said = [line["texts"][line["of"][area]] for line in shown["lines"] if line["of"][area] >= 0]
    assert said[0].startswith("Found, ")
    assert said[1] == f"Zone 1: {made.zones[0].name}"
    label, value = said[3].rsplit(": ", 1)
    assert label == atlas.indicators["english_limited"].label
    assert value == number_text.percent(atlas.table("english_limited")["value"].iloc[area])
    rows = [
        one for part in legend(atlas, made) for one in components(part) if "Li" in str(type(one))
    ]
    assert sum(int(one.to_plotly_json()["props"]["data-count"]) for one in rows) == len(codes)


def test_a_practice_s_areas_are_those_that_hold_most_of_its_list(atlas: Atlas) -> None:
    read, _ = read_targets(f"{CORE20}&p=C88082", atlas)
    assert work_out(atlas, read).within == frozenset(footprints.core(atlas, ["C88082"], 0.8))
    props = shown(atlas, "")
    assert props['"largest"']["value"] == Targets().largest == 12
    assert props[json.dumps(chosen("group"))]["data"] == "english_limited"
