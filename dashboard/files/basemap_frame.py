"""The streets of a frame, for pictures and paper: its tiles of the street map, read by GDAL.

Drawn as on the screen (``dashboard/wording/streets.toml``). GDAL is imported when the first are
wanted. It is given a tile at a time: of the whole file it looks through much for each layer.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.wording.streets import Fill, Line, Name, Widths, streets
from layers.basemap import Basemap, tile_at

Frame = tuple[float, float, float, float]  # west, south, east, north in degrees
Path = np.ndarray  # of points: longitude and latitude in degrees

_RADIUS = 6378137.0  # of the sphere of Web Mercator, in metres
_STRAIGHT = 0.96  # from end to end, a share of the length: what is less bends too much to write on
_LETTER = 0.6  # width of a letter, a share of its height
_ONE_SCREEN = 256  # pixels that the world is wide at zoom 0


@dataclass(frozen=True)
class Drawn:
    """Lines or surfaces of one look.

    Attributes
    ----------
    paths
        Of a surface, its rings.
    ink
        Of the line, or of the surface's edge.
    fill
        Of the surface; empty for lines.
    pixels
        Width of the line on a screen.
    dash
        Pixels drawn and left out, in turn.
    """

    paths: list[Path]
    ink: str
    pixels: float
    fill: str = ""
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Written:
    """A name: what, where its middle is, and how far it is turned against the clock, in degrees."""

    text: str
    longitude: float
    latitude: float
    turned: float
    look: Name


@dataclass(frozen=True)
class StreetsShown:
    """What is drawn of a frame, the lowest first, and written, the most needed first."""

    drawn: list[Drawn]
    written: list[Written]
    credit: str


def streets_in(basemap: Basemap | None, frame: Frame, pixels: float) -> StreetsShown | None:
    """The streets of a frame; None without a street map, or where the frame is too wide for them.

    Parameters
    ----------
    frame
        Whose degrees are stretched as on the ground.
    pixels
        Its width on a screen.
    """
    zoom = math.log2(360 * pixels / (frame[2] - frame[0]) / _ONE_SCREEN)
    if basemap is None or zoom < streets().since:
        return None
    # A tile has 512 pixels, so its zoom is one less than the map's.
    tiles = min(max(round(zoom) - 1, basemap.farthest), basemap.nearest)
    looks = streets()
    shown: list[Fill | Line | Name] = [*looks.fills, *looks.drawn(), *looks.names]
    layers = sorted({one.layer for one in shown if zoom >= one.since})
    there = _tiles(basemap, tiles, frame)
    found = {layer: _read(there, layer, frame) for layer in layers}
    drawn = [
        Drawn(_paths(found[one.layer]), one.line, 1, fill=one.fill)
        for one in looks.fills
        if zoom >= one.since
    ]
    for line in looks.drawn():
        if zoom >= line.since:
            paths = _paths(found[line.layer], line.types)
            drawn.append(Drawn(paths, line.ink, _at(line.width, zoom), dash=line.dash))
    scale = pixels / (frame[2] - frame[0])
    written = [
        one
        for look in looks.names
        if zoom >= look.since
        for one in _written(found[look.layer], look, frame, scale)
    ]
    return StreetsShown([one for one in drawn if one.paths], written, basemap.credit)


Tile = tuple[bytes, int, int, int]
Found = list[tuple[dict[str, Any], list[Path]]]  # of each feature, its fields and paths


def _read(tiles: list[Tile], layer: str, frame: Frame) -> Found:
    """A layer's features in some tiles that may be seen in a frame."""
    import pyogrio.raw
    import shapely

    seen = shapely.box(*_metres(frame[0], frame[1]), *_metres(frame[2], frame[3]))
    found: Found = []
    for content, zoom, x, y in tiles:
        try:
            about, _, shapes, columns = pyogrio.raw.read(content, layer=layer, X=x, Y=y, Z=zoom)
        except pyogrio.errors.DataLayerError:  # the tile has nothing of it
            continue
        every = shapely.from_wkb(shapes)
        surface = shapely.get_dimensions(every) == 2
        for at in np.flatnonzero(shapely.intersects(shapely.envelope(every), seen)):
            parts = shapely.get_parts(every[at])
            if surface[at]:
                parts = shapely.get_rings(parts)
            fields = dict(zip(about["fields"], (column[at] for column in columns), strict=True))
            found.append((fields, [_degrees(shapely.get_coordinates(part)) for part in parts]))
    return found


