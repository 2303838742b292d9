"""Postcodes of some areas, and the sectors that they are of.

Sectors made for post office boxes and for firms with much post (S98 1) stand at the sorting office
or the firm: nobody lives there, and they are left out here. A search for one still finds its place.
"""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables

# A sector of homes has nearly as many points as postcodes: 0.5 and more of those here, and those of
# boxes 0.33 and less. Of one or two postcodes nothing can be said.
_POINTS_PER_POSTCODE, _FEW = 0.4, 3


@lru_cache(maxsize=1)
def home_postcodes(atlas: Atlas) -> pd.DataFrame:
    """All postcodes but those of boxes and firms: columns as in the snapshot, and ``sector``."""
    every = tables.table(atlas, "postcodes")
    every = every.assign(sector=every["postcode"].str[:-2])
    points = every.drop_duplicates(["sector", "longitude", "latitude"])["sector"].value_counts()
    many = every["sector"].value_counts()
    boxes = many.index[(many >= _FEW) & (points.reindex(many.index) < _POINTS_PER_POSTCODE * many)]
    # A snapshot without points says nothing of boxes.
    known = every["longitude"].notna()
    return every[~(every["sector"].isin(boxes) & known)].sort_values("postcode", ignore_index=True)


def postcodes_of(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """The postcodes of homes in some areas, in order.

    Returns
    -------
    pandas.DataFrame
        ``postcode``, ``lsoa``, ``longitude``, ``latitude``.
    """
    found = tables.within(home_postcodes(atlas), codes)
    return found[list(tables.COLUMNS["postcodes"])].reset_index(drop=True)


def sectors_of(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """How much of which postcode sectors some areas hold; most postcodes first.

    Returns
    -------
    pandas.DataFrame
        ``sector`` ("S4 7"), ``postcodes`` (how many of it are in the areas) and ``of`` (how many
        the atlas has of it; at its edge a sector may go on beyond).
    """
    sector = home_postcodes(atlas)["sector"]
    here = tables.within(home_postcodes(atlas), codes)["sector"].value_counts()
    found = pd.DataFrame({"sector": here.index, "postcodes": here.array})
    found["of"] = sector.value_counts().reindex(here.index).array
    found = found.astype({"postcodes": "int64", "of": "int64"})
    return found.sort_values(["postcodes", "sector"], ascending=[False, True], ignore_index=True)
