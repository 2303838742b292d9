"""A register against what one would expect: in numbers, in words, and as marks of a picture.

The page, the sheet to print and the tables all say it from here.
"""

from collections.abc import Iterable

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts import ratio_scale
from dashboard.practices.texts import of
from dashboard.wording import ratio_text
from layers.practices import expected_registers

# England's units that a group of so many practices is held against.
LIKE = {
    "practice": "practices",
    "pcn": "networks",
    "sub_icb": "places (sub-ICB locations)",
}


def known(judged: pd.DataFrame, register: str) -> bool:
    """Whether :func:`layers.practices.expected_registers.of_group` has a verdict on a register."""
    return register in judged.index and bool(judged.at[register, "verdict"])


def verdict_named(verdict: str) -> str:
    """A verdict in words, however far out: ``Below usual``; empty where unknown."""
    return of("verdicts", verdict)


def verdict(row: pd.Series) -> str:
    """Where a ratio lies, in words: ``Far below usual``; empty where unknown.

    Parameters
    ----------
    row
        Of :func:`layers.practices.expected_registers.of_group`.
    """
    said = f"{'Far ' if row['far'] else ''}{verdict_named(row['verdict'])}"
    return said[:1] + said[1:].lower()


def ratio(row: pd.Series) -> str:
    """Recorded over expected: ``1.13``; ``0.654`` where that tells it from a limit of its range."""
    return _written(row)[0]


def limits(row: pd.Series) -> str:
    """How far chance alone could move the ratio, written like it: ``1.05–1.22``."""
    places = ratio_text.decimals(row["ratio"], row["limit_lower"], row["limit_upper"])
    return f"{row['lower']:.{places}f}–{row['upper']:.{places}f}"


def usual(row: pd.Series) -> str:
    """The range that holds 95 in 100 of England's units of like kind and size: ``0.78–1.24``."""
    _, lower, upper = _written(row)
    return f"{lower}–{upper}"


def _written(row: pd.Series) -> tuple[str, str, str]:
    return ratio_text.written(row["ratio"], row["limit_lower"], row["limit_upper"])


def chip(row: pd.Series) -> Component:
    """The verdict, marked where it is not the usual."""
    return html.Span(verdict(row), className=f"verdict {row['verdict']}")


def added(judged: pd.DataFrame) -> int:
    """How many practices were added up: whom they are held against goes by it."""
    return int(judged["practices"].max()) if len(judged) else 0


def in_order(judged: pd.DataFrame, registers: Iterable[str]) -> list[str]:
    """Codes of registers, the least usual first; those that cannot be compared come last."""
    compared = expected_registers.by_distance(judged).index
    return list(dict.fromkeys([*map(str, compared), *registers]))


def like(practices: int) -> str:
    """Whom a unit of so many practices is held against: ``practices``, ``networks`` …"""
    return LIKE[expected_registers.level_of(practices)]


def marks(row: pd.Series) -> dict[str, float]:
    """Where a picture of the ratio has its marks, in percent of its width.

    Returns
    -------
    dict
        The usual range from ``low`` to ``high``, ``one`` for a ratio of 1, the ratio ``at`` its
        place, and how far chance could move it, ``from`` and ``to``.
    """
    numbers = {
        "low": row["limit_lower"],
        "high": row["limit_upper"],
        "one": 1.0,
        "from": row["lower"],
        "to": row["upper"],
        "at": row["ratio"],
    }
    return {name: round(ratio_scale.place(number), 1) for name, number in numbers.items()}
