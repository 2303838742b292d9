"""Code-Point Open (Ordnance Survey): where each postcode is, without a header row."""

import pandas as pd

from data import tables

_COLUMNS = [
    "postcode",
    "quality",
    "easting",
    "northing",
    "country",
    "nhs_region",
    "nhs_area",
    "county",
    "district",
    "ward",
]


def read_postcodes(content: bytes, file: str) -> tuple[pd.DataFrame, pd.Series]:
    """Postcodes that have a location, and the sectors of all that there are.

    Returns
    -------
    pandas.DataFrame
        Columns ``postcode`` (one space before the last three characters), ``easting``,
        ``northing`` (metres, British National Grid) and ``district`` (code). Postcodes with
        quality 90 have no location and are left out, as Ordnance Survey advises.
    pandas.Series
        Sectors without spaces ("S12" of "S1 2HE"), each once, those of quality 90 among them.
    """
    frame = tables.read_table(
        content,
        file,
        text=["postcode", "district"],
        numbers=["quality", "easting", "northing"],
        names=_COLUMNS,
    )
    tables.unique(frame, ["postcode"], file, first_row=1)
    located = frame["quality"] != 90
    at = ("postcode", "easting", "northing")
    tables.in_great_britain(frame[located], *at, file, first_row=1)
    frame = frame.assign(postcode=frame["postcode"].map(tidy_postcode))
    sectors = frame["postcode"].str.replace(" ", "").str[:-2].drop_duplicates().rename("sector")
    return frame[located].drop(columns="quality").reset_index(drop=True), sectors


def tidy_postcode(text: str) -> str:
    """``"s1 2jb"``, ``"S12JB"`` and ``"S1  2JB"`` → ``"S1 2JB"``."""
    squeezed = "".join(str(text).split()).upper()
    return f"{squeezed[:-3]} {squeezed[-3:]}"
