"""A map to walk by, for a copier: a zone or what is within reach of a venue, its edge, streets,
stops, stations and places.

What lies inside is white and everything around it grey, so that names are read where a team
walks; nothing on it depends on a colour.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from xml.sax.saxutils import escape

import pandas as pd

from dashboard.files.outlines import Outline, edge_drawn, extent_of, meets
from dashboard.files.paper_map import (
    INK,
    MUTED,
    Ground,
    Pin,
    View,
    draw_pins,
    draw_scale,
    haloed,
    label,
)
from dashboard.files.paper_streets import draw_streets, streets_of, write_streets
from dashboard.files.printable import printable
from dashboard.files.town_names import Box, beside
from layers.atlas import Atlas

WIDE = 174.0  # mm: of a page that a4.typ sets
_AROUND, _ROAD = "#e4e7ea", "#b4bcc4"
_LEAST = 0.012  # degrees wide: what is a few streets keeps some of its surroundings
_ROOM = 0.06
_STREET, _OTHER, _PLACE, _STATION = 2.1, 1.9, 3.1, 2.4  # heights of letters, mm
_STREET_CLOSE = 2.5  # of a street's name around a venue, where a map has fewer of them
_LETTER = 0.56  # width of a letter, of its height
# Between two names, mm across and down: nearer ones run into each other, and one is left out.
_APART = (1.4, 0.5)
_STOP, _PIN, _CENTRE, _SQUARE = 0.5, 1.6, 2.6, 0.9  # half of a mark, mm
_AT_PLACE = 0.2  # nothing stands where a locality is
_OFF_EDGE, _BEYOND, _ROOM_FOR_NAME = 1.0, 30.0, 8.0
_LARGE = 4  # stops of a street outside that is named
# Of the edge, mm: below the names' white edges, and above them where a name must cross it.
_EDGE, _HAIR = 0.9, 0.15
_CROSSING = 2  # stops of a street whose name may cross it


class Inside(Protocol):
    """What lies inside the edge."""

    @property
    def stops(self) -> pd.DataFrame:
        """``stop``, ``longitude`` and ``latitude``."""

    @property
    def localities(self) -> pd.DataFrame:
        """``name``."""

    @property
    def streets(self) -> pd.DataFrame:
        """``name``."""


@dataclass(frozen=True)
class Tables:
    """What the snapshot knows of the ground everywhere, read once for a paper.

    Attributes
    ----------
    places, stops, stations, streets
        The snapshot's tables of these names.
    street_of
        Names of streets by stop.
    motorways
        Each with its name and its lines, as pairs of longitude and latitude.
    """

    places: pd.DataFrame
    stops: pd.DataFrame
    stations: pd.DataFrame
    streets: pd.DataFrame
    street_of: Mapping[str, list[str]]
    motorways: tuple[tuple[str, list[list[list[float]]]], ...]


def tables(atlas: Atlas) -> Tables:
    """Read them; empty where the snapshot has none."""
    places, stops, stations, streets, pairs = (
        atlas.extra(name) for name in ("places", "stops", "stations", "streets", "street_stops")
    )
    street_of: dict[str, list[str]] = {}
    if len(pairs):
        names = dict(zip(streets["street"], streets["name"], strict=True))
        for street, stop in zip(pairs["street"], pairs["stop"], strict=True):
            street_of.setdefault(stop, []).append(names[street])
    content = atlas.ground_lines()
    features = json.loads(content)["features"] if content else []
    motorways = []
    for feature in features:
        shape = feature["geometry"]
        one = shape["type"] == "LineString"
        lines = [shape["coordinates"]] if one else shape["coordinates"]
        motorways.append((str(feature["properties"].get("ref", "")), lines))
    return Tables(places, stops, stations, streets, street_of, tuple(motorways))


@dataclass
class _Drawing:
    """A map that is being drawn: its parts, and where names and marks stand already."""

    view: View
    outline: Outline
    parts: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    named: list[Box] = field(default_factory=list)

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
            self.marks.append((x - half, y - half, x + half, y + half))
            self.parts.append(
                f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" '
                f'height="{2 * half}" fill="#fff" stroke="{INK}" stroke-width=".5"/>'
            )

    def name(
        self,
        name: str,
        places: Iterable[tuple[float, float]],
        size: float,
        ink: str,
        *,
        bold: bool = False,
        away: float = 0.9,
        marked: bool = False,
        across: bool = False,
    ) -> bool:
        """A name beside the first of its places (longitude and latitude) that has room for it, off
        the edge; whether there was room.

        Parameters
        ----------
        away
            Half of what stands at the place, mm.
        marked
            Whether that is one of the marks.
        across
            Whether it may cross the edge where it has no room elsewhere.
        """
        room = (len(name) * size * (_LETTER + 0.04 * bold), size)
        every = list(places)
        tries = [(self.off_edge, place) for place in every]
        tries += [(_anywhere, place) for place in every] if across else []
        for free, (longitude, latitude) in tries:
            x, y = self.view.at(longitude, latitude)
            marks = [
                b for b in self.marks if not (marked and b[0] <= x <= b[2] and b[1] <= y <= b[3])
            ]
            taken = [*marks, *self.named]
            place = beside((x, y), away, room, self.view.size, taken, free)
            if place is not None:
                self.named.append(_room_around(place.box))
                left, middle = place.at
                text = label(left, middle + 0.36 * size, name, size, ink,
                             bold=bold, anchor=place.anchor)  # fmt: skip
                self.texts.append(text)
                return True
        return False

    def off_edge(self, box: Box) -> bool:
        """Whether a name there leaves the edge as it is."""
        return not meets(self._edge, box)

    @cached_property
    def _edge(self) -> Outline:
        """The edge on the drawing, as broad as it is drawn."""
        return edge_drawn(self.outline, self.view.at, _EDGE)

    def _on(self, rows: pd.DataFrame) -> list[tuple[float, float]]:
        every = (
            self.view.at(x, y) for x, y in zip(rows["longitude"], rows["latitude"], strict=True)
        )
        return [(x, y) for x, y in every if self.view.inside(x, y, _OFF_EDGE)]


def view_of(outline: Outline, tall: float, wide: float = WIDE) -> View:
    """The frame around an outline, so many millimetres high and wide."""
    return View.around(extent_of([outline]), (wide, tall), room=_ROOM, least=_LEAST)


def street_map(
    ground: Ground,
    known: Tables,
    view: View,
    outline: Outline,
    found: Inside,
    pins: Sequence[Pin],
    named: Sequence[tuple[str, float, float]] = (),
    centre: Pin | None = None,
) -> str:
    """The map as SVG.

    Parameters
    ----------
    known
        Everything around.
    outline, found
        The edge, and what is inside.
    pins
        Numbers or letters of the places that the page lists.
    named
        Names of some of these with their places, which are also written on the map.
    centre
        What the page is about, where that is a place: a larger disc, in its place before others.
    """
    drawn, streets = _Drawing(view, outline), streets_of(ground.basemap, view)
    letters = _STREET_CLOSE if centre else _STREET
    motorways, refs = ([], []) if streets else _motorways(known, view)
    for name, x, y in refs:
        drawn.texts.append(label(x, y + 0.9, name, 2.6, MUTED, bold=True))
        drawn.named.append((x - len(name), y - 1.3, x + len(name), y + 1.3))
    drawn.parts += [
        f'<rect width="{view.size[0]}" height="{view.size[1]}" fill="{_AROUND}"/>',
        view.path([outline], "#fff", "none", 0),
        *draw_streets(view, streets),
        *motorways,
        view.path(ground.districts.values(), "none", MUTED, 0.3, dashed=True),
        view.path([outline], "none", INK, _EDGE),
    ]
    drawn.named.append(view.corner())
    elsewhere, stations = _within(known.stops, view), _within(known.stations, view)
    mine = set(found.stops["stop"])
    if len(elsewhere):
        drawn.dots(elsewhere[~elsewhere["stop"].isin(mine)], MUTED, _STOP * 0.7)
    drawn.dots(found.stops, INK, _STOP)
    if len(stations):
        drawn.squares(stations, _SQUARE)
    taken = [*drawn.marks, *drawn.named]
    middle = [] if centre is None else [centre]
    discs = draw_pins(view, middle, taken, radius=_CENTRE, size=3.4, dark=True)
    discs += draw_pins(view, pins, taken, radius=_PIN, size=2.2, dark=True)
    drawn.marks += taken[len(drawn.marks) + len(drawn.named) :]
    for name, x, y in named:
        drawn.name(name, [(x, y)], _STATION, INK, bold=True, away=_PIN, marked=True, across=True)
    inside = set(found.localities["name"])
    places = _localities(known, ground, view)
    for name, x, y in places:
        if name in inside:
            drawn.name(name, [(x, y)], _PLACE, MUTED, bold=True, away=_AT_PLACE, across=True)
    # Along the street itself, where the snapshot knows it; else beside its stops.
    room = [*drawn.marks, *drawn.named]
    along = write_streets(view, streets, room, size=letters, free=drawn.off_edge)
    drawn.named += room[len(drawn.marks) + len(drawn.named) :]
    drawn.texts += along
    left = {
        name: points
        for name, points in _streets(known, found).items()
        if not any(f">{escape(printable(name))}<" in one for one in along)
        and not drawn.name(name, points, letters, INK)
    }
    for name, x, y in _named(stations) if len(stations) else ():
        drawn.name(name, [(x, y)], _STATION, INK, bold=True, away=_SQUARE + 0.3, marked=True,
                   across=True)  # fmt: skip
    for name, x, y in places:
        if name not in inside:
            drawn.name(name, [(x, y)], _PLACE, MUTED, bold=True, away=_AT_PLACE)
    for name, points in left.items():
        drawn.name(name, points, letters, INK, across=len(points) >= _CROSSING)
    for name, x, y in [] if streets else _around(known, found, view):
        drawn.name(name, [(x, y)], _OTHER, MUTED)
    texts = haloed(drawn.texts, [view.path([outline], "none", INK, _HAIR)])
    return view.drawing([*drawn.parts, *texts, *discs, *draw_scale(view)])


def _anywhere(box: Box) -> bool:
    return True


def _room_around(box: Box) -> Box:
    across, down = _APART
    return box[0] - across, box[1] - down, box[2] + across, box[3] + down


def _around(known: Tables, found: Inside, view: View) -> list[tuple[str, float, float]]:
    """Large streets around, to find one's way."""
    rows = _within(known.streets, view)
    if rows.empty:
        return []
    large = rows[(rows["stops"] >= _LARGE) & ~rows["name"].isin(found.streets["name"])]
    return _named(large.sort_values(["stops", "name"], ascending=[False, True]))


