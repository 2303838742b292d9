"""Fingertips (OHID): the CSV that is downloaded for one indicator, with all kinds of areas."""

import pandas as pd

from data import tables
from data.errors import SourceError
from data.readers import practice_figures
from data.readers.practice_figures import ENGLAND

_ENGLAND_CODE = "E92000001"
_INDICATOR, _KIND, _CODE, _SEX, _SPLIT, _PERIOD = (
    "Indicator ID", "Area Type", "Area Code", "Sex", "Category Type", "Time period",
)  # fmt: skip
_NUMBERS = {
    "Count": "numerator",
    "Denominator": "denominator",
    "Value": "value",
    "Lower CI 95.0 limit": "lower",
    "Upper CI 95.0 limit": "upper",
}


def read_smoking(content: bytes, file: str) -> pd.DataFrame:
    """Indicator 91547: people aged 15 and over who are recorded as current smokers, in percent."""
    return _latest(content, file, "91547", "smoking", 100)


def read_children_at_ae(content: bytes, file: str) -> pd.DataFrame:
    """Indicator 93930: A&E attendances of children aged 0 to 4, per 1,000 of them in a year."""
    return _latest(content, file, "93930", "children_at_ae", 1000)


def _latest(content: bytes, file: str, indicator: str, measure: str, per: float) -> pd.DataFrame:
    """The newest year that practices have, and England's figure for it.

    England's is the publication's own row; where it has none for that year, all practices added up.

    Raises
    ------
    SourceError
        When the file is of another indicator, or has no practices.
    """
    every = tables.read_table(
        content,
        file,
        text=[_INDICATOR, _KIND, _CODE, _SEX, _SPLIT, _PERIOD],
        numbers=list(_NUMBERS),
    )
    # A year that there is only as practices' counts comes with nothing in the columns of indicator
    # and sex, and without limits.
    whole = every[every[_SPLIT].eq("") & every[_SEX].isin(["Persons", ""])]
    practices = whole[whole[_KIND] == "GPs"]
    if practices.empty or set(every[_INDICATOR]) - {""} != {indicator}:
        raise SourceError(
            file,
            f"does not hold Fingertips' indicator {indicator} for practices.",
            column=_INDICATOR,
            remedy="Download the indicator for GPs again.",
        )
    year = practices[_PERIOD].max()
    mine = practices[practices[_PERIOD] == year]
    tables.unique(mine, [_CODE], file)
    columns = {_CODE: "practice", **_NUMBERS}
    counted = mine.rename(columns=columns).dropna(subset=["numerator", "denominator", "value"])
    own = whole[(whole[_CODE] == _ENGLAND_CODE) & (whole[_PERIOD] == year)].iloc[:1]
    if own.empty:
        england = counted[["numerator", "denominator"]].sum().to_frame().T
    else:
        england = own.rename(columns=columns)
    england = england.assign(practice=ENGLAND)
    return pd.concat(
        [
            practice_figures.figures(rows, measure, _in_words(year), per)
            for rows in (counted, england)
        ],
        ignore_index=True,
    )


def _in_words(year: str) -> str:
    """``"2023/24"`` → ``"April 2023 to March 2024"``."""
    first = int(year[:4])
    return f"April {first} to March {first + 1}"
