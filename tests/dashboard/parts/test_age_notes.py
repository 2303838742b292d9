"""What ages do to a figure of illness is said where it stands beside South Yorkshire's."""

import pandas as pd
import pytest

from dashboard.explore import card
from dashboard.explore.view import ViewState
from dashboard.parts import age_notes
from layers import Atlas
from layers.inequality import age_adjustment
from layers.practices import profile

HEADLINES = ("bad_health", "disabled", "qof_hyp", "qof_mh", "no_car")


@pytest.fixture(scope="module")
def oldest(atlas: Atlas) -> str:
    return str(atlas.table("age_65_plus")["value"].idxmax())


@pytest.fixture(scope="module")
def youngest(atlas: Atlas) -> str:
    return str(atlas.table("age_65_plus")["value"].idxmin())


def of(atlas: Atlas, code: str) -> pd.Series:
    return profile.of_areas(atlas, [code])


def test_one_figure(atlas: Atlas, oldest: str) -> None:
    found = age_adjustment.compared(atlas, "bad_health", of(atlas, oldest), profile.whole(atlas))
    assert found is not None
    said = age_notes.note(atlas, atlas.indicators["bad_health"], of(atlas, oldest))
    assert said == (
        f"Older than South Yorkshire: from ages alone, {found.expected:.1f}% would be expected "
        "here (modelled)."
    )


def test_the_young_too(atlas: Atlas, youngest: str) -> None:
    said = age_notes.note(atlas, atlas.indicators["bad_health"], of(atlas, youngest))
    assert said.startswith("Younger than South Yorkshire: from ages alone, ")


def test_a_register_has_no_number_and_is_said_to_rise_only_where_it_does(
    atlas: Atlas, oldest: str, youngest: str
) -> None:
    weights = of(atlas, oldest)
    said = age_notes.note(atlas, atlas.indicators["qof_hyp"], weights)
    assert said.startswith("Older than South Yorkshire (")
    assert "against 18.5%), which alone raises this figure." in said
    assert age_notes.note(atlas, atlas.indicators["qof_mh"], weights) == ""
    low = age_notes.note(atlas, atlas.indicators["qof_hyp"], of(atlas, youngest))
    assert "which alone lowers this figure" in low


def test_several_at_once(atlas: Atlas, oldest: str) -> None:
    counted, registers = age_notes.together(atlas, HEADLINES, of(atlas, oldest))
    assert "for bad or very bad health" in counted
    assert "for disabled people" in counted
    assert registers.startswith("More older people live here than in South Yorkshire on average")
    assert "car" not in counted


def test_nothing_where_ages_are_alike(atlas: Atlas) -> None:
    for code in atlas.districts:
        own = atlas.areas.index[atlas.areas["district_code"] == code]
        weights = profile.of_areas(atlas, own)
        assert age_notes.note(atlas, atlas.indicators["bad_health"], weights) == ""
        assert age_notes.note(atlas, atlas.indicators["no_car"], weights) == ""


def test_the_card_says_it(atlas: Atlas, oldest: str) -> None:
    shown = str(card.profile_of(atlas, ViewState(selected=(oldest,))))
    assert "Older than South Yorkshire: from ages alone, " in shown
    assert "More older people live here than in South Yorkshire on average" in shown


def test_the_chosen_figure_comes_first(atlas: Atlas, oldest: str) -> None:
    shown = str(card.profile_of(atlas, ViewState(indicator="bad_health", selected=(oldest,))))
    assert shown.index("from ages alone, ") < shown.index("Main figures")
    other = str(card.profile_of(atlas, ViewState(indicator="no_car", selected=(oldest,))))
    assert other.index("from ages alone, ") > other.index("Main figures")
