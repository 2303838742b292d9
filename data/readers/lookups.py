"""ONS and House of Commons Library lookups: which area belongs to what, under which name."""

from collections.abc import Sequence

import pandas as pd

from data import tables
from data.errors import SourceError


def read_lsoa_changes(content: bytes, file: str) -> pd.DataFrame:
    """LSOA 2011 → LSOA 2021 with the kind of change.

    Returns
    -------
    pandas.DataFrame
        Columns ``lsoa11``, ``lsoa21``, ``change``: ``U`` unchanged, ``S`` split, ``M`` merged,
        ``X`` irregular (ten rows in England, none in South Yorkshire).
    """
    names = {"LSOA11CD": "lsoa11", "LSOA21CD": "lsoa21", "CHGIND": "change"}
    frame = tables.read_table(content, file, text=list(names))
    tables.unique(frame, ["LSOA11CD", "LSOA21CD"], file)
    frame = frame.rename(columns=names)
    strange = ~frame["change"].isin(list("USMX"))
    if strange.any():
        at = int(strange.to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame['change'].iloc[at]!r} is not a kind of change (U, S, M or X).",
            column="CHGIND",
            row=at + tables.FIRST_ROW,
            remedy="Fetch the file again.",
        )
    return frame


def read_wards(content: bytes, file: str) -> pd.DataFrame:
    """LSOA 2021 → ward and district (best fit, 2024), indexed by LSOA code.

    Columns ``name``, ``ward_code``, ``ward``, ``district_code``, ``district``. ONS's own
    capitals (LSOA21CD …) and the tidied names are both read.
    """
    layouts = [
        ("lsoa21_code", "lsoa21_name", "ward24_code", "ward24_name", "ltla24_code", "ltla24_name"),
        ("LSOA21CD", "LSOA21NM", "WD24CD", "WD24NM", "LAD24CD", "LAD24NM"),
    ]
    names = ["code", "name", "ward_code", "ward", "district_code", "district"]
    return _first_layout(content, file, layouts, names, key="code")


def read_sub_icbs(content: bytes, file: str) -> pd.DataFrame:
    """LSOA 2021 → sub-ICB location and ICB (2024), by NHS code, indexed by LSOA code.

    Columns ``sub_icb_code``, ``sub_icb``, ``icb_code``, ``icb``.
    """
    layouts = [
        ("lsoa21_code", "sicbl24_code_nhs", "sicbl24_name", "icb24_code_nhs", "icb24_name"),
        ("LSOA21CD", "SICBL24CDH", "SICBL24NM", "ICB24CDH", "ICB24NM"),
    ]
    names = ["code", "sub_icb_code", "sub_icb", "icb_code", "icb"]
    return _first_layout(content, file, layouts, names, key="code")


def read_rural_urban(content: bytes, file: str) -> pd.Series:
    """LSOA 2021 → its class in the 2021 Rural Urban Classification, in words."""
    layouts = [("lsoa21_code", "classification"), ("LSOA21CD", "RUC21NM")]
    return _first_layout(content, file, layouts, ["code", "rural_urban"], key="code")["rural_urban"]


def read_msoa_names(content: bytes, file: str) -> pd.DataFrame:
    """Neighbourhoods: indexed by the MSOA's ONS name (``"Sheffield 073"``).

    Columns ``code`` and ``neighbourhood`` (the House of Commons Library's name). An LSOA's ONS
    name is its MSOA's name and a letter, which is how the two are joined.
    """
    layouts = [("MSOA21CD", "MSOANM", "MSOAHCLNM"), ("msoa21cd", "msoa21nm", "msoa21hclnm")]
    return _first_layout(content, file, layouts, ["code", "msoa", "neighbourhood"], key="msoa")


def _first_layout(
    content: bytes,
    file: str,
    layouts: Sequence[tuple[str, ...]],
    names: Sequence[str],
    *,
    key: str,
) -> pd.DataFrame:
    """Read with the first layout whose columns are all there; complain in terms of the nearest.

    The columns are then called ``names``, and ``key`` becomes the index.
    """
    published = set(tables.header(content))
    columns = list(max(layouts, key=lambda layout: len(published.intersection(layout))))
    frame = tables.read_table(content, file, text=columns)[columns]
    tables.unique(frame, [columns[names.index(key)]], file)
    return frame.set_axis(list(names), axis=1).set_index(key)
