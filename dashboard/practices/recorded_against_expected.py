"""A register against what one would expect: in numbers, in words, and in a small picture.

The page, the sheet to print and the tables all say it from here.
"""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria
from layers.practices import expected_registers

VERDICTS = {"lower": "Below usual", "higher": "Above usual", "as_expected": "Usual"}
# England's units that a group of so many practices is held against.
LIKE = {
    "practice": "practices",
    "pcn": "networks",
    "sub_icb": "places (sub-ICB locations)",
}
# The ratio at the right edge of the picture; what lies beyond stands at the edge.
MOST = 2.5


def known(judged: pd.DataFrame, register: str) -> bool:
    """Whether :func:`layers.practices.expected_registers.of_group` has a verdict on a register."""
    return register in judged.index and bool(judged.at[register, "verdict"])


def verdict(row: pd.Series) -> str:
    """Where a ratio lies, in words: ``Far below usual``; empty where unknown.

    Parameters
    ----------
    row
        Of :func:`layers.practices.expected_registers.of_group`.
    """
    said = f"{'Far ' if row['far'] else ''}{VERDICTS.get(row['verdict'], '')}"
    return said[:1] + said[1:].lower()


def ratio(row: pd.Series) -> str:
    """Recorded over expected: ``1.13``."""
    return f"{row['ratio']:.2f}"


def limits(row: pd.Series) -> str:
    """How far chance alone could move the ratio: ``1.05–1.22``."""
    return f"{row['lower']:.2f}–{row['upper']:.2f}"


def usual(row: pd.Series) -> str:
    """The range that holds 95 in 100 of England's units of like kind and size: ``0.78–1.24``."""
    return f"{row['limit_lower']:.2f}–{row['limit_upper']:.2f}"


def chip(row: pd.Series) -> Component:
    """The verdict, marked where it is not the usual."""
    return html.Span(verdict(row), className=f"verdict {row['verdict']}")


def added(judged: pd.DataFrame) -> int:
    """How many practices were added up: whom they are held against goes by it."""
    return int(judged["practices"].max()) if len(judged) else 0


def like(practices: int) -> str:
    """Whom a unit of so many practices is held against: ``practices``, ``networks`` …"""
    return LIKE[expected_registers.level_of(practices)]


def picture(row: pd.Series) -> Component:
    """The usual range as a band, 1 as a line, and the ratio with its limits on it.

    The numbers beside it say the same, so a screen reader is not told of it.
    """

    marks = {
        "low": row["limit_lower"],
        "high": row["limit_upper"],
        "one": 1.0,
        "from": row["lower"],
        "to": row["upper"],
        "at": row["ratio"],
    }
    style = {f"--{name}": round(100 * min(number, MOST) / MOST) for name, number in marks.items()}
    return html.Span(className=f"interval {row['verdict']}", style=style, **aria(hidden="true"))
