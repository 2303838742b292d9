"""The map of a picture: areas in their colours, what is faint, hatched and outlined, and names."""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.explore.picture.brought_places import Brought, draw_brought
from dashboard.explore.picture.picture_ground import (
    draw_motorways,
    draw_places,
    name_at,
    name_beside,
)
from dashboard.explore.picture.picture_streets import draw_streets, write_streets
from dashboard.files import drawing
from dashboard.files.basemap_frame import Frame, StreetsShown
from dashboard.files.drawing import outline, points, write
from dashboard.files.outlines import outlines_of
from dashboard.files.town_names import Box
from layers.atlas import GROUPING, Atlas
from layers.geography import levels
from layers.geography.group_points import group_points
from layers.ground.distances import KM_PER_DEGREE

_NEAR = 0.3  # degrees of longitude: closer than this, neighbourhoods are named
_LEAST = 0.07  # degrees of longitude: about 4.6 km
_AROUND = 0.04
_NEARLY_ALL = 0.75  # of the width of everything: then everything is in the frame
_TOWN, _LETTER = 17, 10.9  # size of a town's name, and the width of one of its letters, about
_DOT = 9.0  # half of the room that a town's dot takes
_STRIPES, _DOTS = "////", "...."
PRACTICE = "#b0307a"  # as assets/modules/map.js draws the practices that are asked for
# By mark of a cluster: colour, hatching, and style of the line.
CLUSTERS = {
    2: ("#1d4ed8", "\\\\\\\\", "solid"),
    1: ("#c81e1e", "////", "solid"),
    4: ("#1d4ed8", "", (0, (3, 2))),
    3: ("#c81e1e", "", (0, (3, 2))),
}


@dataclass(frozen=True)
class Marks:
    """What the map draws.

    Attributes
    ----------
    level
        Whose outlines.
    colours
        Colour by code, of the areas that have a figure.
    shown, flagged, selected
        Codes in view, dotted, and outlined.
    clusters
        Mark by code (:mod:`layers.geography.cluster_kinds`), of the areas that stand out: where
        there are any, the others in view step back.
    practices
        Longitude and latitude of the practices that the view is limited to.
    brought
        Places that somebody brought.
    """

    level: str
    colours: Mapping[str, str]
    shown: Collection[str]
    flagged: Collection[str]
    selected: Collection[str]
    clusters: Mapping[str, int]
    practices: Collection[tuple[float, float]] = ()
    brought: Sequence[Brought] = ()


def shape_of(atlas: Atlas, marks: Marks) -> float:
    """Width to height of what the map shows, as on the ground."""
    west, east, south, north = _wanted(_outlines(atlas, marks.level), marks)
    return (east - west) * math.cos(math.radians((south + north) / 2)) / (north - south)


def frame_of(atlas: Atlas, marks: Marks, width: float, height: float) -> Frame:
    """West, south, east and north of the map that is drawn on a size in layout pixels."""
    west, east, south, north = _frame(_outlines(atlas, marks.level), marks, width / height)
    return west, south, east, north


