"""The streets that teams would walk: those that bus stops of some areas name."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables

_COLUMNS = ["name", "locality", "stops", "longitude", "latitude"]
# So much shorter is a degree east than a degree north, anywhere in Great Britain near enough.
_EAST = 0.6


def streets_of(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """Streets that stops in some areas stand in or are called after; most stops first, then name.

    Parameters
    ----------
    codes
        LSOA codes. A street is listed when one of its stops lies there; it may go on beyond.

    Returns
    -------
    pandas.DataFrame
        ``name``, ``locality``, ``stops`` (of it, in these areas), ``longitude`` and ``latitude``
        of that of these stops which is nearest to the middle of them.
    """
    return streets_at(atlas, tables.within(tables.table(atlas, "stops"), codes))


def streets_at(atlas: Atlas, stops: pd.DataFrame) -> pd.DataFrame:
    """The same of some stops.

    Parameters
    ----------
    stops
        ``stop``, ``longitude`` and ``latitude`` of each.
    """
    here = stops[["stop", "longitude", "latitude"]]
    every = tables.table(atlas, "street_stops")
    found = every[every["stop"].isin(here["stop"])].merge(here, on="stop")
    if found.empty:
        return pd.DataFrame(columns=_COLUMNS).astype({"stops": "int64"})
    by_street = found.groupby("street")
    found["stops"] = by_street["stop"].transform("size").astype("int64")
    middle = by_street[["longitude", "latitude"]].transform("mean")
    away = found[["longitude", "latitude"]] - middle
    found["away"] = np.hypot(_EAST * away["longitude"], away["latitude"]).round(9)
    nearest = found.sort_values(["street", "away", "stop"]).drop_duplicates("street")
    named = tables.table(atlas, "streets")[["street", "name", "locality"]]
    return nearest.merge(named, on="street").sort_values(
        ["stops", "name", "locality"], ascending=[False, True, True], ignore_index=True
    )[_COLUMNS]
