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

from layers import crossing

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
        f"larger ones or 0, where they would give a small one away.{rounded} Ratios and "
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
    hidden = {name: _small(v, rule.threshold) for name, v in values.items()}
    links = [(name, "", np.zeros(len(v), dtype=int)) for name, v in values.items()]
    for one in nested:
        at = codes[one.whole].get_indexer(pd.Index(one.of.reindex(codes[one.parts])))
        if (at < 0).any():
            raise ValueError(f"A group of {one.parts!r} is in none of {one.whole!r}.")
        links.append((one.parts, one.whole, at))
    if rule.threshold > 1:
        crossings = _crossings(links)
        changed = True
        while changed:
            changed = any(
                # A list: every link is looked at in each round.
                [_close(values, hidden, *link, rule.threshold) for link in links]  # noqa: C419
            ) or any(_cross(values, hidden, *crossing, rule) for crossing in crossings)
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


Counts = dict[str, npt.NDArray[np.float64]]
Hidden = dict[str, npt.NDArray[np.bool_]]
Groups = npt.NDArray[np.int64]


def _small(counts: npt.NDArray[np.float64], threshold: int) -> npt.NDArray[np.bool_]:
    """Counts below the threshold; with zeros where most of the rest is small.

    In a table of few and many zeros, the zeros alone would say how the few are spread.
    """
    some = counts > 0
    small = some & (counts < threshold)
    return small | ~some if 2 * small.sum() > some.sum() else small


def _close(
    values: Counts, hidden: Hidden, parts: str, whole: str, of: Groups, threshold: int
) -> bool:
    """Hide one more part in each group whose total would give one away; whether any was."""
    counts, unseen = values[parts], hidden[parts]
    total_unseen = hidden[whole] if whole else np.zeros(1, dtype=bool)
    groups = len(total_unseen)
    zeros = np.bincount(of, weights=unseen & (counts == 0), minlength=groups) > 0
    many = np.bincount(of, weights=unseen, minlength=groups)
    room = np.bincount(of, weights=np.where(unseen, counts, 0.0), minlength=groups)
    room -= np.where(zeros, 0.0, many)
    given_away = np.where(total_unseen, many == 0, (many > 0) & (room < threshold))
    changed = False
    for group in np.flatnonzero(given_away):
        here = np.flatnonzero((of == group) & ~unseen)
        above = here[counts[here] > 0]
        if len(above):
            unseen[above[np.argmin(counts[above])]] = True
        elif len(here):
            unseen[here] = True
        elif whole:
            total_unseen[group] = True
        else:
            continue
        changed = True
    return changed


def _crossings(
    links: Sequence[tuple[str, str, Groups]],
) -> list[tuple[str, tuple[str, str], tuple[Groups, Groups], tuple[Groups, Groups]]]:
    """Parts with two divisions that overlap: the finest two, and the larger groups of both."""
    found = []
    for parts in dict.fromkeys(name for name, whole, _ in links if whole):
        wholes = {whole: of for name, whole, of in links if name == parts and whole}
        inside = {name for name, whole, _ in links if whole in wholes and name in wholes}
        finest = sorted(inside, key=lambda name: -int(wholes[name].max()))[:2]
        if len(finest) < 2:
            continue
        first, second = finest
        hubs = {name: {w: of for n, w, of in links if n == name and w} for name in finest}
        common = next((w for w in hubs[first] if w in hubs[second]), "")
        if common and second not in hubs[first] and first not in hubs[second]:
            found.append(
                (
                    parts,
                    (first, second),
                    (wholes[first], wholes[second]),
                    (hubs[first][common], hubs[second][common]),
                )
            )
    return found


def _cross(
    values: Counts,
    hidden: Hidden,
    parts: str,
    wholes: tuple[str, str],
    of: tuple[Groups, Groups],
    hubs: tuple[Groups, Groups],
    rule: Rule,
) -> bool:
    """Hide more where two overlapping divisions together give a count away; whether any was."""
    narrow = [
        np.flatnonzero(width < rule.threshold)
        for width in crossing.widths(
            _known(values[parts], hidden[parts], rule),
            of,
            tuple(_known(values[name], hidden[name], rule) for name in wholes),  # type: ignore[arg-type]
            hubs,
            rule.threshold,
        )
    ]
    changed = False
    for part in narrow[0]:
        beside = (of[0] == of[0][part]) | (of[1] == of[1][part])
        changed |= _hide_smallest(values[parts], hidden[parts], beside) or _hide_totals(
            hidden, wholes, (of[0][part], of[1][part])
        )
    for side, groups in enumerate(narrow[1:]):
        for group in groups:
            beside = of[side] == group
            changed |= _hide_smallest(values[parts], hidden[parts], beside) or _hide_smallest(
                values[wholes[side]], hidden[wholes[side]], hubs[side] == hubs[side][group]
            )
    return changed


def _hide_smallest(
    counts: npt.NDArray[np.float64],
    unseen: npt.NDArray[np.bool_],
    among: npt.NDArray[np.bool_],
) -> bool:
    """Hide the smallest shown count among some, zeros last; whether there was one."""
    here = np.flatnonzero(among & ~unseen)
    if not len(here):
        return False
    unseen[here[np.argmin(np.where(counts[here] > 0, counts[here], np.inf))]] = True
    return True


def _hide_totals(hidden: Hidden, wholes: tuple[str, str], groups: tuple[int, int]) -> bool:
    """Hide one of the two totals that an area stands in; whether one was shown."""
    for name, group in zip(reversed(wholes), reversed(groups), strict=True):
        if not hidden[name][group]:
            hidden[name][group] = True
            return True
    return False


def _known(
    counts: npt.NDArray[np.float64], unseen: npt.NDArray[np.bool_], rule: Rule
) -> crossing.Known:
    """What the shown table says of each count."""
    shown = rounded(counts, rule)
    least = 0.0 if (unseen & (counts == 0)).any() else 1.0
    low = np.maximum(np.ceil(shown - rule.base / 2), rule.threshold)
    high = np.ceil(shown + rule.base / 2) - 1
    low, high = np.where(shown > 0, low, 0.0), np.where(shown > 0, np.maximum(low, high), 0.0)
    return crossing.Known(counts, np.where(unseen, least, low), np.where(unseen, np.inf, high))
