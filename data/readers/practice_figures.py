"""The one shape in which publications about practices are read: a figure for each, and England's.

A practice that a publication does not name, or names without a figure, has no row: what is not
published is not nought.
"""

import numpy as np
import pandas as pd

from data.errors import SourceError

# What stands in the column of practices for the whole country.
ENGLAND = "England"
COLUMNS = (
    "practice", "measure", "period", "numerator", "denominator", "value", "lower", "upper",
)  # fmt: skip


def figures(
    counted: pd.DataFrame, measure: str, period: "pd.Series | str", per: float
) -> pd.DataFrame:
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


def agree(rows: pd.DataFrame, england: pd.Series, columns: list[str], file: str) -> None:
    """Stop where the rows of a table do not add up to the total that it prints itself.

    Raises
    ------
    SourceError
        Naming the first column that does not.
    """
    for column in columns:
        summed = rows[column].sum()
        if summed != england[column]:
            raise SourceError(
                file,
                f"the rows add up to {summed:,.0f}, not to the total {england[column]:,.0f}.",
                column=column,
                remedy="Rows may be missing: fetch the file again.",
            )
