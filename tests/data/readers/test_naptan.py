"""NaPTAN: stops in use, with what they say of where they are."""

import pytest

from data.readers import naptan
from tests.data import samples
from tests.data.refusals import Spoilt

STOP = {
    "ATCOCode": "370020001", "CommonName": " Spital Hill/Carlisle Street", "Street": "Spital Hill",
    "Indicator": "opp", "Bearing": "NE", "LocalityName": "Burngreave",
    "ParentLocalityName": "Sheffield", "Easting": 436100, "Northing": 388600,
}  # fmt: skip
RAIL = {
    "ATCOCode": "9100SHEFFLD", "CommonName": "Sheffield Rail Station", "Street": "-",
    "LocalityName": "Sheffield", "StopType": "RLY", "Longitude": -1.46211, "Latitude": 53.37822,
}  # fmt: skip
GONE = STOP | {"ATCOCode": "370020002", "Status": "inactive"}
NOWHERE = {"ATCOCode": "370020003", "CommonName": "Moor Lane"}
FILE = samples.stops([STOP, GONE, RAIL, NOWHERE])


def test_stops_in_use_that_have_a_place() -> None:
    stops = naptan.read_stops(FILE, "naptan_370Stops.csv").set_index("stop")
    assert stops.index.tolist() == ["370020001", "9100SHEFFLD"]
    assert stops.loc["370020001", ["name", "street", "locality", "parent_locality"]].tolist() == [
        "Spital Hill/Carlisle Street", "Spital Hill", "Burngreave", "Sheffield"
    ]  # fmt: skip
    assert stops.loc["370020001", ["indicator", "bearing", "kind"]].tolist() == ["opp", "NE", "BCT"]
    assert stops.loc["370020001", ["easting", "northing"]].tolist() == [436100, 388600]
    assert stops.loc["9100SHEFFLD", ["street", "kind"]].tolist() == ["", naptan.RAIL]
    assert stops.loc["9100SHEFFLD", ["longitude", "latitude"]].tolist() == [-1.46211, 53.37822]


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt("370020002", "370020001", "370020001 is given twice", column="ATCOCode", row=3),
        Spoilt("inactive", "asleep", "'asleep' is not a status", column="Status", row=3),
        Spoilt("436100", "800000", "370020001 is outside Great Britain (800000, 388600)",
               column="easting, northing", row=2),
        Spoilt("388600", "north", "'north' is not a number", column="Northing", row=2),
        Spoilt("StopType", "StopKind", "is not in the file", column="StopType", do="renamed?"),
    ],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(naptan.read_stops, FILE)
