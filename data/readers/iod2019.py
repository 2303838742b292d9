"""English Indices of Deprivation 2019 (MHCLG): ranks and deciles, on the areas of Census 2011."""

import pandas as pd

from data import tables
from data.errors import SourceError

AREAS_IN_ENGLAND = 32_844
# The index and its domains: by what this atlas calls each, its name in a copy whose columns were
# tidied, and in the publisher's File 7.
_INDICES = {
    "imd": ("IMD", "Index of Multiple Deprivation (IMD)"),
    "income": ("Income", "Income"),
    "employment": ("Employment", "Employment"),
    "education": ("Education", "Education, Skills and Training"),
    "health": ("Health", "Health Deprivation and Disability"),
    "crime": ("Crime", "Crime"),
    "barriers": ("Housing_and_Access", "Barriers to Housing and Services"),
    "living_environment": ("Environment", "Living Environment"),
}
_TIDIED_CODE, _CODE = "lsoa11_code", "LSOA code (2011)"
_RANK = "Rank (where 1 is most deprived)"
_DECILE = "Decile (where 1 is most deprived 10% of LSOAs)"


def read_iod2019(content: bytes, file: str) -> pd.DataFrame:
    """Ranks and deciles of the index and its seven domains.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA 2011 code: ``imd_decile``, ``imd_rank``, ``income_decile`` …, whole
        numbers; 1 is the most deprived. Some ranks of the publication repeat.

    Raises
    ------
    SourceError
        When an area is missing or repeated, or a rank or decile is outside its range.
    """
    tidied = _TIDIED_CODE in tables.header(content)
    code = _TIDIED_CODE if tidied else _CODE
    names = {
        column: f"{index}_{part}"
        for index, (short, full) in _INDICES.items()
        for part, column in (
            ("decile", f"{short}_decile" if tidied else f"{full} {_DECILE}"),
            ("rank", f"{short}_rank" if tidied else f"{full} {_RANK}"),
        )
    }
    frame = tables.read_table(content, file, text=[code], numbers=list(names))
    tables.unique(frame, [code], file)
    if len(frame) != AREAS_IN_ENGLAND:
        raise SourceError(
            file,
            f"holds {len(frame):,} areas, not England's {AREAS_IN_ENGLAND:,}.",
            remedy="The deciles only mean something over all of England: fetch the whole file.",
        )
    for column, name in names.items():
        tables.within(frame, column, 1, 10 if name.endswith("_decile") else AREAS_IN_ENGLAND, file)
    return frame.set_index(code).rename_axis("code").rename(columns=names).astype("int64")
