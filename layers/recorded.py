"""What practices have recorded: disease registers (QOF), for any practices together, by year.

These are counts of people on a practice's register, not the estimates that the map shows for
areas. Only practices that report a year count in it, and each register is set against the list
that the publication gives with it (all ages, or those old enough to be on it).
"""

from collections.abc import Iterable

import pandas as pd

from layers.atlas import Atlas
from layers.intervals import wilson

COLUMNS = ["practices", "on_register", "list_size", "list_type", "prevalence", "lower", "upper"]


def years(atlas: Atlas) -> list[str]:
    """The years that the snapshot holds, oldest first, as ``2024-25``."""
    return sorted(atlas.prevalence["year"].unique())


def registers(atlas: Atlas) -> dict[str, str]:
    """Label of each register by its code, in the catalogue's order."""
    return {d.register: d.label for d in atlas.indicators.values() if d.register}


def recorded(atlas: Atlas, practices: Iterable[str], year: str) -> pd.DataFrame:
    """Registers of some practices together.

    Returns
    -------
    pandas.DataFrame
        Indexed by register, in the catalogue's order: ``practices`` that reported it,
        ``on_register`` (people), ``list_size`` (people on their lists, of the register's ages,
        ``list_type``), ``prevalence`` in percent with its 95 % Wilson limits ``lower`` and
        ``upper``. Registers that none reported are missing.
    """
    every = atlas.prevalence
    mine = every[(every["year"] == year) & every["practice"].isin(list(practices))]
    sums = mine.groupby("register").agg(
        practices=("practice", "nunique"),
        on_register=("on_register", "sum"),
        list_size=("list_size", "sum"),
        list_type=("list_type", "first"),
    )
    return _with_prevalence(atlas, sums)


def england(atlas: Atlas, year: str) -> pd.DataFrame:
    """The same for all of England's practices; without ``practices``."""
    every = atlas.prevalence_england
    return _with_prevalence(atlas, every[every["year"] == year].set_index("register"))


def each(atlas: Atlas, register: str, year: str) -> pd.DataFrame:
    """One register in every practice here, indexed by practice, as :func:`recorded` gives it."""
    every = atlas.prevalence
    mine = every[(every["year"] == year) & (every["register"] == register)]
    mine = mine.set_index("practice").reindex(atlas.practices.index).dropna(subset=["list_size"])
    return _prevalence(mine[["on_register", "list_size", "list_type"]])


def _with_prevalence(atlas: Atlas, sums: pd.DataFrame) -> pd.DataFrame:
    ordered = [register for register in registers(atlas) if register in sums.index]
    found = _prevalence(sums.loc[ordered])
    return found[[column for column in COLUMNS if column in found.columns]]


def _prevalence(table: pd.DataFrame) -> pd.DataFrame:
    limits = wilson(table["on_register"], table["list_size"])
    return table.assign(
        prevalence=100 * table["on_register"] / table["list_size"],
        lower=100 * limits.lower,
        upper=100 * limits.upper,
    )