def draw_map(
    axes: Any,
    atlas: Atlas,
    marks: Marks,
    width: float,
    height: float,
    streets: StreetsShown | None = None,
) -> None:
    """Draw on axes of a size in layout pixels."""
    areas = _outlines(atlas, marks.level)
    districts = areas if marks.level == "district" else _outlines(atlas, "district")
    west, east, south, north = _frame(areas, marks, width / height)
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
    axes.set_facecolor(drawing.BACK)
    for spine in axes.spines.values():
        spine.set_edgecolor(drawing.LINE)
    # What is in none of the places of a level that leaves areas out.
    if marks.level == GROUPING:
        _fill(axes, list(districts.values()), [drawing.NO_FIGURE] * len(districts), 1.0)
    _areas(axes, areas, marks)
    if streets:
        draw_streets(axes, streets)
    # A pale line below the dark one, so that it is seen on dark areas too.
    _lines(axes, list(districts.values()), drawing.PAPER, 3, 5)
    _lines(axes, list(districts.values()), drawing.OUTLINE, 1.5, 5)
    _clusters(axes, areas, marks)
    chosen = [areas[code] for code in areas if code in set(marks.selected)]
    if chosen:
        _lines(axes, chosen, drawing.PAPER, 5, 6)
        _lines(axes, chosen, drawing.INK, 2.5, 7)
    near = east - west < _NEAR
    size, taken = (width, height), list[Box]()
    draw_motorways(axes, atlas, size, taken)
    for at in marks.practices:
        axes.plot(*at, "o", color=PRACTICE, markersize=points(13), zorder=8,
                  markeredgecolor=drawing.PAPER, markeredgewidth=points(2))  # fmt: skip
    own = marks.level == GROUPING
    if own:
        _lines(axes, list(areas.values()), drawing.OUTLINE, 0.9, 5)
    named = _names(axes, _groups(atlas) if own else [], size, taken, near=True)
    named |= _names(axes, _of(atlas, "district"), size, taken, near=False)
    if near and not own:
        named |= _names(axes, _of(atlas, "msoa"), size, taken, near=True)
    draw_brought(axes, marks.brought, size, taken, near=near)
    if streets:
        write_streets(axes, streets, size, taken)
    draw_places(axes, atlas, size, taken, named, near=near)
    _scale(axes, (west, east, south, north), width)


def _areas(axes: Any, areas: Mapping[str, Any], marks: Marks) -> None:
    shown = set(marks.clusters) or set(marks.shown)
    flagged = set(marks.flagged) & shown
    for strength, codes in (
        (drawing.FAINT, [c for c in areas if c not in shown]),
        (1.0, [c for c in areas if c in shown]),
    ):
        known = [c for c in codes if c in marks.colours]
        unknown = [c for c in codes if c not in marks.colours]
        _fill(axes, [areas[c] for c in known], [marks.colours[c] for c in known], strength)
        _fill(axes, [areas[c] for c in unknown], [drawing.NO_FIGURE] * len(unknown), strength)
        _hatch(axes, [areas[c] for c in unknown], _STRIPES, drawing.MUTED, 0.6 * strength)
    for colour in (drawing.INK, drawing.PAPER):
        dotted = [
            c
            for c in areas
            if c in flagged and drawing.on(marks.colours.get(c, drawing.PAPER)) == colour
        ]
        _hatch(axes, [areas[c] for c in dotted], _DOTS, colour, 0.6)


def _clusters(axes: Any, areas: Mapping[str, Any], marks: Marks) -> None:
    """Hatched and edged, or with a broken edge, over a white line that parts them from the fill."""
    for mark, (colour, hatch, style) in CLUSTERS.items():
        paths = [areas[code] for code, found in marks.clusters.items() if found == mark]
        if paths:
            _lines(axes, paths, drawing.PAPER, 3.2, 4)
            if hatch:
                _hatch(axes, paths, hatch, colour, 0.9)
            _lines(axes, paths, colour, 1.6, 4, style)


def _fill(axes: Any, paths: list[Any], colours: list[str], strength: float) -> None:
    if paths:
        axes.add_collection(
            drawing.library().PathCollection(
                paths,
                facecolors=colours,
                edgecolors=drawing.PAPER,
                linewidths=points(0.4),
                alpha=strength,
                zorder=2,
            ),
            autolim=False,
        )


def _hatch(axes: Any, paths: list[Any], pattern: str, colour: str, strength: float) -> None:
    if paths:
        axes.add_collection(
            drawing.library().PathCollection(
                paths,
                facecolors="none",
                edgecolors=colour,
                linewidths=0,
                hatch=pattern,
                alpha=strength,
                zorder=3,
            ),
            autolim=False,
        )


def _lines(
    axes: Any, paths: list[Any], colour: str, width: float, above: int, style: Any = "solid"
) -> None:
    axes.add_collection(
        drawing.library().PathCollection(
            paths,
            facecolors="none",
            edgecolors=colour,
            linewidths=points(width),
            linestyles=[style],
            joinstyle="round",
            zorder=above,
        ),
        autolim=False,
    )


