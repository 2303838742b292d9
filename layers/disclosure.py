"""Tables of an exercise as they may be shown: small counts hidden in all of them together."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from layers.representation import Table
from layers.suppression import Nesting, Rule, protect


def nesting(tables: Mapping[str, Table]) -> list[Nesting]:
    """Which tables' groups add up to which others'."""
    return [
        Nesting(parts, whole, of)
        for parts, table in tables.items()
        for whole, of in table.within.items()
        if whole in tables
    ]


def published(tables: Mapping[str, Table], rule: Rule | None = None) -> dict[str, Table]:
    """The tables with small counts hidden and the others rounded.

    All that are shown or exported of one exercise must go through together: what one of them
    hides another could give away.
    """
    counts = {name: table.observed for name, table in tables.items()}
    shown = protect(counts, nesting(tables), rule)
    return {name: replace(table, observed=shown[name]) for name, table in tables.items()}


def filled(areas: Table, districts: Table) -> pd.Series:
    """Counts of areas with a guess for the hidden ones, made from shown counts only.

    What is left of a district's count, once the areas shown are taken off, is shared out over the
    hidden ones by how many responses were expected of each. Where the district's own count is
    hidden, its areas get what is left of the whole exercise. For a smoothed map, never for a
    table of counts.
    """
    expected = areas.total * areas.share
    of = areas.within["district"]
    unseen = areas.observed.isna()
    seen_there = areas.observed.fillna(0.0).groupby(of).sum()
    left = (districts.observed - seen_there).clip(lower=0.0)
    room = expected.where(unseen, 0.0).groupby(of).sum()
    lost = left.isna()
    if lost.any():
        rest = max(areas.total - float(areas.observed.sum()) - float(left.sum()), 0.0)
        left = left.where(~lost, rest * room / (float(room[lost].sum()) or 1.0))
    ratio = left / room.where(room > 0)
    return areas.observed.where(~unseen, expected * of.map(ratio))
