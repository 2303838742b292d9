"""Figures that somebody brought for one district are never told as the whole atlas's."""

import json

import pytest

from dashboard.explore.classes import crossed_classes
from dashboard.explore.view import ViewState
from dashboard.parts.found_map import places
from dashboard.parts.sessions.answer import work_out as work_out_sessions
from dashboard.parts.sessions.area_classes import class_of
from dashboard.parts.sessions.papers.sessions_sheet import _legend as paper_legend
from dashboard.parts.sessions.said import sentence
from dashboard.parts.sessions.session_request import read_request
from dashboard.parts.targets.handover import how_common, needed, work_out
from dashboard.parts.targets.target_definition import read_targets
from dashboard.where_to_meet import map_result
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from tests.layers.own.layers import layer

HIDDEN = 9


@pytest.fixture(scope="module")
def own(atlas: Atlas) -> OwnLayer:
    """Of Barnsley's areas, the first of which are hidden."""
    there = atlas.areas[atlas.areas["district"] == "Barnsley"]
    homes = tuple(float(people // 2) for people in there["residents"])
    cases = tuple(None if n < HIDDEN else home // 20 for n, home in enumerate(homes))
    return layer(codes=tuple(there.index), numerators=cases, denominators=homes, hidden=HIDDEN)


@pytest.fixture(scope="module")
def known(atlas: Atlas, own: OwnLayer) -> Atlas:
    return with_own(atlas, [own])


def test_people_to_reach_are_those_of_the_areas_with_a_figure(known: Atlas, own: OwnLayer) -> None:
    number = len(own.codes) - HIDDEN
    where = f"the {number} areas of South Yorkshire with a figure"
    targets, _ = read_targets(f"?c=imd_decile!d!2!r&g={own.id}", known)
    made = work_out(known, targets)
    everybody = f"{int(known.table(own.id)['numerator'].sum()):,}"
    assert f" of the {everybody} households with a parcel in {where}: " in made.sentence
    assert made.sentence.endswith(f" times as common in these areas as in {where}.")
    assert f" of all in {where}." in needed(known, made)
    assert f" in {where}: " in how_common(known, made.reaches[0])
    published, _ = read_targets("?c=imd_decile!d!2!r&g=english_limited", known)
    assert "with a figure" not in work_out(known, published).sentence


def test_classes_of_two_are_of_the_areas_with_both_figures(known: Atlas, own: OwnLayer) -> None:
    said = crossed_classes(known, ViewState(own.id, second="imd_score")).said
    whole = crossed_classes(known, ViewState("imd_score", second="english_limited")).said
    assert said.startswith("Thirds of South Yorkshire areas with both figures, as equal as ")
    assert whole.startswith("Thirds of South Yorkshire areas, as equal as ")


def test_a_map_of_sessions_has_no_class_for_areas_without_a_figure(
    known: Atlas, own: OwnLayer
) -> None:
    answer = work_out_sessions(known, read_request(f"?g={own.id}&n=1", known)[0])
    number = len(own.codes) - HIDDEN
    assert sentence(answer).startswith(f"In the {number} areas of South Yorkshire with a figure, ")
    of = class_of(answer)
    assert [code for code, at in of.items() if at >= 0] == list(own.codes[HIDDEN:])
    drawn, place = map_result.for_map(answer)["map"], places(known, "lsoa")
    blank = {code for code in place if not drawn["looks"][drawn["of"][place[code]]]["colour"]}
    assert blank == {code for code, at in of.items() if at < 0}
    said = json.dumps([one.to_plotly_json() for one in map_result.legend_of(answer)], default=str)
    assert "No figure" in said
    assert f"{len(known.areas) - number} areas" in said
    assert paper_legend(answer)[-1]["text"] == "no figure"
