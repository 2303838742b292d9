"""What maps on paper are drawn with, as SVG: a frame, outlines, names, pins and a scale.

Greys, hatching and numbers, so that they print in black and white.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dashboard.files.outlines import Outline, outlines_of, rings
from dashboard.files.printable import FAMILIES, printable
from dashboard.files.town_names import Box, Place, beside
from layers.atlas import Atlas
from layers.basemap import Basemap
from layers.ground.distances import KM_PER_DEGREE

INK, MUTED, LINE = "#15202b", "#5a6672", "#c3c9ce"
HATCHED = "url(#b)"
_HALO = 0.6  # mm, half of it outside the letter
_STYLE = f"""<defs><pattern id="b" width="1.1" height="1.1" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)"><rect width="1.1" height="1.1" fill="#fff"/><rect width=".42"
 height="1.1" fill="{MUTED}"/></pattern></defs>"""


@dataclass(frozen=True)
class Ground:
    """Everything that maps are drawn from, read once for a brief.

    Attributes
    ----------
    areas, districts
        Outlines by code.
    neighbourhoods, towns, townless
        Names with longitude and latitude: of neighbourhoods, of districts at the centre of their
        town, and of districts that have no town of their name.
    basemap
        The street map; None where the snapshot has none.
    """

    areas: Mapping[str, Outline]
    districts: Mapping[str, Outline]
    neighbourhoods: tuple[tuple[str, float, float], ...]
    towns: tuple[tuple[str, float, float], ...]
    townless: tuple[tuple[str, float, float], ...]
    basemap: Basemap | None = None


@dataclass(frozen=True)
class Pin:
    """A number or letter at a place."""

    text: str
    longitude: float
    latitude: float


def ground(atlas: Atlas) -> Ground:
    """Read the outlines of an atlas."""
    return Ground(
        areas=outlines_of(atlas, "lsoa"),
        districts=outlines_of(atlas, "district"),
        neighbourhoods=_names(atlas, "msoa"),
        towns=_names(atlas, "district", at_town=True),
        townless=_names(atlas, "district"),
        basemap=atlas.basemap,
    )


@dataclass(frozen=True)
class View:
    """A frame of longitudes and latitudes on a drawing of some millimetres."""

    west: float
    south: float
    east: float
    north: float
    size: tuple[float, float]

    @classmethod
    def around(
        cls, extent: Box, size: tuple[float, float], *, room: float = 0.08, least: float = 0.0
    ) -> "View":
        """The frame of some millimetres that holds an extent with ``room`` around it, a share of
        its width, and is at least so many degrees wide."""
        west, south, east, north = extent
        x, y = (west + east) / 2, (south + north) / 2
        tall = math.cos(math.radians(y)) * size[1] / size[0]  # latitude to one of longitude
        wide = max(east - west, (north - south) / tall, least) * (1 + 2 * room)
        return cls(x - wide / 2, y - wide * tall / 2, x + wide / 2, y + wide * tall / 2, size)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is on the drawing."""
        return (
            (longitude - self.west) / (self.east - self.west) * self.size[0],
            (self.north - latitude) / (self.north - self.south) * self.size[1],
        )

    def inside(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point of the drawing is on it, away from its edge."""
        return margin <= x <= self.size[0] - margin and margin <= y <= self.size[1] - margin

    def box(self, shape: Outline) -> Box:
        """Where a shape is on the drawing."""
        west, south, east, north = shape.bounds
        return (*self.at(west, north), *self.at(east, south))

    def shows(self, shape: Outline) -> bool:
        """Whether a shape may be on the drawing."""
        west, south, east, north = shape.bounds
        apart = west > self.east or east < self.west or south > self.north or north < self.south
        return not apart

    def path(
        self,
        shapes: Iterable[Outline],
        fill: str,
        line: str,
        width: float,
        *,
        dashed: bool = False,
    ) -> str:
        """Shapes as one path."""
        every = (ring for shape in shapes for ring in rings(shape))
        drawn = "".join(f"M{' '.join(self._points(ring))}z" for ring in every)
        dashes = ' stroke-dasharray="1.2 .8"' if dashed else ""
        return (
            f'<path d="{drawn}" fill="{fill}" fill-rule="evenodd" stroke="{line}" '
            f'stroke-width="{width}" stroke-linejoin="round"{dashes}/>'
        )

    def _points(self, ring: Sequence[Sequence[float]]) -> list[str]:
        """A ring's points, without those that print in the same place, and those that lie beyond
        one side of the drawing with the last that was kept and the next."""
        points = [self.at(*point) for point in ring[:-1]]
        off = [self._off(x, y) for x, y in points]
        kept: list[str] = []
        last = 0
        for at, (x, y) in enumerate(points):
            point = f"{x:.1f},{y:.1f}"
            beyond = last & off[at] & off[(at + 1) % len(off)]
            if not kept or not (beyond or point == kept[-1]):
                kept.append(point)
                last = off[at]
        return kept

    def _off(self, x: float, y: float) -> int:
        """Which sides of the drawing a place is beyond, as bits."""
        wide, tall = self.size
        return (x < -1) | (x > wide + 1) << 1 | (y < -1) << 2 | (y > tall + 1) << 3

    def corner(self) -> Box:
        """Where the scale stands."""
        return 0.0, self.size[1] - 8, max(self.size[0] / 5, 8) + 5, self.size[1]

    def drawing(self, parts: Iterable[str]) -> str:
        """The whole drawing from its parts, the first at the bottom."""
        wide, tall = self.size
        families = ", ".join(FAMILIES)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}mm" height="{tall}mm" '
            f'viewBox="0 0 {wide} {tall}" font-family="{families}">{_STYLE}'
            f'<clipPath id="f"><rect width="{wide}" height="{tall}"/></clipPath>'
            f'<rect width="{wide}" height="{tall}" fill="#fff"/>'
            f'<g clip-path="url(#f)">{"".join(parts)}</g>'
            f'<rect x=".1" y=".1" width="{wide - 0.2:.1f}" height="{tall - 0.2:.1f}" fill="none" '
            f'stroke="{LINE}" stroke-width=".2"/></svg>'
        )


def draw_pins(
    view: View,
    pins: Iterable[Pin],
    taken: list[Box],
    *,
    radius: float,
    size: float,
    dark: bool = False,
) -> list[str]:
    """Discs with a number or letter, none over another; a line leads from one that had to move."""
    lines, discs = [], []
    fill, ink = (INK, "#fff") if dark else ("#fff", INK)
    for pin in pins:
        x, y = view.at(pin.longitude, pin.latitude)
        if not view.inside(x, y):
            continue
        px, py = _free(view, x, y, radius + 0.3, taken)
        taken.append((px - radius, py - radius, px + radius, py + radius))
        if math.hypot(px - x, py - y) > radius / 2:
            lines.append(
                f'<path d="M{x:.2f},{y:.2f}L{px:.2f},{py:.2f}" stroke="{INK}" '
                f'stroke-width=".25"/><circle cx="{x:.2f}" cy="{y:.2f}" r=".5" fill="{INK}"/>'
            )
        discs.append(
            f'<circle cx="{px:.2f}" cy="{py:.2f}" r="{radius}" fill="{fill}" stroke="{INK}" '
            f'stroke-width=".3"/>{label(px, py + size * 0.36, pin.text, size, ink, bold=True)}'
        )
    return lines + discs


def _free(
    view: View, x: float, y: float, reach: float, taken: Sequence[Box]
) -> tuple[float, float]:
    """The nearest place for a disc, going round and out."""
    for step in range(400):
        away, turn = 0.45 * math.sqrt(step) * reach, step * 2.399963
        px, py = x + away * math.cos(turn), y + away * math.sin(turn)
        box = (px - reach, py - reach, px + reach, py + reach)
        if view.inside(px, py, reach) and not any(_overlap(box, other) for other in taken):
            return px, py
    return x, y


def draw_labels(
    view: View,
    names: Iterable[tuple[str, float, float]],
    taken: list[Box],
    *,
    size: float,
    bold: bool,
) -> list[str]:
    """Names, none over anything else; :func:`haloed` gives them their white edge."""
    drawn = []
    for name, longitude, latitude in names:
        x, y = view.at(longitude, latitude)
        half = len(name) * size * 0.29
        box = (x - half, y - size * 0.8, x + half, y + size * 0.4)
        if (
            box[0] > 0.5
            and box[2] < view.size[0] - 0.5
            and view.inside(x, y, size)
            and not any(_overlap(box, other) for other in taken)
        ):
            taken.append(box)
            drawn.append(label(x, y, name, size, INK, bold=bold))
    return drawn


def draw_towns(
    view: View,
    towns: Iterable[tuple[str, float, float]],
    taken: list[Box],
    *,
    size: float,
    numbers: Sequence[Box] = (),
) -> tuple[list[str], list[str]]:
    """Dots at the centres of towns, and the name beside each; beside the ``numbers`` that lie at
    its dot, which is not drawn below one, since a map without its towns says little."""
    dots, names = [], []
    dot = size / 4
    radius = 1.8 * dot
    for name, longitude, latitude in towns:
        x, y = view.at(longitude, latitude)
        spot, about = ((x - r, y - r, x + r, y + r) for r in (dot, radius))
        over = [number for number in numbers if _overlap(number, about)]
        others = [box for box in taken if box not in over]
        room = (len(name) * size * 0.6, size)
        place = _nearest(view, (x, y), radius, room, others, over)
        if place is not None:
            taken += [place.box, spot]
            left, middle = place.at
            text = label(left, middle + 0.36 * size, name, size, INK,
                         bold=True, anchor=place.anchor)  # fmt: skip
            names.append(text)
            if any(_overlap(number, spot) for number in over):
                continue
            dots.append(
                f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{dot:.2f}" fill="{INK}" stroke="#fff" '
                'stroke-width=".3"/>'
            )
    return dots, names


def _nearest(
    view: View,
    dot: tuple[float, float],
    radius: float,
    name: tuple[float, float],
    taken: Sequence[Box],
    over: Sequence[Box],
) -> Place | None:
    """The room for a name beside its dot, or beside what lies ``over`` that, as near as it goes."""
    steps = 4 if over else 1
    tried = (
        beside(dot, radius * (1 + step), name, view.size, taken,
               lambda box: not any(_overlap(box, one) for one in over))
        for step in range(steps)
    )  # fmt: skip
    return next((place for place in tried if place), None)


def label(
    x: float,
    y: float,
    text: str,
    size: float,
    ink: str,
    *,
    bold: bool,
    anchor: str = "middle",
) -> str:
    """Text whose foot is at a point of the drawing."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" fill="{ink}" text-anchor="{anchor}"'
        f"{weight}>{escape(printable(text))}</text>"
    )


