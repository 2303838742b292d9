"""What people call the parts of a place."""

import pytest

from layers import Atlas
from layers.ground import localities
from tests.layers.ground.made import AREAS, BARE, FULL, STOPS, TABLES, Made


def test_by_stops_then_those_whose_middle_is_there() -> None:
    found = localities.localities_of(FULL, ["A", "B"])
    assert found.to_numpy().tolist() == [
        ["Pitsmoor", "suburb", 2, True],
        ["Page Hall", "", 2, False],
        ["Wincobank", "suburb", 0, True],
    ]
    none = localities.localities_of(BARE, ["A"])
    assert none.empty
    assert none.columns.tolist() == ["name", "kind", "stops", "inside"]


def test_a_zone_is_called_after_where_most_of_its_people_live() -> None:
    """Two thirds of them in area B, though as many stops are in A."""
    assert localities.zone_name(FULL, ["A", "B"]) == "Pitsmoor"
    # Two stops are too few to go by.
    assert localities.zone_name(FULL, ["A"]) == ""
    assert localities.zone_name(BARE, ["A", "B"]) == ""


@pytest.mark.parametrize("there", ["Burngreave", "burngreave & grimesthorpe"])
def test_what_a_neighbourhood_s_name_says_already_says_no_more(there: str) -> None:
    stops = STOPS.assign(locality=there)
    assert localities.zone_name(Made(TABLES | {"stops": stops}), ["A", "B"]) == ""


def test_no_locality_has_half_of_the_people() -> None:
    names = {"1": "One", "2": "Two", "3": "Three", "4": "Four", "5": "Five"}
    stops = STOPS.assign(locality=STOPS["stop"].map(names))
    assert localities.zone_name(Made(TABLES | {"stops": stops}), ["A", "B", "C"]) == ""
    assert AREAS["residents"].sum() == 3500


def test_denaby_main_names_its_areas(atlas: Atlas) -> None:
    stops = atlas.extra("stops")
    codes = stops.loc[stops["locality"] == "Denaby Main", "lsoa"].unique().tolist()
    found = localities.localities_of(atlas, codes)
    assert found["name"].iloc[0] == "Denaby Main"
    assert found["stops"].sum() == stops["lsoa"].isin(codes).sum()
    assert localities.zone_name(atlas, codes) == "Denaby Main"
