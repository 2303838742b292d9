"""Bus stops of areas."""

from layers.ground import stops, tables
from tests.layers.ground.made import BARE, FULL


def test_the_stops_in_the_areas_by_street() -> None:
    found = stops.stops_of(FULL, ["A", "C"])
    assert found["stop"].tolist() == ["5", "1", "2"]
    assert list(found.columns) == list(tables.COLUMNS["stops"])
    none = stops.stops_of(BARE, ["A"])
    assert none.empty
    assert list(none.columns) == list(tables.COLUMNS["stops"])
