"""What several tables would give away together, hidden too.

A total less the parts that are shown is the sum of those that are not; two divisions that overlap
differ by what lies between them. Which more is hidden goes by expected counts and by sums that
somebody who adds up what is shown knows as well.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from layers.statistics import overlapping_divisions
from layers.statistics.small_counts import Rule, rounded

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Groups = npt.NDArray[np.int64]
Counts = dict[str, Floats]
Hidden = dict[str, Bools]
Orders = dict[str, Groups]
# Parts, whole, and for each part the place of its whole.
Link = tuple[str, str, Groups]

# So many hidden small counts leave a hidden total as uncertain as a small count is.
_SMALL_COVER = 3


def close(
    values: Counts,
    hidden: Hidden,
    links: Sequence[Link],
    expected: Counts,
    rule: Rule,
    *,
    told_apart: bool = True,
) -> None:
    """Hide more in tables that are shown together, until no total gives a count away.

    Parameters
    ----------
    values, hidden, expected
        By table: counts, which of them are hidden (this is changed), and how many were expected.
    links
        Which tables' groups add up to which others'.
    told_apart
        Whether somebody may know which of the hidden counts are the small ones.
    """
    # Beside a total that is checked, fewer need be expected than in a table by itself.
    orders = {name: order_of(one, 2 * rule.threshold) for name, one in expected.items()}
    crossings = _crossings(links)
    changed = True
    while changed:
        # Lists: all of them are looked at in each round.
        changed = any(
            [
                _close(values, hidden, orders, *link, rule.threshold, told_apart=told_apart)
                for link in links
            ]
            + [
                _accompany(values[name], hidden[name], orders[name], rule.threshold)
                for name in values
            ]
        ) or any(
            _cross(values, hidden, orders, *crossing, rule, told_apart=apart)
            for crossing in crossings
            for apart in ((False, True) if told_apart else (False,))
        )


def order_of(expected: npt.ArrayLike, cover: int) -> Groups:
    """In which order larger counts are hidden: places in the table, by expected counts only.

    First those of which enough were expected, fewest first: that little is lost and a small count
    has room beside them. Then the others, most expected first.
    """
    value = np.nan_to_num(np.asarray(expected, dtype=float))
    enough = value >= cover
    return np.lexsort((np.where(enough, value, -value), ~enough)).astype(np.int64)


def _next(counts: Floats, unseen: Bools, order: Groups, among: Bools) -> bool:
    """Hide the next shown count among some that is not 0; whether there was one."""
    here = order[(among & ~unseen & (counts > 0))[order]]
    if not len(here):
        return False
    unseen[here[0]] = True
    return True


def _close(
    values: Counts,
    hidden: Hidden,
    orders: Orders,
    parts: str,
    whole: str,
    of: Groups,
    threshold: int,
    *,
    told_apart: bool,
) -> bool:
    """Hide one more part in each group whose total would give one away; whether any was."""
    counts, unseen = values[parts], hidden[parts]
    groups = len(hidden[whole])

    def per_group(what: npt.ArrayLike) -> Floats:
        sums = np.bincount(of, weights=np.asarray(what, dtype=float), minlength=groups)
        return sums.astype(float)

    small = per_group(unseen & (counts > 0) & (counts < threshold))
    large = per_group(unseen & (counts >= threshold))
    total = per_group(np.where(unseen, counts, 0.0))
    if not told_apart:
        # A hidden count may be 0 where zeros are hidden too.
        least = np.where(per_group(unseen & (counts == 0)) > 0, 0.0, small + large)
        enough = total >= least + threshold
    else:
        enough = total >= small + large + threshold
        # One more than a small count has candidates: that more had to be hidden tells none either.
        room = threshold - 1
        enough &= total >= small + threshold * large + room
        # Small ones alone: they must not all be nearly as large as a small one can be.
        enough &= (large > 0) | (total <= room * (small - 1))
    # One by itself is what is left of the total.
    enough &= small + large != 1
    some = small + large > 0
    # A total is not hidden where all its parts can be seen, or nearly.
    is_open = (large == 0) & (small < _SMALL_COVER)
    is_open &= values[whole] >= threshold
    given_away = np.where(hidden[whole], is_open, some & ~enough)
    changed = False
    for group in np.flatnonzero(given_away):
        if _next(counts, unseen, orders[parts], of == group):
            changed = True
        elif not hidden[whole][group]:
            hidden[whole][group] = changed = True
    return changed


def _accompany(counts: Floats, unseen: Bools, order: Groups, threshold: int) -> bool:
    """Hide one more where a table hides a single count: all others and the total would tell it."""
    return bool((unseen & (counts > 0)).sum() == 1) and _next(
        counts, unseen, order, np.ones(len(counts), dtype=bool)
    )


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
    orders: Orders,
    parts: str,
    wholes: tuple[str, str],
    of: tuple[Groups, Groups],
    hubs: tuple[Groups, Groups],
    rule: Rule,
    *,
    told_apart: bool,
) -> bool:
    """Hide more where two overlapping divisions together give a count away; whether any was."""
    # Of whom is known to be small: as many candidates as a small count has.
    wide = rule.threshold - 2 if told_apart else rule.threshold
    narrow = [
        np.flatnonzero(width < wide)
        for width in overlapping_divisions.widths(
            _known(values[parts], hidden[parts], rule, told_apart),
            of,
            tuple(_known(values[name], hidden[name], rule, told_apart) for name in wholes),  # type: ignore[arg-type]
            hubs,
            wide,
        )
    ]
    changed = False
    for part in narrow[0]:
        beside = (of[0] == of[0][part]) | (of[1] == of[1][part])
        changed |= _next(values[parts], hidden[parts], orders[parts], beside) or _hide_totals(
            hidden, wholes, (of[0][part], of[1][part])
        )
    for side, groups in enumerate(narrow[1:]):
        name = wholes[side]
        for group in groups:
            changed |= _next(
                values[parts], hidden[parts], orders[parts], of[side] == group
            ) or _next(values[name], hidden[name], orders[name], hubs[side] == hubs[side][group])
    return changed


def _hide_totals(hidden: Hidden, wholes: tuple[str, str], groups: tuple[int, int]) -> bool:
    """Hide one of the two totals that an area stands in; whether one was shown."""
    for name, group in zip(reversed(wholes), reversed(groups), strict=True):
        if not hidden[name][group]:
            hidden[name][group] = True
            return True
    return False


def _known(
    counts: Floats, unseen: Bools, rule: Rule, told_apart: bool
) -> overlapping_divisions.Known:
    """What the shown table says of each count; ``told_apart``: and which of them are small."""
    shown = rounded(counts, rule)
    zeros = not told_apart and (unseen & (counts == 0)).any()
    low = np.maximum(np.ceil(shown - rule.base / 2), rule.threshold)
    high = np.maximum(low, np.ceil(shown + rule.base / 2) - 1)
    low, high = np.where(counts > 0, low, 0.0), np.where(counts > 0, high, 0.0)
    # Fractions of responses (primary care networks) are never whole.
    least = np.minimum(0.0 if zeros else 1.0, counts)
    most = np.full(len(counts), np.inf)
    if told_apart:
        small = counts < rule.threshold
        least = np.where(small, least, rule.threshold)
        most = np.where(small, np.maximum(rule.threshold - 1, counts), most)
    return overlapping_divisions.Known(
        counts, np.where(unseen, least, low), np.where(unseen, most, high), unseen & (counts > 0)
    )
