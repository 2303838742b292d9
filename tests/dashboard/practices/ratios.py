"""Ratios as they are to be written, worked out apart from the code that writes them."""

import pandas as pd


def figures(row: pd.Series, *names: str) -> list[str]:
    """Some figures of a register's row in two decimals; in three or four where fewer would make its
    ratio one with a limit of its usual range, but for a ratio that is that limit."""
    ratio, low, high = (float(row[name]) for name in ("ratio", "limit_lower", "limit_upper"))
    apart = [at for at in (2, 3, 4) if round(ratio, at) not in (round(low, at), round(high, at))]
    return [format(row[name], f".{apart[0] if apart else 2}f") for name in names]
