"""A gradient adjusted for age."""

from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from layers.inequality import age_adjustment, guards
from layers.statistics import equal_groups
from layers.statistics.equal_groups import gap_of, slope_of
from layers.statistics.gaps import Gap
from layers.statistics.slope import SlopeIndex, Transform


@dataclass(frozen=True)
class Adjusted:
    """A gradient adjusted for age (:mod:`layers.inequality.age_adjustment`).

    It is modelled, and never without the crude one.

    ``groups``, ``slope``, ``gap`` and ``gap_of_fifths`` are as those of
    :class:`layers.inequality.gradient.Gradient`, over the same groups; ``value`` is that of all of
    them; ``england`` is England's share in percent, which stands for what is expected.
    """

    groups: pd.DataFrame
    value: float
    slope: SlopeIndex
    gap: Gap
    gap_of_fifths: Gap | None
    england: float


def adjusted(
    atlas: Atlas,
    indicator: str,
    members: pd.DataFrame,
    fifths: pd.Series | None,
    transform: Transform,
) -> Adjusted | None:
    """A gradient over areas with each group's value adjusted for age.

    Parameters
    ----------
    indicator
        Its id.
    members
        The areas as :func:`layers.statistics.equal_groups.group_table` takes them, with their
        ``group`` and, for an indicator that can be adjusted, the people ``expected`` by ages alone.
    fifths
        Each area's fifth, where there are fifths.
    transform
        As for :func:`layers.statistics.slope.slope_index`.

    Returns
    -------
    Adjusted or None
        None for an indicator that was not validated.
    """
    england = atlas.england(indicator).value
    if "expected" not in members or england is None:
        return None

    def table_of(groups: pd.Series) -> pd.DataFrame:
        expected = members["expected"].groupby(groups).sum()
        return age_adjustment.adjust(equal_groups.group_table(members, groups), expected, england)

    table = table_of(members["group"])
    ratio = guards.ratio_scale(atlas.indicators[indicator])
    return Adjusted(
        groups=table,
        value=float(england * table["numerator"].sum() / table["expected"].sum()),
        slope=slope_of(table, table["denominator"], True, transform),
        gap=gap_of(table, ratio),
        gap_of_fifths=None if fifths is None else gap_of(table_of(fifths), ratio),
        england=england,
    )
