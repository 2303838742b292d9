"""Taking layers out of vector tiles."""

import gzip

import pytest

from data import vector_tiles
from tests import made_up_tiles

WHOLE = gzip.decompress(made_up_tiles.tile(14, 8125, 5307))


def test_layers_are_taken_over_byte_for_byte() -> None:
    made = {
        name: made_up_tiles.layer(name, features)
        for name, features in made_up_tiles.layers(14, 8125, 5307).items()
    }
    assert dict(vector_tiles.layers(WHOLE)) == made
    kept = vector_tiles.only(WHOLE, ["rail", "roads", "sea"])
    assert kept == made["roads"] + made["rail"]
    assert vector_tiles.only(WHOLE, ["sea"]) == b""


def test_what_is_packed_is_unpacked() -> None:
    assert vector_tiles.unpacked(gzip.compress(WHOLE)) == WHOLE
    assert vector_tiles.unpacked(WHOLE) == WHOLE
    with pytest.raises(ValueError, match="cannot be unpacked"):
        vector_tiles.unpacked(gzip.compress(WHOLE)[:-20])


@pytest.mark.parametrize(
    ("tile", "why"),
    [
        (WHOLE[:-1], "too soon"),
        (b"\x1a\x80", "too soon"),
        (b"\x1f\x00", "no vector tile"),
        (made_up_tiles.field(3, made_up_tiles.field(15, 2)), "no name"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "vector tile"),
    ],
)
def test_what_is_no_tile_is_said(tile: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        list(vector_tiles.layers(tile))
