"""Bus stops of some areas."""

from collections.abc import Sequence

import pandas as pd

from layers.atlas import Atlas
from layers.ground import tables


def stops_of(atlas: Atlas, codes: Sequence[str]) -> pd.DataFrame:
    """The bus and coach stops in some areas, in order of street and name.

    Returns
    -------
    pandas.DataFrame
        ``stop`` (ATCO code), ``name``, ``street``, ``locality``, ``parent_locality``,
        ``indicator`` ("opp", "adj" …), ``bearing`` ("NE"), ``longitude``, ``latitude``, ``lsoa``,
        ``district``.
    """
    found = tables.within(tables.table(atlas, "stops"), codes)
    return found.sort_values(["street", "name", "stop"], ignore_index=True)
