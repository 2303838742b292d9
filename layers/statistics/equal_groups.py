"""Areas or practices in groups of equal population, from most to least deprived."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.statistics.gaps import Gap, gap
from layers.statistics.intervals import wilson_percent
from layers.statistics.slope import SlopeIndex, Transform, slope_index, standard_error

Floats = npt.NDArray[np.float64]

FEWEST_MEMBERS = 3
_Z = 1.959963984540054


def cut(need: pd.Series, population: pd.Series, number: int) -> pd.Series:
    """Put areas in groups that hold the same number of people, as nearly as whole areas can.

    Parameters
    ----------
    need
        What they are ordered by, highest first.
    population
        People in each, above 0; on the same index.
    number
        How many groups.

    Returns
    -------
    pandas.Series
        1 (most need) to ``number``. An area belongs where the middle of its people lies, and
        those with the same need are ordered by code.
    """
    frame = pd.DataFrame({"need": need, "people": population}).rename_axis("code").reset_index()
    frame = frame.sort_values(["need", "code"], ascending=[False, True]).set_index("code")
    middle = (frame["people"].cumsum() - frame["people"] / 2) / frame["people"].sum()
    groups = np.minimum(np.floor(middle * number) + 1, number).astype(int)
    return groups.reindex(need.index)


def finest(
    need: pd.Series, population: pd.Series, numbers: Sequence[int] = (10, 5)
) -> pd.Series | None:
    """The first way to cut in which every group has at least three areas; None where none has."""
    for number in numbers:
        groups = cut(need, population, number)
        sizes = groups.value_counts()
        if len(sizes) == number and sizes.min() >= FEWEST_MEMBERS:
            return groups
    return None


def group_table(members: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """What each group holds.

    Parameters
    ----------
    members
        Areas or practices: ``need``, ``population``, ``value`` and, for shares, ``numerator`` and
        ``denominator`` (NaN otherwise).
    groups
        The group of each, from 1.

    Returns
    -------
    pandas.DataFrame
        By group: ``members`` (how many), ``population``, ``numerator``, ``denominator``,
        ``value``, ``lower``, ``upper``, ``se``, and ``need_from`` and ``need_to``, the highest and
        the lowest need in it. A share is Σ numerator ÷ Σ denominator in percent, with its Wilson
        limits and the standard error that they imply. Any other value is the mean weighted by
        people; its error is that of a mean whose members were drawn at random, which says how
        much the members differ.
    """
    of = members.groupby(groups.rename("group"), sort=True)
    table = pd.DataFrame(
        {
            "members": of.size(),
            "population": of["population"].sum(),
            "numerator": of["numerator"].sum(min_count=1),
            "denominator": of["denominator"].sum(min_count=1),
            "need_from": of["need"].max(),
            "need_to": of["need"].min(),
        }
    )
    if table["denominator"].notna().all():
        table["value"] = 100 * table["numerator"] / table["denominator"]
        table["lower"], table["upper"] = wilson_percent(table["numerator"], table["denominator"])
        table["se"] = standard_error(table["lower"], table["upper"])
        return table
    means = [_mean(rows) for _, rows in of]
    table["value"], table["se"] = np.array(means).T
    table["lower"] = table["value"] - _Z * table["se"]
    table["upper"] = table["value"] + _Z * table["se"]
    return table


def slope_of(
    table: pd.DataFrame, people: pd.Series, share: bool, transform: Transform
) -> SlopeIndex:
    """The slope over a table of groups, with its values as proportions where they are shares."""
    if transform == "none":
        return slope_index(table["value"], people, table["se"])
    scale = 100.0 if share else 1.0
    if transform == "logit" and not share:
        raise ValueError("A logit needs a share between 0 and 100%, and this is not one.")
    value, lower, upper = (table[c] / scale for c in ("value", "lower", "upper"))
    errors = standard_error(lower, upper, transform=transform)
    return slope_index(value, people, errors, transform=transform, multiplier=scale)


def gap_of(table: pd.DataFrame, ratio: bool) -> Gap:
    """The gap between a table's first and last group; the relative one where there is one."""
    made = gap(table["value"], table["lower"], table["upper"])
    return made if ratio else Gap(made.absolute, made.absolute_lower, made.absolute_upper)


def _mean(rows: pd.DataFrame) -> tuple[float, float]:
    """The mean weighted by people, and its standard error (Cochran's ratio estimator)."""
    share = (rows["population"] / rows["population"].sum()).to_numpy(dtype=float)
    values = rows["value"].to_numpy(dtype=float)
    mean = float((share * values).sum())
    n = len(values)
    if n < FEWEST_MEMBERS:
        return mean, np.nan
    return mean, float(np.sqrt(n / (n - 1) * ((share * (values - mean)) ** 2).sum()))
