"""The map of all sessions as SVG: areas by the people to reach, what is within reach, numbers."""

from dashboard.files.outlines import circle, extent_of
from dashboard.files.paper_map import (
    INK,
    MUTED,
    Box,
    Ground,
    Pin,
    View,
    draw_labels,
    draw_pins,
    draw_scale,
    draw_towns,
    haloed,
)
from dashboard.files.street_map import WIDE
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.area_classes import class_of

# Of the classes of areas, fewest people first: told apart by a copier.
SHADES = ("#f1f3f4", "#d5dade", "#b1b9c1", "#868f99")
NO_FIGURE = "#ffffff"  # as a place without areas to shade
_REACH, _CASING = 0.4, 1.0  # mm: the edge of what is within reach, and the white around it
_RADIUS = 2.2
_NAMES_BELOW = 0.35  # degrees wide: a map of less has room for the names of neighbourhoods
_LEAST = 0.05


def sessions_map(answer: Answer, ground: Ground, tall: float) -> str:
    """All sessions with their numbers, ``tall`` millimetres high."""
    found = answer.sessions[["longitude", "latitude"]].astype(float)
    reaches = [circle(x, y, answer.request.straight) for x, y in found.itertuples(index=False)]
    classes = class_of(answer)
    # Where people to reach live; areas with hardly any would make all else small.
    lived = [ground.areas[code] for code, its in classes.items() if its > 0] or [
        ground.areas[code] for code in classes
    ]
    every = extent_of([*lived, *reaches])
    view = View.around(every, (WIDE, tall), room=0.02, least=_LEAST)
    of_class = {at: [ground.areas[c] for c, its in classes.items() if its == at]
                for at in sorted(set(classes.values()) - {-1})}  # fmt: skip
    shaded = [view.path(shapes, SHADES[at], "#fff", 0.1) for at, shapes in of_class.items()]
    parts = [
        view.path(ground.districts.values(), "#fff", MUTED, 0.3),
        *shaded,
        view.path(ground.districts.values(), "none", MUTED, 0.3),
        view.path(reaches, "none", "#fff", _CASING),
        view.path(reaches, "none", INK, _REACH),
    ]
    taken: list[Box] = [view.corner()]
    pins = [Pin(str(n), x, y) for n, (x, y) in enumerate(found.itertuples(index=False), start=1)]
    placed = draw_pins(view, pins, taken, radius=_RADIUS, size=2.8, dark=True)
    dots, texts = draw_towns(view, ground.towns, taken, size=3.4, numbers=taken[1:])
    texts += draw_labels(view, ground.townless, taken, size=3.4, bold=True)
    if view.east - view.west < _NAMES_BELOW:
        texts += draw_labels(view, ground.neighbourhoods, taken, size=2.3, bold=False)
    return view.drawing([*parts, *dots, *haloed(texts), *placed, *draw_scale(view)])
