"""OS Open Names: the towns, from the publisher's squares and from a copy with a header."""

import pytest

from data.readers import open_names
from tests.data import samples
from tests.data.refusals import Spoilt

ROWS = [
    ("Sheffield", "City", 435449, 387427),
    ("Rotherham", "Town", 442970, 392853),
    ("Thorpe Hesley", "Village", 437500, 396100),
    ("A61", "Numbered Road", 435000, 388000),
]
HEADED = samples.table(
    ["fid", "NAME1", "LOCAL_TYPE", "X", "Y"], [[at, *row] for at, row in enumerate(ROWS)]
)
SQUARE = samples.table(
    None,
    [["osgb1", "http://x", name, "", "", "", "t", kind, x, y, *[""] * 24]
     for name, kind, x, y in ROWS],
)  # fmt: skip


@pytest.mark.parametrize("content", [HEADED, SQUARE], ids=["copy", "publisher's"])
def test_cities_and_towns_alone(content: bytes) -> None:
    towns = open_names.read_towns(content, "SK48.csv")
    assert towns.to_numpy().tolist() == [list(row) for row in ROWS[:2]]
    assert list(towns.columns) == ["name", "kind", "easting", "northing"]


def test_slips_are_refused_in_words() -> None:
    Spoilt("442970", "7000001", "Rotherham is outside Great Britain (7e+06, 392853)",
           column="X, Y", row=3).check(open_names.read_towns, HEADED)  # fmt: skip
