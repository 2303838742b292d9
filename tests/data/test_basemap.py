"""``python -m data basemap``: cut from made-up tiles in the documented layers."""

import errno
import gzip
import os
from pathlib import Path

import pytest
from pmtiles.writer import Writer

from data import basemap as cutting
from data import vector_tiles
from data.__main__ import main
from data.errors import SourceError
from layers.basemap import FILE, Basemap
from tests import made_up_tiles
from tests.conftest import REPOSITORY

BOX = (-1.47, 53.38, -1.43, 53.40)  # of Burngreave, say
AROUND = (-1.60, 53.32, -1.30, 53.46)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiles of more than the box, and of more zooms than are kept."""
    places = made_up_tiles.covering(AROUND, range(10, 14)) + made_up_tiles.covering(BOX, [14])
    tiles = [(*place, made_up_tiles.tile(*place)) for place in places]
    return made_up_tiles.write_mbtiles(
        tmp_path_factory.mktemp("os") / "made.mbtiles", [*tiles, (9, 253, 165, b"no tile at all")]
    )


def one(path: Path, content: bytes | None = None, **said: str) -> Path:
    """A publication of one tile, in the middle of the box."""
    [(zoom, x, y)] = made_up_tiles.covering((-1.45, 53.39, -1.45, 53.39), [13])
    tile = made_up_tiles.tile(zoom, x, y) if content is None else content
    return made_up_tiles.write_mbtiles(path / "one.mbtiles", [(zoom, x, y, tile)], **said)


def test_the_box_is_cut_out_with_the_layers_that_are_drawn(published: Path, tmp_path: Path) -> None:
    made = cutting.cut(published, BOX, tmp_path / FILE)
    street_map = Basemap(tmp_path / FILE)
    wanted = made_up_tiles.covering(cutting._wider(BOX), range(10, 14))
    wanted += made_up_tiles.covering(BOX, [14])
    assert (made.tiles, made.size) == (len(wanted), (tmp_path / FILE).stat().st_size)
    assert made.tiles == len(street_map)
    for place in wanted:
        packed = street_map.tile(*place)
        assert packed is not None, place
        whole = gzip.decompress(made_up_tiles.tile(*place))
        assert gzip.decompress(packed) == vector_tiles.only(whole, cutting.kept().layers)
    assert {name for name, _ in vector_tiles.layers(gzip.decompress(packed))} == {
        *("roads", "rail", "waterlines", "surfacewater", "greenspaces", "woodland", "names")
    }
    assert (street_map.farthest, street_map.nearest) == (10, 14)
    # Three kilometres around the box, and no more.
    west, south, east, _ = street_map.bounds
    assert BOX[0] - west == pytest.approx(east - BOX[2], abs=1e-5)
    assert BOX[1] - south == pytest.approx(3 / 111.32, abs=1e-5)
    assert street_map.credit == "Contains OS data © Crown copyright and database right 2026"
    again = cutting.cut(published, BOX, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / FILE).read_bytes()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "again", tmp_path / FILE]
    assert again == made


def test_the_year_of_the_credit(tmp_path: Path) -> None:
    silent = one(tmp_path, attribution="")
    os.utime(silent, (1_750_000_000, 1_750_000_000))
    assert cutting.cut(silent, BOX, tmp_path / FILE).credit.endswith("right 2025")
    assert cutting.cut(silent, BOX, tmp_path / FILE, year=2031).credit.endswith("right 2031")


def refused(tiles: Path, folder: Path) -> str:
    """The sentence of a refusal, after which an older street map is as it was."""
    old = folder / FILE
    old.write_bytes(b"the old one")
    before = sorted(folder.iterdir())
    with pytest.raises(SourceError) as said:
        cutting.cut(tiles, BOX, old)
    assert old.read_bytes() == b"the old one"
    assert sorted(folder.iterdir()) == before
    return str(said.value)


def test_what_is_no_such_publication_is_refused(tmp_path: Path) -> None:
    assert "gone.mbtiles: is not there. Download" in refused(tmp_path / "gone.mbtiles", tmp_path)
    zipped = tmp_path / "one.zip"
    zipped.write_bytes(b"PK\x03\x04" + bytes(2000))
    assert "one.zip: is no MBTiles file" in refused(zipped, tmp_path)
    assert "Unpack it" in refused(zipped, tmp_path)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"format": "png"}, "holds pictures (png), not vector tiles."),
        ({"crs": "EPSG:27700"}, "is in projection EPSG:27700, not in Web Mercator (EPSG:3857)."),
    ],
)
def test_another_kind_of_tiles_is_refused(said: dict[str, str], why: str, tmp_path: Path) -> None:
    assert f"one.mbtiles: {why}" in refused(one(tmp_path, **said), tmp_path)


def test_tiles_of_elsewhere_other_layers_and_damage_are_refused(tmp_path: Path) -> None:
    source = one(tmp_path)
    with pytest.raises(SourceError, match="has no tiles where the areas of the snapshot are"):
        cutting.cut(source, (1.0, 51.0, 1.1, 51.1), tmp_path / FILE)
    source.unlink()
    other = made_up_tiles.layer("transportation", [])
    why = refused(one(tmp_path, other), tmp_path)
    assert "has no layer 'roads'; it has transportation." in why
    source.unlink()
    assert "a vector tile ends too soon" in refused(one(tmp_path, b"\x1a\x85"), tmp_path)
    source.unlink()
    whole = one(tmp_path).read_bytes()
    page = 4096
    source.write_bytes(whole[:page] + bytes(len(whole) - page))
    assert "one.mbtiles: is " in refused(source, tmp_path)


def test_a_full_disk_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Writer, "finalize", full)
    said = refused(one(tmp_path), tmp_path)
    assert f"{FILE}: cannot be written: No space left on device. Make room" in said


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = REPOSITORY / "data" / "snapshot"
    asked = ["basemap", "--tiles", str(one(tmp_path)), "--snapshot", str(snapshot)]
    assert main([*asked, "--out", str(tmp_path / FILE)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 tiles, 0.0 MB. Shown with it: Contains OS data © Crown copyright")
    west, south, east, north = Basemap(tmp_path / FILE).bounds
    assert west < -1.82 < -0.87 < east
    assert south < 53.31 < 53.65 < north
    assert main([*asked, "--out", str(tmp_path / "nowhere" / FILE)]) == 1
    assert "nowhere is no folder" in capsys.readouterr().err
