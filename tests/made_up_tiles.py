"""Vector tiles in the layers of OS Open Zoomstack, of realistic number and size, all made up.

Streets are a crooked grid, the same in every zoom and across the edges of tiles. Layers and their
fields are those that Ordnance Survey's stylesheets for the vector tiles name.
"""

import gzip
import math
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

POINT, LINE, POLYGON = 1, 2, 3
EXTENT = 4096
BLOCKS = 9  # streets along an edge of a tile of zoom 14: one every 160 m here
Feature = tuple[int, list[Sequence[tuple[float, float]]], dict[str, str | int]]

_FIRST = ("Oak", "Elm", "Mill", "Church", "Station", "Spital", "Carlisle", "Owler", "Wincobank")
_LAST = ("Street", "Road", "Lane", "Avenue", "Close")


def varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def field(number: int, content: bytes | int) -> bytes:
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def _geometry(kind: int, parts: Iterable[Sequence[tuple[float, float]]]) -> bytes:
    numbers, x, y = bytearray(), 0, 0
    for part in parts:
        for at, point in enumerate(part):
            if at < 2:  # a command and how often it is carried out: move to, then lines to
                times = len(part) - 1 if at else 1
                numbers += varint((2 if at else 1) | times << 3)
            px, py = (round(one * EXTENT) for one in point)
            for step in (px - x, py - y):
                numbers += varint(step << 1 if step >= 0 else (-step << 1) - 1)
            x, y = px, py
        if kind == POLYGON:
            numbers += varint(7 | 1 << 3)
    return bytes(numbers)


def layer(name: str, features: Iterable[Feature]) -> bytes:
    """One layer of a tile, its head too; points are shares of the tile's width."""
    keys: dict[str, int] = {}
    values: dict[str | int, int] = {}
    body = field(15, 2) + field(1, name.encode())
    for kind, parts, properties in features:
        tags = b"".join(
            varint(keys.setdefault(key, len(keys))) + varint(values.setdefault(value, len(values)))
            for key, value in properties.items()
        )
        body += field(2, field(2, tags) + field(3, kind) + field(4, _geometry(kind, parts)))
    for key in keys:
        body += field(3, key.encode())
    for value in values:
        said = field(1, value.encode()) if isinstance(value, str) else field(4, value)
        body += field(4, said)
    return field(3, body + field(5, EXTENT))


def _road(line: int) -> tuple[str, str]:
    """Type and number of a line of the grid."""
    if line % 45 == 0:
        return "Motorway", "M1"
    if line % 15 == 0:
        return "A Road", f"A{6100 + line % 90}"
    return ("Minor", f"B{6000 + line % 99}") if line % 3 == 0 else ("Local", "")


def _roads(zoom: int, x: int, y: int, blocks: int) -> Iterable[Feature]:
    wide = 2.0 ** (14 - zoom)  # in tiles of zoom 14
    west, north = x * wide, y * wide
    shown = {10: 15, 11: 15, 12: 3, 13: 1, 14: 1}[zoom]
    step = blocks if zoom < 13 else 1
    for across in (True, False):
        first, along = (north, west) if across else (west, north)
        for line in range(math.ceil(first * blocks), math.floor((first + wide) * blocks) + 1):
            if line % shown:
                continue
            kind, number = _road(line)
            name = f"{_FIRST[line % len(_FIRST)]} {_LAST[line % len(_LAST)]}"
            start = math.floor(along * blocks)
            for block in range(start, math.ceil((along + wide) * blocks), step):
                points = []
                for half in range(3):
                    far = (block + half * step / 2) / blocks
                    bend = (line + 0.25 * math.sin(far * 4 + line)) / blocks
                    u, v = (far, bend) if across else (bend, far)
                    points.append(((u - west) / wide, (v - north) / wide))
                said: dict[str, str | int] = {"type": kind, "level": 0, "name": name}
                yield LINE, [points], said | ({"number": number} if number else {})


def _square(left: float, top: float, size: float) -> list[tuple[float, float]]:
    return [(left, top), (left + size, top), (left + size, top + size), (left, top + size)]


def layers(zoom: int, x: int, y: int, blocks: int = BLOCKS) -> dict[str, list[Feature]]:
    """What a made-up tile holds, by layer."""
    many = blocks if zoom > 12 else 3
    places = [(i / many, j / many) for i in range(many) for j in range(many)]
    return {
        "roads": list(_roads(zoom, x, y, blocks)),
        "rail": [(LINE, [[(0, 0.1), (0.5, 0.3), (1, 0.1)]], {"type": "Multi Track"})],
        "waterlines": [(LINE, [[(0, 0.8), (0.5, 0.7), (1, 0.8)]], {"type": "Local"})],
        "surfacewater": [(POLYGON, [_square(0.15, 0.6, 0.1)], {"type": "Local"})],
        "greenspaces": [(POLYGON, [_square(0.55, 0.45, 0.2)], {"type": "Public Park Or Garden"})],
        "woodland": [(POLYGON, [_square(0.8, 0.85, 0.1)], {"type": "Local"})],
        "names": [
            (POINT, [[(0.65, 0.55)]], {"type": "Greenspace", "name1": "Abbeyfield Park"}),
            (POINT, [[(0.5, 0.5)]], {"type": "Suburban Area", "name1": "Pitsmoor"}),
        ],
        # Not kept.
        "buildings": [
            (POLYGON, [_square(i + k * 0.011, j + 0.01, 0.008)], {"uuid": f"{i:.2f}{j:.2f}{k}"})
            for i, j in places
            for k in range(6)
        ],
        "contours": [
            (LINE, [[(k / 40, at + 0.01 * math.sin(k)) for k in range(41)]], {"value": 10})
            for at in (0.2, 0.4, 0.6, 0.8)
        ],
    }


def tile(zoom: int, x: int, y: int, blocks: int = BLOCKS) -> bytes:
    """A made-up tile, packed as the publication packs its own."""
    whole = b"".join(layer(name, features) for name, features in layers(zoom, x, y, blocks).items())
    return gzip.compress(whole, mtime=0)


def covering(box: tuple[float, float, float, float], zooms: Iterable[int]) -> list[tuple[int, ...]]:
    """Zoom, column and row from the north of all tiles that touch a box of degrees."""
    found = []
    for zoom in zooms:
        west, north, east, south = (
            math.floor(one * 2**zoom)
            for one in (_across(box[0]), _down(box[3]), _across(box[2]), _down(box[1]))
        )
        found += [(zoom, x, y) for x in range(west, east + 1) for y in range(north, south + 1)]
    return found


def _across(longitude: float) -> float:
    return (longitude + 180) / 360


def _down(latitude: float) -> float:
    return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2


def write_mbtiles(
    path: Path, tiles: Iterable[tuple[int, int, int, bytes]], **said: str | None
) -> Path:
    """An MBTiles file as Ordnance Survey's are: rows counted from the south, an index, metadata."""
    words: dict[str, str | None] = {
        "name": "OS_Open_Zoomstack",
        "format": "pbf",
        "attribution": "Contains OS data © Crown copyright and database right 2026",
    }
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode = OFF")
        made.execute("CREATE TABLE metadata (name text, value text)")
        made.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, "
            "tile_data blob)"
        )
        made.executemany("INSERT INTO metadata VALUES (?, ?)", list((words | said).items()))
        made.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            ((zoom, x, 2**zoom - 1 - y, content) for zoom, x, y, content in tiles),
        )
        made.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        made.commit()
    return path
