"""The one choke point for counts of what teams upload: what is small is not shown.

A count below a threshold is hidden, zeros are shown, others are rounded. Totals would give a hidden
count back: "12 in the ward, 8 in its other area". So further counts are hidden. Which ones, nobody
may conclude a count from: within a table it depends on which counts are small, on how many were
expected of each group (which is public) and on what stays shown, never on how large a hidden count
is. :func:`alone` is that rule for a table by itself; :func:`protect` adds what several tables would
give away together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.statistics.linked_suppression import Link, close, order_of
from layers.statistics.small_counts import (
    HIDDEN,
    Rule,
    about,
    cell,
    is_small,
    rounded,
    rule_text,
    standing,
)

__all__ = [
    "HIDDEN",
    "Nesting",
    "Rule",
    "about",
    "alone",
    "cell",
    "is_small",
    "protect",
    "rounded",
    "rule_text",
    "standing",
    "suppress",
]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Nesting:
    """That the groups of one table are made of those of another.

    Attributes
    ----------
    parts, whole
        Ids of the two tables.
    of
        By the code of each part: the code of the whole it is in.
    """

    parts: str
    whole: str
    of: pd.Series


def alone(
    counts: npt.ArrayLike, expected: npt.ArrayLike | None = None, rule: Rule | None = None
) -> Floats:
    """Tables that stand alone, as they may be shown: one in each row.

    Parameters
    ----------
    counts
        Shape (tables, groups), not negative.
    expected
        How many were expected of each group, shape (groups,); all alike when not given. Not from
        the counts.
    rule
        The usual one when not given.

    Returns
    -------
    numpy.ndarray
        The counts, rounded; NaN where hidden.

    Of a table with a small count (1 to one less than the threshold) one larger count is hidden too:
    of those of which ``Rule.cover`` or more were expected, the one of which fewest were; without
    any, the one of which most were. Where what is still shown adds up to less than ``Rule.least``,
    all is hidden, also zeros.

    So what is shown is the same whatever a hidden small count is, 1 to 7: somebody who knows the
    rule and every other count has seven candidates for it. Zeros are always hidden with all else,
    and never by themselves.
    """
    rule = rule or Rule()
    value = np.asarray(counts, dtype=float)
    shown = rounded(value, rule)
    if rule.threshold <= 1:
        return shown
    small = is_small(value, rule)
    some = small.any(axis=1)
    order = order_of(np.ones(value.shape[1]) if expected is None else expected, rule.cover)
    large = value[:, order] >= rule.threshold
    first = np.argmax(large, axis=1)
    hidden = small.copy()
    rows = np.flatnonzero(some & large.any(axis=1))
    hidden[rows, order[first[rows]]] = True
    told = np.where(hidden, 0.0, shown).sum(axis=1)
    hidden |= (some & (told < rule.least))[:, None]
    return np.where(hidden, np.nan, shown)


def protect(
    tables: Mapping[str, pd.Series],
    nested: Sequence[Nesting] = (),
    rule: Rule | None = None,
    expected: Mapping[str, pd.Series] | None = None,
    *,
    told_apart: bool = True,
) -> dict[str, pd.Series]:
    """Tables of counts as they may be shown.

    Parameters
    ----------
    tables
        Counts by code.
    nested
        Which tables' groups add up to which others': every pair that is shown together.
    rule
        The usual one when not given.
    expected
        By table: how many were expected of each group; all alike where not given.
    told_apart
        Whether somebody may know which of the hidden counts are small. Not so of tables that
        nobody sees: of those that are in no other, zeros are then always hidden.

    Returns
    -------
    dict
        The same tables, rounded; NaN where hidden. Each is hidden as :func:`alone` has it. Then, in
        every total that is shown, the hidden parts add up to so much that each of them has at least
        as many candidates as a small count has, even for somebody who knows the total, all shown
        parts exactly, and which parts are small. Where no more parts are left to hide, the total
        is hidden.

    Raises
    ------
    ValueError
        For counts that are negative or missing, or parts of no known whole.
    """
    rule, expected = rule or Rule(), expected or {}
    codes = {name: table.index for name, table in tables.items()}
    values = {name: table.to_numpy(dtype=float) for name, table in tables.items()}
    for name, counts in values.items():
        if np.isnan(counts).any() or (counts < 0).any():
            raise ValueError(f"The counts of {name!r} must all be known and not negative.")
    wanted = {
        name: expected[name].reindex(codes[name]).to_numpy(dtype=float)
        if name in expected
        else np.ones(len(codes[name]))
        for name in tables
    }
    hidden = {
        name: np.isnan(alone(v[None, :], wanted[name], rule)[0]) for name, v in values.items()
    }
    links: list[Link] = []
    for one in nested:
        at = codes[one.whole].get_indexer(pd.Index(one.of.reindex(codes[one.parts])))
        if (at < 0).any():
            raise ValueError(f"A group of {one.parts!r} is in none of {one.whole!r}.")
        links.append((one.parts, one.whole, at))
    if rule.threshold > 1:
        if not told_apart:
            wholes = {one.whole for one in nested}
            for name in set(tables) - wholes:
                hidden[name] |= values[name] == 0
        close(values, hidden, links, wanted, rule, told_apart=told_apart)
    return {
        name: pd.Series(np.where(hidden[name], np.nan, rounded(v, rule)), index=codes[name])
        for name, v in values.items()
    }


def suppress(
    frame: pd.DataFrame,
    counts: Sequence[str],
    derived: Sequence[str] = (),
    groups: str | None = None,
    rule: Rule | None = None,
) -> pd.DataFrame:
    """A frame with its counts as they may be shown, for tables that stand alone.

    Parameters
    ----------
    counts
        Columns of counts.
    derived
        Columns worked out from the counts: emptied where any of these is hidden. What can be
        worked out anew from the shown counts should be.
    groups
        A column whose groups have totals that are shown too.

    Notes
    -----
    Columns that add up to each other are not linked; give such tables to :func:`protect`.
    """
    shown = frame.copy()
    for column in counts:
        tables = {"parts": frame[column].reset_index(drop=True)}
        nested = []
        if groups is not None:
            of = frame[groups].reset_index(drop=True)
            tables["whole"] = tables["parts"].groupby(of).sum()
            nested = [Nesting("parts", "whole", of)]
        shown[column] = protect(tables, nested, rule)["parts"].to_numpy()
    unseen = shown[list(counts)].isna().any(axis=1)
    for column in derived:
        shown[column] = shown[column].where(~unseen)
    return shown
