"""One row, cell or all rows of a table: what they hold can be of any type, which pandas' own types
cannot say."""

from collections.abc import Hashable, Iterable
from typing import Any, cast

import pandas as pd


def row_of(table: pd.DataFrame, key: Hashable) -> pd.Series:
    """The row with a key; ``KeyError`` where there is none."""
    return cast(pd.Series, table.loc[cast(Any, key)])


def cell(table: pd.DataFrame, key: Hashable, column: str) -> Any:
    """What a row has in a column; ``KeyError`` where there is none."""
    return table.at[cast(Any, key), column]


def rows(table: pd.DataFrame) -> Iterable[Any]:
    """The rows, each with its columns by name."""
    return table.itertuples(index=False)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries by column."""
    return cast(list[dict[str, Any]], table.to_dict("records"))
