"""Deprivation in 2019 beside that of 2025: links between the areas, and the deciles then."""

import pandas as pd

from data.inputs import Inputs
from data.readers.iod2019 import read_iod2019
from data.snapshot_files import SnapshotWriter
from layers.change.carried_deciles import carried

SOURCE = "iod2019"
# Columns of the frame that the catalogue's indicators are read from.
THEN, MOVED = "IMD decile 2019", "IMD decile 2025 less that of 2019"
_KINDS = {"U": "same", "S": "split", "M": "merged", "X": "complex"}


def links(shared: pd.DataFrame) -> pd.DataFrame:
    """Which areas of 2011 went to which of 2021.

    Parameters
    ----------
    shared
        As :func:`data.carry.shares` gives them.

    Returns
    -------
    pandas.DataFrame
        ``lsoa11``, ``lsoa21``, ``change`` (``same``, ``split``, ``merged``, ``complex``) and
        ``share``: the part of the area of 2011 that is in that of 2021, by where its residents
        of Census 2021 live; adds up to 1 for each ``lsoa11``. In order of the codes.
    """
    named = shared.assign(change=shared["change"].map(_KINDS))
    columns = ["lsoa11", "lsoa21", "change", "share"]
    return named[columns].sort_values(["lsoa11", "lsoa21"], ignore_index=True)


def read(inputs: Inputs, notes: list[str]) -> pd.DataFrame | None:
    """Deciles and ranks of 2019 by LSOA 2011; None where the file is not at hand."""
    if inputs.has(SOURCE):
        return inputs.read(SOURCE, read_iod2019)
    notes.append(
        "Change of deprivation since 2019 is not shown, because File 7 of the Indices of "
        "Deprivation 2019 was not found."
    )
    return None


def of_areas(published: pd.DataFrame, all_links: pd.DataFrame, now: pd.Series) -> pd.DataFrame:
    """Decile then and how many deciles an area moved, by LSOA 2021; missing where the two cannot be
    compared (:mod:`layers.change.carried_deciles`).

    Parameters
    ----------
    now
        Decile of 2025 by LSOA 2021 code.
    """
    then = carried(all_links, published["imd_decile"])["decile"].rename_axis("code")
    return pd.DataFrame({THEN: then, MOVED: now.reindex(then.index) - then})


def write(
    writer: SnapshotWriter,
    published: pd.DataFrame | None,
    all_links: pd.DataFrame,
    codes: pd.Index,
) -> None:
    """``lsoa_links``, of every area of 2011 that lies here in whole or in part; and ``iod2019``,
    deciles and ranks of these, where the file is at hand."""
    here = all_links.loc[all_links["lsoa21"].isin(codes), "lsoa11"]
    mine = all_links[all_links["lsoa11"].isin(here)].reset_index(drop=True)
    writer.frame("lsoa_links.parquet", mine)
    if published is not None:
        kept = published.loc[sorted(mine["lsoa11"].unique())].astype("int32")
        writer.frame("iod2019.parquet", kept.rename_axis("lsoa11").reset_index())
