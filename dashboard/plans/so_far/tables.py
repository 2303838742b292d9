"""Whom a plan has heard so far as tables for files: the figures that the page shows."""

from typing import Any

import pandas as pd

from dashboard.files.table import Table, of_rows
from dashboard.plans.so_far import sentences
from dashboard.plans.so_far.texts import say
from dashboard.wording.verdict_words import verdicts
from layers.exercise.so_far import ZONES, SoFar
from workspace import fields

_GROUPS: dict[str, Any] = {
    "level": ("file_level", "text", 0),
    "code": ("file_code", "text", 0),
    "group": ("file_group", "text", 0),
    "people": ("file_people", "whole", 0),
    "hidden": ("file_hidden", "text", 0),
    "expected": ("file_expected", "number", 1),
    "ratio": ("file_ratio", "number", 2),
    "ratio_lower": ("file_lower", "number", 2),
    "ratio_upper": ("file_upper", "number", 2),
    "in_words": ("file_words", "text", 0),
    "visits": ("file_visits", "whole", 0),
}


def groups(found: SoFar) -> Table:
    """Every zone and group that is compared, in one table."""
    words, rows = verdicts(found.groups), []
    for name in [ZONES, *sentences.ordered(found)]:
        if name not in found.compared:
            continue
        label = fields.label("zone") if name == ZONES else sentences.label(name)
        for code, row in found.compared[name].iterrows():
            silent = name == ZONES and not found.zones.at[code, "visits"]
            numbers = {
                "people": row["observed"],
                "expected": row["expected"],
                "ratio": row["ratio"],
                "ratio_lower": row["lower"],
                "ratio_upper": row["upper"],
            }
            rows.append(
                {
                    "level": label,
                    "code": "" if name == ZONES else str(code),
                    "group": row["name"],
                    "hidden": say("yes" if pd.isna(row["observed"]) else "no"),
                    "in_words": say("unvisited") if silent else words[row["verdict"]],
                    "visits": found.of_visits[name],
                }
                | {key: None if pd.isna(one) else float(one) for key, one in numbers.items()}
            )
    return of_rows("group", rows, _headed(_GROUPS))


def _headed(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: (say(head), kind, places) for name, (head, kind, places) in columns.items()}
