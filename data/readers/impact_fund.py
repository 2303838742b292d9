"""Investment and Impact Fund (NHS England), annual indicators by practice and network."""

import pandas as pd

from data import tables
from data.errors import SourceError
from data.readers import practice_figures
from data.readers.practice_figures import ENGLAND

_KIND, _CODE, _DATE, _MEASURE, _VALUE = (
    "ORGANISATION_TYPE", "ORGANISATION_CODE", "ACH_DATE", "MEASURE", "VALUE",
)  # fmt: skip
_PARTS = {"ACC-08 Numerator": "numerator", "ACC-08 Denominator": "denominator"}


def read_within_two_weeks(content: bytes, file: str) -> pd.DataFrame:
    """ACC-08: appointments that took place within two weeks of being booked, in percent.

    Returns
    -------
    pandas.DataFrame
        As :func:`data.readers.practice_figures.figures` gives them: each practice with any such
        appointment, and England, which is all practices added up: the publication prints no total.

    Raises
    ------
    SourceError
        When the file does not have the indicator, or it is not of one year.
    """
    every = tables.read_table(content, file, text=[_KIND, _CODE, _DATE, _MEASURE], numbers=[_VALUE])
    rows = every[(every[_KIND] == "GP practice") & every[_MEASURE].isin(list(_PARTS))]
    if rows[_DATE].nunique() != 1 or set(rows[_MEASURE]) != set(_PARTS):
        raise SourceError(
            file,
            "does not hold the indicator ACC-08 of practices for one year.",
            column=_MEASURE,
            remedy="Use the annual file of indicators of 2023-24.",
        )
    tables.unique(rows, [_CODE, _MEASURE], file)
    tables.non_negative(rows, [_VALUE], file)
    counted = rows.pivot(index=_CODE, columns=_MEASURE, values=_VALUE).rename(columns=_PARTS)
    counted = counted.rename_axis("practice").reset_index()
    england = counted[["numerator", "denominator"]].sum().to_frame().T.assign(practice=ENGLAND)
    ended = pd.to_datetime(rows[_DATE].iloc[0], format="%d/%m/%Y")
    year = f"April {ended.year - 1} to March {ended.year}"
    both = pd.concat([counted, england], ignore_index=True)
    return practice_figures.figures(both, "within_two_weeks", year, 100)
