"""The one choke point for counts of what teams upload: what is small is not shown.

A count below a threshold is hidden, others are rounded. Totals would give a hidden count back:
"12 in the ward, 8 in its other area". So further counts are hidden until, in every group whose
total is shown, those hidden add up to enough that none can be told even by somebody who knows
every other number exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

HIDDEN = "*"


@dataclass(frozen=True)
class Rule:
    """What is small, and how the rest is rounded.

    Attributes
    ----------
    threshold
        Counts from 1 to one less than this are hidden; 1 or less hides none.
    base
        Others are rounded to the nearest multiple of this; 1 leaves them as they are.
    """

    threshold: int = 8
    base: int = 5

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.base < 1:
            raise ValueError("A threshold is 0 or more, and counts are rounded to 1 or more.")


def rule_text(rule: Rule) -> str:
    """The rule as a sentence, to stand where it acts."""
    rounded = f" Other counts are rounded to the nearest {rule.base}." if rule.base > 1 else ""
    if rule.threshold <= 1:
        return f"No count is hidden.{rounded}"
    return (
        f"Counts from 1 to {rule.threshold - 1} are shown as {HIDDEN}. So are further counts, "
        f"larger ones or 0, where a total would give a small one away.{rounded} Ratios and "
        "intervals are worked out from the counts as shown."
    )


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


def protect(
    tables: Mapping[str, pd.Series], nested: Sequence[Nesting] = (), rule: Rule | None = None
) -> dict[str, pd.Series]:
    """Tables of counts as they may be shown.

    Parameters
    ----------
    tables
        Counts by code. The sum of each table counts as known to everybody.
    nested
        Which tables' groups add up to which others': every pair that is shown together.
    rule
        The usual one when not given.

    Returns
    -------
    dict
        The same tables, rounded; NaN where hidden. In every total that is shown, and in the sum
        of each table, the k hidden parts (if any) add up to at least k + threshold; to at least
        the threshold where zeros are among them. Where no more parts are left to hide, the total
        is hidden; the sum of a table cannot be, so it may then be smaller.

    Raises
    ------
    ValueError
        For counts that are negative or missing, or parts of no known whole.
    """
    rule = rule or Rule()
    codes = {name: table.index for name, table in tables.items()}
    values = {name: table.to_numpy(dtype=float) for name, table in tables.items()}
    for name, counts in values.items():
        if np.isnan(counts).any() or (counts < 0).any():
            raise ValueError(f"The counts of {name!r} must all be known and not negative.")
    hidden = {name: (v > 0) & (v < rule.threshold) for name, v in values.items()}
    links = [(name, "", np.zeros(len(v), dtype=int)) for name, v in values.items()]
    for one in nested:
        at = codes[one.whole].get_indexer(one.of.reindex(codes[one.parts]))
        if (at < 0).any():
            raise ValueError(f"A group of {one.parts!r} is in none of {one.whole!r}.")
        links.append((one.parts, one.whole, at))
    if rule.threshold > 1:
        changed = True
        while changed:
            changed = any(
                [
                    _close(values[parts], hidden[parts], hidden.get(whole), of, rule.threshold)
                    for parts, whole, of in links
                ]
            )
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
        Columns of counts. Each one's sum counts as known.
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


def rounded(counts: npt.ArrayLike, rule: Rule) -> npt.NDArray[np.float64]:
    """Counts to the nearest multiple of the base, halves up; what is not 0 never becomes 0."""
    value = np.asarray(counts, dtype=float)
    near = np.floor(value / rule.base + 0.5) * rule.base
    return np.where((value > 0) & (near == 0), rule.base, near)


def cell(count: float) -> str:
    """A shown count as text: ``*`` where it is hidden."""
    return HIDDEN if np.isnan(count) else f"{count:,.0f}"


def _close(
    counts: npt.NDArray[np.float64],
    hidden: npt.NDArray[np.bool_],
    total_hidden: npt.NDArray[np.bool_] | None,
    of: npt.NDArray[np.int_],
    threshold: int,
) -> bool:
    """Hide one more part in each group whose total would give one away; whether any was."""
    groups = int(of.max(initial=-1)) + 1 if total_hidden is None else len(total_hidden)
    zeros = np.bincount(of, weights=hidden & (counts == 0), minlength=groups) > 0
    many = np.bincount(of, weights=hidden, minlength=groups)
    room = np.bincount(of, weights=np.where(hidden, counts, 0.0), minlength=groups)
    room -= np.where(zeros, 0.0, many)
    open_groups = (many > 0) & (room < threshold)
    if total_hidden is not None:
        open_groups &= ~total_hidden
    changed = False
    for group in np.flatnonzero(open_groups):
        parts = np.flatnonzero((of == group) & ~hidden)
        above = parts[counts[parts] > 0]
        if len(above):
            hidden[above[np.argmin(counts[above])]] = True
        elif len(parts):
            hidden[parts] = True
        elif total_hidden is not None:
            total_hidden[group] = True
        else:
            continue
        changed = True
    return changed
