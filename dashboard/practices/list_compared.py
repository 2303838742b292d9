"""The list's register against what one would expect: what stands in its rows, the finding above it
and what goes with that."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.practices import recorded_against_expected, unusual_text
from dashboard.practices.list_filter import narrowed, places
from dashboard.practices.texts import say
from dashboard.practices.view import Listed, PracticesView
from dashboard.wording import lists, number_text
from dashboard.wording.inside import inside
from layers.atlas import Atlas
from layers.practices import expected_registers, recorded_registers, units, unusual_practices
from layers.practices.units import Unit
from layers.practices.unusual_practices import Tally
from layers.table_rows import cell, row_of

# So many are named in the finding.
NAMED = 3
# Marks that would be there anyway are rounded to a whole number from here on.
LEAST_ANYWAY = 0.5


def cells(atlas: Atlas, kind: Listed, register: str) -> dict[str, dict[str, Any]]:
    """What the rows of all practices or networks say of a register, by code.

    Returns
    -------
    dict
        Of each ``recorded`` and ``expected`` (% of those of the register's ages), ``ratio``,
        ``usualLow``, ``deviation`` (None where there is none), how they are written (``…Said``,
        ``usual``), ``verdict`` and ``verdictSaid``.
    """
    judged = expected_registers.funnel(atlas, register, kind)
    return {
        unit.key: _compared(row_of(judged, unit.key))
        if unit.key in judged.index
        else _apart(atlas, unit, register)
        for unit in units.of_kind(atlas, kind)
    }


def shares(rows: Any) -> tuple[Any, Any]:
    """Recorded and expected in percent of the people of the register's ages.

    ``rows`` is a row, or all rows, of :func:`layers.practices.expected_registers.funnel`.
    """
    people = rows["list_size"]
    return 100 * rows["observed"] / people, 100 * rows["expected"] / people


def verdict(row: pd.Series) -> str:
    """The verdict with its mark: ``▼ Far below usual``."""
    return say("compared", f"mark_{row['verdict']}", verdict=recorded_against_expected.verdict(row))


def judged(atlas: Atlas, view: PracticesView) -> pd.DataFrame:
    """Of what the list holds, whatever verdict it is narrowed to, those that are compared: rows of
    :func:`layers.practices.expected_registers.funnel`, the furthest below first."""
    every = expected_registers.funnel(atlas, view.register, view.listed)
    kept = [unit.key for unit in narrowed(atlas, replace(view, verdict=""), view.listed)]
    return every.loc[every.index.intersection(kept)].sort_values("deviation")


def tally(atlas: Atlas, view: PracticesView) -> Tally:
    """How many of them are below and above usual."""
    return unusual_practices.tally(judged(atlas, view))


def finding(atlas: Atlas, view: PracticesView) -> str:
    """What the list shows, in a sentence or two; it names those furthest below what is expected, or
    above where all that are marked are."""
    found = judged(atlas, view)
    counted = unusual_practices.tally(found)
    where = _where(atlas, view)
    many = say("compared", view.listed)
    if not counted.comparisons:
        return say("compared", "nobody", where=where, many=many)
    side = view.verdict or "lower"
    number = counted.above if side == "higher" else counted.below
    said = say(
        "compared",
        "found_one" if number < 2 else "found_some",
        where=where,
        number=_number(number),
        of=number_text.count(counted.comparisons),
        many=many,
        side=say("compared", f"side_{side}"),
        register=inside(recorded_registers.registers(atlas)[view.register]),
        also="" if view.verdict else _also(counted.above),
    )
    if not view.verdict and not counted.below and counted.above:
        side, number = "higher", counted.above
    names = _furthest(atlas, view, found, side)
    if not names:
        return said
    usual = "" if number else "_inside"
    return f"{said} {say('compared', f'furthest_{side}{usual}', names=names)}"


def anyway(atlas: Atlas, view: PracticesView) -> str:
    """How many would be marked if all were as ordinary as England's; empty if none is compared."""
    return anyway_sentence(tally(atlas, view).comparisons)


def anyway_sentence(comparisons: int) -> str:
    """The same of so many practices or networks."""
    expected = Tally(comparisons, 0, 0).anyway
    if expected >= LEAST_ANYWAY:
        return say("compared", "anyway", about=number_text.count(round(expected) or 1))
    return say("compared", "anyway_few") if comparisons else ""


def notes(atlas: Atlas, view: PracticesView) -> list[str]:
    """What to think of before reading the marks: a place that gathers them, who is not compared,
    in which order the rows stand, and what a mark is worth."""
    sides = [view.verdict] if view.verdict else list(unusual_text.SIDES)
    where = sides if view.listed == "practice" else []
    lines = [unusual_text.gathered(atlas, view.register, side) for side in where]
    every = narrowed(atlas, replace(view, verdict=""), view.listed)
    apart = len(every) - tally(atlas, view).comparisons
    if apart:
        name = "apart_one" if apart == 1 else "apart_some"
        lines.append(say("compared", name, number=number_text.count(apart)))
    lines += [say("compared", "order"), say("compared", "reading")]
    return [line for line in lines if line]


def _where(atlas: Atlas, view: PracticesView) -> str:
    where = atlas.name
    if view.network:
        where = units.unit(atlas, view.network).name
    elif view.place:
        where = places(atlas)[view.place]
    if view.named:
        return say("compared", "where_named", where=where, named=view.named)
    return say("compared", "where", where=where)


def _furthest(atlas: Atlas, view: PracticesView, found: pd.DataFrame, side: str) -> str:
    """Names of those furthest below or above what is expected, with their ratios."""
    ordered = found if side == "lower" else found.iloc[::-1]
    outside = ordered["verdict"] == side
    on_side = ordered["deviation"] < 0 if side == "lower" else ordered["deviation"] > 0
    those = ordered[outside if outside.any() else on_side].head(NAMED)
    names: Mapping[str, str] = {
        unit.key: unit.name for unit in units.of_kind(atlas, view.listed) if unit.key in those.index
    }
    told = [
        say(
            "compared",
            "further" if told_before else "first",
            name=names[str(code)],
            ratio=recorded_against_expected.ratio(row),
        )
        for told_before, (code, row) in enumerate(those.iterrows())
    ]
    return lists.listed(told, len(told))


def _also(above: int) -> str:
    return say("compared", "also_one" if above < 2 else "also_some", number=_number(above))


def _number(number: int) -> str:
    return number_text.count(number) if number else say("compared", "none")


def _compared(row: pd.Series) -> dict[str, Any]:
    recorded, expected = shares(row)
    return {
        "recorded": round(recorded, 2),
        "recordedSaid": number_text.register_percent(recorded),
        "expected": round(expected, 2),
        "expectedSaid": number_text.register_percent(expected),
        "ratio": round(float(row["ratio"]), 4),
        "ratioSaid": recorded_against_expected.ratio(row),
        "usual": recorded_against_expected.usual(row),
        "usualLow": round(float(row["limit_lower"]), 4),
        "deviation": round(float(row["deviation"]), 4),
        "verdict": row["verdict"],
        "verdictSaid": verdict(row),
    }


def _apart(atlas: Atlas, unit: Unit, register: str) -> dict[str, Any]:
    """A unit that is not compared: what it has recorded, if anything."""
    known = recorded_registers.recorded(atlas, unit.practices)
    at = (recorded_registers.years(atlas)[-1], register)
    recorded = float(cell(known, at, "prevalence")) if at in known.index else None
    none = say("list", "none")
    return {
        "recorded": None if recorded is None else round(recorded, 2),
        "recordedSaid": none if recorded is None else number_text.register_percent(recorded),
        **dict.fromkeys(("expected", "ratio", "usualLow", "deviation")),
        **dict.fromkeys(("expectedSaid", "ratioSaid", "usual"), none),
        "verdict": "",
        "verdictSaid": say("compared", "not"),
    }
