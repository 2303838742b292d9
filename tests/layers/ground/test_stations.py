"""Rail stations and tram stops in areas and near them."""

from layers import Atlas
from layers.ground import stations
from tests.layers.ground.made import BARE


def test_those_inside_first_then_the_nearest(atlas: Atlas) -> None:
    every = atlas.extra("stations").set_index("name")
    code = every.loc["Sheffield Rail Station", "lsoa"]
    found = stations.stations_near(atlas, [code])
    inside = found[found["inside"]]
    assert set(inside["name"]) == set(every.index[every["lsoa"] == code])
    assert (inside["km"] == 0).all()
    near = found[~found["inside"]]
    assert len(near) > 3
    assert near["km"].is_monotonic_increasing
    assert near["km"].between(0, 1).all()
    assert set(stations.stations_near(atlas, [code], km=0)["name"]) <= set(inside["name"])


def test_nothing_where_the_snapshot_has_none() -> None:
    none = stations.stations_near(BARE, ["A"])
    assert none.empty
    assert {"name", "kind", "km", "inside"} <= set(none.columns)
