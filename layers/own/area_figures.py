"""Figures of rows put together by area: each area of 2011 carried to where it is today.

Counts of an area that was divided are shared out by its residents, and counts of areas that were
put together are added up, so that no count is lost. A value that does not add up (a rate) is that
of every part of an area that was divided, and of areas that were put together the mean, weighted by
the part of each that went there: how many people lived in an area of 2011 is not known here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from layers.own.area_links import AreaLinks

# What a row says: one number, or numerator and denominator. None where it is hidden or not given.
Figures = tuple[float, ...] | None
# Why a row has no figure though nothing is wrong with it.
_NOT_TOLD = ("hidden", "missing")
# Such rows say nothing against a figure of the same place: what they say may be of another year.
_SILENT = ("missing", "no_year")


@dataclass(frozen=True)
class Row:
    """One row that names a place, whether or not its figure can be used.

    Attributes
    ----------
    at
        Its place among the rows.
    code
        The place: of an area of today or of 2011, or a postcode without spaces.
    figures
        See :data:`Figures`.
    reason
        Why it has none, as a key of "left_out" in ``texts.toml``; "" where it has some.
    """

    at: int
    code: str
    figures: Figures
    reason: str = ""

    @property
    def is_unusable(self) -> bool:
        """Whether it says something that cannot be used."""
        return self.reason not in ("", *_NOT_TOLD)


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
    unusable
        Areas with a row that says something that cannot be used: nothing is known of them.
    """

    sums: Mapping[str, Figures]
    means: Mapping[str, Figures]
    carried: frozenset[str]
    joined: frozenset[str]
    left: Mapping[int, str]
    hidden: frozenset[str]
    unusable: frozenset[str]


def one_each(rows: Sequence[Row]) -> tuple[list[Row], dict[int, str]]:
    """Rows of which each place has one, and why others were left out, by their place.

    Rows that say the same are read once; of rows that say different things none is, so that one is
    kept without a figure.
    """
    by_place: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row.code].append(row)
    kept: list[Row] = []
    left: dict[int, str] = {}
    for same in by_place.values():
        told = [row for row in same if row.reason not in _SILENT]
        silent = sorted(
            (row for row in same if row.reason in _SILENT), key=lambda row: not row.is_unusable
        )
        if not told:
            told, silent = silent[:1], silent[1:]
        left |= {row.at: row.reason for row in silent}
        alike = len({(row.figures, row.reason) for row in told}) == 1
        why = "twice" if alike else "differ"
        reasons = [row.reason if row.is_unusable else why for row in told]
        first = told[0] if alike else replace(told[0], figures=None, reason=reasons[0])
        kept.append(first)
        left |= {row.at: one for row, one in zip(told[1:], reasons[1:], strict=True)}
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
        unusable=frozenset(
            code for code, found in parts.items() if any(row.is_unusable for _, row in found)
        ),
    )


def with_rest(areas: AreaFigures, codes: Iterable[str], named: Collection[str] = ()) -> AreaFigures:
    """Figures of areas, and 0 in those of some others that have no row.

    Parameters
    ----------
    named
        Areas that a row names which is not among those of ``areas``: they have no figure.

    ``areas`` has one figure at least.
    """
    order = sorted({*areas.sums, *codes})
    numbers = max(len(one) for one in areas.sums.values() if one)
    none = (0.0,) * numbers
    rest: dict[str, Figures] = {code: None if code in named else none for code in order}
    return replace(
        areas,
        sums={code: areas.sums.get(code, rest[code]) for code in order},
        means={code: areas.means.get(code, rest[code]) for code in order},
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
