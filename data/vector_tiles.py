"""Vector tiles of others, without the layers that are not wanted.

A tile (Mapbox Vector Tile, version 2) is a Protocol Buffers message: its layers one after the
other, each a field of number 3, which begins with or holds the layer's name as field 1. Layers are
taken over byte for byte, so that nothing has to be understood of what is in them. The library that
decodes tiles whole, mapbox-vector-tile, needs an older protobuf than the atlas has.
"""

import gzip
import zlib
from collections.abc import Collection, Iterator

_LAYER, _NAME = 3, 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def unpacked(tile: bytes) -> bytes:
    """A tile as it was before it was packed with gzip, or as it is.

    Raises
    ------
    ValueError
        When what it is packed with is damaged.
    """
    if not tile.startswith(b"\x1f\x8b"):
        return tile
    try:
        return gzip.decompress(tile)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"a tile cannot be unpacked ({error})") from None


def layers(tile: bytes) -> Iterator[tuple[str, bytes]]:
    """Names of a tile's layers, each with all its bytes, its head too.

    Raises
    ------
    ValueError
        When it is no vector tile.
    """
    for number, start, body, end in _fields(tile):
        if number == _LAYER and body is not None:
            names = (
                inner[first:last]
                for inner in [tile[body:end]]
                for field, _, first, last in _fields(inner)
                if field == _NAME and first is not None
            )
            name = next(names, None)
            if name is None:
                raise ValueError("a layer has no name")
            yield name.decode("utf-8", "replace"), tile[start:end]


def only(tile: bytes, wanted: Collection[str]) -> bytes:
    """A tile with some of its layers; empty where it has none of them."""
    return b"".join(whole for name, whole in layers(tile) if name in wanted)


def _fields(message: bytes) -> Iterator[tuple[int, int, int | None, int]]:
    """Number of each field, where it starts, where what it holds starts, and where it ends."""
    at = 0
    while at < len(message):
        start = at
        key, at = _varint(message, at)
        kind, body = key & 7, None
        if key < 8:  # there is no field of number 0
            raise ValueError("it is no vector tile")
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _FIXED64:
            at += 8
        elif kind == _FIXED32:
            at += 4
        elif kind == _BYTES:
            length, body = _varint(message, at)
            at = body + length
        else:
            raise ValueError("it is no vector tile")
        if at > len(message):
            raise ValueError("a vector tile ends too soon")
        yield key >> 3, start, body, at


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where the next begins."""
    value = shift = 0
    while at < len(message) and shift < 70:  # numbers have 64 bits, seven to a byte
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError("a vector tile ends too soon")
