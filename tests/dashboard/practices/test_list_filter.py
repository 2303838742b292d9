"""The list narrowed to a place, a network or a typed name."""

import pytest

from dashboard.practices.list_filter import narrowed, place_named, places
from dashboard.practices.view import PracticesView, read_view
from layers import Atlas


def codes(atlas: Atlas, query: str) -> set[str]:
    view, ignored = read_view(query, atlas)
    assert not ignored
    return {unit.key for unit in narrowed(atlas, view, view.listed)}


def test_nothing_asked_is_everything(atlas: Atlas) -> None:
    assert codes(atlas, "") == set(atlas.practices.index)
    assert len(narrowed(atlas, PracticesView(), "pcn")) == 29


def test_a_place_and_a_network_hold_their_practices(atlas: Atlas) -> None:
    practices = atlas.practices
    for code, name in places(atlas).items():
        assert codes(atlas, f"d={code}") == set(practices.index[practices["place"] == name])
        assert place_named(atlas, name) == code
    for code in practices["pcn_code"].unique():
        if code:
            assert codes(atlas, f"c={code}") == set(practices.index[practices["pcn_code"] == code])
            assert codes(atlas, f"k=pcn&c={code}") == {code}
    assert codes(atlas, "d=03N&c=U99055") == set()
    assert place_named(atlas, "Leeds") == ""


@pytest.mark.parametrize("typed", ["shakespeare road", "ROAD  shakespeare", "c87608", "Shak"])
def test_a_name_in_any_order_and_case(atlas: Atlas, typed: str) -> None:
    assert codes(atlas, f"q={typed}") == {"C87608"}


def test_the_name_of_a_place_or_a_network_finds_its_practices(atlas: Atlas) -> None:
    assert codes(atlas, "d=03L") <= codes(atlas, "q=rotherham")
    assert codes(atlas, "c=U99055") <= codes(atlas, "q=wentworth")
