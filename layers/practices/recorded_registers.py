"""What practices have recorded: disease registers (QOF), for any practices together, by year.

These are counts of people on a practice's register, not the estimates that the map shows for
areas. Only practices that report a year count in it, and each register is set against the list
that the publication gives with it (all ages, or those old enough to be on it).
"""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas
from layers.statistics.intervals import wilson


def years(atlas: Atlas) -> list[str]:
    """The years that the snapshot holds, oldest first, as ``2024-25``."""
    return list(_years(atlas))


@lru_cache(maxsize=1)
def _years(atlas: Atlas) -> tuple[str, ...]:
    return tuple(sorted(atlas.prevalence["year"].unique()))


def registers(atlas: Atlas) -> dict[str, str]:
    """Label of each register by its code, in the catalogue's order."""
    return {d.register: d.label for d in atlas.indicators.values() if d.register}


def publications(atlas: Atlas) -> list[str]:
    """Ids of the publications that the registers are from, the newest first."""
    held = (source["id"] for source in atlas.manifest["sources"])
    return sorted((name for name in held if name.startswith("qof_")), reverse=True)


def recorded(atlas: Atlas, practices: Iterable[str]) -> pd.DataFrame:
    """Registers of some practices together.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``year`` and ``register``: ``practices`` that reported it, ``on_register``
        (people), ``list_size`` (people on their lists, of the register's ages), ``prevalence`` in
        percent with its 95 % Wilson limits ``lower`` and ``upper``. What none reported is missing.
    """
    return _summed(atlas.of_practices("prevalence", practices), ["year", "register"])


@lru_cache(maxsize=1)
def region(atlas: Atlas) -> pd.DataFrame:
    """The same for all practices here."""
    return recorded(atlas, atlas.practices.index)


@lru_cache(maxsize=1)
def england(atlas: Atlas) -> pd.DataFrame:
    """The same for all of England's practices."""
    return _summed(atlas.prevalence_england, ["year", "register"])


def by_unit(atlas: Atlas, unit_of: pd.Series, year: str) -> pd.DataFrame:
    """Registers of several units in a year.

    Parameters
    ----------
    unit_of
        By practice code: the unit that it belongs to.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``unit`` and ``register``; columns as :func:`recorded` gives them.
    """
    every = atlas.prevalence
    mine = every[(every["year"] == year) & every["practice"].isin(unit_of.index)]
    return _summed(mine.assign(unit=mine["practice"].map(unit_of)), ["unit", "register"])


def by_practice(atlas: Atlas) -> pd.DataFrame:
    """Registers of each open practice here: ``practice``, ``register``, ``year`` and the figures
    that :func:`recorded` gives, by practice."""
    every = atlas.prevalence
    mine = every[every["practice"].isin(atlas.practices.index)]
    return _summed(mine, ["practice", "register", "year"]).reset_index()


def _summed(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    groups = table.groupby(by)
    sums = groups[["on_register", "list_size"]].sum()
    limits = wilson(sums["on_register"], sums["list_size"])
    return sums.assign(
        practices=groups.size(),
        prevalence=100 * sums["on_register"] / sums["list_size"],
        lower=100 * limits.lower,
        upper=100 * limits.upper,
    )
