"""Streets of areas: those that their stops name."""

import pandas as pd

from layers import Atlas
from layers.ground import streets
from tests.layers.ground.made import BARE, FULL


def test_most_stops_first_each_at_one_of_its_stops_there() -> None:
    found = streets.streets_of(FULL, ["A", "B"])
    assert found[["name", "locality", "stops"]].to_numpy().tolist() == [
        ["Owler Lane", "Page Hall", 2],
        ["Owler Lane", "Pitsmoor", 2],
        ["Spital Hill", "Pitsmoor", 1],
    ]
    assert found["longitude"].iloc[0] in (-1.450, -1.452)
    # Of a street that goes on beyond, the stops there are not counted.
    assert streets.streets_of(FULL, ["C"])["stops"].tolist() == [1]


def test_nothing_where_the_snapshot_has_no_stops() -> None:
    for found in (streets.streets_of(BARE, ["A"]), streets.streets_of(FULL, [])):
        assert found.empty
        assert list(found.columns) == ["name", "locality", "stops", "longitude", "latitude"]


def test_the_streets_of_an_area_are_those_of_its_stops(atlas: Atlas) -> None:
    code = atlas.areas.index[400]
    stops = atlas.extra("stops").query("lsoa == @code")
    by_stop = atlas.extra("street_stops").merge(atlas.extra("streets"), on="street")
    mine = by_stop[by_stop["stop"].isin(stops["stop"])]
    found = streets.streets_of(atlas, [code])
    assert len(found) > 3
    assert found["stops"].sum() == len(mine)
    assert set(zip(found["name"], found["locality"], strict=True)) == set(
        zip(mine["name"], mine["locality"], strict=True)
    )
    assert found["stops"].is_monotonic_decreasing


def test_areas_have_streets_as_far_as_there_are_stops(atlas: Atlas) -> None:
    """Half of the areas name eight streets or more; a few have no stop at all."""
    stops = atlas.extra("stops")[["stop", "lsoa"]]
    by_stop = atlas.extra("street_stops").merge(atlas.extra("streets")[["street", "name"]])
    names = by_stop.merge(stops).groupby("lsoa")["name"].nunique()
    each = names.reindex(atlas.areas.index, fill_value=0)
    assert by_stop["name"].nunique() > 4_400
    assert each.median() >= 8
    assert (each >= 3).sum() >= 819
    assert (each == 0).sum() < 20


def test_spital_hill_is_a_street_of_burngreave(atlas: Atlas) -> None:
    codes = atlas.areas.index[atlas.areas["ward"] == "Burngreave"].tolist()
    found = streets.streets_of(atlas, codes)
    assert {"Spital Hill", "Owler Lane"} <= set(found["name"])
    assert isinstance(found, pd.DataFrame)
