"""What helps to find one's way on a picture's map, and whispers: motorways, towns and stations."""

import json
from collections.abc import Collection
from typing import Any

from dashboard.files import drawing
from dashboard.files.drawing import points, write
from dashboard.files.town_names import Box, beside
from layers.atlas import Atlas
from layers.table_rows import rows

_ROAD = "#5d6b79"
# Kinds of places that are named from far and from near, the first before the next.
_FAR, _NEAR = ("town",), ("town", "village", "suburb")
_LETTER = 0.64  # width of a letter to its height, about
_ALIGNED = {"start": "left", "end": "right", "middle": "center"}


def draw_motorways(axes: Any, atlas: Atlas, size: tuple[float, float], taken: list[Box]) -> None:
    """Lines of motorways, each with its number about the middle of what is well in the frame."""
    content = atlas.ground_lines()
    if not content:
        return
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    aside, over = 0.06 * (east - west), 0.06 * (north - south)
    every: list[list[tuple[float, float]]] = []
    for feature in json.loads(content)["features"]:
        lines = feature["geometry"]["coordinates"]
        every += lines
        inside = [
            (x, y)
            for line in lines
            for x, y in line
            if west + aside < x < east - aside and south + over < y < north - over
        ]
        if len(inside) > 1:
            at = inside[len(inside) // 2]
            px, py = pixels(axes, at, size)
            taken.append((px - 20, py - 10, px + 20, py + 10))
            box = {"facecolor": _ROAD, "edgecolor": drawing.PAPER, "pad": 1.6, "linewidth": 0.6}
            look: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 8, "bbox": box}
            ref = feature["properties"]["ref"]
            write(axes, at[0], at[1], ref, size=10, color=drawing.PAPER, **look)
    for colour, width in ((drawing.PAPER, 3.2), (_ROAD, 1.3)):
        made = drawing.library().LineCollection(
            every, colors=colour, linewidths=points(width), capstyle="round", zorder=5.5
        )
        axes.add_collection(made, autolim=False)


def draw_places(
    axes: Any,
    atlas: Atlas,
    size: tuple[float, float],
    taken: list[Box],
    named: Collection[str],
    *,
    near: bool,
) -> None:
    """Names of towns, from near of villages and suburbs too, but those that the map has in another
    way; and stations as small squares."""
    places = atlas.extra("places")
    for kind in _NEAR if near else _FAR:
        for one in rows(places[places["kind"] == kind]) if len(places) else ():
            if one.name not in named:
                at = (one.longitude, one.latitude)
                name_at(axes, one.name, at, size, taken, size=12, color=drawing.MUTED)
    stations = atlas.extra("stations")
    if not len(stations):
        return
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    rail = stations[stations["kind"] == "rail"]
    for one in rail.itertuples():
        if not (west < one.longitude < east and south < one.latitude < north):
            continue
        look: dict[str, Any] = {"color": drawing.PAPER, "markeredgecolor": drawing.INK, "zorder": 8}
        axes.plot(
            one.longitude, one.latitude, "s", markersize=points(5.5),
            markeredgewidth=points(1.1), **look,
        )  # fmt: skip


def name_at(
    axes: Any,
    name: str,
    at: tuple[float, float],
    frame: tuple[float, float],
    taken: list[Box],
    *,
    size: float,
    **look: Any,
) -> None:
    """A name with its middle on its place, or nowhere where that is taken."""
    px, py = pixels(axes, at, frame)
    half = len(name) * size * _LETTER / 2
    box = (px - half, py - size * 0.7, px + half, py + size * 0.7)
    inside = box[0] > 4 and box[2] < frame[0] - 4 and box[1] > 4 and box[3] < frame[1] - 4
    if not inside or any(
        box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken
    ):
        return
    taken.append(box)
    halo = drawing.library().effects.withStroke(linewidth=points(4), foreground=drawing.PAPER)
    middle = {"ha": "center", "va": "center", "zorder": 9, "path_effects": [halo]} | look
    write(axes, at[0], at[1], name, size=size, **middle)


def name_beside(
    axes: Any,
    name: str,
    at: tuple[float, float],
    size: tuple[float, float],
    taken: list[Box],
    *,
    half: float,
    text: tuple[float, float],
    **look: Any,
) -> bool:
    """A name beside its mark, or nowhere where there is no room; gives whether it is there.

    Parameters
    ----------
    half
        Half of the room that the mark takes.
    text
        Size of the name, and about how wide one of its letters is.
    """
    px, py = pixels(axes, at, size)
    tall, letter = text
    place = beside((px, py), half, (len(name) * letter, 1.4 * tall), size, taken)
    if place is None:
        return False
    taken += [place.box, (px - half, py - half, px + half, py + half)]
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    x = west + place.at[0] / size[0] * (east - west)
    y = south + place.at[1] / size[1] * (north - south)
    halo = drawing.library().effects.withStroke(linewidth=points(4), foreground=drawing.PAPER)
    how = {"ha": _ALIGNED[place.anchor], "va": "center", "zorder": 9, "path_effects": [halo]}
    write(axes, x, y, name, size=tall, **how, **look)
    return True


def pixels(axes: Any, at: tuple[float, float], frame: tuple[float, float]) -> tuple[float, float]:
    """Where a place is, from the lower left corner of the map."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return (
        (at[0] - west) / (east - west) * frame[0],
        (at[1] - south) / (north - south) * frame[1],
    )
