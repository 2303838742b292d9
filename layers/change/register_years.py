"""Disease registers of practices in the first and in the last year at hand (QOF).

A register's list is that of the practice in that year. Where lists merged, closed or changed much,
the two years are of different people, and the difference is that of the people, not of their
health or of how it is recorded.
"""

from collections.abc import Sequence

import pandas as pd

from layers.atlas import Atlas
from layers.practices.recorded_registers import england, years
from layers.statistics.intervals import difference, wilson_percent

# A list that grew or shrank by more than this share is not taken for the same people.
LIST_CHANGED = 0.2
_NUMBERS = ("on_register", "list_size")


def ends(atlas: Atlas) -> tuple[str, str] | None:
    """The first and the last year at hand; None where there are fewer than two."""
    known = years(atlas)
    return (known[0], known[-1]) if len(known) > 1 else None


def between(atlas: Atlas) -> list[str]:
    """The years at hand between the first and the last."""
    return years(atlas)[1:-1]


def practices(atlas: Atlas, register: str, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """A register of practices in both years.

    Parameters
    ----------
    codes
        Practices wanted; all of the atlas, also those that have closed since, when not given.

    Returns
    -------
    pandas.DataFrame
        Indexed by practice, by name: ``name``, ``pcn``, ``place``, ``open``; of the ``first`` and
        the ``last`` year ``on_register_…``, ``list_size_…``, the share in percent
        (``prevalence_…``) and its 95 % Wilson limits (``lower_…``, ``upper_…``), missing in a year
        that the practice is not in; the share of each year between them (``prevalence_2022-23``);
        ``change`` in percentage points and its limits
        ``change_lower`` and ``change_upper``; ``list_change``, by what share of it (0.1 for a
        tenth) the list grew; and ``kind``: ``both`` years, ``changed`` (both, with another list
        than then), ``closed`` or ``gone`` (in the first year alone; closed by now or open),
        ``new`` (in the last alone), ``neither``.
    """
    home = atlas.directory[atlas.directory["home"]]
    if codes is not None:
        home = home[home.index.isin(list(codes))]
    table = home.sort_values("name")[["name", "pcn", "place", "open"]]
    both = ends(atlas)
    mine = atlas.of_practices("prevalence", table.index)
    mine = mine[mine["register"] == register].set_index(["practice", "year"])[list(_NUMBERS)]
    for name, year in zip(("first", "last"), both or ("", ""), strict=True):
        of_year = mine[mine.index.get_level_values("year") == year].droplevel("year")
        for number in _NUMBERS:
            table[f"{number}_{name}"] = of_year[number].astype(float)
    for year in between(atlas):
        of_year = mine[mine.index.get_level_values("year") == year].droplevel("year")
        table[f"prevalence_{year}"] = 100 * of_year["on_register"] / of_year["list_size"]
    return _compared(table)


def england_too(atlas: Atlas, register: str) -> pd.Series:
    """The same of all practices of England together; missing where it has not both years."""
    of_register = england(atlas).xs(register, level="register")
    table = pd.DataFrame({"name": ["England"], "pcn": [""], "place": [""], "open": [True]})
    for name, year in zip(("first", "last"), ends(atlas) or ("", ""), strict=True):
        for number in _NUMBERS:
            table[f"{number}_{name}"] = of_register[number].reindex([year]).to_numpy(dtype=float)
    for year in between(atlas):
        on, listed = (of_register[number].reindex([year]).to_numpy(float) for number in _NUMBERS)
        table[f"prevalence_{year}"] = 100 * on / listed
    return _compared(table).iloc[0]


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    parts = {}
    for name in ("first", "last"):
        on, listed = (table[f"{number}_{name}"] for number in _NUMBERS)
        limits = wilson_percent(on, listed)
        table[f"prevalence_{name}"] = 100 * on / listed
        table[f"lower_{name}"], table[f"upper_{name}"] = limits
        parts[name] = (on, listed)
    table["change"] = table["prevalence_last"] - table["prevalence_first"]
    table["change_lower"], table["change_upper"] = difference(parts["first"], parts["last"])
    table["list_change"] = table["list_size_last"] / table["list_size_first"] - 1
    return table.assign(kind=[_kind(row) for _, row in table.iterrows()])


def _kind(row: pd.Series) -> str:
    then, now = pd.notna(row["prevalence_first"]), pd.notna(row["prevalence_last"])
    if then and now:
        return "changed" if abs(row["list_change"]) > LIST_CHANGED else "both"
    if then:
        return "gone" if row["open"] else "closed"
    return "new" if now else "neither"
