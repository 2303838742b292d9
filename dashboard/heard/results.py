"""What the page shows of an exercise, as JSON: the browser draws it and adds nothing."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.heard import saying, work
from dashboard.heard.work import Found
from layers import groupings
from layers.atlas import Atlas
from layers.balance import BalanceError, more_needed
from layers.representation import FAR, LESS, VERDICTS, Table
from layers.respondents import Respondents
from layers.suppression import cell, rule_text

# Ratios that "what would balance it" can aim for.
AIMS = (0.5, 0.8, 0.9)
# Levels that weights can be made for: few groups, each with enough responses.
WEIGHABLE = ("district", groupings.DEPRIVATION, *groupings.FIFTHS)
MOST_LISTED = 20


def results(atlas: Atlas, known: Respondents, found: Found) -> dict[str, Any]:
    """Everything the page needs to show an exercise."""
    said, details = saying.finding(atlas, known, found)
    return {
        "finding": said,
        "details": details,
        "left_out": saying.left_out(atlas, found),
        "rule": rule_text(found.rule),
        "base": found.asked.base.label,
        "base_note": found.asked.base.note,
        "verdicts": dict(VERDICTS),
        "levels": [_level(known, found, name) for name in _ordered(found)],
        "map": _map(found),
        "silence": saying.silence(found),
        "silent": found.silent.head(MOST_LISTED)["name"].tolist(),
        "under": _under(found),
        "wards": _wards(found),
        "margins": [
            [name, work.labels(known, name)]
            for name in (*WEIGHABLE, *known.questions)
            if name in found.shown and not found.shown[name].observed.isna().any()
        ],
    }


def _ordered(found: Found) -> list[str]:
    """Kinds of area and districts first, then people's own answers, then small places."""
    small = ("ward", groupings.NETWORK, "msoa", "lsoa")
    return [
        *(n for n in (groupings.DEPRIVATION, "district", *groupings.FIFTHS) if n in found.shown),
        *(n for n in found.asked.responses.questions),
        *(n for n in found.shown if n.endswith("_parts")),
        *(n for n in small if n in found.shown),
    ]


def _level(known: Respondents, found: Found, name: str) -> dict[str, Any]:
    frame, table = found.compared[name], found.shown[name]
    hidden = int(frame["observed"].isna().sum())
    return {
        "id": name,
        "label": work.labels(known, name),
        "rows": [
            [
                str(code),
                str(title),
                cell(observed),
                _number(expected, 0),
                *map(_number, (ratio, lower, upper)),
                verdict,
            ]
            for code, title, observed, expected, ratio, lower, upper, verdict in frame.itertuples()
        ],
        "hidden": hidden,
        "apart": saying.apart(found.apart[name]),
        # Responses are shared out among networks, so nobody can be asked for by network.
        "balance": {} if name == groupings.NETWORK else _balance(table),
        "total": table.total,
        "answered": name not in groupings.PLACES and name != groupings.NETWORK,
    }


def _balance(table: Table) -> dict[str, Any]:
    """By the ratio aimed for: further responses from each group, or why there is no such number."""
    found: dict[str, Any] = {}
    for aim in AIMS:
        try:
            needed = more_needed(table.observed, table.share, table.total, aim)
        except BalanceError as error:
            found[str(aim)] = str(error)
            continue
        found[str(aim)] = [_number(n, 0) for n in needed["together"]]
    return found


def _map(found: Found) -> dict[str, Any]:
    raw = found.compared[found.mapped]["ratio"]
    return {
        "level": found.mapped,
        "codes": [str(code) for code in raw.index],
        "raw": [_number(one) for one in raw],
        "smoothed": [_number(one) for one in found.smoothed.reindex(raw.index)],
    }


def _under(found: Found) -> list[list[Any]]:
    """Places that are surely heard from too seldom: level, name, ratio, limits, verdict."""
    rows = []
    for level in work.PLACES:
        if level not in found.compared:
            continue
        for _, name, _, _, *numbers, verdict in _low(found.compared[level]).itertuples():
            rows.append([saying.ONE[level], str(name), *map(_number, numbers), verdict])
    return sorted(rows, key=lambda row: row[2])[:MOST_LISTED]


def _wards(found: Found) -> list[str]:
    """Codes of wards that are heard from less often than their numbers suggest, lowest first."""
    if "ward" not in found.compared:
        return []
    frame = found.compared["ward"]
    return [str(c) for c in _low(frame).sort_values("ratio", kind="stable").index[:MOST_LISTED]]


def _low(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["verdict"].isin([FAR, LESS])]


def _number(value: float, decimals: int = 2) -> float | None:
    return None if np.isnan(value) else round(float(value), decimals)
