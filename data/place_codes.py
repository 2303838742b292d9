"""Codes of areas that there are and were, so that a mistake can be told from a place elsewhere."""

import pandas as pd


def code_ranges(changes: pd.DataFrame) -> pd.DataFrame:
    """All codes of LSOAs that there are or were, as unbroken runs.

    Parameters
    ----------
    changes
        As :func:`data.readers.lookups.read_lsoa_changes` gives them, of the whole country.

    Returns
    -------
    pandas.DataFrame
        ``first`` and ``last`` code of each run, in code order; both are codes themselves.
    """
    codes = sorted({*changes["lsoa11"], *changes["lsoa21"]})
    runs: list[list[str]] = []
    for code in codes:
        if runs and code[:3] == runs[-1][1][:3] and int(code[3:]) == int(runs[-1][1][3:]) + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return pd.DataFrame(runs, columns=["first", "last"])


def ended_areas(changes: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """Areas of 2011 that ended in 2021 and lay where the atlas is, wholly or in part.

    Returns
    -------
    pandas.DataFrame
        ``lsoa11`` in code order, ``change`` (``merged``, ``split``, ``redrawn``), and ``lsoa21``:
        the area of today that it is all of, or "" where it lies in several.
    """
    here = changes[(changes["change"] != "U") & changes["lsoa21"].isin(codes)]
    ended = changes[changes["lsoa11"].isin(here["lsoa11"]) & ~changes["lsoa11"].isin(codes)]
    words = {"S": "split", "M": "merged", "X": "redrawn"}
    rows = [
        (code, words[parts["change"].iloc[0]], parts["lsoa21"].iloc[0] if len(parts) == 1 else "")
        for code, parts in ended.groupby("lsoa11")
    ]
    return pd.DataFrame(rows, columns=["lsoa11", "change", "lsoa21"])
