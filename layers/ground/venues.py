"""Where people might be met: libraries, schools, surgeries and pharmacies, with their addresses.

Lists of this kind grow old: every row says when its publication was made, so that a team checks
before it goes.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables
from layers.ground.distances import km_from_homes

KINDS = ("library", "school", "surgery", "pharmacy")
_THERE = ["kind", "name", "address", "postcode", "telephone", "longitude", "latitude", "lsoa"]
_COLUMNS = [*_THERE, "inside", "km", "source", "as_of"]


@lru_cache(maxsize=1)
def every_venue(atlas: Atlas) -> pd.DataFrame:
    """All venues that the snapshot knows, those just outside the atlas among them.

    Returns
    -------
    pandas.DataFrame
        ``kind``, ``name``, ``address`` (without the name), ``postcode``, ``telephone`` (empty if
        not known), ``longitude``, ``latitude``, ``lsoa`` (that of the postcode; empty outside the
        atlas), ``source`` (id of the publication), ``as_of``.
    """
    lsoa_of = tables.table(atlas, "postcodes").set_index("postcode")["lsoa"]
    directory = atlas.directory
    parts = [tables.table(atlas, "venues")]
    for kind, source, table in (
        ("surgery", "ods_practices", directory[directory["open"]]),
        ("pharmacy", "ods_pharmacies", atlas.extra("pharmacies")),
    ):
        found = table.reindex(columns=_THERE[1:-1])
        found = found[found["longitude"].notna()]
        parts.append(
            found.assign(
                kind=kind,
                lsoa=found["postcode"].map(lsoa_of).fillna(""),
                source=source,
                as_of=atlas.period_of(source),
            )
        )
    every = pd.concat(parts, ignore_index=True)[[*_THERE, "source", "as_of"]]
    names = zip(every["address"], every["name"], strict=True)
    every = every.assign(
        address=[without_name(address, name) for address, name in names],
        telephone=every["telephone"].fillna(""),
    )
    order = every["kind"].map({kind: at for at, kind in enumerate(KINDS)})
    every = every.assign(order=order).sort_values(["order", "name", "postcode"])
    return every.drop(columns="order").reset_index(drop=True)


def venues_of(atlas: Atlas, codes: Sequence[str], near_km: float = 0.8) -> pd.DataFrame:
    """Venues in some areas, then those within a walk of a home of theirs, nearest first.

    Parameters
    ----------
    near_km
        How far a walk is, as the crow flies, from the nearest postcode of the areas: half a mile.

    Returns
    -------
    pandas.DataFrame
        ``kind`` ("library", "school", "surgery", "pharmacy"), ``name``, ``address``, ``postcode``,
        ``telephone``, ``longitude``, ``latitude``, ``lsoa``, ``inside`` (bool), ``km`` (0 inside),
        ``source``, ``as_of``.
        Those inside by kind and name.
    """
    every = every_venue(atlas)
    inside = every["lsoa"].isin(list(codes))
    away = np.where(inside, 0.0, km_from_homes(atlas, codes, every, near_km))
    found = every.assign(km=away.round(2), inside=inside)[np.isfinite(away)]
    near = found[~found["inside"]].sort_values(["km", "name"], kind="stable")
    return pd.concat([found[found["inside"]], near], ignore_index=True)[_COLUMNS]


def how_far(atlas: Atlas, codes: Sequence[str], places: pd.DataFrame) -> pd.DataFrame:
    """Places with ``inside`` (bool) and ``km`` (0 inside), measured as in :func:`venues_of`.

    Parameters
    ----------
    places
        ``postcode``, ``longitude``, ``latitude``. A place of no known point is infinitely far.
    """
    here = tables.within(tables.table(atlas, "postcodes"), codes)["postcode"]
    inside = places["postcode"].isin(here)
    away = np.where(inside, 0.0, km_from_homes(atlas, codes, places, np.inf))
    return places.assign(inside=inside, km=away.round(2))


def without_name(address: str, name: str) -> str:
    """An address that does not begin with the name of the place, which stands before it."""
    first, _, rest = address.partition(", ")
    return rest if first.casefold() == name.casefold() else address
