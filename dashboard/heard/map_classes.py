"""The map of an exercise and its key: in which class each place's ratio is, and what is said of it.

A ratio stands on the map as counted, or smoothed: drawn towards its district's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.heard.findings_text import PLURALS
from dashboard.heard.tables_markup import two
from dashboard.heard.texts import say, texts
from dashboard.parts.map import KEY
from dashboard.parts.plain_markup import Still
from dashboard.wording.number_text import count

SMOOTHED, RAW = "smoothed", "raw"
NO_CLASS = -1
Data = Mapping[str, Any]


def title(found: Data) -> str:
    """What the map shows."""
    return say("map", places=PLURALS[found["map"]["level"]])


def class_of(ratio: float | None) -> int:
    """The position of a ratio's class; ``NO_CLASS`` for none."""
    if ratio is None:
        return NO_CLASS
    return next(n for n, one in enumerate(texts().classes) if ratio < one.below)


def map_answer(found: Data) -> dict[str, Any]:
    """What the browser draws: places, their classes, their words, and the key beside the map.

    Returns
    -------
    dict
        ``level`` and ``codes`` of the places; for each way to show ratios (``shown``) the places'
        classes (``of``), which of them are dashed, and the ``key``; ``said``, for each place lines
        of text; ``part`` whether only some of the atlas was asked.
    """
    given = found["map"]
    # A district's own ratio is its smoothed one: there is nothing to choose.
    ways = (SMOOTHED, RAW) if given["level"] != "district" else (RAW,)
    return {
        "level": given["level"],
        "codes": given["codes"],
        "colours": [one.colour for one in texts().classes],
        "shown": {way: _shown(found, way) for way in ways},
        "said": [
            _said(smoothed, raw, found["verdicts"][verdict])
            for smoothed, raw, verdict in zip(
                given[SMOOTHED], given[RAW], given["verdicts"], strict=True
            )
        ],
        "part": found["part"],
        "not_asked": say("map_said_not_asked"),
    }


def _shown(found: Data, way: str) -> dict[str, Any]:
    given = found["map"]
    of = [class_of(ratio) for ratio in given[way]]
    # Dashed: no count of its own stands behind the colour.
    guessed = [n for n, ratio in enumerate(given[RAW]) if ratio is None] if way != RAW else []
    return {"of": of, "dashed": guessed, "key": _key(found, way, of)}


def _said(smoothed: float | None, raw: float | None, verdict: str) -> list[str]:
    return [
        say("map_said_no_ratio")
        if smoothed is None
        else say("map_said_smoothed", ratio=two(smoothed)),
        say("map_said_no_count")
        if raw is None
        else say("map_said_raw", ratio=two(raw), verdict=verdict),
    ]


def _key(found: Data, way: str, of: Sequence[int]) -> list[Still]:
    """What the colours mean, and how many places have each."""

    def row(text: str, swatch: dict[str, str], places: int | None) -> Still:
        size = [] if places is None else [["span", {"class": "size"}, count(places)]]
        return ["li", {}, ["span", swatch], ["span", {}, text], *size]

    rows = [
        row(one.words, {"class": "swatch", "style": f"background:{one.colour}"}, of.count(n))
        for n, one in enumerate(texts().classes)
    ]
    if NO_CLASS in of:
        rows.append(row(say("map_not_shown"), {"class": "swatch none"}, of.count(NO_CLASS)))
    if found["part"]:
        rows.append(
            row(say("map_part"), {"class": "swatch", "style": "background:var(--line)"}, None)
        )
    return [
        ["ul", {"class": KEY}, *rows],
        ["p", {"class": "note"}, say("map_raw" if way == RAW else "map_smoothed")],
    ]
