"""Where a session could be held: each candidate once, by an id that stays the same."""

import re
from dataclasses import replace

import pytest

from layers import Atlas
from layers.ground.candidates import KINDS, LETTERS, OwnVenue, candidate_venues, of_ids
from layers.ground.distances import pairs_within

HALL = OwnVenue("Unity Centre", "St Leonard's Road", "S65 1PD", -1.3482, 53.4337, "hall")
NOWHERE = OwnVenue("Memorial Hall", "", "", -1.4703, 53.3804)
FAR = OwnVenue("York Minster", "", "YO1 7HH", -1.0816, 53.9620)


def test_each_has_an_id_of_its_kind(atlas: Atlas) -> None:
    found = candidate_venues(atlas, KINDS, (HALL,))
    assert found.index.is_unique
    assert found.index.is_monotonic_increasing
    letters = found["kind"].map(LETTERS)
    assert all(
        re.fullmatch(rf"{letter}[0-9a-f]{{8}}", one)
        for one, letter in zip(found.index, letters, strict=True)
    )
    assert set(found["kind"]) == set(KINDS)
    assert found[["longitude", "latitude"]].notna().all(axis=None)
    inside = found[found["lsoa"] != ""]
    assert (inside["district_code"] == inside["lsoa"].map(atlas.areas["district_code"])).all()
    assert (found.loc[found["lsoa"] == "", "district_code"] == "").all()


def test_an_id_is_for_ever(atlas: Atlas) -> None:
    """People's links hold them: of a library as it is listed, and of an own venue."""
    libraries = candidate_venues(atlas, ["library"])
    burngreave = libraries.index[libraries["name"] == "Burngreave library"]
    assert burngreave.tolist() == ["l0ebe8fdd"]
    assert candidate_venues(atlas, ["own"], (HALL,)).index.tolist() == ["o295d47cc"]


def test_ids_depend_on_nothing_else_that_is_listed(atlas: Atlas) -> None:
    one = candidate_venues(atlas, ["library"])
    every = candidate_venues(atlas, KINDS[::-1], (FAR, HALL))
    assert every.loc[one.index].equals(one)
    own = candidate_venues(atlas, ["own"], (HALL, NOWHERE, FAR))
    assert own.equals(candidate_venues(atlas, ["own"], (FAR, NOWHERE, HALL, HALL)))
    # A note on what kind of place it is makes no other venue of it.
    assert candidate_venues(atlas, ["own"], (replace(HALL, kind=""),)).index[0] in own.index


def test_own_venues_are_placed_where_they_can_be(atlas: Atlas) -> None:
    own = candidate_venues(atlas, ["own"], (HALL, NOWHERE, FAR)).set_index("name")
    postcodes = atlas.extra("postcodes").set_index("postcode")["lsoa"]
    assert own.loc["Unity Centre", "lsoa"] == postcodes["S65 1PD"]
    # Without a postcode: that of the nearest home, in the middle of Sheffield.
    assert own.loc["Memorial Hall", "district_code"] == "E08000019"
    assert own.loc["York Minster", ["lsoa", "district_code"]].tolist() == ["", ""]
    assert candidate_venues(atlas, ["library"], (HALL,))["kind"].eq("library").all()


def test_bus_stops_are_apart_and_near_every_stop(atlas: Atlas) -> None:
    found = candidate_venues(atlas, ["stop"])
    at, other, _ = pairs_within(found, found, 249)
    assert (at == other).all()
    stops = atlas.extra("stops")
    near = pairs_within(stops, found, 600)[0]
    assert len(set(near)) > 0.97 * len(stops)


def test_by_ids_in_their_order_without_the_unknown(atlas: Atlas) -> None:
    libraries = candidate_venues(atlas, ["library"]).index
    [own] = candidate_venues(atlas, ["own"], (HALL,)).index
    wanted = [libraries[5], own, "l00000000", libraries[2], libraries[5]]
    assert of_ids(atlas, wanted, (HALL,)).index.tolist() == [libraries[5], own, libraries[2]]
    assert of_ids(atlas, wanted).index.tolist() == [libraries[5], libraries[2]]


def test_a_kind_that_is_none_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="'pub' is no kind of venue"):
        candidate_venues(atlas, ["library", "pub"])
