"""The figures that the page shows of an exercise; ``results_markup.py`` writes them out."""

from typing import Any

import numpy as np

from dashboard.heard import (
    exercise_tables,
    finding_notes,
    findings_text,
    underheard_places,
    unplaced_text,
)
from dashboard.heard.exercise_tables import Found
from dashboard.heard.texts import texts
from dashboard.wording.verdict_words import verdicts
from layers.atlas import Atlas
from layers.exercise.balance import BalanceError, more_needed
from layers.exercise.representation import Table
from layers.exercise.respondents import Respondents
from layers.geography import area_groups
from layers.statistics.suppression import cell, rule_text

# Ratios that "what would balance it" can aim for.
AIMS = (0.5, 0.8, 0.9)
# Levels that weights can be made for: few groups, each with enough responses.
WEIGHABLE = (
    "district",
    area_groups.DEPRIVATION,
    area_groups.DEPRIVATION_FIFTH,
    *area_groups.FIFTHS,
)


def results(atlas: Atlas, known: Respondents, found: Found) -> dict[str, Any]:
    """Everything the page needs to show an exercise."""
    said, details = findings_text.finding(atlas, known, found)
    look = underheard_places.look(atlas, found)
    return {
        "finding": said,
        "details": [*details, *unplaced_text.details(known, found), *finding_notes.details(found)],
        "unplaced": [
            [question, answer, cell(left), cell(placed)]
            for question, answer, left, placed in unplaced_text.rows(known, found)
        ],
        "left_out": " ".join(
            filter(None, [findings_text.left_out(atlas, found), _nothing(known, found)])
        ),
        "rule": rule_text(found.rule),
        "base": found.asked.base.label,
        "base_note": found.asked.base.note,
        "where": finding_notes.base(found),
        "part": not found.extent.everywhere,
        "verdicts": verdicts(found.groups),
        "meaning": findings_text.meaning(found),
        "levels": [_level(known, found, name) for name in _told(found)],
        "map": _map(found),
        "silence": findings_text.silence(found),
        "silent": findings_text.surely_silent(found)["name"].tolist(),
        "under": underheard_places.places(found),
        "zones": underheard_places.touching(atlas, known, found),
        "look": None if look is None else {"query": look.query, "said": look.said},
        "margins": [
            [name, exercise_tables.labels(known, name)]
            for name in (*WEIGHABLE, *known.questions)
            if name in found.shown and not found.shown[name].observed.isna().any()
        ],
    }


def ordered(found: Found) -> list[str]:
    """Ids of levels: kinds of area and districts, then people's own answers, then small places."""
    first = (
        area_groups.DEPRIVATION,
        area_groups.DEPRIVATION_FIFTH,
        "district",
        *area_groups.FIFTHS,
    )
    small = ("ward", area_groups.NETWORK, "msoa", "lsoa")
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
        exercise_tables.labels(known, name)
        for name in ordered(found)
        if name not in told and len(found.shown[name].observed) > 1
    ]
    return texts().means["nothing"].replace("{levels}", "; ".join(names)) if names else ""


def _level(known: Respondents, found: Found, name: str) -> dict[str, Any]:
    frame, table = found.compared[name], found.shown[name]
    hidden = int(frame["observed"].isna().sum())
    return {
        "id": name,
        "label": exercise_tables.labels(known, name),
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
        "cautions": unplaced_text.cautions(known, found, name),
        "hidden": hidden,
        "apart": findings_text.apart(found.apart[name]),
        # Responses are shared out among networks, so nobody can be asked for by network.
        "balance": {} if name == area_groups.NETWORK else _balance(table),
        "total": _number(table.total, 0),
        "answered": name not in area_groups.PLACES and name != area_groups.NETWORK,
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
        "verdicts": found.compared[found.mapped]["verdict"].tolist(),
    }


def _number(value: float, decimals: int = 2) -> float | None:
    return None if np.isnan(value) else round(float(value), decimals)
