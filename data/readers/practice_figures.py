"""The one shape in which publications about practices are read: a figure for each, and England's.

A practice that a publication does not name, or names without a figure, has no row: what is not
published is not nought.
"""

import numpy as np
import pandas as pd

from data.errors import SourceError

# What stands in the column of practices for the whole country.
ENGLAND = "England"
# A date as a workbook's cells are read; what else stands in that column is a note.
_DATE = r"\d{4}-\d\d-\d\d"
COLUMNS = (
    "practice", "measure", "period", "numerator", "denominator", "value", "lower", "upper",
)  # fmt: skip


def figures(counted: pd.DataFrame, measure: str, period: str, per: float) -> pd.DataFrame:
    """Figures of one measure.

    Parameters
    ----------
    counted
        Columns ``practice`` (a code, or :data:`ENGLAND`), ``numerator`` and ``denominator``; where
        the publication gives them ``value``, ``lower`` and ``upper``.
    measure, period
        Its key in ``layers/catalogue/care.toml``, and of when it is.
    per
        100 for percent, 1,000 for a rate.

    Returns
    -------
    pandas.DataFrame
        :data:`COLUMNS`; limits are missing where the publication gives none. Rows without a
        denominator are left out.
    """
    known = counted[counted["denominator"] > 0].copy()
    known["measure"] = measure
    known["period"] = period
    if "value" not in known:
        known["value"] = per * known["numerator"] / known["denominator"]
    for limit in ("lower", "upper"):
        if limit not in known:
            known[limit] = np.nan
    return known.loc[:, list(COLUMNS)]


def of_month(sheet: pd.DataFrame, column: str, file: str) -> tuple[pd.DataFrame, str]:
    """Rows of a sheet whose first column is a date, and their month: ``February 2026``.

    Raises
    ------
    SourceError
        When there is none, or they are not of one month.
    """
    rows = sheet[sheet[column].str.match(_DATE)]
    if rows[column].nunique() != 1:
        raise SourceError(
            file,
            "does not hold the rows of one month.",
            column=column,
            remedy="Use the workbook of a single month, as it is published.",
        )
    return rows, f"{pd.Timestamp(rows[column].iloc[0]):%B %Y}"


def agree(rows: pd.DataFrame, total: pd.DataFrame, columns: list[str], file: str) -> None:
    """Stop where the rows of a table do not add up to the total that it prints itself, in a row.

    Raises
    ------
    SourceError
        Where there is no such row, or naming the first column that does not.
    """
    if len(total) != 1:
        raise SourceError(
            file,
            f"a table has {len(total)} rows with its total, not one.",
            remedy="Rows may be missing: fetch the file again.",
        )
    england = total.iloc[0]
    for column in columns:
        summed = rows[column].sum()
        if summed != england[column]:
            raise SourceError(
                file,
                f"the rows add up to {summed:,.0f}, not to the total {england[column]:,.0f}.",
                column=column,
                remedy="Rows may be missing: fetch the file again.",
            )
