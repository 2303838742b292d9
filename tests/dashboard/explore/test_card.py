"""The card of selected places: marks stand where their captions say, bars run from 0 to 100%."""

from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.explore.card import profile_of
from dashboard.explore.view import ViewState
from dashboard.wording import number_text
from layers import Atlas
from layers.geography.national_standing import national_percentile

AREAS = ("E01007869", "E01007317")


def parts(one: Any) -> Iterator[Any]:
    """A component and all that is in it."""
    yield one
    inside = getattr(one, "children", None)
    for child in inside if isinstance(inside, list | tuple) else [inside]:
        if child is not None:
            yield from parts(child)


def of_class(one: Any, name: str) -> list[Any]:
    return [p for p in parts(one) if name in (getattr(p, "className", None) or "").split()]


def text(one: Any) -> str:
    return "".join(p for p in parts(one) if isinstance(p, str))


@pytest.fixture(scope="module")
def cards(atlas: Atlas) -> list[Any]:
    return [profile_of(atlas, ViewState(selected=(code,))) for code in AREAS]


def test_the_mark_of_england_stands_where_england_s_figure_would(
    atlas: Atlas, cards: list[Any]
) -> None:
    shown = [i for i in atlas.indicators.values() if i.headline and i.aggregate != "none"]
    [spines] = of_class(cards[0], "spines")
    away = 0
    for definition, row in zip(shown, spines.children, strict=True):
        value = atlas.england(definition.id).value
        if value is None or not of_class(row, "spine"):
            continue
        place = national_percentile(atlas, definition.id, value)
        assert place is not None
        mark, _ = of_class(row, "diamond")  # on the line, and before its caption
        assert mark.style == {"left": f"{place:.1f}%"}
        assert f"England {number_text.value(value, definition)}" in text(row)
        away += abs(place - 50) > 5
    # An average is seldom England's middle area: a mark in the middle would be of something else.
    assert away > 3


def test_a_bar_of_a_share_is_as_long_on_every_card(cards: list[Any]) -> None:
    longest = []
    for card in cards:
        bars = [
            (float(bar.style["width"].removesuffix("%")), text(number).removesuffix("%"))
            for row in of_class(card, "compare")[0].children.children
            for bar, number in [(of_class(row, "bar")[0], of_class(row, "number")[0])]
        ]
        assert bars
        for width, said in bars:
            assert abs(width - float(said)) < 0.11
        longest.append(max(width for width, _ in bars))
    assert longest[0] != longest[1]
    assert max(longest) < 100


def test_communities_are_the_ward_s_own_numbers_beside_the_district_s_languages(
    cards: list[Any],
) -> None:
    said = text(cards[0])
    start = said.index("Communities and languages")
    part = said[start : said.index("Sexual orientation", start)]
    for words in (
        "Burngreave ward, 27,268 residents. About 6% of the ward is here.",
        "Pakistani6,96725.6%Arab2,2278.2%Roma1,4365.3%",
        "Roma: White 1,333, Other ethnic group 103",
        "the numbers are the whole ward's",
        "Which community speaks which language is not published",
        "Sheffield: Arabic",
    ):
        assert words in part, part
    assert "White British 1" not in part


@pytest.mark.parametrize(
    ("selected", "level", "wanted"),
    [
        (("E01007869",), "lsoa", "Crabtree & Fir Vale, the whole neighbourhood: "),
        (("E08000019",), "district", "The 70 neighbourhoods here, together: "),
        (AREAS, "lsoa", ""),
    ],
)
def test_sexual_orientation_is_of_whole_neighbourhoods(
    atlas: Atlas, selected: tuple[str, ...], level: str, wanted: str
) -> None:
    said = text(profile_of(atlas, ViewState(selected=selected, level=level)))
    assert ("Sexual orientation" in said) == bool(wanted)
    assert wanted in said