def haloed(names: Sequence[str], between: Iterable[str] = ()) -> list[str]:
    """Names with a white edge, none of which lies on a letter.

    Typst draws text letter by letter, and the edge of each over the letter before: so all edges
    are drawn first, and all letters above them. ``between`` lies below the letters only.
    """
    edges = f'<g stroke="#fff" stroke-width="{_HALO}" stroke-linejoin="round">{"".join(names)}</g>'
    return [edges, *between, *names]


def draw_scale(view: View) -> list[str]:
    """A bar of a round number of kilometres, in the corner."""
    middle = math.radians((view.south + view.north) / 2)
    kilometres = (view.east - view.west) * KM_PER_DEGREE * math.cos(middle)
    length = max(n for n in (0.25, 0.5, 1, 2, 5, 10, 20) if n <= max(kilometres / 5, 0.25))
    wide = length / kilometres * view.size[0]
    y, name = view.size[1] - 2.5, f"{length:g} km"
    return [
        f'<rect x="1.5" y="{y - 4.3:.2f}" width="{max(wide, 8) + 3:.2f}" height="5.5" fill="#fff" '
        'fill-opacity=".85"/>',
        f'<path d="M3,{y - 1:.2f}v1h{wide:.2f}v-1" fill="none" stroke="{INK}" stroke-width=".3"/>',
        label(3 + wide / 2, y - 1.6, name, 2.4, INK, bold=False),
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _names(
    atlas: Atlas, level: str, *, at_town: bool = False
) -> tuple[tuple[str, float, float], ...]:
    places = [f["properties"] for f in json.loads(atlas.outlines(level))["features"]]
    where = "town" if at_town else "at"
    return tuple((p["name"], *p[where]) for p in places if ("town" in p) == at_town)
