"""Deciles of the areas of 2011 brought to those of 2021, where that can be done without guessing.

An area that is the **same** keeps its decile. An area **merged** of several has one where all of
them were in the same decile: whichever way they are put together, the whole lies between its
parts. A **split** area's decile said something of the whole, and which of its parts were more
deprived is not known: none of them has one. Nor has a **complex** one, redrawn from parts of
several.
"""

import pandas as pd

KINDS = ("same", "merged", "split", "complex")


def carried(links: pd.DataFrame, then: pd.Series) -> pd.DataFrame:
    """Deciles then of the areas of today.

    Parameters
    ----------
    links
        ``lsoa11``, ``lsoa21`` and ``change`` (one of :data:`KINDS`), as the snapshot's
        ``lsoa_links``; all rows of each ``lsoa21``.
    then
        Decile (1–10) by LSOA 2011 code.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA 2021 code, in code order: ``kind`` (one of :data:`KINDS`), ``lowest`` and
        ``highest`` decile of the areas of 2011 that it is made of or was a part of, and ``decile``,
        missing where the two cannot be compared.
    """
    parts = links.assign(then=links["lsoa11"].map(then)).groupby("lsoa21", sort=True)
    found = pd.DataFrame(
        {
            "kind": parts["change"].first(),
            "lowest": parts["then"].min(),
            "highest": parts["then"].max(),
        }
    )
    whole = found["kind"].isin(["same", "merged"]) & (found["lowest"] == found["highest"])
    # One part without a decile, and the lowest and highest are not those of all.
    whole &= parts["then"].count() == parts.size()
    return found.assign(decile=found["lowest"].where(whole))
