"""The search for places: ``/find/places?q=owler lane``, answered as the choices of a combobox.

What is typed may be where somebody lives: it is in no log (:mod:`dashboard.web.request_kinds`), and
no answer may be kept. The words are in ``place_search.toml``.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask, Response, abort, jsonify, request

from layers import toml_file
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.ground.search import Found, by_key, find
from layers.ground.search_place import LOCALITIES, Outside, Place

FILE = Path(__file__).parent / "place_search.toml"
MOST = 20  # places in one answer
MOST_AREAS = 12  # that are selected with what lies in them
AROUND = (0.006, 0.0036)  # degrees shown on each side of a point, some 400 m
MOST_LARGER = 4  # of wards and the like that what is found lies in
# Kinds under one heading; every other has its own.
UNDER = {
    **dict.fromkeys(LOCALITIES, "locality"),
    **dict.fromkeys(("rail", "tram"), "station"),
    **dict.fromkeys(("sector", "postcodes"), "part"),
}
AREAS = "lsoa"  # the level of the areas themselves
# Those that the browser knows by level and code.
_KNOWN = ("lsoa", "msoa", "ward", GROUPING, "district")


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: sentences by name, headings by level and kind, notes by kind, reasons."""

    said: dict[str, str]
    lies_in: dict[str, str]
    headings: dict[str, str]
    notes: dict[str, str]
    outside: dict[str, str]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The words of ``place_search.toml``, which an analyst edits."""
    return toml_file.read(FILE, Texts)


def add_find(server: Flask, atlas: Atlas) -> None:
    """Answer ``/find/places``, and ``/find/place?key=rail.…`` for a place that an address names."""

    @server.get("/find/places")
    def find_places() -> Response:
        found = find(atlas, request.args.get("q", ""), MOST)
        level = request.args.get("in", "")
        if level and level != AREAS and level not in levels.COLUMNS:
            abort(404)
        return _unkept(larger(atlas, found, level) if level else choices(atlas, found))

    @server.get("/find/place")
    def find_place() -> Response:
        kind, _, key = request.args.get("key", "").partition(".")
        place = by_key(atlas, kind, key)
        if place is None or kind in _KNOWN:
            abort(404)
        return _unkept(shown(place))


def choices(atlas: Atlas, found: Found) -> dict[str, Any]:
    """What was found as a combobox shows it.

    Returns
    -------
    dict
        ``groups`` under headings, the kind of the best first; ``said``, for those who do not see
        them; ``none``, why what was looked for has no place here, where that is known; ``more``,
        that there are others.
    """
    said = texts()
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in found.places:
        heading = said.headings[UNDER.get(one.kind, one.kind)]
        groups.setdefault(heading, []).append(_option(one))
    why = outside(atlas, found.outside)
    return {
        "groups": [{"label": label, "options": those} for label, those in groups.items()],
        "said": " ".join(part for part in (_counted(found), why) if part),
        "none": why,
        "more": _more(found),
    }


def larger(atlas: Atlas, found: Found, level: str) -> dict[str, Any]:
    """Areas of a level (``lsoa``, ``msoa``, ``ward``, ``district``) that what was found lies in."""
    areas = atlas.areas
    if level == AREAS:
        named = areas["neighbourhood"] + " · " + areas["name"]
        areas = areas.assign(lsoa=areas.index.to_numpy(), named=named)
    code, name = (AREAS, "named") if level == AREAS else levels.COLUMNS[level]
    options: dict[str, dict[str, str]] = {}
    for one in found.places:
        if one.kind in levels.COLUMNS:
            continue
        in_it = areas.loc[list(one.areas), [code, name]].drop_duplicates()
        for value, label in in_it.head(MOST_LARGER).itertuples(index=False):
            note = texts().said["in_it"].format(name=one.name, where=one.where)
            options.setdefault(value, {"value": value, "label": label, "note": note})
    group = {"label": texts().lies_in[level], "options": list(options.values())[:MOST]}
    why = outside(atlas, found.outside)
    return {"groups": [group] if options else [], "said": why, "none": why}


def shown(place: Place) -> dict[str, Any]:
    """A place as the map shows it.

    Returns
    -------
    dict
        ``text`` for its pin and ``point`` where that stands; the ``extent`` to show; ``areas`` that
        it lies in, none where they are many; ``kept``: whether an address may hold it.
    """
    east, north = place.point or (0.0, 0.0)
    west, south, far_east, far_north = place.extent or (east, north, east, north)
    return {
        "text": place.name,
        "point": place.point,
        "extent": [
            min(west, east - AROUND[0]),
            min(south, north - AROUND[1]),
            max(far_east, east + AROUND[0]),
            max(far_north, north + AROUND[1]),
        ],
        "areas": list(place.areas) if len(place.areas) <= MOST_AREAS else [],
        "kept": bool(place.key),
    }


def outside(atlas: Atlas, why: Outside | None) -> str:
    """Why what was looked for has no place in the atlas, as a sentence; empty without a reason."""
    if why is None:
        return ""
    reason = "beyond_somewhere" if why.reason == "beyond" and not why.county else why.reason
    period = atlas.period_of("codepoint_open")
    return (
        texts()
        .outside[reason]
        .format(name=why.name, county=why.county, atlas=atlas.name, period=period)
    )


def _counted(found: Found) -> str:
    said = texts().said
    if not found.places:
        return said["none"]
    best = found.places[0]
    first = ", ".join(part for part in (best.name, best.where) if part)
    return said["one" if found.number == 1 else "some"].format(n=f"{found.number:,}", first=first)


def _more(found: Found) -> str:
    """How to come to those that are not listed."""
    left = found.number - len(found.places)
    if left <= 0:
        return ""
    last = found.places[-1]
    example = f"{last.name} {last.where.partition(',')[0]}"
    return texts().said["more"].format(n=f"{left:,}", example=example)


def _option(place: Place) -> dict[str, Any]:
    note = texts().notes.get(place.kind, "{where}").format(where=place.where, code=place.key)
    option = {"label": place.name, "note": note}
    if place.kind in _KNOWN:
        return option | {"value": f"{place.kind}:{place.key}"}
    return option | {"value": f"{place.kind}.{place.key or place.name}", "at": shown(place)}


def _unkept(document: dict[str, Any]) -> Response:
    answer = jsonify(document)
    answer.headers["Cache-Control"] = "no-store"
    return answer
