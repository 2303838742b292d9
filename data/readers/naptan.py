"""NaPTAN (Department for Transport): every stop of bus, tram and train, with the street it is in.

The publisher's own files, one for each area code: ``370`` is South Yorkshire's buses, ``910`` and
``940`` the rail and tram stations of Great Britain.
"""

import numpy as np
import pandas as pd

from data import tables
from data.errors import SourceError

_TEXT = {
    "ATCOCode": "stop",
    "CommonName": "name",
    "Street": "street",
    "Indicator": "indicator",
    "Bearing": "bearing",
    "LocalityName": "locality",
    "ParentLocalityName": "parent_locality",
    "StopType": "kind",
    "Status": "status",
    "ModificationDateTime": "changed",
}
_NUMBERS = {
    "Easting": "easting",
    "Northing": "northing",
    "Longitude": "longitude",
    "Latitude": "latitude",
}
BUS = ("BCT", "BCS")
RAIL, TRAM = "RLY", "MET"
STATUSES = ("active", "inactive", "pending")
# The publisher's stand-in for "none".
_NOTHING = "-"


def read_stops(content: bytes, file: str) -> pd.DataFrame:
    """Stops in use, of every kind.

    Returns
    -------
    pandas.DataFrame
        Columns ``stop`` (ATCO code), ``name``, ``street``, ``indicator``, ``bearing``,
        ``locality``, ``parent_locality``, ``kind`` (the publisher's code: ``BCT`` a stop in a
        street, ``BCS`` a bay of a bus station, ``RLY`` a rail station, ``MET`` a tram stop …),
        ``easting`` and ``northing`` (metres, British National Grid), ``longitude`` and
        ``latitude`` (degrees; not every file has them), ``changed`` (when the entry last was,
        "2026-05-29T08:54:09"). Empty text where the file has none.
        A stop without any place is left out.

    Raises
    ------
    SourceError
        For a file without these columns, a stop given twice, an unknown status, or a stop outside
        Great Britain.
    """
    frame = tables.read_table(content, file, text=list(_TEXT), numbers=list(_NUMBERS))
    frame = frame.rename(columns=_TEXT | _NUMBERS)
    for column in _TEXT.values():
        frame[column] = frame[column].str.strip().replace(_NOTHING, "")
    tables.unique(frame.rename(columns={"stop": "ATCOCode"}), ["ATCOCode"], file)
    unknown = ~frame["status"].isin(STATUSES)
    if unknown.any():
        at = int(unknown.to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame['status'].iloc[at]!r} is not a status ({', '.join(STATUSES)}).",
            column="Status",
            row=at + tables.FIRST_ROW,
            remedy="The columns may be shifted: fetch the file again.",
        )
    used = frame[frame["status"] == "active"]
    gridded = used["easting"].notna() & used["northing"].notna()
    tables.in_great_britain(used[gridded], "stop", "easting", "northing", file)
    placed = gridded | np.isfinite(used["longitude"] + used["latitude"])
    return used[placed].drop(columns="status").reset_index(drop=True)
