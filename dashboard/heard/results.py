"""What the page shows of an exercise, as JSON: the browser draws it and adds nothing."""

from typing import Any

import numpy as np

from dashboard.heard import left_out, saying, told, under, work
from dashboard.heard.texts import texts
from dashboard.heard.work import Found
from layers import groupings
from layers.atlas import Atlas
from layers.balance import BalanceError, more_needed
from layers.representation import Table
from layers.respondents import Respondents
from layers.suppression import cell, rule_text

# Ratios that "what would balance it" can aim for.
AIMS = (0.5, 0.8, 0.9)
# Levels that weights can be made for: few groups, each with enough responses.
WEIGHABLE = (
    "district",
    groupings.DEPRIVATION,
    groupings.DEPRIVATION_FIFTH,
    *groupings.FIFTHS,
)


def results(atlas: Atlas, known: Respondents, found: Found) -> dict[str, Any]:
    """Everything the page needs to show an exercise."""
    said, details = saying.finding(atlas, known, found)
    look = under.look(atlas, found)
    return {
        "finding": said,
        "details": [*details, *left_out.details(known, found), *told.details(found)],
        "unplaced": [
            [question, answer, cell(left), cell(placed)]
            for question, answer, left, placed in left_out.rows(known, found)
        ],
        "left_out": " ".join(filter(None, [saying.left_out(atlas, found), _nothing(known, found)])),
        "rule": rule_text(found.rule),
        "base": found.asked.base.label,
        "base_note": found.asked.base.note,
        "where": told.base(found),
        "part": not found.extent.everywhere,
        "verdicts": saying.verdicts(found),
        "meaning": saying.meaning(found),
        "levels": [_level(known, found, name) for name in _told(found)],
        "map": _map(found),
        "silence": saying.silence(found),
        "silent": saying.surely_silent(found)["name"].tolist(),
        "under": under.places(found),
        "zones": under.touching(atlas, known, found),
        "look": None if look is None else {"query": look.query, "said": look.said},
        "margins": [
            [name, work.labels(known, name)]
            for name in (*WEIGHABLE, *known.questions)
            if name in found.shown and not found.shown[name].observed.isna().any()
        ],
    }


def ordered(found: Found) -> list[str]:
    """Ids of levels: kinds of area and districts, then people's own answers, then small places."""
    first = (groupings.DEPRIVATION, groupings.DEPRIVATION_FIFTH, "district", *groupings.FIFTHS)
    small = ("ward", groupings.NETWORK, "msoa", "lsoa")
    return [
        *(n for n in first if n in found.shown),
        *(n for n in found.asked.responses.questions if n in found.shown),
        *(n for n in found.shown if n.endswith("_parts")),
        *(n for n in small if n in found.shown),
    ]


def _told(found: Found) -> list[str]:
    """Levels of several groups with a count that is shown; where there is none, the first."""
    every = ordered(found)
    told = [name for name in every if found.shown[name].observed.notna().any()]
    return [name for name in told if len(found.shown[name].observed) > 1] or every[:1]


def _nothing(known: Respondents, found: Found) -> str:
    """Which levels have no count that may be shown, in a sentence; empty where all have."""
    told = set(_told(found))
    names = [
        work.labels(known, name)
        for name in ordered(found)
        if name not in told and len(found.shown[name].observed) > 1
    ]
    return texts().means["nothing"].replace("{levels}", "; ".join(names)) if names else ""


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
        "cautions": left_out.cautions(known, found, name),
        "hidden": hidden,
        "apart": saying.apart(found.apart[name]),
        # Responses are shared out among networks, so nobody can be asked for by network.
        "balance": {} if name == groupings.NETWORK else _balance(table),
        "total": _number(table.total, 0),
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


def _number(value: float, decimals: int = 2) -> float | None:
    return None if np.isnan(value) else round(float(value), decimals)
