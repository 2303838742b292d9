"""Schools and colleges (Department for Education): who there is, and who came after whom.

The department's cut has small letters for its columns and neither address nor status; the whole
register, Get Information about Schools, has both.
"""

import pandas as pd

from data import tables

_REGISTER = {
    "URN": "urn",
    "EstablishmentName": "name",
    "Street": "street",
    "Locality": "locality",
    "Town": "town",
    "Postcode": "postcode",
    "EstablishmentStatus (name)": "status",
}
_CUT = ["urn", "name", "town", "postcode", "close_date"]
_LINKS = {"URN": "urn", "LinkURN": "successor", "LinkName": "name", "LinkType": "kind"}
SPLIT = "Successor - Split School"


def read_schools(content: bytes, file: str) -> pd.DataFrame:
    """Every school that there is or was.

    Returns
    -------
    pandas.DataFrame
        Indexed by URN (text): ``name``, ``address`` (one line; the town alone in the cut),
        ``postcode`` and ``open`` (bool: no date of closing, or by its status).

    Raises
    ------
    SourceError
        For a file in neither layout, or a school given twice.
    """
    content = _as_utf8(content)
    if "EstablishmentName" in tables.header(content):
        frame = tables.read_table(content, file, text=list(_REGISTER))
        tables.unique(frame, ["URN"], file)
        frame = frame.rename(columns=_REGISTER)
        lines = ["street", "locality", "town"]
        is_open = frame["status"].str.startswith("Open")
    else:
        frame = tables.read_table(content, file, text=_CUT)
        tables.unique(frame, ["urn"], file)
        lines = ["town"]
        is_open = frame["close_date"] == ""
    for column in ("name", "postcode", *lines):
        frame[column] = frame[column].str.split().str.join(" ")
    parts = frame[lines].to_numpy()
    frame["address"] = [", ".join(part for part in line if part) for line in parts]
    frame["open"] = is_open
    return frame.set_index("urn")[["name", "address", "postcode", "open"]]


def read_successors(content: bytes, file: str) -> pd.DataFrame:
    """Schools that took the place of others.

    Returns
    -------
    pandas.DataFrame
        ``urn``, ``successor`` (its URN), ``name`` of the successor, ``split`` (bool: the school
        was split, so that it may go on under its own number).

    Raises
    ------
    SourceError
        For a file without these columns.
    """
    frame = tables.read_table(_as_utf8(content), file, text=list(_LINKS)).rename(columns=_LINKS)
    frame = frame[frame["kind"].str.startswith("Successor") & (frame["urn"] != frame["successor"])]
    frame = frame.assign(
        name=frame["name"].str.split().str.join(" "), split=frame["kind"] == SPLIT
    ).drop_duplicates(["urn", "successor"])
    return frame[["urn", "successor", "name", "split"]].reset_index(drop=True)


def _as_utf8(content: bytes) -> bytes:
    """The register is written on Windows, with apostrophes of its own."""
    if tables.encoding_of(content) == "utf-8":
        return content
    return content.decode("cp1252", errors="replace").encode()
