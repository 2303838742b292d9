"""What is around a venue: worked by hand on a made-up street, then counted anew on the atlas."""

import math

from layers import Atlas
from layers.ground.around_venue import STATIONS_WITHIN, AroundVenue
from tests.layers.ground.made import BARE, FULL

# Between the first two stops of the made-up street; a thousandth of a degree east is 66.3 m there.
HERE = AroundVenue(FULL, -1.4515, 53.4, 100)


def test_the_nearest_first_and_none_beyond() -> None:
    assert HERE.stops["stop"].tolist() == ["2", "1"]
    assert [round(m, 1) for m in HERE.stops["metres"]] == [33.1, 99.4]
    assert HERE.streets[["name", "stops"]].to_numpy().tolist() == [["Owler Lane", 2]]
    assert HERE.nearest_street[0] == "Owler Lane"
    assert HERE.localities.to_numpy().tolist() == [
        ["Page Hall", 2], ["Fir Vale", 0], ["Pitsmoor", 0], ["Wincobank", 0],
    ]  # fmt: skip
    # Boxes at a sorting office are nobody's home.
    assert HERE.postcodes["postcode"].tolist() == ["S4 7AB", "S4 7AA"]
    assert HERE.sectors.to_numpy().tolist() == [["S4 7", 2, 3]]
    assert HERE.venues.empty


def test_nothing_where_the_snapshot_has_nothing() -> None:
    around = AroundVenue(BARE, -1.4515, 53.4, 1_000)
    for part in ("stops", "stations", "streets", "localities", "postcodes", "sectors", "venues"):
        assert getattr(around, part).empty
    assert around.nearest_street == ("", "")


def test_all_within_reach_of_a_library_as_the_cosine_rule_counts_them(atlas: Atlas) -> None:
    """Another formula for the distance, and no help from sorting."""
    libraries = atlas.extra("venues").query("kind == 'library'")
    row = libraries[libraries["name"].str.startswith("Burngreave")].iloc[0]
    around = AroundVenue(atlas, row["longitude"], row["latitude"], 600)

    def metres(longitude: float, latitude: float) -> float:
        north, other = math.radians(row["latitude"]), math.radians(latitude)
        east = math.radians(longitude - row["longitude"])
        between = math.sin(north) * math.sin(other)
        between += math.cos(north) * math.cos(other) * math.cos(east)
        return 6_371_008.8 * math.acos(min(between, 1))

    def near(name: str, within: float) -> set[str]:
        points = atlas.extra(name).dropna(subset=["longitude"])
        keys = points[{"stops": "stop", "stations": "station"}[name]]
        every = zip(keys, points["longitude"], points["latitude"], strict=True)
        return {str(key) for key, x, y in every if metres(x, y) <= within}

    assert set(around.stops["stop"]) == near("stops", 600)
    assert set(around.stations["station"]) == near("stations", STATIONS_WITHIN)
    assert around.stops["metres"].is_monotonic_increasing
    assert "Spital Hill" in set(around.streets["name"])
    assert around.localities["name"].iloc[0] == "Burngreave"
    assert around.venues.iloc[0]["name"] == row["name"]
    assert set(around.venues["kind"]) <= {"library", "school", "surgery", "pharmacy"}
    assert (around.sectors["postcodes"] <= around.sectors["of"]).all()
    assert around.sectors["postcodes"].sum() == len(around.postcodes)
    assert around.wards[0].ward == "Burngreave"
    ward_of = atlas.areas["ward"]
    assert {one.ward for one in around.wards} <= set(around.postcodes["lsoa"].map(ward_of))
