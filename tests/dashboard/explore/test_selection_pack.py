"""The evidence pack on the card of a selection: about all who live there, and nobody else."""

import pytest

from dashboard.evidence.asked import read
from dashboard.explore.selection_pack import selection_pack
from dashboard.explore.view import ViewState
from layers import Atlas
from layers.geography import levels
from tests.dashboard.plans.words import links, words


@pytest.mark.parametrize(
    ("level", "number"),
    [
        ("lsoa", 1),
        ("lsoa", 7),
        ("lsoa", 200),
        ("msoa", 1),
        ("ward", 1),
        ("ward", 3),
        ("district", 1),
    ],
)
def test_a_pack_is_about_all_of_the_selection_whatever_the_filters_are(
    atlas: Atlas, level: str, number: int
) -> None:
    place = levels.place_of(atlas, level) if level != "lsoa" else atlas.areas.index.to_series()
    codes = tuple(sorted(set(place) - {""})[:number])
    view = ViewState(level=level, selected=codes, deciles=(10,))
    made = selection_pack(atlas, view)
    assert words(made) == "Equality evidence pack (Word) Equality evidence pack (PDF)"
    [word, paper] = links(made)
    path, _, query = word.partition("?")
    assert path == "/evidence/pack.docx"
    assert paper == f"/evidence/pack.pdf?{query}"
    assert len(word) < 4_000, "as much as a server takes"
    unit = read(f"?{query}", atlas).unit
    assert set(unit.areas) == set(place.index[place.isin(codes)])
    if number == 1:
        assert unit.key == codes[0], "it goes by its own name"


def test_more_areas_than_an_address_should_name_have_none(atlas: Atlas) -> None:
    assert selection_pack(atlas, ViewState(level="district", selected=tuple(atlas.districts))) == []
