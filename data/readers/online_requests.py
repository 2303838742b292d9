"""Submissions via Online Consultation Systems in General Practice (NHS England), one month a file.

Table 2 has requests by practice. Where nothing was received from a practice's supplier it prints
"No data" as the supplier and 0 as the requests: that 0 is no figure.
"""

import pandas as pd

from data import tables, workbooks
from data.readers import practice_figures
from data.readers.practice_figures import ENGLAND

_MONTH, _PRACTICE, _SUPPLIER = "Month", "GP Code", "Supplier"
_REQUESTS, _PATIENTS, _RATE = (
    "Submissions", "Registered Patient Count", "Rate per 1,000 Registered Patients",
)  # fmt: skip
_NO_DATA = "no data"


def read_requests(content: bytes, file: str) -> pd.DataFrame:
    """Online requests per 1,000 registered patients in one month.

    Returns
    -------
    pandas.DataFrame
        As :func:`data.readers.practice_figures.figures` gives them: each practice whose supplier
        sent data, and England: all requests, by the patients of the practices that received any, as
        the publication counts its national rate.

    Raises
    ------
    SourceError
        When the rows are not of one month.
    """
    sheet = workbooks.read_workbook(
        content,
        file,
        text=[_MONTH, _PRACTICE, _SUPPLIER],
        numbers=[_REQUESTS, _PATIENTS, _RATE],
    )
    rows, month = practice_figures.of_month(sheet, _MONTH, file)
    tables.unique(rows, [_PRACTICE], file)
    tables.non_negative(rows, [_REQUESTS, _PATIENTS], file)
    told = rows[rows[_SUPPLIER].str.casefold() != _NO_DATA]
    counted = told.rename(
        columns={
            _PRACTICE: "practice",
            _REQUESTS: "numerator",
            _PATIENTS: "denominator",
            _RATE: "value",
        }
    )
    received = counted.loc[counted["numerator"] > 0, ["numerator", "denominator"]].sum()
    england = pd.DataFrame([received]).assign(practice=ENGLAND)
    return pd.concat(
        [
            practice_figures.figures(counted, "online_requests", month, 1000),
            practice_figures.figures(england, "online_requests", month, 1000),
        ],
        ignore_index=True,
    )
