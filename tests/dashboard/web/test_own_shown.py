"""What the browser is told of figures that somebody brought, and who is told it."""

import json
import re

import numpy as np
import pytest
from dash import Dash
from werkzeug.test import TestResponse

from dashboard import browser_data, browser_words
from dashboard.explore.view import ViewState
from dashboard.explore.view_said import said_of
from dashboard.own_shown import PATH, own_figures
from dashboard.parts.address import sentences
from layers import Atlas
from layers.own.own_indicator import with_own
from tests.carrying import Page, every_kind
from tests.layers.own.layers import layer

LACKING = sentences()["own"]
EXPORTS = (
    "/export/csv?i={id}",
    "/export/png?j={id}",
    "/targets/csv?c={id}!ge!5!r",
    "/inequality/export/zip?i={id}",
    "/where-to-meet/export/csv?g={id}",
    "/evidence/pack.docx?c={id}!ge!5!r",
)

RATE = {
    **{"kind": "rate", "values": (10.0, 12.5, 14.0), "numerators": (), "denominators": ()},
    **{"counted": "", "out_of": ""},
}


def test_they_are_as_published_ones_are(atlas: Atlas) -> None:
    every = every_kind(atlas)
    mine = with_own(atlas, list(every.values()))
    found = own_figures(mine)
    assert json.loads(json.dumps(found, allow_nan=False)) == json.loads(json.dumps(found))
    catalogue = browser_data.catalogue(mine)
    assert found["themes"] == catalogue["themes"]
    assert found["groups"] == catalogue["groups"]
    assert found["groups"][:-1] == browser_words.groups(atlas)
    label, ids = found["groups"][-1]
    assert label == "Own figures · Brought by people who use this atlas"
    assert set(ids) == {one.id for one in every.values()}
    for name, words in found["indicators"].items():
        assert words.pop("unclustered").keys() == {"label", "text"}
        known = mine.column(name, "value")
        without = sorted(at for _, places in words.pop("none") for at in places)
        assert without == np.flatnonzero(np.isnan(known)).tolist()
        assert words == catalogue["indicators"][name]
        assert words["own"] is True
        assert words["england"] is None
        assert found["caveats"][name].startswith("Own figure: brought by somebody")
    cards = {}
    for document in found["figures"]:
        cards |= document["cards"]
    assert cards.keys() == set(ids)
    for card in cards.values():
        assert "England has none to set them beside" in json.dumps(card["glance"])


def test_whoever_holds_none_is_told_of_none(open_app: Dash, atlas: Atlas) -> None:
    one = layer()
    told = Page(open_app.server, [one]).get(PATH)
    assert list(told.json["indicators"]) == [one.id]
    assert told.headers["Cache-Control"] == "no-store"
    bare = Page(open_app.server).get(PATH)
    assert bare.headers["Cache-Control"] == "no-store"
    assert (bare.json["indicators"], bare.json["figures"]) == ({}, [])
    assert json.loads(json.dumps(browser_words.groups(atlas))) == bare.json["groups"]
    assert 'id="atlas-own">{"kept": [], "most": 5,' in Page(open_app.server).get("/").text


def test_one_that_cannot_be_told_takes_no_other_with_it(
    open_app: Dash, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every map waits for this answer: of what is kept here, everybody's."""
    bad, good = layer(label="Bad", unit="per week", **RATE), layer(label="Good")
    one = browser_data.one

    def told(atlas: Atlas, name: str) -> dict[str, object]:
        if name == bad.id:
            raise ValueError
        return one(atlas, name)

    monkeypatch.setattr(browser_data, "one", told)
    found = Page(open_app.server, [bad, good]).get(PATH).json
    assert list(found["indicators"]) == [good.id]
    assert found["groups"][-1][1] == [good.id]
    assert [list(document["cards"]) for document in found["figures"]] == [[good.id]]
    assert list(found["caveats"]) == [good.id]
    assert [line.message for line in caplog.records] == ["error"]


@pytest.mark.parametrize("unit", ["per {week}", "{", "%{x} {0}", "{number}"])
def test_a_unit_may_hold_whatever_somebody_typed(open_app: Dash, unit: str) -> None:
    one = layer(unit=unit, **RATE)
    page = Page(open_app.server, [one])
    assert page.get(PATH).json["indicators"][one.id]["form"] == [f"{{number}} {unit}"] * 2
    said = page.get(f"/find/said?i={one.id}&s={one.codes[0]}")
    assert f"10.0 {unit}" in json.dumps(said.json)
    assert page.get(f"/export/zip?i={one.id}").status_code == 200


def test_files_for_all_browsers_are_never_made_with_what_one_of_them_holds(open_app: Dash) -> None:
    """Whoever asks first for a file that is made later might carry something."""
    one, page = layer(label="Nobody else's"), Page(open_app.server).get("/").text
    names = re.findall(r"/files/(?:cards|one-roma|atlas|values)-[0-9a-f]+\.json", page)
    assert len(set(names)) >= 3
    for name in set(names):
        for asked in (Page(open_app.server, [one]), Page(open_app.server)):
            assert one.id not in asked.get(name).text
            assert one.label not in asked.get(name).text


@pytest.mark.parametrize("address", EXPORTS)
def test_a_file_of_figures_that_are_not_at_hand_is_none(open_app: Dash, address: str) -> None:
    one, other = layer(label="Mine"), layer(label="Another")

    def asked(page: Page) -> TestResponse:
        return page.get(address.format(id=one.id))

    for page in (Page(open_app.server), Page(open_app.server, [other])):
        answer = asked(page)
        assert answer.status_code == 404
        assert answer.text.startswith(LACKING)


def test_a_figure_of_larger_areas_is_told_as_that(atlas: Atlas) -> None:
    """All small areas of a ward have the same figure: they are no five places with most need."""
    one = every_kind(atlas)["ward"]
    mine = with_own(atlas, [one])
    [document] = own_figures(mine)["figures"]
    told = json.dumps(document["cards"][one.id]["highest"]["lsoa"])
    assert "Lowest, by ward" in told
    assert told.count('"Ward in ') == 5
    code = atlas.areas.index[0]
    card = said_of(mine, ViewState(indicator=one.id, selected=(code,)))["card-now"]
    assert f"This is the figure of all of {atlas.areas['ward'].iloc[0]} ward." in json.dumps(card)
