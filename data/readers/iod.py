"""English Indices of Deprivation 2025 (MHCLG): File 7 and the underlying indicators."""

import pandas as pd

from data import tables
from data.errors import SourceError

AREAS_IN_ENGLAND = 33_755
SCORE = "Index of Multiple Deprivation (IMD) Score"
DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
_CODE = "LSOA code (2021)"
_DISTRICT_CODE = "Local Authority District code (2024)"


def read_iod(content: bytes, file: str) -> pd.DataFrame:
    """File 7: scores, ranks and deciles of the index, its domains and sub-domains.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA 2021 code; the published columns as floats (those that this copy of the
        file has: IDACI, IDAOPI and the population denominators are in the original only).

    Raises
    ------
    SourceError
        When an area is missing or repeated, or a rank or decile is outside its range.
    """
    published = tables.header(content)
    names = ("LSOA name (2021)", "Local Authority District name (2024)")
    text = [_CODE, _DISTRICT_CODE]
    numbers = [c for c in published if c not in (*text, *names)]
    frame = tables.read_table(content, file, text=text, numbers=numbers)
    tables.unique(frame, [_CODE], file)
    if len(frame) != AREAS_IN_ENGLAND:
        raise SourceError(
            file,
            f"holds {len(frame):,} areas, not England's {AREAS_IN_ENGLAND:,}.",
            remedy="The ranks only mean something over all of England: fetch the whole file.",
        )
    for column in numbers:
        if "Rank (" in column:
            tables.within(frame, column, 1, AREAS_IN_ENGLAND, file)
        elif "Decile (" in column:
            tables.within(frame, column, 1, 10, file)
    return frame.drop(columns=_DISTRICT_CODE).set_index(_CODE).rename_axis("code")


def read_underlying(content: bytes, file: str) -> pd.DataFrame:
    """The underlying indicators, indexed by LSOA 2021 code, one float column each."""
    published = tables.header(content)
    frame = tables.read_table(
        content, file, text=["lsoa21_code"], numbers=[c for c in published if c != "lsoa21_code"]
    )
    tables.unique(frame, ["lsoa21_code"], file)
    return frame.set_index("lsoa21_code").rename_axis("code")
