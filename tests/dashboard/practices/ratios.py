"""Ratios as they are to be written, worked out apart from the code that writes them."""

import pandas as pd


def figures(row: pd.Series, *names: str) -> list[str]:
    """Some figures of a register's row in two decimals, or in three where two would make its ratio
    one with a limit of its usual range."""
    rounded = {name: round(float(row[name]), 2) for name in ("ratio", "limit_lower", "limit_upper")}
    alike = rounded["ratio"] in (rounded["limit_lower"], rounded["limit_upper"])
    return [format(row[name], ".3f" if alike else ".2f") for name in names]
