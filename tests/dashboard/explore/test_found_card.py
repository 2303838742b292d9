"""The card of a place that was searched for or clicked, and what a selection is called."""

import json
from typing import Any

import pytest

from dashboard.explore.found_place import found_place, selected_title
from dashboard.explore.view import ViewState, read_query
from dashboard.explore.view_said import said_of
from layers import Atlas
from layers.geography import levels
from layers.ground.search import find
from tests.dashboard.explore.test_view_said import nodes, said

BURNGREAVE, UNIVERSITY = "C88048", "C88627"


def changes(atlas: Atlas, query: str, place: str = "card-now") -> list[dict[str, Any]]:
    """What each button in a place of the page does to the view."""
    part = said_of(atlas, read_query(query, atlas).view)[place]
    return [json.loads(one[1]["data-view"]) for one in nodes(part) if "data-view" in one[1]]


def links(atlas: Atlas, query: str) -> list[str]:
    part = said_of(atlas, read_query(query, atlas).view)["card-now"]
    return [one[1]["href"] for one in nodes(part) if one[0] == "a"]


def test_a_practice_s_card_says_who_it_is_and_its_registers(atlas: Atlas) -> None:
    query = f"?y=practice.{BURNGREAVE}"
    assert said(atlas, query) == (
        "Burngreave Surgery More Close GP practice C88048 · Foundry PCN · Sheffield "
        "5 Burngreave Road, Sheffield, S3 9LB 8,623 patients on its list (1 July 2026). "
        "None of its 21 registers is outside the usual range for its patients' ages and "
        "deprivation. Furthest below: high blood pressure (hypertension), 0.83 of what is expected "
        "(usual 0.76–1.26). Furthest above: learning disability, 1.67 of what is expected (usual "
        "0.46–1.83). Open its page Show where its patients live"
    )
    assert said(atlas, query, "card-said") == (
        "Burngreave Surgery. GP practice C88048 · Foundry PCN · Sheffield."
    )
    assert links(atlas, query) == [f"/practices?v={BURNGREAVE}"]
    shut, areas = changes(atlas, query)
    assert (shut, areas) == ({"found": ""}, {"practices": [BURNGREAVE], "pcns": [], "found": ""})
    # What is shown already is not offered, and the card has its place to itself.
    assert changes(atlas, f"{query}&p={BURNGREAVE}") == [{"found": ""}]
    assert said(atlas, f"{query}&p={BURNGREAVE}", "card-patients") == ""
    assert "cannot be compared" in said(atlas, f"?y=practice.{UNIVERSITY}")


def test_marked_registers_are_counted_with_how_many_would_be_anyway(atlas: Atlas) -> None:
    cards = [said(atlas, f"?y=practice.{code}") for code in atlas.practices.index]
    marked = [one for one in cards if "of its 21 registers are outside the usual range" in one]
    assert marked
    assert all("of an ordinary practice, about 1 would be" in one for one in marked)


def test_a_library_s_card_leads_to_its_area(atlas: Atlas) -> None:
    (library,) = (one for one in find(atlas, "firth park library").places if one.kind == "library")
    query = f"?y=library.{library.key}"
    area = atlas.areas.loc[library.areas[0]]
    assert said(atlas, query) == (
        f"{library.name} More Close Library · {library.where} It is in {area['neighbourhood']} "
        f"({area['name']}). Show this area"
    )
    change = {"level": "lsoa", "selected": list(library.areas), "found": query[3:]}
    assert changes(atlas, query)[1] == change
    assert said(atlas, f"?s={library.areas[0]}&y={query[3:]}").startswith(
        f"{library.name} · {area['neighbourhood']} More Close"
    )


@pytest.mark.parametrize("key", ["library.none", "practice.X99999", "street.no", "other.x.y"])
def test_a_place_that_is_not_there_has_no_card(atlas: Atlas, key: str) -> None:
    assert said(atlas, f"?y={key}") == said(atlas, "")


def test_a_selection_is_called_by_what_was_looked_for(atlas: Atlas) -> None:
    street = find(atlas, "owler lane").places[0]
    query = f"?s={'.'.join(street.areas)}&y=street.{street.key}"
    view = read_query(query, atlas).view
    assert found_place(atlas, view) == street
    assert selected_title(atlas, view) == "Owler Lane · 3 areas"
    assert said(atlas, query, "chips") == "Selected: Owler Lane · 3 areas ×"
    # Of a part of them it is not said.
    less = ViewState(selected=street.areas[:2], found=view.found)
    assert selected_title(atlas, less) == "2 areas selected"


def test_a_whole_ward_or_neighbourhood_is_called_by_its_name(atlas: Atlas) -> None:
    for level in ("msoa", "ward"):
        code, name = levels.COLUMNS[level]
        for one, inside in atlas.areas.groupby(code):
            codes = tuple(inside.index)
            if len(codes) < 2:
                continue
            title = selected_title(atlas, ViewState(selected=codes))
            whole, _, number = title.partition(" · ")
            assert number == f"{len(codes)} areas"
            # A ward may be one neighbourhood under another name.
            assert whole in set(inside[["neighbourhood", "ward"]].iloc[0]), one
            if len(codes) > 2:
                part = ViewState(selected=codes[:-1])
                title = selected_title(atlas, part)
                assert inside[name].iloc[0] not in title or title != f"{whole} · {number}"


def test_practices_and_networks_are_named_below_their_fields(atlas: Atlas) -> None:
    query = "?p=C88048.C88051&c=U16464"
    assert (
        said(atlas, query, "practice-chosen") == "Burngreave Surgery × Page Hall Medical Centre ×"
    )
    network = atlas.practices.query("pcn_code == 'U16464'")["pcn"].iloc[0]
    assert said(atlas, query, "network-chosen") == f"{network} ×"
    assert changes(atlas, query, "practice-chosen")[0] == {"practices": ["C88051"]}
    assert changes(atlas, query, "network-chosen") == [{"pcns": []}]
    assert said(atlas, "", "practice-chosen") == ""


def test_a_practice_that_was_found_has_the_headline(atlas: Atlas) -> None:
    assert said(atlas, f"?y=practice.{BURNGREAVE}", "headline") == (
        "Burngreave Surgery: none of its 21 registers is outside the usual range."
    )
    # Not over what is selected.
    chosen = f"?y=practice.{BURNGREAVE}&s=E01007317"
    assert said(atlas, chosen, "headline") == "Kendray : Decile 1 of 10."
