from dataclasses import replace

import pytest

from dashboard.explore.view import ViewState
from dashboard.explore.view_sentence import filters, sentence
from dashboard.wording.lists import listed
from layers.atlas import Atlas

BURNGREAVE = ViewState(districts=("E08000019",), practices=("C88048",))


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        (ViewState(), "All 860 areas of South Yorkshire"),
        (ViewState(level="ward"), "All 95 wards of South Yorkshire"),
        (
            BURNGREAVE,
            "Areas of Sheffield that hold the first 80% of the list of Burngreave Surgery; figures "
            "are of all who live there, not of those patients alone",
        ),
        (
            replace(BURNGREAVE, at_least=10, districts=("E08000019", "E08000018")),
            "Areas of Sheffield and Rotherham where at least 10% of registered patients are with "
            "Burngreave Surgery; figures are of all who live there, not of those patients alone",
        ),
        (
            ViewState(deciles=(2, 1), residents=1500),
            "Areas of South Yorkshire in national deciles 1 and 2 of multiple deprivation, with at "
            "least 1,500 residents",
        ),
        (ViewState(level="msoa", districts=("E08000016",)), "Neighbourhoods of Barnsley"),
        (
            ViewState(level="ward", districts=("E08000016",), deciles=(1,)),
            "Wards with any of these: areas of Barnsley in national decile 1 of multiple "
            "deprivation",
        ),
        (
            ViewState(rural_urban=(4,), wards=("E05000994",)),
            "Areas of South Yorkshire in the ward Stairfoot (Barnsley), classed as “Smaller rural: "
            "Nearer to a major town or city”",
        ),
    ],
)
def test_the_view_in_a_sentence(atlas: Atlas, view: ViewState, wanted: str) -> None:
    assert sentence(atlas, view) == wanted


def test_a_selection_is_said_instead_of_the_filters(atlas: Atlas) -> None:
    view = replace(BURNGREAVE, selected=("E01007317", "E01007869"))
    said = sentence(atlas, view, only_selected=True)
    assert said.startswith("The 2 selected areas: Kendray · Barnsley 018A and ")
    assert sentence(atlas, view) == sentence(atlas, BURNGREAVE)


def test_a_network_counts_as_one_list(atlas: Atlas) -> None:
    network = atlas.practices["pcn_code"].iloc[0]
    name = atlas.practices["pcn"].iloc[0]
    assert f"of the list of {name}" in sentence(atlas, ViewState(pcns=(network,)))
    both = ViewState(pcns=(network,), practices=("C88048",))
    assert f"of the joint list of {name} and Burngreave Surgery" in sentence(atlas, both)


def test_every_choice_is_written_out(atlas: Atlas) -> None:
    wards = tuple(sorted(atlas.areas["ward_code"].unique())[:8])
    view = ViewState(
        indicator="qof_dm",
        second="imd_score",
        districts=("E08000016",),
        wards=wards,
        neighbourhoods=("E02001509",),
        pcns=(atlas.practices["pcn_code"].iloc[0],),
        practices=("C88048",),
        held=50,
        rural_urban=(0,),
        deciles=(1,),
        residents=100,
        selected=("E01007317",),
        columns=("english_limited",),
    )
    text = " ".join(f"{label}: {words}." for label, words in filters(atlas, view))
    for part in ("Diabetes (modelled)", "Multiple deprivation: score", "Barnsley", "Royston West"):
        assert part in text
    for part in (
        "Burngreave Surgery (C88048)",
        "50% of their patients",
        "at least 100",
        "E01007317",
    ):
        assert part in text
    for name in atlas.areas.loc[atlas.areas["ward_code"].isin(wards), "ward"]:
        assert name in text
    assert "and 5 more" in sentence(atlas, view)


def test_lists_in_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c", "d"]) == "a, b, c and d"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
