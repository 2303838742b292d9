"""``python -m data basemap``: the streets of the snapshot's area, cut from OS Open Zoomstack.

Reads the vector tiles as Ordnance Survey publishes them (MBTiles 1.3: a SQLite file, rows of tiles
counted from the south), takes those that touch the area, keeps the layers that are drawn, and
writes them as one PMTiles file that the atlas serves. What is kept is in ``basemap.toml``.
"""

import argparse
import gzip
import hashlib
import math
import re
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from data import vector_tiles
from data.build import SNAPSHOT
from data.errors import SourceError
from layers.basemap import FILE, Basemap, tile_at
from layers.ground.distances import KM_PER_DEGREE
from layers.snapshot import Snapshot

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
_IN_BOX = """SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = ?
AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?"""
_FETCH = "Download 'OS Open Zoomstack' as 'Vector Tiles (MBTiles)' from the OS Data Hub."


class Kept(msgspec.Struct, frozen=True):
    """What of the publication is kept (``basemap.toml``)."""

    title: str
    credit: str
    farthest: int
    nearest: int
    margin_km: float
    needed: list[str]
    layers: dict[str, list[str]]


class Made(NamedTuple):
    """What was written: the file's bytes, its tiles, and its credit."""

    size: int
    tiles: int
    credit: str


