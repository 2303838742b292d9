"""What the Practices page's controls show for an address, and what acts do to it."""

from typing import Any

import pytest

from dashboard.parts import menus
from dashboard.parts.combobox import chosen
from dashboard.parts.fields import field_id
from dashboard.practices import acts
from dashboard.practices.choices import choices
from dashboard.practices.form import ADD, FIND, MEMBERS, address_form, meaning
from dashboard.practices.view import LETTERS, PracticesView, read_view
from layers import Atlas

SIX = "C85001.C85003.C85004.C85005.C85006.C85007"


def shown(atlas: Atlas, search: str, id_: Any) -> Any:
    """The properties that a component is given."""
    return next(one.props for one in meaning(atlas, search).props if one.id == id_)


def test_every_part_of_the_address_is_in_the_form() -> None:
    assert {part["key"] for part in address_form().declared()["parts"]} == LETTERS


def test_the_search_box_names_what_is_open(atlas: Atlas) -> None:
    named = {one["value"]: one["label"] for group in choices(atlas) for one in group["options"]}
    assert named[shown(atlas, "?v=C85001", chosen(FIND))["data"]] == "Goldthorpe Medical Centre"
    assert {"U20350", "02P", "E08000018", *atlas.practices.index} <= set(named)
    assert shown(atlas, "?v=C85001.C85003", chosen(FIND))["data"] == ""
    assert shown(atlas, "", chosen(FIND))["data"] == ""


@pytest.mark.parametrize(
    ("search", "listed", "more", "looks"),
    [
        ("", True, False, False),
        ("?v=C85001", False, True, True),
        ("?v=E08000018", False, True, False),
        ("?v=C85001.U20350", False, True, False),
        (f"?v={SIX}", False, False, False),
    ],
)
def test_controls_stand_where_they_can_be_used(
    atlas: Atlas, search: str, listed: bool, more: bool, looks: bool
) -> None:
    for part in ("list-tools", "list-title", "practices-list", "practices-list-repeat"):
        assert shown(atlas, search, part)["hidden"] == (not listed)
    assert shown(atlas, search, "practices-back")["hidden"] == listed
    assert shown(atlas, search, field_id(ADD))["hidden"] == (not more)
    assert shown(atlas, search, field_id("map-shown"))["hidden"] == (not looks)


def test_networks_are_those_of_the_place(atlas: Atlas) -> None:
    every = shown(atlas, "", "list-network")["options"]
    some = shown(atlas, "?d=03L", "list-network")["options"]
    assert len(every) == 30
    of = atlas.practices[atlas.practices["sub_icb_code"] == "03L"]
    assert {one["value"] for one in some[1:]} == set(of["pcn_code"]) - {""}


def test_ways_back_keep_what_the_list_was_narrowed_to(atlas: Atlas) -> None:
    assert shown(atlas, "?v=C85001&k=pcn&d=03L", "practices-back")["href"].endswith("?k=pcn&d=03L")
    assert shown(atlas, "?k=pcn&d=03L&q=x", "list-all")["href"].endswith("/practices?k=pcn")
    assert not shown(atlas, "?q=x", "list-all")["hidden"]
    assert shown(atlas, "?k=pcn", "list-all")["hidden"]


@pytest.mark.parametrize(
    ("search", "number", "query"),
    [
        ("?d=03L&m=list", 4, "?d=03L"),
        ("?v=C85001&d=03L&r=DM", 6, "?v=C85001&r=DM"),
        ("?v=C85001.E08000018", 5, "?v=C85001.E08000018"),
        ("?v=E08000018", 5, "?v=E08000018"),
    ],
)
def test_files_are_of_what_is_shown(atlas: Atlas, search: str, number: int, query: str) -> None:
    every = [one.href for one in shown(atlas, search, menus.LINKS)["children"]]
    links = [link for link in every if link.startswith("/practices/export/")]
    assert len(links) == number
    assert {f"?{link.split('?')[1]}" for link in links} == {query}
    # And of one practice, network or place its evidence pack.
    units = read_view(search, atlas)[0].units
    one = units[0].key if len(units) == 1 else ""
    packs = [f"/evidence/pack.{kind}?unit={one}" for kind in ("docx", "pdf")]
    assert every[number:] == (packs if one else [])


def test_a_group_is_made_named_and_changed(atlas: Atlas) -> None:
    made = acts.grouped(atlas, "?d=03L", ["C85001", "U20350"])
    assert made == "?v=My+group~C85001~U20350&d=03L"
    assert acts.renamed(atlas, made, "Ours~No. 1") == "?v=Ours+No+1~C85001~U20350&d=03L"
    assert acts.renamed(atlas, made, "My group") is None
    assert acts.renamed(atlas, made, "") is None
    assert acts.joined(atlas, made, "C85003") == "?v=My+group~C85001~U20350~C85003&d=03L"
    assert acts.joined(atlas, made, "C85001") is None
    assert acts.joined(atlas, "?v=C85001", "C85003") is None
    assert acts.taken_off(atlas, made, "C85001") == "?v=My+group~U20350&d=03L"
    assert acts.taken_off(atlas, "?v=Mine~C85001", "C85001") is None
    chips = [one.id["of"] for one in shown(atlas, made, MEMBERS)["children"]]
    assert chips == ["C85001", "U20350"]


def test_what_is_ticked_is_compared(atlas: Atlas) -> None:
    assert (
        acts.compared(atlas, "?k=pcn&r=DM", ["U20350", "U99055"]) == "?v=U20350.U99055&k=pcn&r=DM"
    )
    assert acts.beside(atlas, "?v=U20350&d=03L", "C85001") == "?v=U20350.C85001&d=03L"
    assert acts.beside(atlas, "?v=U20350", "U20350") == "?v=U20350"
    clicked = {"points": [{"customdata": "C85001"}]}
    assert acts.opened(atlas, "?v=C85003&r=DM", clicked) == "?v=C85001&r=DM"
    # A browser may send anything.
    for other in ({}, {"points": []}, {"points": [7]}, {"points": [{"customdata": [1]}]}):
        assert acts.opened(atlas, "", other) is None
    assert acts.compared(atlas, "", ["<script>", "C85001"]) == "?v=C85001"
    assert acts.compared(atlas, "", []) == PracticesView().query()
