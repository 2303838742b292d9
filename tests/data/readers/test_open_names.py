"""OS Open Names: settlements, from the publisher's squares and from a copy with a header."""

import pytest

from data.readers import open_names
from tests.data import samples
from tests.data.refusals import Spoilt

ROWS = [
    ("Sheffield", "City", 435449, 387427, "Sheffield", ""),
    ("Worksop", "Town", 458548, 379270, "Bassetlaw", "Nottinghamshire"),
    ("Pitsmoor", "Suburban Area", 435646, 389141, "Sheffield", ""),
    ("A61", "Numbered Road", 435000, 388000, "", ""),
]


@pytest.mark.parametrize("headed", [True, False], ids=["copy", "publisher's"])
def test_settlements_alone_with_kind_extent_and_county(headed: bool) -> None:
    places = open_names.read_places(samples.settlements(ROWS, headed=headed), "SK48.csv")
    assert places[["name", "kind", "county"]].to_numpy().tolist() == [
        ["Sheffield", "city", "Sheffield"],
        ["Worksop", "town", "Nottinghamshire"],
        ["Pitsmoor", "suburb", "Sheffield"],
    ]
    assert places.iloc[0, 2:8].tolist() == [435449, 387427, 434949, 386927, 435949, 387927]
    assert list(places.columns[2:8]) == ["easting", "northing", "west", "south", "east", "north"]


def test_slips_are_refused_in_words() -> None:
    says = "Worksop is outside Great Britain (7e+06, 379270)"
    spoilt = Spoilt("458548", "7000001", says, column="X, Y", row=3)
    spoilt.check(open_names.read_places, samples.settlements(ROWS))
