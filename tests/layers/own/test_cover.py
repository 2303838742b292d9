"""Which areas a layer covers, and why there is no figure elsewhere."""

import pytest

from layers.atlas import Atlas
from layers.own.cover import why_none
from layers.own.own_indicator import with_own
from layers.own.own_layer import OwnLayer
from tests.layers.own.layers import CODES, layer

RATE = {"kind": "rate", "unit": "points", "numerators": (), "denominators": ()}
NOT_BROUGHT = "none was brought for this area"


def reasons(atlas: Atlas, mine: OwnLayer) -> dict[str, list[str]]:
    found = why_none(with_own(atlas, [mine]), mine.id)
    return {why: list(atlas.areas.index[those]) for why, those in found.items()}


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        (0, "the file has no figure that can be used"),
        (1, "hidden because it is small, or the file has no figure that can be used"),
    ],
)
def test_a_row_without_a_figure_is_not_an_area_that_nobody_brought(
    atlas: Atlas, hidden: int, why: str
) -> None:
    found = reasons(atlas, layer(hidden=hidden))
    assert found[why] == [CODES[1]]  # it has a row, and no count
    assert found[NOT_BROUGHT] == [code for code in atlas.areas.index if code not in CODES]
    assert set(found) == {why, NOT_BROUGHT}


def test_a_share_of_nothing_was_brought_and_is_none(atlas: Atlas) -> None:
    found = reasons(atlas, layer(numerators=(0.0, None, 45.0), denominators=(0.0, 700.0, 650.0)))
    assert found["0 out of 0, of which there is no share"] == [CODES[0]]
    assert found["the file has no figure that can be used"] == [CODES[1]]
    assert not {*CODES} & {*found[NOT_BROUGHT]}


def test_of_wards_it_is_told_by_the_ward_that_an_area_is_in(atlas: Atlas) -> None:
    first, second = sorted(set(atlas.areas["ward_code"]))[:2]
    mine = layer(level="ward", codes=(first, second), values=(3.5, None), **RATE)
    found = reasons(atlas, mine)
    wards = {why: set(atlas.areas.loc[codes, "ward_code"]) for why, codes in found.items()}
    assert wards["the file has no figure that can be used"] == {second}
    assert not wards[NOT_BROUGHT] & {first, second}


def test_its_caveat_says_of_how_many_areas_it_is_and_nothing_where_it_is_of_all(
    atlas: Atlas,
) -> None:
    part = layer(hidden=1)
    said = with_own(atlas, [part]).catalogue.caveats[part.id]
    assert "2 of the 860 areas of South Yorkshire have a figure" in said
    assert (
        "(1: hidden because it is small, or the file has no figure that can be used; "
        "857: none was brought" in said
    )
    codes = tuple(atlas.areas.index)
    whole = layer(**RATE | {"codes": codes, "values": tuple(map(float, range(860)))})
    assert "have a figure" not in with_own(atlas, [whole]).catalogue.caveats[whole.id]
