import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.files import in_memory
from dashboard.files.in_memory import memory_folder


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    return tmp_path


def test_a_folder_goes_with_its_block(memory: Path) -> None:
    with memory_folder() as folder:
        assert folder.parent == memory
        (folder / "file").write_bytes(b"x")
    assert list(memory.iterdir()) == []


def test_what_is_left_of_a_process_that_was_ended_is_taken_away(memory: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (memory / f"seldom-heard-{ended.pid}-left").mkdir()
    (memory / f"seldom-heard-{ended.pid}-left" / "layers.gpkg").write_bytes(b"x")
    others = [memory / f"seldom-heard-{os.getppid()}-works", memory / "somebody-else-1-x"]
    for other in others:
        other.mkdir()
    with memory_folder() as folder:
        assert sorted(memory.iterdir()) == sorted([folder, *others])


def test_without_such_a_place_it_is_where_the_system_puts_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path / "not-there")
    with memory_folder() as folder:
        assert folder.is_dir()
    assert not folder.exists()
