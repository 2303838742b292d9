"""A district's name stands at the centre of the town it is named after, if it has one."""

import pandas as pd
import shapely

from data import towns
from tests.data.shapes import degrees, in_metres

WEST, EAST = (
    shapely.box(430_000, 380_000, 440_000, 390_000),
    shapely.box(440_000, 380_000, 450_000, 390_000),
)
OUTLINES = degrees({"E1": WEST, "E2": EAST})
TOWNS = pd.DataFrame(
    [("Alford", "Town", 431_000, 381_000), ("Alford", "City", 439_000, 389_000),
     ("Alford", "City", 445_000, 385_000), ("Bourne", "Town", 432_000, 382_000)],
    columns=["name", "kind", "easting", "northing"],
)  # fmt: skip


def found(**names: str) -> dict[str, tuple[float, float]]:
    places = towns.match(TOWNS, names, OUTLINES)
    spots = {code: in_metres(shapely.Point(place)) for code, place in places.items()}
    return {code: (round(p.x, -2), round(p.y, -2)) for code, p in spots.items()}


def test_the_city_of_the_name_in_the_district() -> None:
    assert found(E1="Alford") == {"E1": (439_000, 389_000)}
    assert found(E2="Alford, City of") == {"E2": (445_000, 385_000)}


def test_a_town_of_the_name_elsewhere_is_another() -> None:
    assert found(E1="Bourne", E2="Bourne") == {"E1": (432_000, 382_000)}
    assert found(E2="East Alford") == {}
