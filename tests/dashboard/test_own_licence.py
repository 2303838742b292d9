"""What may be done with figures that somebody brought stands wherever they are handed over."""

import json

import pytest

from dashboard.explore.view import ViewState
from dashboard.explore.view_said import said_of, said_of_everything
from dashboard.files import csv_metadata
from dashboard.inequality.form import meaning as inequality_meaning
from dashboard.parts import menus
from dashboard.seldom_heard.form import meaning
from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from tests.carrying import every_kind
from tests.dashboard.conftest import exported
from tests.layers.own.layers import layer

NOT_ON = "Licence: Own – not for passing on."


@pytest.fixture(scope="module")
def own(atlas: Atlas) -> OwnLayer:
    return layer(
        **{name: getattr(every_kind(atlas)["share"], name)
           for name in ("codes", "numerators", "denominators")},
        licence="Own – not for passing on",
    )  # fmt: skip


@pytest.fixture(scope="module")
def known(atlas: Atlas, own: OwnLayer) -> Atlas:
    return with_own(atlas, [own])


def links(known: Atlas, meant: object) -> str:
    props = {str(one.id): one.props for one in meant.props}  # type: ignore[attr-defined]
    return str(props[menus.LINKS]["children"])


def test_export_menus_say_it_and_what_a_definition_holds(known: Atlas, own: OwnLayer) -> None:
    said = links(known, meaning(known, f"?c={own.id}!lt!20!r"))
    assert NOT_ON in said
    assert "it holds your own figures" in said
    assert NOT_ON in links(known, inequality_meaning(known, f"?i={own.id}"))
    plain = links(known, meaning(known, "?c=imd_decile!d!2!r"))
    assert "Licence" not in plain
    assert "own figures" not in plain


def test_explore_s_menu_says_it_with_and_without_filters(known: Atlas, own: OwnLayer) -> None:
    filtered = said_of(known, ViewState(indicator=own.id, districts=("E08000018",)))
    assert NOT_ON in json.dumps(filtered["export-own"], ensure_ascii=False)
    assert NOT_ON in json.dumps(said_of_everything(known, own.id)["own"], ensure_ascii=False)
    assert said_of_everything(known, "imd_score")["own"] == []


def test_pictures_say_it_and_no_open_licence_is_claimed(known: Atlas, own: OwnLayer) -> None:
    about = exported(known, ViewState(indicator=own.id)).about
    assert any(NOT_ON in line for line in about.attributions)  # what pictures print
    told = csv_metadata.metadata({}, "about.csv", about)
    assert "dc:license" not in told
    [mine] = [one for one in told["dc:source"] if one["dc:title"] == own.label]
    assert "dc:license" not in mine
    assert NOT_ON in mine["dc:rights"]
    assert any("dc:license" in one for one in told["dc:source"])
    plain = exported(known, ViewState()).about
    assert csv_metadata.metadata({}, "about.csv", plain)["dc:license"]
