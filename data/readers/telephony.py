"""Cloud Based Telephony in General Practice (NHS England): a workbook for each month.

Tables 3 and 4 have calls by practice. A telephone system that several practices share is given
under "Unassigned", and a practice whose supplier sends nothing is not there at all. Both count in
the table's own total or not, as NHS England decided; neither is a practice with no calls.
"""

import pandas as pd

from data import tables, workbooks
from data.readers import practice_figures
from data.readers.practice_figures import ENGLAND

MONTH, PRACTICE = "Month", "GP Practice (ODS_CODE)"
UNASSIGNED = "Unassigned"
_TOTAL = "Total"
# What each measure is a share of, by the columns of the two tables.
OUTCOMES = {
    "calls_answered": ("Answered", "Count of Inbound calls"),
    "calls_missed": ("Missed", "Count of Inbound calls"),
}
WAITS = {
    "answered_first_minute": ("Less than 1 minute", "Answered"),
    "waited_five_minutes": ("Longer than 5 minutes", "Answered"),
}


def read_calls(content: bytes, file: str) -> pd.DataFrame:
    """Shares of calls answered and missed, and of answered calls by wait, for one month.

    Returns
    -------
    pandas.DataFrame
        As :func:`data.readers.practice_figures.figures` gives them: each practice that is named,
        and England, which is the total that the publication prints.

    Raises
    ------
    SourceError
        When a table is not there, is not of one month, or its rows do not add up to its total.
    """
    found = []
    for measures in (OUTCOMES, WAITS):
        columns = list(dict.fromkeys(column for pair in measures.values() for column in pair))
        # Both tables have a column of answered calls: the first of waits is before that of lengths.
        sheet = workbooks.read_workbook(content, file, text=[MONTH, PRACTICE], numbers=columns)
        total = sheet[sheet[MONTH] == _TOTAL]
        rows, month = practice_figures.of_month(sheet, MONTH, file)
        practice_figures.agree(rows, total, columns, file)
        named = rows[rows[PRACTICE] != UNASSIGNED]
        tables.unique(named, [PRACTICE], file)
        both = pd.concat([named.rename(columns={PRACTICE: "practice"}), total], ignore_index=True)
        both["practice"] = both["practice"].fillna(ENGLAND)
        for measure, (numerator, denominator) in measures.items():
            counted = pd.DataFrame(
                {
                    "practice": both["practice"],
                    "numerator": both[numerator],
                    "denominator": both[denominator],
                }
            )
            found.append(practice_figures.figures(counted, measure, month, 100))
    return pd.concat(found, ignore_index=True)
