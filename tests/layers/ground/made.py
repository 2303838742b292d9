"""A made-up atlas of three areas and what stands on them, and one with nothing on it."""

from collections.abc import Mapping

import pandas as pd

from layers import Atlas

AREAS = pd.DataFrame(
    {
        "neighbourhood": ["Burngreave & Grimesthorpe", "Burngreave & Grimesthorpe", "Fir Vale"],
        "district": "Sheffield",
        "residents": [1000, 2000, 500],
        "longitude": [-1.45, -1.46, -1.47],
        "latitude": 53.40,
    },
    index=pd.Index(["A", "B", "C"], name="lsoa"),
)
STOPS = pd.DataFrame(
    [
        ("1", "Owler Lane/Page Hall Road", "Owler Lane", "Page Hall", -1.450, "A"),
        ("2", "Owler Lane/Rushby Street", "Owler Lane", "Page Hall", -1.452, "A"),
        ("3", "Owler Lane/Skinnerthorpe Road", "Owler Lane", "Pitsmoor", -1.460, "B"),
        ("4", "Spital Hill/Owler Lane", "Spital Hill", "Pitsmoor", -1.461, "B"),
        ("5", "Barnsley Road/Herries Road", "Barnsley Road", "Fir Vale", -1.470, "C"),
    ],
    columns=["stop", "name", "street", "locality", "longitude", "lsoa"],
).assign(parent_locality="Sheffield", indicator="opp", bearing="N", latitude=53.4,
         district="Sheffield")  # fmt: skip
STREETS = pd.DataFrame(
    [(0, "Barnsley Road", "Fir Vale", 1), (1, "Owler Lane", "Page Hall", 2),
     (2, "Owler Lane", "Pitsmoor", 2), (3, "Spital Hill", "Pitsmoor", 1)],
    columns=["street", "name", "locality", "stops"],
).assign(longitude=-1.45, latitude=53.4)  # fmt: skip
STREET_STOPS = pd.DataFrame(
    [(0, "5"), (1, "1"), (1, "2"), (2, "3"), (2, "4"), (3, "4")], columns=["street", "stop"]
)
# A sector of homes over two areas, and one of boxes at a sorting office.
POSTCODES = pd.DataFrame(
    [("S4 7AA", "A", -1.4500), ("S4 7AB", "A", -1.4510), ("S4 7AD", "B", -1.4600),
     ("S98 1AA", "A", -1.4000), ("S98 1AB", "A", -1.4000), ("S98 1AD", "A", -1.4000)],
    columns=["postcode", "lsoa", "longitude"],
).assign(latitude=53.4)  # fmt: skip
PLACES = pd.DataFrame(
    [("Pitsmoor", "suburb", "B"), ("Wincobank", "suburb", "A"), ("Fir Vale", "suburb", "C")],
    columns=["name", "kind", "lsoa"],
).assign(longitude=-1.45, latitude=53.4, west=0.0, south=0.0, east=0.0, north=0.0,
         district="Sheffield")  # fmt: skip
TABLES = {
    "stops": STOPS,
    "streets": STREETS,
    "street_stops": STREET_STOPS,
    "postcodes": POSTCODES,
    "places": PLACES,
}


class Made(Atlas):
    """An atlas of :data:`AREAS` with some further tables."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._base = None
        self._made = tables
        self._areas = AREAS

    @property
    def directory(self) -> pd.DataFrame:
        return pd.DataFrame({"open": pd.Series(dtype=bool)})

    def extra(self, name: str) -> pd.DataFrame:
        return self._made.get(name, pd.DataFrame())

    def period_of(self, source: str) -> str:
        return ""


FULL, BARE = Made(TABLES), Made({})
