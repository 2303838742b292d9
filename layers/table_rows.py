"""One row or one cell of a table whose keys are unique, which pandas' types cannot tell apart from
several."""

from collections.abc import Hashable
from typing import Any, cast

import pandas as pd


def row_of(table: pd.DataFrame, key: Hashable) -> pd.Series:
    """The row with a key; ``KeyError`` where there is none."""
    return cast(pd.Series, table.loc[cast(Any, key)])


def cell(table: pd.DataFrame, key: Hashable, column: str) -> Any:
    """What a row has in a column; ``KeyError`` where there is none."""
    return table.at[cast(Any, key), column]