def _streets(known: Tables, found: Inside) -> dict[str, list[tuple[float, float]]]:
    """Where a street's name may stand: beside one of its stops inside, the middle ones first;
    streets with most stops first. A name that several localities share stands once."""
    places: dict[str, set[tuple[float, float]]] = {}
    for stop, x, y in found.stops[["stop", "longitude", "latitude"]].itertuples(index=False):
        for name in known.street_of.get(stop, ()):
            places.setdefault(name, set()).add((float(x), float(y)))

    def middle_first(points: set[tuple[float, float]]) -> list[tuple[float, float]]:
        x, y = (sum(of) / len(points) for of in zip(*points, strict=True))
        return sorted(points, key=lambda p: (0.36 * (p[0] - x) ** 2 + (p[1] - y) ** 2, p))

    most_first = sorted(places.items(), key=lambda one: (-len(one[1]), one[0]))
    return {name: middle_first(points) for name, points in most_first}


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


def _localities(known: Tables, ground: Ground, view: View) -> list[tuple[str, float, float]]:
    """Names of places on the map; of neighbourhoods where the snapshot has no places."""
    places = _within(known.places, view)
    return _named(places) if len(places) else list(ground.neighbourhoods)


def _motorways(known: Tables, view: View) -> tuple[list[str], list[tuple[str, float, float]]]:
    """Motorways as broad lines, and each one's name with a place on it, in mm."""
    lines, names = [], []
    for name, parts in known.motorways:
        shown: list[tuple[float, float]] = []
        for part in parts:
            points = [view.at(x, y) for x, y, *_ in part]
            near = [point for point in points if view.inside(*point, -_BEYOND)]
            if len(near) > 1:
                path = "L".join(f"{x:.1f},{y:.1f}" for x, y in near)
                line = f'<path d="M{path}" fill="none" stroke="{_ROAD}" stroke-width="1.6"/>'
                lines.append(line)
                shown += [point for point in near if view.inside(*point, _ROOM_FOR_NAME)]
        if shown:
            names.append((name, *shown[len(shown) // 2]))
    return lines, names
