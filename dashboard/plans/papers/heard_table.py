"""Whom a plan has heard, as one table for files: the same figures as in papers, all groups below
each other."""

from typing import Any

from dashboard.files.table import Table, of_rows
from dashboard.plans.papers.texts import say
from dashboard.plans.papers.whom_heard import level
from dashboard.wording.verdict_words import verdicts
from layers.exercise.respondents import Respondents
from layers.exercise.so_far import ZONES, SoFar

_HEADS: dict[str, Any] = {
    "level": ("text", 0),
    "code": ("text", 0),
    "group": ("text", 0),
    "visits": ("whole", 0),
    "people": ("whole", 0),
    "hidden": ("text", 0),
    "expected": ("number", 1),
    "ratio": ("number", 2),
    "ratio_lower": ("number", 2),
    "ratio_upper": ("number", 2),
    "in_words": ("text", 0),
}


def heard_table(found: SoFar, known: Respondents) -> Table:
    """A row for each group of each characteristic, place and zone."""
    rows, words = [], verdicts(found.groups)
    for name, frame in found.compared.items():
        for code, row in frame.iterrows():
            hidden = bool(row["observed"] != row["observed"])
            rows.append(
                {
                    "level": level(known, name),
                    # A zone has no code that others know.
                    "code": None if name == ZONES else code,
                    "group": row["name"],
                    "visits": found.of_visits[name],
                    "people": None if hidden else row["observed"],
                    "hidden": hidden,
                    "expected": row["expected"],
                    "ratio": row["ratio"],
                    "ratio_lower": row["lower"],
                    "ratio_upper": row["upper"],
                    "in_words": words[row["verdict"]],
                }
            )
    return of_rows(
        "group",
        rows,
        {name: (say("heard_table", name), *kind) for name, kind in _HEADS.items()},
    )
