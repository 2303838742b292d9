"""Reading the street map of a snapshot."""

from pathlib import Path

import pytest

from layers.basemap import FILE, Basemap, load_basemap, tile_at
from layers.snapshot import SnapshotError
from tests.made_up_tiles import covering
from tests.street_maps import PLACE, street_map


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return street_map(tmp_path)


def test_a_tile_is_found_by_its_place(file: Path) -> None:
    found = load_basemap(file.parent)
    assert found is not None
    for zoom in (10, 12, 14):
        place = tile_at(zoom, *PLACE)
        assert covering((*PLACE, *PLACE), [zoom]) == [(zoom, *place)]
        packed = found.tile(zoom, *place)
        assert packed is not None
        assert packed.startswith(b"\x1f\x8b")
    assert found.tile(14, 0, 0) is None
    for place in ((9, 0, 0), (15, 0, 0), (14, -1, 5), (14, 5, 2**14), (400, 5, 5)):
        assert found.tile(*place) is None


def test_without_one_there_is_none(tmp_path: Path) -> None:
    assert load_basemap(tmp_path) is None


def test_it_answers_from_what_was_opened(file: Path) -> None:
    found = Basemap(file)
    before = found.tile(14, *tile_at(14, *PLACE))
    other = file.with_name("other")
    other.write_bytes(bytes(1000))
    other.replace(file)
    assert found.tile(14, *tile_at(14, *PLACE)) == before is not None


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
        lambda whole: whole[:-500],
        lambda whole: whole[:60],
        lambda whole: b"SQLite format 3\0" + whole[16:],
        lambda whole: b"",
    ],
)
def test_a_damaged_one_is_refused(damage: object, file: Path) -> None:
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    with pytest.raises(SnapshotError, match=FILE) as said:
        load_basemap(file.parent)
    assert str(said.value).endswith("or take it away: the atlas works without.")