def _outlines(atlas: Atlas, level: str) -> dict[str, Any]:
    return {code: outline(shape) for code, shape in outlines_of(atlas, level).items()}


def _frame(
    areas: Mapping[str, Any], marks: Marks, shape: float
) -> tuple[float, float, float, float]:
    """West, east, south and north of the picture: what is wanted with a little room around, with
    degrees stretched as on the ground."""
    west, east, south, north = _wanted(areas, marks)
    middle = ((west + east) / 2, (south + north) / 2)
    # Degrees of latitude to one of longitude, for a frame of this shape.
    tall = math.cos(math.radians(middle[1])) / shape
    wide = max(east - west, (north - south) / tall) * (1 + _AROUND)
    half = (wide / 2, wide * tall / 2)
    return middle[0] - half[0], middle[0] + half[0], middle[1] - half[1], middle[1] + half[1]


def _wanted(areas: Mapping[str, Any], marks: Marks) -> tuple[float, float, float, float]:
    """West, east, south and north of the areas shown, or of all where these are nearly as wide;
    never so near that nobody knows where it is."""
    west, east, south, north = _extent(areas.values())
    wanted = {*marks.shown, *marks.selected}
    near = _extent(path for code, path in areas.items() if code in wanted) if wanted else None
    if near and near[1] - near[0] < _NEARLY_ALL * (east - west):
        west, east, south, north = near
    more = max(0.0, _LEAST - (east - west)) / 2
    return west - more, east + more, south - more / 2, north + more / 2


def _extent(paths: Iterable[Any]) -> tuple[float, float, float, float]:
    """West, east, south and north of some outlines."""
    every = np.concatenate([path.vertices for path in paths])
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    return float(west), float(east), float(south), float(north)


def _of(atlas: Atlas, level: str) -> list[dict[str, Any]]:
    """Larger areas with where their names stand."""
    return [feature["properties"] for feature in json.loads(atlas.outlines(level))["features"]]


def _groups(atlas: Atlas) -> list[dict[str, Any]]:
    """An organisation's own groups, as outlines name their places."""
    names = levels.areas_at(atlas, GROUPING)["name"]
    return [{"name": n, "at": at} for n, at in zip(names, group_points(atlas), strict=True)]


def _names(
    axes: Any,
    places: Iterable[Mapping[str, Any]],
    size: tuple[float, float],
    taken: list[Box],
    *,
    near: bool,
) -> set[str]:
    """Names with a halo, none over another: of districts that are towns beside their dots. Gives
    all names."""
    look = {"size": 13} if near else {"size": 17, "weight": "bold"}
    for place in places:
        if "town" in place:
            _town(axes, place["name"], place["town"], size, taken)
        else:
            name_at(axes, place["name"], place["at"], size, taken, **look)
    return {place["name"] for place in places}


def _town(
    axes: Any,
    name: str,
    at: tuple[float, float],
    size: tuple[float, float],
    taken: list[Box],
) -> None:
    """A town's dot with its name beside it."""
    look: dict[str, Any] = {"half": _DOT, "text": (_TOWN, _LETTER), "weight": "bold"}
    if name_beside(axes, name, at, size, taken, **look):
        axes.plot(
            *at, "o", color=drawing.INK, markersize=points(8), zorder=9,
            markeredgecolor=drawing.PAPER, markeredgewidth=points(2),
        )  # fmt: skip


def _scale(axes: Any, frame: tuple[float, float, float, float], width: float) -> None:
    """A bar of a round number of kilometres, in the corner."""
    west, east, south, north = frame
    kilometres = (east - west) * KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    length = max(n for n in (0.5, 1, 2, 5, 10, 20, 50) if n <= max(kilometres / 5, 0.5))
    degrees = length * (east - west) / kilometres
    margin = 14 * (east - west) / width
    x, y = west + margin, south + margin
    axes.plot([x, x + degrees], [y, y], color=drawing.INK, linewidth=points(3), zorder=10)
    label = f"{length:g} km"
    write(axes, x + degrees + margin / 2, y, label, size=13, va="center", zorder=10)
