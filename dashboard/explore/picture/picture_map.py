"""The map of a picture: areas in their colours, what is faint, hatched and outlined, and names."""

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.explore.picture.picture_streets import draw_streets, write_streets
from dashboard.files import drawing
from dashboard.files.basemap_frame import Frame, StreetsShown
from dashboard.files.drawing import outline, points, write
from dashboard.files.outlines import outlines_of
from dashboard.files.town_names import Box, beside
from layers.atlas import Atlas

_NEAR = 0.3  # degrees of longitude: closer than this, neighbourhoods are named
_LEAST = 0.07  # degrees of longitude: about 4.6 km
_AROUND = 0.12
_NEARLY_ALL = 0.75  # of the width of everything: then everything is in the frame
_TOWN, _LETTER = 17, 10.9  # size of a town's name, and the width of one of its letters, about
_ALIGNED = {"start": "left", "end": "right", "middle": "center"}
_DOT = 9.0  # half of the room that a town's dot takes
_STRIPES, _DOTS = "////", "...."
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
        Codes at full strength, dotted, and outlined.
    clusters
        Mark by code (:mod:`layers.geography.cluster_kinds`), of the areas that stand out.
    """

    level: str
    colours: Mapping[str, str]
    shown: Collection[str]
    flagged: Collection[str]
    selected: Collection[str]
    clusters: Mapping[str, int]


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
    taken = _names(axes, atlas, "msoa" if near else "district", (width, height), near)
    if streets:
        write_streets(axes, streets, (width, height), taken)
    _scale(axes, (west, east, south, north), width)


def _areas(axes: Any, areas: Mapping[str, Any], marks: Marks) -> None:
    shown = set(marks.shown)
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
    """West, east, south and north of the picture: the areas shown with some room around, never so
    near that nobody knows where it is, with degrees stretched as on the ground."""
    west, east, south, north = _extent(areas.values())
    wanted = {*marks.shown, *marks.selected}
    near = _extent(path for code, path in areas.items() if code in wanted) if wanted else None
    if near and near[1] - near[0] < _NEARLY_ALL * (east - west):
        west, east, south, north = near
    middle = ((west + east) / 2, (south + north) / 2)
    # Degrees of latitude to one of longitude, for a frame of this shape.
    tall = math.cos(math.radians(middle[1])) / shape
    wide = max(east - west, (north - south) / tall, _LEAST) * (1 + _AROUND)
    half = (wide / 2, wide * tall / 2)
    return middle[0] - half[0], middle[0] + half[0], middle[1] - half[1], middle[1] + half[1]


def _extent(paths: Iterable[Any]) -> tuple[float, float, float, float]:
    """West, east, south and north of some outlines."""
    boxes = [path.get_extents() for path in paths]
    west, east = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    return west, east, min(box.y0 for box in boxes), max(box.y1 for box in boxes)


def _names(axes: Any, atlas: Atlas, level: str, size: tuple[float, float], near: bool) -> list[Box]:
    """Names with a halo, none over another; gives the room that they take."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    letters = 13 if near else 17
    taken: list[Box] = []
    halo = drawing.library().effects.withStroke(linewidth=points(4), foreground=drawing.PAPER)
    for feature in json.loads(atlas.outlines(level))["features"]:
        place = feature["properties"]
        if "town" in place:
            _town(axes, place["name"], place["town"], size, taken, halo)
            continue
        (x, y), name = place["at"], place["name"]
        px = (x - west) / (east - west) * size[0]
        py = (y - south) / (north - south) * size[1]
        half = len(name) * letters * 0.32
        box = (px - half, py - letters * 0.7, px + half, py + letters * 0.7)
        inside = box[0] > 4 and box[2] < size[0] - 4 and box[1] > 4 and box[3] < size[1] - 4
        if inside and not any(
            box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken
        ):
            taken.append(box)
            weight = "normal" if near else "bold"
            middle = {"ha": "center", "va": "center", "weight": weight, "zorder": 9}
            write(axes, x, y, name, size=letters, path_effects=[halo], **middle)
    return taken


def _town(
    axes: Any,
    name: str,
    at: tuple[float, float],
    size: tuple[float, float],
    taken: list[Box],
    halo: Any,
) -> None:
    """A town's dot with its name beside it."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    px = (at[0] - west) / (east - west) * size[0]
    py = (at[1] - south) / (north - south) * size[1]
    place = beside((px, py), _DOT, (len(name) * _LETTER, 1.4 * _TOWN), size, taken)
    if place is None:
        return
    taken += [place.box, (px - _DOT, py - _DOT, px + _DOT, py + _DOT)]
    axes.plot(
        *at, "o", color=drawing.INK, markersize=points(8), zorder=9,
        markeredgecolor=drawing.PAPER, markeredgewidth=points(2),
    )  # fmt: skip
    x = west + place.at[0] / size[0] * (east - west)
    y = south + place.at[1] / size[1] * (north - south)
    how = {"ha": _ALIGNED[place.anchor], "va": "center", "weight": "bold", "zorder": 9}
    write(axes, x, y, name, size=_TOWN, path_effects=[halo], **how)


def _scale(axes: Any, frame: tuple[float, float, float, float], width: float) -> None:
    """A bar of a round number of kilometres, in the corner."""
    west, east, south, north = frame
    kilometres = (east - west) * 111.32 * math.cos(math.radians((south + north) / 2))
    length = max(n for n in (0.5, 1, 2, 5, 10, 20, 50) if n <= max(kilometres / 5, 0.5))
    degrees = length * (east - west) / kilometres
    margin = 14 * (east - west) / width
    x, y = west + margin, south + margin
    axes.plot([x, x + degrees], [y, y], color=drawing.INK, linewidth=points(3), zorder=10)
    label = f"{length:g} km"
    write(axes, x + degrees + margin / 2, y, label, size=13, va="center", zorder=10)
