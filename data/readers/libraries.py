"""Public libraries of England (Arts Council England): where they are, and whether they are open."""

import re

import pandas as pd

from data import tables
from data.errors import SourceError

_TEXT = ["authority", "name", "address1", "address2", "address3", "postcode", "type"]
_OPERATION = re.compile(r"operation_(\d{2})")
_SHUT = ("", "closed", "temporary closure")
# Where people can go: not a library on wheels or in a prison, nor an archive.
_KINDS = ("static library", "static local history library")


def read_libraries(content: bytes, file: str) -> pd.DataFrame:
    """Libraries that stand somewhere and were open in the newest year of the file.

    Returns
    -------
    pandas.DataFrame
        Columns ``authority``, ``name``, ``address`` (one line, as published) and ``postcode``.

    Raises
    ------
    SourceError
        For a file without these columns or without a column of who runs a library, or a library
        without a name.
    """
    years = sorted(name for name in tables.header(content) if _OPERATION.fullmatch(name))
    newest = years[-1] if years else "operation_23"
    frame = tables.read_table(content, file, text=[*_TEXT, newest, "closed"])
    for column in frame:
        frame[column] = frame[column].str.split().str.join(" ")
    nameless = frame["name"] == ""
    if nameless.any():
        raise SourceError(
            file,
            "a library has no name.",
            column="name",
            row=int(nameless.to_numpy().argmax()) + tables.FIRST_ROW,
            remedy="The columns may be shifted: fetch the file again.",
        )
    open_now = ~frame[newest].str.lower().isin(_SHUT) & (frame["closed"] == "")
    open_now &= frame["type"].str.lower().isin(_KINDS)
    lines = frame[["address1", "address2", "address3"]].to_numpy()
    frame["address"] = [", ".join(part for part in line if part) for line in lines]
    wanted = ["authority", "name", "address", "postcode"]
    return frame.loc[open_now, wanted].reset_index(drop=True)
