"""The snapshot's tables of what stands on the ground, read once."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas

COLUMNS = {
    "places": (
        "name", "kind", "longitude", "latitude", "west", "south", "east", "north", "lsoa",
        "district",
    ),
    "places_beyond": ("name", "kind", "county", "longitude", "latitude"),
    "stops": (
        "stop", "name", "street", "locality", "parent_locality", "indicator", "bearing",
        "longitude", "latitude", "lsoa", "district",
    ),
    "streets": ("street", "name", "locality", "longitude", "latitude", "stops"),
    "street_stops": ("street", "stop"),
    "stations": ("station", "name", "kind", "longitude", "latitude", "lsoa", "district"),
    "venues": (
        "venue", "kind", "name", "address", "postcode", "longitude", "latitude", "lsoa",
        "district", "source", "as_of",
    ),
    "postcodes": ("postcode", "lsoa", "longitude", "latitude"),
}  # fmt: skip
# What is no text.
_NUMBERS = dict.fromkeys(("longitude", "latitude", "west", "south", "east", "north"), "float64")
_NUMBERS |= dict.fromkeys(("street", "stops"), "int32")


@lru_cache(maxsize=8)
def table(atlas: Atlas, name: str) -> pd.DataFrame:
    """One of the tables of :data:`COLUMNS`; no rows where the snapshot has none.

    Raises
    ------
    KeyError
        For another name.
    """
    found = atlas.extra(name)
    if found.empty:
        kinds = {column: _NUMBERS.get(column, "str") for column in COLUMNS[name]}
        kinds |= {"street": "str"} if name == "stops" else {}
        return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})
    return found.reindex(columns=list(COLUMNS[name]))


def within(found: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """The rows of a table whose ``lsoa`` is one of some areas."""
    return found[found["lsoa"].isin(list(codes))]
