"""The hand-out's map of one zone: its edge, streets, stops, stations and places, for a copier.

What lies in the zone is white and everything around it grey, so that names are read where a team
walks; nothing on it depends on a colour.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.files.outlines import Outline, extent_of
from dashboard.files.paper_map import (
    INK,
    MUTED,
    Ground,
    Pin,
    View,
    draw_labels,
    draw_pins,
    draw_scale,
    label,
)
from dashboard.files.town_names import Box, beside
from dashboard.seldom_heard.on_the_ground import OnTheGround
from layers.atlas import Atlas

WIDE = 174.0  # mm
_AROUND, _ROAD = "#e4e7ea", "#b4bcc4"
_LEAST = 0.012  # degrees wide: a zone of a few streets keeps some of its surroundings
_ROOM = 0.06
_STREET, _OTHER, _PLACE, _STATION = 2.15, 1.9, 3.2, 2.5  # heights of letters, mm
_LETTER = 0.56  # width of a letter, of its height
_STOP, _PIN = 0.5, 1.75  # radii, mm
_OFF_EDGE = 1.0


@dataclass
class _Drawing:
    """A map that is being drawn: its parts, and where names and marks stand already."""

    view: View
    parts: list[str] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def dots(self, rows: pd.DataFrame, ink: str, radius: float) -> None:
        """A small dot at each place on the map."""
        for x, y in self._on(rows):
            self.parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{ink}" stroke="#fff" '
                'stroke-width=".15"/>'
            )

    def squares(self, rows: pd.DataFrame, half: float) -> None:
        """A square at each place on the map, which keeps its room."""
        for x, y in self._on(rows):
            self.taken.append((x - half, y - half, x + half, y + half))
            self.parts.append(
                f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" '
                f'height="{2 * half}" fill="#fff" stroke="{INK}" stroke-width=".5"/>'
            )

    def names(
        self, rows: Iterable[tuple[str, float, float]], size: float, ink: str, *, bold: bool = False
    ) -> None:
        """A name beside each of some places, or none where there is no room."""
        for name, longitude, latitude in rows:
            x, y = self.view.at(longitude, latitude)
            room = (len(name) * size * (_LETTER + 0.03 * bold), size)
            place = beside((x, y), size * 0.45, room, self.view.size, self.taken)
            if place is None:
                continue
            self.taken.append(place.box)
            left, middle = place.at
            text = label(left, middle + 0.36 * size, name, size, ink,
                         bold=bold, halo=True, anchor=place.anchor)  # fmt: skip
            self.parts.append(text)

    def _on(self, rows: pd.DataFrame) -> list[tuple[float, float]]:
        every = (self.view.at(x, y) for x, y in zip(rows["longitude"], rows["latitude"], strict=True))
        return [(x, y) for x, y in every if self.view.inside(x, y, _OFF_EDGE)]


def view_of(outline: Outline, tall: float) -> View:
    """The frame around a zone, ``tall`` millimetres high."""
    return View.around(extent_of([outline]), (WIDE, tall), room=_ROOM, least=_LEAST)


def street_map(
    atlas: Atlas,
    ground: Ground,
    view: View,
    outline: Outline,
    found: OnTheGround,
    pins: Sequence[Pin],
    libraries: Sequence[tuple[str, float, float]],
) -> str:
    """The map as SVG.

    Parameters
    ----------
    outline, found
        The zone's edge, and what is in it.
    pins
        Numbers of the places that the hand-out lists.
    libraries
        Names and places of libraries, which are also named on the map.
    """
    drawn = _Drawing(view)
    drawn.parts += [
        f'<rect width="{view.size[0]}" height="{view.size[1]}" fill="{_AROUND}"/>',
        view.path([outline], "#fff", "none", 0),
        *_motorways(atlas, view),
        view.path(ground.districts.values(), "none", MUTED, 0.3, dashed=True),
        view.path([outline], "none", INK, 0.9),
    ]
    drawn.taken.append(view.corner())
    elsewhere = _within(atlas.extra("stops"), view)
    mine = set(found.stops["stop"])
    if len(elsewhere):
        drawn.dots(elsewhere[~elsewhere["stop"].isin(mine)], MUTED, _STOP * 0.7)
    drawn.dots(found.stops, INK, _STOP)
    stations = _within(atlas.extra("stations"), view)
    if len(stations):
        drawn.squares(stations, 1.0)
    placed = draw_pins(view, pins, drawn.taken, radius=_PIN, size=2.3, dark=True)
    drawn.names(libraries, _STATION, INK, bold=True)
    if len(stations):
        drawn.names(_named(stations), _STATION, INK, bold=True)
    drawn.parts += draw_labels(
        view, _localities(atlas, ground, view), drawn.taken, size=_PLACE, bold=True
    )
    drawn.names(_named(found.streets), _STREET, INK)
    around = _within(atlas.extra("streets"), view)
    if len(around):
        known = set(found.streets["name"])
        others = around[~around["name"].isin(known)].sort_values(
            ["stops", "name"], ascending=[False, True]
        )
        drawn.names(_named(others), _OTHER, MUTED)
    return view.drawing([*drawn.parts, *placed, *draw_scale(view)])


def _named(rows: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Each name with its place, once for those of one name close together."""
    columns = rows[["name", "longitude", "latitude"]].itertuples(index=False)
    return [(str(name), float(x), float(y)) for name, x, y in columns]


def _within(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Rows of a table of points that are on the map."""
    if table.empty:
        return table
    return table[
        table["longitude"].between(view.west, view.east)
        & table["latitude"].between(view.south, view.north)
    ]


def _localities(atlas: Atlas, ground: Ground, view: View) -> list[tuple[str, float, float]]:
    """Names of places on the map; of neighbourhoods where the snapshot has no places."""
    places = _within(atlas.extra("places"), view)
    return _named(places) if len(places) else list(ground.neighbourhoods)


def _motorways(atlas: Atlas, view: View) -> list[str]:
    content = getattr(atlas, 'ground_lines', bytes)()
    if not content:
        return []
    lines: list[str] = []
    labels: list[str] = []
    for feature in json.loads(content)["features"]:
        of = feature["geometry"]
        parts = [of["coordinates"]] if of["type"] == "LineString" else of["coordinates"]
        for part in parts:
            points = [view.at(x, y) for x, y, *_ in part]
            near = [p for p in points if view.inside(*p, -30)]
            if len(near) < 2:
                continue
            path = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in near)
            lines.append(
                f'<path d="{path}" fill="none" stroke="{_ROAD}" stroke-width="1.6"/>'
            )
            inside = [p for p in near if view.inside(*p, 8)]
            if inside and not labels:
                x, y = min(inside, key=lambda p: math.dist(p, inside[len(inside) // 2]))
                name = str(feature["properties"].get("ref", ""))
                labels.append(label(x, y + 0.9, name, 2.6, MUTED, bold=True, halo=True))
    return lines + labels
