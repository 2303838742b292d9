"""A snapshot is whole or it is refused; once read, its folder may do what it likes."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from layers import Atlas, SnapshotError, load_atlas
from layers.atlas import LEVELS, SNAPSHOT
from layers.snapshot import FORMAT
from tests.snapshots import renew


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(SNAPSHOT, tmp_path / "snapshot")


def edit(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | changes
    kept = {key: value for key, value in manifest.items() if value is not None}
    path.write_text(json.dumps(kept), encoding="utf-8")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "snapshot.zip"
    file.touch()
    for path in (tmp_path / "nowhere", tmp_path, file, str(tmp_path)):
        with pytest.raises(
            SnapshotError, match=r"manifest\.json is missing .* 'python -m data build'"
        ):
            load_atlas(path)


def test_any_file_that_is_exchanged_or_cut_short_or_missing(copy: Path) -> None:
    """Also those that only a page wants later: none is left to be met by a page."""
    names = sorted(path.name for path in copy.iterdir() if path.name != "manifest.json")
    assert {"values.parquet", "postcodes.parquet", "lsoa.geo.json"} < set(names)
    for name in names:
        path = copy / name
        content = path.read_bytes()
        for other in (content[: len(content) // 2], content[:-1] + b"!", b""):
            path.write_bytes(other)
            with pytest.raises(SnapshotError, match=f"^{re.escape(name)} in .* is not the file"):
                load_atlas(copy)
        path.unlink()
        with pytest.raises(SnapshotError, match=f"^{re.escape(name)} is missing .*'python -m data"):
            load_atlas(copy)
        path.write_bytes(content)
    load_atlas(copy)


def test_a_file_that_cannot_be_read(copy: Path) -> None:
    (copy / "ward.geo.json").unlink()
    (copy / "ward.geo.json").mkdir()
    with pytest.raises(SnapshotError, match=r"ward\.geo\.json in .* cannot be read: Is a dir"):
        load_atlas(copy)


def test_a_table_that_the_build_wrote_wrong(copy: Path) -> None:
    (copy / "areas.parquet").write_bytes(b"PAR1")
    with pytest.raises(SnapshotError, match=r"areas\.parquet in .* cannot be read: .+"):
        load_atlas(renew(copy))


def test_an_atlas_that_was_loaded_needs_its_folder_no_more(copy: Path, atlas: Atlas) -> None:
    """Files exchanged for others' and then gone: nothing is missed, nothing of two mixed."""
    loaded = load_atlas(copy)
    for path in copy.iterdir():
        path.write_bytes((SNAPSHOT / "areas.parquet").read_bytes())
    tables = [n.removesuffix(".parquet") for n in atlas.manifest["files"] if ".parquet" in n]
    assert len(tables) >= 35
    for name in tables[::2]:
        pd.testing.assert_frame_equal(loaded.extra(name), atlas.extra(name))
    shutil.rmtree(copy)
    for name in tables[1::2]:
        pd.testing.assert_frame_equal(loaded.extra(name), atlas.extra(name))
    for level in LEVELS:
        assert loaded.outlines(level) == atlas.outlines(level)
    assert loaded.natural_breaks() == atlas.natural_breaks()
    assert len(loaded.clusters) == len(atlas.areas)


@pytest.mark.parametrize("files", [[], {"../areas.parquet": {"sha256": "0"}}, {"areas.parquet": 1},
                                   {"areas.parquet": {"rows": 860}}])  # fmt: skip
def test_a_manifest_that_does_not_hold_its_files(copy: Path, files: object) -> None:
    edit(copy, files=files)
    with pytest.raises(SnapshotError, match="gives files without their sha256"):
        load_atlas(copy)


def test_another_format(copy: Path) -> None:
    edit(copy, format=FORMAT + 1)
    with pytest.raises(
        SnapshotError, match=f"has format {FORMAT + 1}; this app reads format {FORMAT}"
    ):
        load_atlas(copy)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"name": "South Yorkshire"}'])
def test_a_manifest_that_is_none(copy: Path, content: str) -> None:
    (copy / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(SnapshotError, match="is not a snapshot's manifest"):
        load_atlas(copy)


def test_a_manifest_with_parts_missing(copy: Path) -> None:
    edit(copy, districts=None, name=None)
    with pytest.raises(SnapshotError, match="says nothing of districts, name"):
        load_atlas(copy)
