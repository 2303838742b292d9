"""The brief's maps as SVG: all zones, and each close up."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from dashboard.files.outlines import Outline, extent_of
from dashboard.files.paper_map import (
    HATCHED,
    INK,
    LINE,
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
from dashboard.files.paper_streets import draw_streets, streets_of, write_streets

# Millimetres, which are the units of the drawings.
WIDE = 174.0
CLOSE = (70.0, 74.0)

_FIRM, _OTHER, _LAND = "#9aa3ab", "#e3e6e9", "#f3f4f5"
_NEARLY_ALL = 0.75
_NAMES_BELOW = 0.35  # degrees wide: a map of less has room for the names of neighbourhoods
_RADIUS = 2.3


def overview(
    ground: Ground,
    found: Collection[str],
    firm: Collection[str],
    zones: Iterable[Outline],
    pins: Sequence[Pin],
    tall: float,
) -> str:
    """All zones with their numbers, on the districts; ``tall`` in millimetres."""
    every, size = extent_of(ground.districts.values()), (WIDE, tall)
    extent = extent_of([ground.areas[c] for c in found]) if found else every
    view = View.around(extent, size, least=0.2)
    if view.east - view.west > _NEARLY_ALL * (every[2] - every[0]):
        view = View.around(every, size, room=0.02)
    outlines = list(zones)
    parts = [
        view.path(ground.districts.values(), _LAND, MUTED, 0.3),
        *_found(view, ground.areas, found, firm),
        view.path(outlines, "none", INK, 0.35),
    ]
    taken: list[Box] = [view.corner()]
    dots, texts = draw_towns(view, ground.towns, taken, size=3.6)
    texts += draw_labels(view, ground.townless, taken, size=3.6, bold=True)
    # A number would hide a zone that is not much larger: it stands beside it.
    boxes = [view.box(outline) for outline in outlines]
    taken += [b for b in boxes if max(b[2] - b[0], b[3] - b[1]) < 4 * _RADIUS]
    placed = draw_pins(view, pins, taken, radius=_RADIUS, size=3.0)
    if view.east - view.west < _NAMES_BELOW:
        texts += draw_labels(view, ground.neighbourhoods, taken, size=2.4, bold=False)
    return view.drawing([*parts, *dots, *haloed(texts), *placed, *draw_scale(view)])


def close_view(outline: Outline) -> View:
    """The frame around one zone."""
    return View.around(extent_of([outline]), CLOSE, room=0.2, least=0.035)


def close_up(
    ground: Ground,
    codes: Sequence[str],
    firm: Collection[str],
    outline: Outline,
    others: Collection[str],
    pins: Sequence[Pin],
    places: Collection[str],
) -> str:
    """One zone, its areas and neighbours, names around it, and its partners' letters.

    Parameters
    ----------
    codes, outline
        The zone's areas, and its edge.
    others
        Areas of other zones.
    places
        Its own neighbourhoods, which are named before others.
    """
    view = close_view(outline)
    inside = set(codes)
    near = {code: shape for code, shape in ground.areas.items() if view.shows(shape)}
    rest = [code for code in near if code not in inside]
    other = [near[code] for code in rest if code in others]
    streets = streets_of(ground.basemap, view)
    parts = [
        view.path([near[code] for code in rest], "#fff", LINE, 0.12),
        view.path(other, _OTHER, LINE, 0.12) if other else "",
        *_found(view, near, [c for c in codes if c in near], firm),
        *draw_streets(view, streets),
        view.path(ground.districts.values(), "none", MUTED, 0.3, dashed=True),
        view.path([outline], "none", INK, 0.5),
    ]
    edge = view.path([outline], "none", INK, 0.2)
    taken: list[Box] = [view.corner()]
    own = [name for name in ground.neighbourhoods if name[0] in places]
    around = [name for name in ground.neighbourhoods if name[0] not in places]
    texts = draw_labels(view, own, taken, size=2.6, bold=True)
    placed = draw_pins(view, pins, taken, radius=1.7, size=2.4, dark=True)
    texts += draw_labels(view, around, taken, size=2.6, bold=False)
    texts += write_streets(view, streets, taken, size=1.9)
    return view.drawing([*parts, *haloed(texts, [edge]), *placed, *draw_scale(view)])


def _found(
    view: View, areas: Mapping[str, Outline], codes: Iterable[str], firm: Collection[str]
) -> list[str]:
    """Areas found: firm ones grey, borderline ones hatched."""
    sure = [areas[code] for code in codes if code in firm]
    unsure = [areas[code] for code in codes if code not in firm]
    drawn = [view.path(sure, _FIRM, "#fff", 0.15)] if sure else []
    return drawn + ([view.path(unsure, HATCHED, MUTED, 0.15)] if unsure else [])
