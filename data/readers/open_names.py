"""OS Open Names (Ordnance Survey): what settlements are called, and where their middle is.

The publisher's own files, one for each 20 km square, have no header row and hold roads and
postcodes, too; a copy of the populated places alone has one.
"""

import pandas as pd

from data import tables
from data.errors import SourceError

_COLUMNS = [
    "ID", "NAMES_URI", "NAME1", "NAME1_LANG", "NAME2", "NAME2_LANG", "TYPE", "LOCAL_TYPE",
    "GEOMETRY_X", "GEOMETRY_Y", *(f"column {i}" for i in range(11, 35)),
]  # fmt: skip
TOWN_KINDS = ("City", "Town")


def read_towns(content: bytes, file: str) -> pd.DataFrame:
    """Cities and towns.

    Returns
    -------
    pandas.DataFrame
        Columns ``name``, ``kind`` ("City", "Town"), ``easting`` and ``northing`` (metres, British
        National Grid); no row where a square has neither.

    Raises
    ------
    SourceError
        For a file without these columns, or a place outside Great Britain.
    """
    headed = "NAME1" in tables.header(content)
    x, y = ("X", "Y") if headed else ("GEOMETRY_X", "GEOMETRY_Y")
    frame = tables.read_table(
        content,
        file,
        text=["NAME1", "LOCAL_TYPE"],
        numbers=[x, y],
        names=None if headed else _COLUMNS,
    )
    frame.columns = pd.Index(["name", "kind", "easting", "northing"])
    outside = ~(frame["easting"].between(0, 700_000) & frame["northing"].between(0, 1_300_000))
    if outside.any():
        at = int(outside.to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame['name'].iloc[at]} is outside Great Britain "
            f"({frame['easting'].iloc[at]:g}, {frame['northing'].iloc[at]:g}).",
            column=f"{x}, {y}",
            row=at + (tables.FIRST_ROW if headed else 1),
            remedy="Fetch the file again.",
        )
    return frame[frame["kind"].isin(TOWN_KINDS)].reset_index(drop=True)