@lru_cache(maxsize=1)
def kept() -> Kept:
    """What is kept, as its file says."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Kept)


def cut(tiles: Path, box: Box, out: Path, year: int | None = None) -> Made:
    """Cut the published tiles to a box, and put the street map at ``out``.

    Parameters
    ----------
    tiles
        The publication, an MBTiles file of any size; a row of tiles is in memory at a time.
    box
        Of the areas; the margin is added.
    out
        The new file, which takes the place of an older one only when it is complete.
    year
        Of the edition, for the credit; what the publication says, or the file's own year, when
        not given.

    Raises
    ------
    SourceError
        When the file is no such publication or has nothing in the box, or the new one cannot be
        written; an older one stays.
    """
    with closing(_opened(tiles)) as source:
        said = _metadata(source, tiles.name)
        credit = kept().credit.format(year=year or _year(said, tiles))
        wide = _wider(box)
        with _replacing(out) as aside:
            with aside.open("wb") as file:
                count = _write(file, source, tiles.name, wide, credit)
            Basemap(aside)  # what the atlas will open is opened here first
    return Made(out.stat().st_size, count, credit)


def _write(file: BinaryIO, source: sqlite3.Connection, name: str, box: Box, credit: str) -> int:
    """Write a whole archive; how many tiles it has."""
    writer, digest = Writer(file), hashlib.sha256()
    # Beside the new file, not where the system keeps what is temporary: that may be memory.
    writer.tile_f.close()
    writer.tile_f = tempfile.TemporaryFile(dir=Path(file.name).parent)  # noqa: SIM115
    seen: set[str] = set()
    known: set[bytes] = set()
    count = 0
    for zoom in range(kept().farthest, kept().nearest + 1):
        found = dict(_tiles(source, name, zoom, box, seen))
        for number in sorted(found):
            writer.write_tile(number, found[number])
            own = hashlib.sha256(found[number]).digest()
            if own not in known:  # the archive keeps what is alike once
                known.add(own)
                digest.update(found[number])
        count += len(found)
    _refuse(name, seen)
    west, south, east, north = (round(degrees * 1e7) for degrees in box)
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": kept().nearest,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
    said = {
        "name": kept().title,
        "attribution": credit,
        "sha256": digest.hexdigest(),
        # As the format asks, so that other programs can open the file.
        "vector_layers": [
            {"id": layer, "fields": dict.fromkeys(fields, "String")}
            for layer, fields in kept().layers.items()
        ],
    }
    writer.finalize(header, said)
    return count


def _refuse(name: str, seen: set[str]) -> None:
    """Refuse what has no tiles in the box, or other layers."""
    if not seen:
        raise SourceError(
            name,
            "has no tiles where the areas of the snapshot are.",
            remedy="Name a snapshot of the area that it covers, or take the file of Great Britain.",
        )
    missing = [layer for layer in kept().needed if layer not in seen]
    if missing:
        has = ", ".join(sorted(seen))
        raise SourceError(name, f"has no layer {missing[0]!r}; it has {has}.", remedy=_FETCH)


def _opened(tiles: Path) -> sqlite3.Connection:
    if not tiles.is_file():
        raise SourceError(tiles.name, "is not there.", remedy=_FETCH)
    # Read-only, and never changed meanwhile: a folder that nobody may write to will do.
    source = sqlite3.connect(f"{tiles.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        source.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles LIMIT 1")
        source.execute("SELECT name, value FROM metadata LIMIT 1")
    except sqlite3.DatabaseError as error:
        source.close()
        raise SourceError(
            tiles.name,
            f"is no MBTiles file ({error}).",
            remedy=f"{_FETCH} Unpack it if it came as a zip.",
        ) from None
    return source


def _metadata(source: sqlite3.Connection, name: str) -> dict[str, str]:
    said = {
        str(key): str(value) for key, value in source.execute("SELECT name, value FROM metadata")
    }
    form = said.get("format", "pbf")
    if form not in ("pbf", "mvt"):
        raise SourceError(name, f"holds pictures ({form}), not vector tiles.", remedy=_FETCH)
    projection = said.get("crs") or said.get("srs") or "EPSG:3857"
    if not re.search(r"\b(3857|900913)\b", projection):
        raise SourceError(
            name,
            f"is in projection {projection}, not in Web Mercator (EPSG:3857).",
            remedy=f"{_FETCH} The GeoPackage is another product.",
        )
    return said


def _year(said: dict[str, str], tiles: Path) -> int:
    """Of the edition, as its owner says; else the year in which the file was made."""
    text = " ".join(said.get(key, "") for key in ("attribution", "description", "version", "name"))
    years = [int(year) for year in re.findall(r"\b20[1-9]\d\b", text)]
    return max(years) if years else datetime.fromtimestamp(tiles.stat().st_mtime, UTC).year


def _wider(box: Box) -> Box:
    """The box with the margin around it."""
    west, south, east, north = box
    up = kept().margin_km / KM_PER_DEGREE
    aside = up / math.cos(math.radians((south + north) / 2))
    return west - aside, south - up, east + aside, north + up


def _tiles(
    source: sqlite3.Connection, name: str, zoom: int, box: Box, seen: set[str]
) -> Iterator[tuple[int, bytes]]:
    """Number in the archive and content, packed, of the tiles of a zoom that have something."""
    west, north = tile_at(zoom, box[0], box[3])
    east, south = tile_at(zoom, box[2], box[1])
    last = 2**zoom - 1  # MBTiles counts rows from the south
    wanted = (zoom, west, east, last - south, last - north)
    try:
        # One question a zoom: in a file without an index each would go through all of it.
        for x, row, tile in source.execute(_IN_BOX, wanted):
            whole = vector_tiles.unpacked(bytes(tile or b""))
            seen.update(layer for layer, _ in vector_tiles.layers(whole))
            kept_of_it = vector_tiles.only(whole, kept().layers)
            if kept_of_it:
                # No time in it: the same bytes from the same publication.
                packed = gzip.compress(kept_of_it, compresslevel=9, mtime=0)
                yield zxy_to_tileid(zoom, x, last - row), packed
    except ValueError as error:
        raise SourceError(name, f"holds something else: {error}.", remedy=_FETCH) from None
    except sqlite3.DatabaseError as error:
        raise SourceError(
            name,
            f"is damaged ({error}).",
            remedy="The download may have been cut short: fetch it again.",
        ) from None


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A new file beside ``out``, which takes its place when the block ends without an error."""
    if not out.parent.is_dir():
        raise FileExistsError(f"{out.parent} is no folder. Give --out a file in one that is there.")
    with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}-", delete=False) as made:
        aside = Path(made.name)
    try:
        yield aside
        aside.chmod(0o644)
        aside.replace(out)
    except OSError as error:
        remedy = "Make room, or give --out a file in another folder."
        raise SourceError(
            out.name, f"cannot be written: {error.strerror}.", remedy=remedy
        ) from None
    finally:
        aside.unlink(missing_ok=True)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``python -m data basemap``."""
    parser.add_argument(
        "--tiles",
        type=Path,
        required=True,
        metavar="FILE",
        help="OS Open Zoomstack as vector tiles (MBTiles), as it is published",
    )
    parser.add_argument(
        "--snapshot",
        type=Path,
        default=SNAPSHOT,
        metavar="DIR",
        help="folder of the snapshot whose area is wanted (default: data/snapshot)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=f"the street map (default: {FILE} in the snapshot's folder, where the atlas looks)",
    )
    parser.add_argument(
        "--year",
        type=int,
        metavar="YYYY",
        help="of the edition, for the credit (default: as the file says, or its own year)",
    )


def run(args: argparse.Namespace) -> int:
    """Cut, and say what was made."""
    # Not the whole atlas: one with a street map that is damaged can have another.
    box = _extent(msgspec.json.decode(Snapshot(args.snapshot).content("district.geo.json")))
    out = args.out or args.snapshot / FILE
    made = cut(args.tiles, box, out, args.year)
    print(f"{made.tiles} tiles, {made.size / 1e6:.1f} MB. Shown with it: {made.credit}.")
    print(f"Street map written to {out}. Start the atlas anew to see it.")
    return 0


def _extent(document: dict[str, Any]) -> Box:
    """The box around all outlines of a GeoJSON document."""
    west, south, east, north = math.inf, math.inf, -math.inf, -math.inf
    waiting = [feature["geometry"]["coordinates"] for feature in document["features"]]
    while waiting:
        one = waiting.pop()
        if isinstance(one[0], int | float):
            west, east = min(west, one[0]), max(east, one[0])
            south, north = min(south, one[1]), max(north, one[1])
        else:
            waiting += one
    return west, south, east, north
