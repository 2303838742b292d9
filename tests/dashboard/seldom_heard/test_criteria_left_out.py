"""A link whose criteria ask for figures that are not here: what is found without them says so."""

import json

import pytest
from flask import Flask

from dashboard.parts.context import Context
from dashboard.parts.targets.handover import work_out
from dashboard.parts.targets.target_definition import Targets, read_targets
from dashboard.seldom_heard import findings
from dashboard.seldom_heard.brief.pages import content, of_zone
from dashboard.seldom_heard.export_definition import load_definition, to_definition
from dashboard.seldom_heard.export_routes import add_target_exports
from dashboard.seldom_heard.form import meaning
from dashboard.seldom_heard.ready_made import taken
from dashboard.settings.config import Config
from dashboard.web.browser_files import BrowserFiles
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.targeting.presets import presets_for
from tests.carrying import every_kind
from tests.dashboard.seldom_heard.test_export_samples import MADE

LEFT_OUT = "One criterion of the link was left out"
WITHOUT = "Food banks in Rotherham (without one of its criteria)"


@pytest.fixture(scope="module")
def link(atlas: Atlas) -> str:
    own = every_kind(atlas)["share"].id
    return f"?t=Food+banks&c=imd_decile!d!2!r~{own}!lt!20!r&d=E08000018"


@pytest.fixture(scope="module")
def targets(atlas: Atlas, link: str) -> Targets:
    return read_targets(link, atlas)[0]


def test_the_notice_says_how_many_and_that_the_result_is_another(atlas: Atlas, link: str) -> None:
    _, notes = read_targets(link, atlas)
    [note] = notes
    assert note.startswith("One criterion of this link asks for figures that somebody brought")
    assert "the result is another than the one the link was sent for" in note
    known = with_own(atlas, [every_kind(atlas)["share"]])
    there, notes = read_targets(link, known)
    assert (there.lacking, notes) == (0, ())


def test_it_stays_in_the_address_until_somebody_asks_for_something_else(
    atlas: Atlas, targets: Targets
) -> None:
    assert targets.lacking == 1
    again, notes = read_targets(targets.query(), atlas)
    assert (again, notes) == (targets, ())
    assert meaning(atlas, targets.query()).parts["l"] == "1"
    ready = next(one.id for one in presets_for(atlas).values() if one.available)
    assert taken(atlas, targets, ready).lacking == 0


def test_page_brief_and_hand_out_say_it_on_their_first_line(atlas: Atlas, targets: Targets) -> None:
    made = work_out(atlas, targets)
    assert made.title == WITHOUT
    assert any(LEFT_OUT in line for line in made.advice)
    page = str(findings.said(atlas, made))
    assert LEFT_OUT in page
    assert "href='/seldom-heard?t=Food+banks&c=imd_decile%21d%212%21r&d=E08000018'" in page
    said = content(atlas, made, made=MADE, link="")
    assert said["title"] == WITHOUT
    assert any(LEFT_OUT in line for line in said["notes"])
    assert of_zone(atlas, made, 1, made=MADE, link="")["title"] == WITHOUT


def test_the_files_say_it_and_their_link_claims_no_more(atlas: Atlas, targets: Targets) -> None:
    server = Flask("targets")
    add_target_exports(server, Context(Config(), atlas, BrowserFiles()), today=lambda: MADE)
    answer = server.test_client().get(f"/targets/geojson{targets.query()}")
    said = answer.data.decode()
    assert LEFT_OUT in said
    assert "(without the criteria left out)" in said
    assert '"Link that finds the same again"' not in said


def test_a_saved_definition_keeps_it(atlas: Atlas, targets: Targets) -> None:
    file = to_definition(atlas, targets, made=MADE)
    assert json.loads(file)["criteria_left_out"] == 1
    assert load_definition(file, atlas) == targets
