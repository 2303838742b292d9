"""The map of an exercise and its key: in which class each place's ratio is, and what is said of it.

A ratio stands on the map as counted, or smoothed: drawn towards its district's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.heard.answers import choice
from dashboard.heard.findings_text import PLURALS
from dashboard.heard.results_form import RATIO
from dashboard.heard.texts import say, texts
from dashboard.parts import found_map
from dashboard.parts.found_map import Look
from dashboard.parts.map import KEY
from dashboard.parts.plain_markup import Still
from dashboard.parts.ratio_figures import two
from dashboard.wording.number_text import count
from layers.atlas import Atlas

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


def shown_ways(found: Data) -> tuple[str, ...]:
    """How ratios can stand on the map; a district's own ratio is its smoothed one."""
    return (SMOOTHED, RAW) if found["map"]["level"] != "district" else (RAW,)


def map_choice(atlas: Atlas, found: Data) -> dict[str, Any]:
    """The map and the key beside it, of each way to show ratios.

    Returns
    -------
    dict
        See :func:`dashboard.heard.answers.choice`; ``map`` and ``maps`` together are a
        :class:`dashboard.parts.found_map.FoundMap`.
    """
    given = found["map"]
    place = found_map.places(atlas, given["level"])
    at = [place[code] for code in given["codes"]]
    said = dict(zip(given["codes"], _said(found), strict=True))
    # Of the atlas, only some was asked: of the rest is said that it was not.
    none = (say("map_said_not_asked"), None) if found["part"] else (None, None)
    lines = [found_map.line(said.get(code, none)[n] for code in place) for n in (0, 1)]
    whole: dict[str, Any] = {
        "level": given["level"],
        "looks": _looks(found),
        "lines": lines,
        "fit": at if found["part"] else list(place.values()),
    }
    maps, keys = {}, {}
    for way in shown_ways(found):
        of = [class_of(ratio) for ratio in given[way]]
        maps[way] = {
            "of": _of(found, way, of, at, len(place)),
            "drawn": f"heard-{given['level']}-{way}",
        }
        keys[way] = _key(found, way, of)
    return choice([RATIO], "heard-key", keys, map=whole, maps=maps)


def _looks(found: Data) -> list[Look]:
    """Of each class, of the same dashed, of a place without a ratio, and of one not asked."""
    colours = [one.colour for one in texts().classes]
    return [
        *(Look(colour=colour) for colour in colours),
        *(Look(colour=colour, dashed=True) for colour in colours),
        Look(colour=None),
        Look(colour=None, outside=found["part"]),
    ]


def _of(found: Data, way: str, classes: Sequence[int], at: Sequence[int], places: int) -> list[int]:
    """By place its look, see :func:`_looks`. Dashed: no count of its own is behind the colour."""
    number = len(texts().classes)
    of = [2 * number + 1] * places
    for place, one, raw in zip(at, classes, found["map"][RAW], strict=True):
        dashed = number if raw is None and way != RAW else 0
        of[place] = 2 * number if one == NO_CLASS else one + dashed
    return of


def _said(found: Data) -> list[tuple[str, str]]:
    """Of each place both ratios."""
    given = found["map"]
    return [
        _ratios(smoothed, raw, found["verdicts"][verdict])
        for smoothed, raw, verdict in zip(
            given[SMOOTHED], given[RAW], given["verdicts"], strict=True
        )
    ]


def _ratios(smoothed: float | None, raw: float | None, verdict: str) -> tuple[str, str]:
    return (
        say("map_said_no_ratio")
        if smoothed is None
        else say("map_said_smoothed", ratio=two(smoothed)),
        say("map_said_no_count")
        if raw is None
        else say("map_said_raw", ratio=two(raw), verdict=verdict),
    )


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
