"""An exercise in an address, in the saved definition, and in every file of a handover."""

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.parts.context import Context
from dashboard.parts.targets import exercise_address
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard import why_found
from dashboard.seldom_heard.export_definition import load_definition, to_definition
from dashboard.seldom_heard.export_routes import add_target_exports
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers import Atlas
from layers.exercise.heard_criterion import (
    HEARD,
    LONGEST_NAME,
    LONGEST_WHERE,
    Heard,
    Place,
    with_heard,
)
from layers.targeting.area_search import Criterion, DefinitionError
from layers.targeting.presets import load_presets
from tests.committed import committed
from tests.dashboard.conftest import unzipped

MADE = date(2026, 11, 22)
PLACE_OF = committed().areas["msoa_code"]
CODES = PLACE_OF.drop_duplicates().sort_values().tolist()
HALF = Criterion(HEARD, "at_most", 0.5)
CORE20 = Criterion("imd_decile", "decile", 2)
SPRING = Heard(
    "Spring survey",
    "16",
    tuple(Place(c, 0.31, 0.44) for c in CODES[100:108]),
    "Doncaster and Rotherham",
)
ASKED = Targets(name="Our plan", criteria=(HALF, CORE20), heard=SPRING)

ratios = st.integers(0, 9_999).map(lambda n: n / 100)


@st.composite
def exercises(draw: st.DrawFn) -> Heard:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=100, unique=True))
    pairs = [sorted((draw(ratios), draw(ratios))) for _ in codes]
    name = exercise_address.tidy(draw(st.text(max_size=LONGEST_NAME))) or exercise_address.NO_NAME
    places = sorted(Place(code, *pair) for code, pair in zip(codes, pairs, strict=True))
    # As a rule nearly all areas of a place were asked; an address holds no long list of others.
    theirs = PLACE_OF.index[PLACE_OF.isin([place.code for place in places])].tolist()
    without = draw(st.lists(st.sampled_from(theirs), max_size=40, unique=True))
    where = exercise_address.tidy(draw(st.text(max_size=LONGEST_WHERE)), LONGEST_WHERE)
    base = draw(st.sampled_from(["all", "16", "18", "65"]))
    return Heard(name, base, tuple(places), where, tuple(sorted(without)))


@settings(max_examples=60)
@given(heard=exercises())
def test_there_and_back_by_address_and_by_file(atlas: Atlas, heard: Heard) -> None:
    targets = Targets(criteria=(HALF,), heard=heard)
    assert read_targets(targets.query(), atlas) == (targets, ())
    assert load_definition(to_definition(atlas, targets, made=MADE), atlas) == targets
    assert exercise_address.fits(heard)


def test_a_ready_made_definition_beside_an_exercise_says_that_it_was_changed(atlas: Atlas) -> None:
    ready = load_presets()["core20"]
    assert ready.definition is not None
    both = Targets(name=ready.label, criteria=(HALF, *ready.definition.criteria), heard=SPRING)
    assert read_targets(both.query(), atlas)[0].name == f"Changed from {ready.label}"
    alone = replace(both, criteria=ready.definition.criteria, heard=None)
    assert read_targets(alone.query(), atlas)[0].name == ready.label


