"""The street map under the areas: vector tiles of Ordnance Survey, in one file beside a snapshot.

``python -m data basemap`` makes the file (``data/basemap.py``). It is an optional part of a
snapshot: without it nothing about streets is drawn, and nothing is asked for.

It is a PMTiles archive, version 3 (github.com/protomaps/PMTiles): a header, a directory, and tiles
of the Mapbox Vector Tile form, each packed with gzip.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType, deserialize_directory, zxy_to_tileid

from layers.snapshot import SnapshotError

FILE = "basemap.pmtiles"
_REMEDY = "Make it anew with 'python -m data basemap', or take it away: the atlas works without."


class Basemap:
    """A street map that is there, opened once and answered from for as long as the atlas lives.

    Another file that takes its place in the folder makes no difference to it.

    Parameters
    ----------
    path
        The file.

    Attributes
    ----------
    path
        Where it was when it was opened.
    digest
        Of all its tiles; another map has another.
    credit
        What its owner wants said wherever it is shown.
    title
        What it was cut from.
    nearest
        The highest zoom that there are tiles of; the lowest is ``farthest``. Zooms are those of
        512 pixels to a tile: one less than the map's.
    bounds
        West, south, east and north in degrees.

    Raises
    ------
    SnapshotError
        When the file cannot be read, is damaged, or is another kind of file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = MmapSource(file)
            reader = Reader(self._bytes)
            header, said = reader.header(), reader.metadata()
            self._at = header["tile_data_offset"]
            self._tiles = dict(_entries(self._bytes, header))
            found = self._sha256(header["tile_data_length"])
            self.digest: str = said["sha256"]
            self.credit: str = said["attribution"]
            self.title: str = said["name"]
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise SnapshotError(f"{path} cannot be read: {why}. {_REMEDY}") from None
        except Exception:  # the library says what is wrong in whatever way it stumbles over it
            raise SnapshotError(f"{path} is no street map of this atlas. {_REMEDY}") from None
        if (header["tile_type"], header["tile_compression"]) != (TileType.MVT, Compression.GZIP):
            raise SnapshotError(f"{path} holds no vector tiles packed with gzip. {_REMEDY}")
        if found != self.digest:
            raise SnapshotError(f"{path} was damaged or cut short (its sha256 differs). {_REMEDY}")
        self.farthest, self.nearest = int(header["min_zoom"]), int(header["max_zoom"])
        west, south, east, north = (
            header[f"{name}_e7"] / 1e7 for name in ("min_lon", "min_lat", "max_lon", "max_lat")
        )
        self.bounds = (west, south, east, north)

    def _sha256(self, length: int) -> str:
        """Of all tiles, a piece at a time: they may be larger than what a worker may take."""
        digest, end = hashlib.sha256(), self._at + length
        for at in range(self._at, end, 1 << 20):
            digest.update(self._bytes(at, min(1 << 20, end - at)))
        return digest.hexdigest()

    def __len__(self) -> int:
        return len(self._tiles)

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """A tile as it lies in the file, packed with gzip; None where there is none.

        Parameters
        ----------
        zoom, x, y
            As addresses of tiles count them: columns from the west, rows from the north.
        """
        if not (self.farthest <= zoom <= self.nearest and 0 <= min(x, y) <= max(x, y) < 2**zoom):
            return None
        found = self._tiles.get(zxy_to_tileid(zoom, x, y))
        return bytes(self._bytes(self._at + found[0], found[1])) if found else None


def tile_at(zoom: int, longitude: float, latitude: float) -> tuple[int, int]:
    """Column and row from the north of the tile that holds a place (Web Mercator)."""
    wide = 2**zoom
    up = math.asinh(math.tan(math.radians(latitude))) / math.pi
    place = ((longitude + 180) / 360 * wide, (1 - up) / 2 * wide)
    x, y = (min(max(math.floor(one), 0), wide - 1) for one in place)
    return x, y


def load_basemap(folder: Path) -> Basemap | None:
    """The street map of a snapshot's folder; None where there is none.

    Raises
    ------
    SnapshotError
        When there is one that cannot be used.
    """
    path = folder / FILE
    return Basemap(path) if path.exists() else None


def _entries(
    get_bytes: Callable[[int, int], bytes], header: Mapping[str, Any]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Offset and length of each tile by its number, of all parts of the directory."""
    waiting = [(header["root_offset"], header["root_length"])]
    while waiting:
        for entry in deserialize_directory(get_bytes(*waiting.pop())):
            if not entry.run_length:  # it leads to a further part
                waiting.append((header["leaf_directory_offset"] + entry.offset, entry.length))
            for more in range(entry.run_length):
                yield entry.tile_id + more, (entry.offset, entry.length)