def _tiles(basemap: Basemap, zoom: int, frame: Frame) -> list[Tile]:
    """The tiles that a frame touches: content, zoom, column and row."""
    west, north = tile_at(zoom, frame[0], frame[3])
    east, south = tile_at(zoom, frame[2], frame[1])
    found = []
    for y in range(north, south + 1):
        for x in range(west, east + 1):
            if content := basemap.tile(zoom, x, y):
                found.append((content, zoom, x, y))
    return found


def _metres(longitude: float, latitude: float) -> tuple[float, float]:
    up = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return _RADIUS * math.radians(longitude), _RADIUS * up


def _degrees(metres: np.ndarray) -> Path:
    longitude = np.degrees(metres[:, 0] / _RADIUS)
    latitude = np.degrees(2 * np.arctan(np.exp(metres[:, 1] / _RADIUS)) - np.pi / 2)
    return np.column_stack([longitude, latitude])


def _paths(found: Found, types: tuple[str, ...] = ()) -> list[Path]:
    return [path for fields, paths in found if _is(fields, types) for path in paths]


def _is(fields: dict[str, Any], types: tuple[str, ...]) -> bool:
    return not types or fields.get("type") in types


def _at(widths: Widths, zoom: float) -> float:
    """Pixels at a zoom, between those that are given."""
    return float(np.interp(zoom, [z for z, _ in widths], [pixels for _, pixels in widths]))


def _written(found: Found, look: Name, frame: Frame, scale: float) -> Iterator[Written]:
    """Each name once, those with most room for it first."""
    named: dict[str, list[Path]] = {}
    for fields, paths in found:
        text = fields.get(look.field)
        if text and _is(fields, look.types):
            named.setdefault(str(text), []).extend(paths)
    if look.at == "point":
        for text, paths in named.items():
            x, y = paths[0][0].tolist()
            yield Written(text, x, y, 0, look)
        return
    placed = []
    for text, paths in named.items():
        tries = [_along(path, text, look, scale) for path in _joined(paths, frame)]
        placed += sorted(tries, key=lambda one: -one[0])[:1]
    yield from (one for _, one in sorted(placed, key=lambda one: -one[0]) if one)


def _joined(paths: list[Path], frame: Frame) -> list[Path]:
    """Lines from crossing to crossing as the lines that they make together inside a frame."""
    import shapely

    lines = [path for path in paths if len(path) > 1]
    merged = shapely.line_merge(shapely.multilinestrings([shapely.linestrings(p) for p in lines]))
    shown = shapely.get_parts(shapely.clip_by_rect(merged, *frame))
    return [shapely.get_coordinates(part) for part in shown if not part.is_empty]


def _along(path: Path, text: str, look: Name, scale: float) -> tuple[float, Written | None]:
    """Pixels of a line, and a name on it where a piece near its middle is straight enough."""
    tall = 1 / math.cos(math.radians(path[0][1]))  # degrees of latitude are longer
    pixels = path * [scale, scale * tall]
    far = np.concatenate([[0], np.hypot(*np.diff(pixels, axis=0).T).cumsum()])
    long, need = far[-1], len(text) * look.size * _LETTER
    # From the middle outwards, as far apart as half a letter.
    starts = np.arange(0, max(long - need, 0) + 1e-9, look.size / 2)
    for start in sorted(starts, key=lambda at: abs(at + need / 2 - long / 2)):
        ends = np.array([start, start + need / 2, start + need])
        x, y = (np.interp(ends, far, pixels[:, i]) for i in (0, 1))
        across, up = x[2] - x[0], y[2] - y[0]
        if long < need or math.hypot(across, up) < _STRAIGHT * need:
            continue
        turned = math.degrees(math.atan2(up, across))
        turned = turned - 180 if turned > 90 else turned + 180 if turned < -90 else turned
        return long, Written(text, x[1] / scale, y[1] / (scale * tall), turned, look)
    return long, None


def reach(one: Written, letter: float) -> tuple[float, float]:
    """Half the width and height of the box around a name, in the unit of a letter's height."""
    half, turn = len(one.text) * letter * _LETTER / 2, math.radians(one.turned)
    across = abs(math.cos(turn)) * half + abs(math.sin(turn)) * letter / 2
    return across, abs(math.sin(turn)) * half + abs(math.cos(turn)) * letter / 2