@settings(max_examples=300)
@given(text=st.text(alphabet="E0129_-.~!16", max_size=60) | st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(atlas: Atlas, text: str) -> None:
    found, said = None, "Read."
    try:
        found = exercise_address.read({"h": text, "x": text}, atlas)
    except DefinitionError as error:
        said = str(error)
    assert said.endswith(".")
    assert found is None or found.places


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("c=heard!le!0.5!r", "does not say which"),
        ("c=heard!le!0.5!r&h=16", "names no place"),
        ("c=heard!le!0.5!r&h=16_E02999999-0.10-0.20", "not in this atlas"),
        (f"c=heard!le!0.5!r&h=16_{CODES[0]}-0.30-0.20", "above its upper limit"),
        (f"c=heard!le!0.5!r&h=16_{CODES[0]}-100.5-200.1", "could not be read"),
        (f"c=heard!le!0.5!r&h=nobody_{CODES[0]}-0.10-0.20", "whom the exercise asked"),
        (f"c=heard!le!0.5!r&h=16_{'_'.join(f'{c}-0.10-0.20' for c in CODES)}", "too many places"),
        (f"c=heard!le!1.5!r&h=16_{CODES[0]}-0.10-0.20", "at most 1"),
        (f"c=heard!nt!20!r&h=16_{CODES[0]}-0.10-0.20", "at most 1"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(atlas: Atlas, query: str, said: str) -> None:
    targets, ignored = read_targets(f"?{query}", atlas)
    assert said in " ".join(ignored)
    assert not targets.criteria
    assert targets.heard is None


def test_an_exercise_that_nothing_asks_for_is_not_carried_on(atlas: Atlas) -> None:
    query = Targets(criteria=(CORE20,), heard=SPRING).query()
    assert read_targets(query, atlas)[0].heard is None


def test_why_an_area_is_found_is_said_of_its_place(atlas: Atlas) -> None:
    known = with_heard(atlas, SPRING)
    finding = work_out(known, ASKED).finding
    row = finding.why[finding.why["indicator"] == HEARD].iloc[0]
    place = atlas.areas.loc[row["lsoa"], "neighbourhood"]
    assert why_found.reason(known, row) == (
        f"Heard from in “Spring survey”: people of {place} were heard from 0.31 times as often as "
        "their numbers suggest, below the 0.50 asked for (likely at most 0.44)"
    )


@pytest.fixture(scope="module")
def client(atlas: Atlas) -> FlaskClient:
    server = Flask("targets")
    context = Context(config=Config(), atlas=atlas, files=BrowserFiles())
    add_target_exports(server, context, today=lambda: MADE)
    return server.test_client()


TOLD = (
    "Spring survey",
    "not official statistics",
    "Where it asked: Doncaster and Rotherham. Compared with: people aged 16 and over there",
)
FALSE = ("nothing is suppressed", "are given in full")


@pytest.mark.parametrize("name", ["zip", "geojson", "zones.geojson", "definition.json"])
def test_every_file_says_what_it_rests_on(client: FlaskClient, name: str) -> None:
    content = client.get(f"/targets/{name}{ASKED.query()}").data
    text = unzipped(content)["about.csv"] if name == "zip" else content.decode()
    assert all(one in text for one in TOLD)
    assert not [one for one in FALSE if one in text]


def test_the_workbook_says_it_and_has_the_ratios(client: FlaskClient) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    content = client.get(f"/targets/xlsx{ASKED.query()}").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [[c.value for c in row] for sheet in book for row in sheet.iter_rows()]
    text = "\n".join(str(one) for row in cells for one in row if one is not None)
    assert all(one in text for one in TOLD)
    assert not [one for one in FALSE if one in text]
    head, first, *_ = [[c.value for c in row] for row in book["Areas"].iter_rows()]
    of = dict(zip(head, first, strict=True))
    name = "Heard from in “Spring survey”"
    assert of[f"{name}, times as often as expected"] == 0.31
    assert of[f"{name}: upper 95% limit, times as often as expected"] == 0.44


def test_the_brief_says_it_where_it_says_what_was_asked(client: FlaskClient) -> None:
    content = client.get(f"/targets/pdf{ASKED.query()}").data
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    first = next(page for page in pages if page.startswith("Engagement brief"))
    assert all(one in first for one in TOLD)
    text = " ".join(pages)
    assert "0.31" in text
    assert not [one for one in FALSE if one in text]
    assert ".." not in first


def test_the_map_s_files_are_refused_for_a_bad_exercise(client: FlaskClient) -> None:
    answer = client.get("/targets/pdf?c=heard!le!0.5!r~imd_decile!d!2!r&h=16_E02999999-0.1-0.2")
    assert answer.status_code == 400
    assert "not in this atlas" in answer.text


def changed(atlas: Atlas, **heard: Any) -> bytes:
    document = json.loads(to_definition(atlas, ASKED, made=MADE))
    document["heard"] |= heard
    del document["query"]
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ({"places": []}, "cannot be used"),
        ({"places": [{"code": "E02999999", "ratio": 0.1, "upper": 0.2}]}, "not in this atlas"),
        ({"places": [{"code": CODES[0], "ratio": -1, "upper": 0.2}]}, "cannot be used"),
        ({"places": [{"code": CODES[0], "ratio": 0.4, "upper": 0.2}]}, "upper limit"),
        ({"places": [{"code": "<b>", "ratio": 0.1, "upper": 0.2}]}, "not an id or a code"),
        ({"asked": "nobody"}, "whom the exercise asked"),
        ({"exercise": "x" * 61}, "cannot be used"),
        ({"responses": 12}, "which no definition has"),
    ],
)
def test_a_file_that_was_changed_is_refused_as_others_are(
    atlas: Atlas, heard: dict[str, Any], said: str
) -> None:
    with pytest.raises(DefinitionError, match=said) as caught:
        load_definition(changed(atlas, **heard), atlas)
    assert str(caught.value).endswith(".")
