"""English Indices of Deprivation 2025 (MHCLG): Files 3, 6 and 9, each a workbook.

File 3 has the supplementary indices on children and older people, File 6 the populations that the
Indices divide by, File 9 the domain scores on the scale on which they are put together.
"""

from collections.abc import Mapping

import pandas as pd

from data import tables
from data.errors import SourceError
from data.readers.iod import AREAS_IN_ENGLAND
from data.workbooks import read_workbook

CODE = "LSOA code (2021)"
SUPPLEMENTS = (
    "Income Deprivation Affecting Children Index (IDACI)",
    "Income Deprivation Affecting Older People (IDAOPI)",
)
RANK, DECILE = (
    " Rank (where 1 is most deprived)",
    " Decile (where 1 is most deprived 10% of LSOAs)",
)
POPULATION = "Total population: mid 2022"
AGES = (
    "Dependent Children aged 0-15: mid 2022",
    "Population aged 16-59: mid 2022",
    "Older population aged 60 and over: mid 2022",
)
WORKING_AGE = "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022"
_TRANSFORMED = " Score - exponentially transformed"
# The atlas's name of each domain, and the file's.
DOMAINS = {
    "income": "Income",
    "employment": "Employment",
    "education": "Education",
    "health": "Health",
    "crime": "Crime",
    "barriers": "Barriers",
    "living": "Living Environment",
}


def read_supplements(content: bytes, file: str) -> pd.DataFrame:
    """File 3: ranks and deciles of IDACI and IDAOPI.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA 2021 code, the published columns as floats. The file has no rates, and
        none can be worked out: the published numerators over File 6's children are above 1 in 105
        areas and rank them otherwise.

    Raises
    ------
    SourceError
        For a repeated area, or a rank or decile outside its range.
    """
    columns = [index + part for index in SUPPLEMENTS for part in (RANK, DECILE)]
    most = {c: AREAS_IN_ENGLAND if c.endswith(RANK) else 10 for c in columns}
    return _read(content, file, {column: (1, high) for column, high in most.items()})


def read_populations(content: bytes, file: str) -> pd.DataFrame:
    """File 6: residents in mid-2022, by the ages that the Indices ask for.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA 2021 code, people as floats.

    Raises
    ------
    SourceError
        For a repeated area, an empty or negative count, or ages that do not add up to the total.
    """
    columns = [POPULATION, *AGES, WORKING_AGE]
    frame = read_workbook(content, file, text=[CODE], numbers=columns)
    tables.unique(frame, [CODE], file)
    tables.non_negative(frame, columns, file)
    off = (frame[list(AGES)].sum(axis=1) - frame[POPULATION]).abs() > 0.5
    if off.any():
        row = frame[off].iloc[0]
        raise SourceError(
            file,
            f"the ages add up to {row[list(AGES)].sum():,.0f}, not to {row[POPULATION]:,.0f}.",
            column=POPULATION,
            row=int(frame.index[off][0]) + tables.FIRST_ROW,
            remedy="A column may be missing or shifted: fetch the file again.",
        )
    return frame.set_index(CODE).rename_axis("code")


def read_transformed(content: bytes, file: str) -> pd.DataFrame:
    """File 9: the seven domains' scores after the exponential transformation, 0 to 100.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA 2021 code, a float column for each domain, by the atlas's names
        (:data:`DOMAINS`). Higher is more deprived.

    Raises
    ------
    SourceError
        For a repeated area, or a score outside 0 to 100.
    """
    columns = {name: published + _TRANSFORMED for name, published in DOMAINS.items()}
    frame = _read(content, file, dict.fromkeys(columns.values(), (0, 100)))
    return frame.rename(columns={published: name for name, published in columns.items()})


def _read(content: bytes, file: str, limits: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """Columns of all areas, each between two limits."""
    frame = read_workbook(content, file, text=[CODE], numbers=list(limits))
    tables.unique(frame, [CODE], file)
    for column, (low, high) in limits.items():
        outside = ~frame[column].between(low, high)
        if outside.any():
            raise SourceError(
                file,
                f"{frame.loc[outside, column].iloc[0]:g} is not between {low} and {high:,}.",
                column=column,
                row=int(frame.index[outside][0]) + tables.FIRST_ROW,
                remedy="Fetch the file again.",
            )
    return frame.set_index(CODE).rename_axis("code")
