"""Figures of rows put together by area: each area of 2011 carried to where it is today.

Counts of an area that was divided are shared out by its residents, and counts of areas that were
put together are added up, so that no count is lost. A value that does not add up (a rate) is that
of every part of an area that was divided, and of areas that were put together the mean, weighted by
the part of each that went there: how many people lived in an area of 2011 is not known here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.own.area_links import AreaLinks

# What a row says: one number, or numerator and denominator. None where it is hidden or not given.
Figures = tuple[float, ...] | None


@dataclass(frozen=True)
class Row:
    """One row that names a place.

    Attributes
    ----------
    at
        Its place among the rows.
    code
        The place: of an area of today or of 2011, or a postcode without spaces.
    figures
        See :data:`Figures`.
    reason
        Why it has none; "" where it has some.
    """

    at: int
    code: str
    figures: Figures
    reason: str = ""


@dataclass(frozen=True)
class AreaFigures:
    """What rows come to.

    Attributes
    ----------
    sums
        By area of today, in code order: the figures added up; None where not all are known.
    means
        The same, but each the mean of what it is made of.
    carried
        Areas whose figure is, or is partly, of an area of 2011 that was divided.
    joined
        Areas that are made of several of 2011.
    left
        By place of a row: why it was left out, as a key of "left_out" in ``texts.toml``.
    hidden
        Areas with a figure that was hidden before the file came here.
    """

    sums: Mapping[str, Figures]
    means: Mapping[str, Figures]
    carried: frozenset[str]
    joined: frozenset[str]
    left: Mapping[int, str]
    hidden: frozenset[str]


def one_each(rows: Sequence[Row]) -> tuple[list[Row], dict[int, str]]:
    """Rows of which each place has one, and why others were left out, by their place.

    Rows that say the same are read once; of rows that say different things none is.
    """
    by_place: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row.code].append(row)
    kept: list[Row] = []
    left: dict[int, str] = {}
    for same in by_place.values():
        # An empty cell says nothing against a figure that stands elsewhere.
        told = [row for row in same if row.reason != "missing"]
        silent = [row for row in same if row.reason == "missing"]
        if not told:
            told, silent = silent[:1], silent[1:]
        left |= {row.at: row.reason for row in silent}
        if len({(row.figures, row.reason) for row in told}) == 1:
            kept.append(told[0])
            left |= {row.at: "twice" for row in told[1:]}
        else:
            left |= {row.at: "differ" for row in told}
    return kept, left


def of_areas(rows: Sequence[Row], links: AreaLinks, *, partly: bool) -> AreaFigures:
    """Figures of areas, from rows each of which is of an area of today or of 2011.

    Parameters
    ----------
    rows
        Several of one area are added up.
    partly
        Whether an area without a row counts nothing (rows are cases), so that areas that were put
        together need not all be there.
    """
    left: dict[int, str] = {row.at: row.reason for row in rows if row.reason}
    parts = _by_area(rows, links, left, partly=partly)
    known = {
        code: all(row.figures is not None for _, row in found) for code, found in parts.items()
    }
    # What is not known of one part is not known of the whole: its other parts are told, too.
    used = {row.at for code, found in parts.items() if known[code] for _, row in found}
    for found in parts.values():
        left |= {row.at: "part_missing" for _, row in found if row.figures and row.at not in used}
    order = sorted(parts)
    return AreaFigures(
        sums={code: _sum(parts[code]) if known[code] else None for code in order},
        means={code: _mean(parts[code]) if known[code] else None for code in order},
        carried=frozenset(
            code
            for code, found in parts.items()
            if known[code] and any(links.is_divided(row.code) for _, row in found)
        ),
        joined=frozenset(
            code
            for code, found in parts.items()
            if known[code] and len({row.code for _, row in found}) > 1
        ),
        left=left,
        hidden=frozenset(
            code for code, found in parts.items() if any(row.reason == "hidden" for _, row in found)
        ),
    )


def _by_area(
    rows: Sequence[Row], links: AreaLinks, left: dict[int, str], *, partly: bool
) -> Mapping[str, Sequence[tuple[float, Row]]]:
    """By area of today the rows that it is made of, each with the part of it that goes there; why
    a row goes nowhere is put into ``left``."""
    given = {row.code for row in rows}
    of_today = {code for code in given if code not in links.today}
    parts: dict[str, list[tuple[float, Row]]] = defaultdict(list)
    for row in rows:
        targets = links.today.get(row.code, {row.code: 1.0})
        if not partly and row.code in links.today:
            # What an area's own row says goes before what is carried to it.
            free = {code: share for code, share in targets.items() if code not in of_today}
            targets = {c: share for c, share in free.items() if links.before[c] <= given}
            if not targets:
                left.setdefault(row.at, "part_missing" if free else "has_row")
        for code, share in targets.items():
            parts[code].append((share, row))
    return parts


def _sum(parts: Sequence[tuple[float, Row]]) -> Figures:
    figures = [(share, row.figures) for share, row in parts if row.figures is not None]
    return tuple(sum(share * one[at] for share, one in figures) for at in range(len(figures[0][1])))


def _mean(parts: Sequence[tuple[float, Row]]) -> Figures:
    whole = sum(share for share, _ in parts)
    found = _sum(parts)
    return tuple(one / whole for one in found) if found and whole else found
