"""Two layers of people that each hide small counts may tell them by their difference."""

from typing import Any

import pytest

from layers.atlas import Atlas
from layers.own.own_indicator import with_own
from layers.own.told_apart import may_tell_apart
from tests.layers.own.layers import layer

ALL = layer(label="All cases", people=True)


@pytest.mark.parametrize(
    ("other", "warned"),
    [
        ({}, True),
        ({"published": True}, False),
        ({"people": False}, False),
        ({"period": "2024"}, False),
        ({"period": "2024–2025"}, True),
        ({"period": "2024/25"}, True),
        ({"period": "last winter"}, True),
        ({"level": "ward", "codes": ("E05000989", "E05000990", "E05000991")}, False),
    ],
)
def test_it_is_said_of_unpublished_people_of_the_same_areas_and_of_years_that_overlap(
    atlas: Atlas, other: dict[str, Any], warned: bool
) -> None:
    men = layer(**{"label": "Cases of men", "people": True, **other})
    assert may_tell_apart(with_own(atlas, [ALL]), men) == (["All cases"] if warned else [])
    assert may_tell_apart(with_own(atlas, [men]), ALL) == (["Cases of men"] if warned else [])


def test_nothing_is_said_of_a_layer_alone_or_brought_again(atlas: Atlas) -> None:
    assert may_tell_apart(atlas, ALL) == []
    assert may_tell_apart(with_own(atlas, [ALL]), ALL) == []
