"""The snapshot is written aside and takes the old one's place whole, or not at all."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from data.snapshot_files import FORMAT, SnapshotWriter, replacing

FRAME = pd.DataFrame(
    {"code": ["E01000001", "E01000002"], "people": [1, 2], "share": [0.1, None]}, index=[7, 3]
)


def write(folder: Path, people: int = 1) -> None:
    with replacing(folder) as writer:
        writer.frame("areas.parquet", FRAME.assign(people=people))
        writer.content("lsoa.geo.json", b"{}")
        writer.manifest({"name": "Somewhere"})


def fail(folder: Path, error: BaseException) -> None:
    """Write something, then stop."""
    with replacing(folder) as writer:
        writer.frame("areas.parquet", FRAME.assign(people=9))
        raise error


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_first_snapshot_makes_its_folder(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "snapshot"
    write(target)
    assert set(contents(target)) == {"areas.parquet", "lsoa.geo.json", "manifest.json"}
    assert [path.name for path in target.parent.iterdir()] == ["snapshot"]
    assert target.stat().st_mode & 0o777 == 0o755


def test_a_new_snapshot_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "snapshot"
    write(target)
    (target / "left_over.parquet").write_bytes(b"old")
    before = contents(target)
    write(target, people=2)
    after = contents(target)
    assert set(after) == set(before) - {"left_over.parquet"}
    assert after["areas.parquet"] != before["areas.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


@pytest.mark.parametrize("error", [ValueError("bad column"), KeyboardInterrupt()])
def test_a_build_that_fails_leaves_the_old_snapshot_s_bytes(
    tmp_path: Path, error: BaseException
) -> None:
    target = tmp_path / "snapshot"
    write(target)
    before = contents(tmp_path)
    with pytest.raises(type(error)):
        fail(target, error)
    assert contents(tmp_path) == before


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bad column"):
        fail(tmp_path / "snapshot", ValueError("bad column"))
    assert list(tmp_path.iterdir()) == []


def test_a_swap_that_fails_half_way_puts_the_old_snapshot_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "snapshot"
    write(target)
    before = contents(tmp_path)
    rename = Path.rename

    def fails_for_the_new_one(path: Path, to: Path) -> Path:
        if "-new-" in path.name:
            raise PermissionError("no")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fails_for_the_new_one)
    with pytest.raises(PermissionError):
        write(target, people=2)
    assert contents(tmp_path) == before


def test_a_folder_of_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(FileExistsError, match=r"is not a snapshot\. Give --out a new folder"):
        write(tmp_path)
    assert contents(tmp_path) == {"thesis.docx": b"years of work"}


def test_a_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(FileExistsError, match=r"is a file\. Give --out a folder"):
        write(tmp_path / "thesis.docx")
    assert contents(tmp_path) == {"thesis.docx": b"years of work"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "snapshot").mkdir()
    write(tmp_path / "snapshot")
    assert (tmp_path / "snapshot" / "manifest.json").exists()


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_table_comes_back_as_it_was_without_its_index(tmp_path: Path) -> None:
    SnapshotWriter(tmp_path).frame("a.parquet", FRAME)
    assert pd.read_parquet(tmp_path / "a.parquet").equals(FRAME.reset_index(drop=True))


def test_the_manifest_knows_every_file_by_its_digest(tmp_path: Path) -> None:
    write(tmp_path / "snapshot")
    manifest = json.loads((tmp_path / "snapshot" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == FORMAT
    assert manifest["name"] == "Somewhere"
    assert list(manifest["files"]) == ["areas.parquet", "lsoa.geo.json"]
    for name, record in manifest["files"].items():
        content = (tmp_path / "snapshot" / name).read_bytes()
        assert record["bytes"] == len(content)
        assert record["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["files"]["areas.parquet"]["rows"] == 2
