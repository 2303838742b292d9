"""The controls of the Inequality page, and what an address means to them."""

import json
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.inequality.compare_form import COMPARE, COMPARE_ADD, COMPARED, compare_form
from dashboard.inequality.form import (
    CHOSEN,
    INDICATOR,
    WITHIN,
    address_form,
    form,
    meaning,
)
from dashboard.inequality.view import LETTERS
from dashboard.parts import menus
from dashboard.parts.address_form import Control
from dashboard.parts.combobox import chosen
from layers import Atlas
from layers.own.own_indicator import with_own
from tests.carrying import every_kind


def told(atlas: Atlas, search: str) -> dict[str, Any]:
    """Properties by component and name."""
    return {
        f"{_key(one.id)}.{name}": value
        for one in meaning(atlas, search).props
        for name, value in one.props.items()
    }


def _key(component: Any) -> str:
    return component if isinstance(component, str) else json.dumps(component, sort_keys=True)


@pytest.fixture(scope="module")
def ids(atlas: Atlas) -> set[str]:
    return {
        _key(one.id)
        for controls in (form(atlas), html.Div(compare_form(atlas)))
        for one in controls._traverse()
        if isinstance(one, Component) and hasattr(one, "id")
    }


def test_every_part_of_the_address_has_its_place(ids: set[str]) -> None:
    parts = address_form().parts
    assert {part.key for part in parts} == LETTERS
    assert {_key(part.id) for part in parts if isinstance(part, Control)} <= ids


def test_what_is_told_is_told_to_what_is_there(atlas: Atlas, ids: set[str]) -> None:
    assert {_key(one.id) for one in meaning(atlas, "").props} <= ids


@pytest.mark.parametrize(
    ("search", "there"),
    [
        ("?i=no_car", {"indicator", "order", "within", "groups", "fit"}),
        ("?i=qof_copd", {"indicator", "order", "within", "fit"}),
        ("?t=mix", {"district"}),
        ("?t=together", {"add", "level", "within"}),
        (
            "?t=together&c=imd_score.bad_health.english_limited.minority_ethnic.no_car.roma"
            ".pakistani.income_score",
            {"level", "within"},
        ),
    ],
)
def test_each_part_of_the_page_asks_its_own(atlas: Atlas, search: str, there: set[str]) -> None:
    names = ("indicator", "order", "within", "groups", "fit", "district", "add", "level")
    props = told(atlas, search)
    assert {one for one in names if not props[f"ask-{one}-field.hidden"]} == there


def test_the_controls_show_what_the_address_means(atlas: Atlas) -> None:
    search = "?i=no_car&o=income&w=E08000019&f=log&c=no_car.roma&g=national"
    props = told(atlas, search)
    assert props[f"{_key(chosen(INDICATOR))}.data"] == "no_car"
    assert props["ask-order.value"] == "income"
    assert props[f"{_key(chosen(WITHIN))}.data"] == props["ask-district.value"] == "E08000019"
    assert (props["ask-groups.value"], props["ask-fit.value"]) == ("national", "log")
    assert [one["value"] for one in props["ask-fit.options"]] == ["none", "log", "logit"]
    assert props[f"{CHOSEN}.data"] == ["no_car", "roma"]
    # Two must stay.
    assert [chip.disabled for chip in props["inequality-chips.children"]] == [True, True]
    files = [one.href for one in props[f"{menus.LINKS}.children"]]
    assert files[0].startswith("/inequality/export/xlsx?i=no_car&o=income&w=E08000019&g=national")
    assert len(files) == 4
    assert len(told(atlas, "?t=mix")[f"{menus.LINKS}.children"]) == 3  # no districts


def test_the_places_compared_stand_by_the_districts(atlas: Atlas) -> None:
    network = str(atlas.practices["pcn_code"].max())
    props = told(atlas, f"?v=E08000019.{network}")
    options = {one["value"]: one["label"] for one in props[f"{COMPARED}.options"]}
    assert [*options] == [*sorted(atlas.districts), network]
    assert options[network] == atlas.practices.query("pcn_code == @network")["pcn"].iloc[0]
    assert props[f"{COMPARED}.value"] == ["E08000019", network]
    assert not props[f"{COMPARE_ADD}-field.hidden"]
    # No more than four, and on this part of the page only.
    assert told(atlas, f"?v={'.'.join(atlas.districts)}")[f"{COMPARE_ADD}-field.hidden"]
    assert told(atlas, "?t=mix")[f"{COMPARE}.hidden"]


def test_what_cannot_be_used_is_said(atlas: Atlas) -> None:
    found = meaning(atlas, "?i=nothing&t=all")
    assert len(found.notes) == 2
    assert found.parts["t"] == "gap"


def test_of_own_figures_that_are_not_listed_it_is_said_why(atlas: Atlas) -> None:
    """A count has no average; a share has, and is listed."""

    def said(atlas: Atlas, search: str) -> dict[str, Any]:
        return next(one.props for one in meaning(atlas, search).props if one.id == "ask-not-listed")

    share, count = every_kind(atlas)["share"], every_kind(atlas)["count"]
    both = with_own(atlas, [share, count])
    for search in ("", "?t=together"):
        found = said(both, search)
        assert not found["hidden"]
        assert f"Not in this list: “{count.label}”. A count has no average" in found["children"]
    for other, search in ((with_own(atlas, [share]), ""), (atlas, ""), (both, "?t=mix")):
        assert said(other, search) == {"children": "", "hidden": True}
