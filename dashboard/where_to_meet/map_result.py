"""What the map shows of an answer: areas by the people to reach, sessions with their reach, and the
venues that could have been chosen; and its legend."""

from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.parts import found_map
from dashboard.parts.found_map import FoundMap
from dashboard.parts.map import KEY, legend_fold
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.area_classes import MOST, area_classes, class_of
from dashboard.parts.sessions.said import people as counted
from dashboard.parts.sessions.said import where
from dashboard.where_to_meet.texts import one_or_many, say
from dashboard.wording import legend, number_text
from layers.atlas import Atlas

RAMP = MOST + 1
# The ramp's darkest is left to the venues, which lie upon it.
_QUIET = slice(0, MOST)
_OUTSIDE = "#d5dce2"
# What the page says of its map while there is no answer.
NOTHING = "sessions-none"
# From which zoom the venues that could be chosen are drawn: farther off they hide the map.
_VENUES_FROM = 13.5


def nothing(atlas: Atlas) -> dict[str, Any]:
    """The map while there is no answer: the areas alone."""
    every = list(range(len(atlas.areas)))
    looks: list[found_map.Look] = [{"colour": _OUTSIDE}]
    drawn: FoundMap = {
        "level": "lsoa",
        "looks": looks,
        "of": [0] * len(every),
        "lines": [],
        "fit": every,
        "drawn": NOTHING,
    }
    return {"map": drawn, "sessions": [], "venues": [], "near": _VENUES_FROM, "metres": 0}


def for_map(answer: Answer) -> dict[str, Any]:
    """What the browser draws.

    Returns
    -------
    dict
        ``map``, see :class:`dashboard.parts.found_map.FoundMap`; ``sessions`` and ``venues``, each
        with ``id``, ``name``, ``where`` (its address) and ``at`` (longitude, latitude), the
        sessions in order, the venues those that are none, drawn from the zoom ``near`` on; and
        ``metres``, the reach as the crow flies.
    """
    place = found_map.places(answer.atlas, "lsoa")
    areas = answer.reach.areas
    of = class_of(answer)
    colours = legend.texts().ramp[str(RAMP)][_QUIET]
    looks: list[found_map.Look] = [{"colour": one} for one in colours]
    unknown, outside = len(looks), len(looks) + 1
    looks += [{"colour": None}, {"colour": _OUTSIDE, "outside": True}]
    none = (say("map", "none"), "")
    rows = zip(of.items(), areas.iterrows(), strict=True)
    said = {code: none if at < 0 else _said(answer, row) for (code, at), (_, row) in rows}
    within = [place[code] for code in areas.index]
    reached = [place[code] for code in areas.index[areas["covered"] > 0]]
    drawn: FoundMap = {
        "level": "lsoa",
        "looks": looks,
        "of": [unknown if (at := of.get(code, outside)) < 0 else at for code in place],
        "lines": [
            found_map.line([said.get(c, ("", ""))[0] for c in place], strong=True),
            found_map.line([said.get(c, (say("map", "outside"), ""))[1] for c in place]),
        ],
        "fit": found_map.fitted(reached, within),
        "drawn": f"sessions-{len(answer.choice.venues)}",
    }
    chosen = set(answer.choice.venues)
    venues = answer.asked.venues
    return {
        "map": drawn,
        "sessions": _points(venues.loc[list(answer.choice.venues)]),
        "venues": _points(venues[~venues.index.isin(chosen)]),
        "near": _VENUES_FROM,
        "metres": answer.request.straight,
    }


def legend_of(answer: Answer) -> list[Component]:
    """What the colours and marks are: of whom, and of when."""
    definition = answer.atlas.indicators[answer.request.group]
    bounds, of = area_classes(answer).bounds, class_of(answer)
    known = [at for at in of.values() if at >= 0]
    sizes = np.bincount(known, minlength=len(bounds))
    colours = legend.texts().ramp[str(RAMP)][_QUIET]
    lows = [0.0, *bounds[:-1]]
    rows = [
        _row(_range(at, lows), int(size), {"background": colours[at]})
        for at, size in enumerate(sizes)
    ]
    if len(known) < len(of):
        rows.append(_row(say("map", "none"), len(of) - len(known), None))
    reach = number_text.count(answer.request.reach)
    straight = number_text.count(answer.request.straight)
    key = [
        html.Li(
            [
                html.Span(className=f"meet-key {look}"),
                say("map", name, reach=reach, straight=straight),
            ]
        )
        for look, name in (("is-session", "session"), ("is-reach", "circle"), ("is-venue", "venue"))
    ]
    return [
        html.H2(say("map", "title", label=definition.label)),
        html.P(say("map", "when", period=definition.period), className="note"),
        html.Ul(rows, className="classes list-unstyled d-flex lh-sm small m-0 mt-lg-2"),
        legend_fold(html.Ul(key, className=KEY)),
    ]


def _row(text: str, size: int, style: dict[str, str] | None) -> Component:
    """A class, and how many areas are in it; without a style, that of areas without a figure."""
    return html.Li(
        [
            html.Span(className="swatch" if style else "swatch none", style=style),
            html.Span(text, className="range d-block"),
            html.Span(
                one_or_many("map", "areas", size, number=number_text.count(size)),
                className="size d-block text-body-secondary",
            ),
        ]
    )


def _range(at: int, lows: list[float]) -> str:
    low = number_text.count(lows[at])
    if at == len(lows) - 1:
        return say("map", "last", low=low) if at else say("map", "any")
    high = number_text.count(lows[at + 1])
    return say("map", "middle" if at else "first", low=low, high=high)


def _said(answer: Answer, row: Any) -> tuple[str, str]:
    """Of an area: people of the group, and how many of them are within reach."""
    number = number_text.count(row["people"])
    people = one_or_many("map", "people", round(row["people"]), number=number)
    if not row["people"]:
        return people, ""
    share = number_text.percent(100 * row["reached"] / row["people"], 0)
    return people, say("map", "within", people=counted(answer, row["reached"]), share=share)


def _points(venues: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": str(row["id"]),
            "name": row["name"],
            "where": where(row),
            "at": [row["longitude"], row["latitude"]],
        }
        for row in venues.reset_index().to_dict("records")
    ]
