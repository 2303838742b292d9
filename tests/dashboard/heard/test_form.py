"""The page's forms and what is written of its answers: every place there is filled, in words."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.heard import check_step, page, results_markup, waves_markup
from dashboard.heard.answers import to_json
from dashboard.heard.decisions import UNKNOWN, Asking, Change
from dashboard.heard.tables_markup import signed
from dashboard.heard.where_form import EVERYWHERE, SOME, told
from dashboard.heard.wire_format import MOST_WAVES
from dashboard.parts.context import Context
from dashboard.parts.plain_markup import still
from dashboard.parts.ratio_figures import picture
from dashboard.settings.config import Config
from layers import Atlas
from tests.dashboard.heard.conftest import KNOWN, analysed, asked, taken

SHEFFIELD = "E08000019"


@pytest.fixture(scope="module")
def ids(atlas: Atlas) -> set[str]:
    """Ids of all that is on the page before there is a file."""
    files: Any = SimpleNamespace(address=str)  # the map asks where its outlines are
    made = page.layout(Context(config=Config(), atlas=atlas, files=files))
    return {json.dumps(one.id) for one in made._traverse() if getattr(one, "id", None)}


def has(ids: set[str], answer: dict[str, Any]) -> bool:
    wanted = {*answer["markup"], *answer["hidden"], *filter(None, [answer["focus"]])}
    wanted |= {one["id"] for one in answer["props"] if type(one["id"]) is str}
    wanted |= {name for one in answer["choices"] for name in (*one["of"], one["into"])}
    # These are written by the answer itself.
    wanted -= {"finding", "question"}
    return {json.dumps(one) for one in wanted} <= ids


def test_what_a_file_was_taken_for_can_be_put_right(ids: set[str], atlas: Atlas) -> None:
    one, other = atlas.areas.index[:2]
    content = f"Where,Group,N\n{one},Tyke,40\n{other},Tyke,10\nbad,Tyke,3\n".encode()
    asking = Asking(columns={"ethnicity": "Group"})
    read = taken(atlas, content, columns={"ethnicity": "Group"})
    answer = check_step.shown(KNOWN, read, asking)
    assert has(ids, answer)
    assert answer["controls"]["count"] == {"value": "N", "is": {"of": "count"}}
    meaning = answer["controls"]["meaning-ethnicity-0"]
    assert meaning == {
        "value": UNKNOWN,
        "is": {"of": "meaning", "question": "ethnicity", "answer": "Tyke"},
    }
    said = to_json(answer)
    for text in ("1 not known (counted as not said until you choose)", "Row 4", "about 50"):
        assert text in said
    # Each control that the answer has shows what it says.
    for name, control in answer["controls"].items():
        if name in ("base", "sheet"):
            continue
        [made] = [one for one in _selects(answer) if one["id"]["of"] == name]
        assert made["value"] == control["value"]


def _selects(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def look(one: Any) -> None:
        if isinstance(one, dict):
            if one.get("type") == "Select":
                found.append(one["props"])
            for each in one.values():
                look(each)
        elif isinstance(one, list):
            for each in one:
                look(each)

    look(json.loads(to_json(answer)))
    return found


def test_changes_are_made_in_their_order() -> None:
    def after(*changes: Change) -> dict[str, Any]:
        start = Asking(base="18", columns={"sex": "S"}, meanings={"sex": {"f": "female"}})
        start.changes = list(changes)
        return start.decided().told()

    told_ = after(Change("column", "S2", "sex"), Change("meaning", "male", "sex", "m"))
    assert told_["columns"] == {"sex": "S2"}
    assert told_["meanings"] == {"sex": {"m": "male"}}
    assert after(Change("meaning", UNKNOWN, "sex", "f"))["meanings"] == {"sex": {}}
    # Another sheet has columns of its own; whom it asked stays.
    told_ = after(Change("place", "Area"), Change("sheet", "B"))
    assert (told_["base"], told_["sheet"], told_["place"]) == ("18", "B", "")
    assert told_["columns"] == told_["meanings"] == {}


def test_results_fill_the_page(ids: set[str], atlas: Atlas, example: dict[str, Any]) -> None:
    figures = analysed(atlas, asked(example))
    answer = results_markup.shown(atlas, figures)
    assert has(ids, answer)
    tables, balance, key = (one["parts"] for one in answer["choices"])
    assert list(tables) == [one["id"] for one in figures["levels"]]
    assert {f"deprivation {aim}" for aim in ("0.5", "0.8", "0.9")} <= set(balance)
    assert "more responses, from 3 groups" in json.dumps(balance["deprivation 0.8"])
    table = json.dumps(tables["deprivation"], ensure_ascii=False)
    assert table.count('"tr"') == 11
    assert "0.55 (0.49–0.62)" in table
    # The map and its key agree, however ratios are shown.
    shown = answer["choices"][2]
    for way, rows in key.items():
        sizes = [row[-1][2] for row in rows[0][2:]]
        assert sum(map(int, sizes)) == len(figures["map"]["codes"]) == len(shown["maps"][way]["of"])
    start = of_component(answer, "heard-look")["data-start"]
    assert start.startswith("/seldom-heard?")
    assert "&x=" not in start  # which the browser adds
    # The brief itself is of the same places.
    brief = of_component(answer, "heard-brief")["data-start"]
    assert brief == start.replace("/seldom-heard?", "/targets/pdf?")
    assert answer["markup"]["heard-brief-for"] == [figures["look"]["said"]]


def of_component(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        key: value
        for one in answer["props"]
        if one["id"] == name
        for key, value in one["props"].items()
    }


def test_the_example_says_what_it_is_and_further_exercises_are_counted(
    atlas: Atlas, example: dict[str, Any]
) -> None:
    figures = analysed(atlas, asked(example))

    def shown(**more: Any) -> dict[str, Any]:
        return results_markup.shown(atlas, figures, **more)

    made_up, own = shown(made_up=True), shown()
    assert (made_up["hidden"]["heard-made-up"], own["hidden"]["heard-made-up"]) == (False, True)
    assert of_component(made_up, "heard-name")["value"] == made_up["name"] == "Made-up example"
    assert of_component(own, "heard-name")["value"] == ""
    assert shown(made_up=True, kept=1)["name"] == "Made-up second exercise"
    assert (own["name"], shown(kept=2)["name"]) == ("Exercise 1", "Exercise 3")
    last = [
        shown(kept=kept)["hidden"]["heard-waves-keep"] for kept in (MOST_WAVES - 2, MOST_WAVES - 1)
    ]
    assert last == [False, True]


def test_places_that_were_not_asked_lie_outside_the_map(
    atlas: Atlas, example: dict[str, Any]
) -> None:
    figures = analysed(atlas, asked(example, where={"places": [SHEFFIELD]}))
    choice = results_markup.shown(atlas, figures)["choices"][2]
    shown = choice["map"] | choice["maps"]["smoothed"]
    inside = [at for at, look in enumerate(shown["of"]) if not shown["looks"][look].get("outside")]
    assert inside == sorted(shown["fit"])
    assert len(inside) == len(figures["map"]["codes"]) < len(shown["of"])
    first, second = shown["lines"]
    told = {first["texts"][first["of"][at]] for at in range(len(shown["of"])) if at not in inside}
    assert told == {"not asked"}
    assert {second["of"][at] for at in range(len(shown["of"])) if at not in inside} == {-1}
    # A dashed edge: no count of its own stands behind the colour.
    raw, smoothed = (choice["maps"][way]["of"] for way in ("raw", "smoothed"))
    looks = shown["looks"]
    for at in inside:
        if looks[smoothed[at]].get("dashed"):
            assert looks[raw[at]]["colour"] is None
    assert any(looks[smoothed[at]].get("dashed") for at in inside)


def test_exercises_laid_together_fill_the_page(
    ids: set[str], atlas: Atlas, client: FlaskClient, example: dict[str, Any]
) -> None:
    one = {"exercise": example["exercise"], "base": "16", "where": {"everywhere": True}}
    named = [{**one, "name": "{A}; first"}, {**one, "name": "B"}]
    body = json.dumps({"waves": named}).encode()
    answer = client.post("/heard/waves", data=body).json
    assert has(ids, answer)
    assert answer["hidden"] == {"heard-waves-together": False}
    [tables] = answer["choices"]
    assert '"{A}; first"' in json.dumps(tables["parts"]["deprivation"])
    assert waves_markup.signed(-0.128) == "−0.13"
    assert (signed(0.004), signed(0.2), signed(None)) == ("0.00", "+0.20", "–")


def test_a_ratio_of_one_is_in_the_middle_of_its_picture() -> None:
    [[_, attributes]] = still(picture(1.0, 0.1, 9.0))
    assert attributes["style"] == "--from:0.0;--at:50.0;--to:100.0;--one:50.0"
    assert picture(None, None, None) is None


def test_where_it_asked_is_said_back(atlas: Atlas) -> None:
    chips, said, kind, zones, none = told(atlas, {"places": [SHEFFIELD]})
    assert [chip.children[0] for chip in chips] == ["Sheffield"]
    assert said.startswith("Asked in Sheffield: 343 areas, ")
    assert (kind, zones, none) == ("", [], True)
    core = {"definition": "?t=Core20&c=imd_decile!d!2!r", "zones": [1]}
    _, said, _, zones, none = told(atlas, core)
    assert "1 of the" in said
    assert (zones[0]["value"], none) == (1, False)
    for wrong, why in (
        ({"places": ["E01999999"]}, "not in this atlas"),
        ({"places": []}, "Add at least one place."),
        ({"nonsense": 1}, "Add at least one place."),
        (None, "Add at least one place."),
    ):
        assert why in told(atlas, wrong)[1]


def test_the_browser_knows_the_kinds_of_where_by_name() -> None:
    assert (EVERYWHERE, SOME) == ("everywhere", "some")
