"""OS Open Names (Ordnance Survey): what settlements are called, and where they are.

The publisher's own files, one for each 20 km square, have no header row and hold roads and
postcodes, too; a copy of the populated places alone has one.
"""

import pandas as pd

from data import tables

_COLUMNS = [
    "ID", "NAMES_URI", "NAME1", "NAME1_LANG", "NAME2", "NAME2_LANG", "TYPE", "LOCAL_TYPE",
    "X", "Y", "MOST_DETAIL_VIEW_RES", "LEAST_DETAIL_VIEW_RES",
    "MBRXMIN", "MBRYMIN", "MBRXMAX", "MBRYMAX", *(f"column {i}" for i in range(17, 22)),
    "DISTRICT_BOROUGH", "column 23", "column 24", "COUNTY_UNITARY",
    *(f"column {i}" for i in range(26, 35)),
]  # fmt: skip
KINDS = {
    "City": "city",
    "Town": "town",
    "Village": "village",
    "Suburban Area": "suburb",
    "Hamlet": "hamlet",
    "Other Settlement": "other",
}
_EXTENT = {"MBRXMIN": "west", "MBRYMIN": "south", "MBRXMAX": "east", "MBRYMAX": "north"}


def read_places(content: bytes, file: str) -> pd.DataFrame:
    """Populated places.

    Returns
    -------
    pandas.DataFrame
        Columns ``name``, ``kind`` (a value of :data:`KINDS`), ``easting`` and ``northing`` of its
        middle, ``west``, ``south``, ``east``, ``north`` of its extent (all metres, British
        National Grid), and ``county`` (county, unitary or metropolitan district; "" where the
        file says none); no row where a square has none.

    Raises
    ------
    SourceError
        For a file without these columns, or a place outside Great Britain.
    """
    headed = "NAME1" in tables.header(content)
    frame = tables.read_table(
        content,
        file,
        text=["NAME1", "LOCAL_TYPE", "DISTRICT_BOROUGH", "COUNTY_UNITARY"],
        numbers=["X", "Y", *_EXTENT],
        names=None if headed else _COLUMNS,
    )
    first_row = tables.FIRST_ROW if headed else 1
    tables.in_great_britain(frame, "NAME1", "X", "Y", file, first_row=first_row)
    county = frame["COUNTY_UNITARY"].where(frame["COUNTY_UNITARY"] != "", frame["DISTRICT_BOROUGH"])
    frame = frame.assign(county=county, kind=frame["LOCAL_TYPE"].map(KINDS))
    frame = frame[frame["kind"].notna()].rename(
        columns={"NAME1": "name", "X": "easting", "Y": "northing", **_EXTENT}
    )
    wanted = ["name", "kind", "easting", "northing", *_EXTENT.values(), "county"]
    return frame[wanted].reset_index(drop=True)
