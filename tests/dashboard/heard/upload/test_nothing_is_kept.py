"""What is uploaded reaches no disk and no log, and no postcode is in what is made of it."""

import io
import logging
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dashboard.heard.upload import example
from dashboard.heard.upload.exercise import read_exercise
from dashboard.upload.limits import UploadError
from layers import Atlas
from layers.exercise.representation import compare_all, tables
from layers.exercise.respondents import load_respondents
from tests.dashboard.upload.files import workbook

KNOWN = load_respondents()
BASE = KNOWN.bases["16"]
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_opened: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Python's own account of every file opened, moved or made, and every program started."""
    if not _watching:
        return
    if event == "open":
        path, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & _WRITING:
            _opened.append(str(path))
    elif event.startswith(
        ("os.rename", "os.mkdir", "shutil.", "tempfile.", "subprocess.", "socket.")
    ):
        _opened.append(event)


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[list[str]]:
    global _watching
    _opened.clear()
    _watching = True
    try:
        yield _opened
    finally:
        _watching = False


@pytest.fixture
def files(atlas: Atlas) -> dict[str, bytes]:
    text = example.example_csv(atlas, KNOWN, BASE, responses=400)
    rows = [line.split(",") for line in text.decode("utf-8-sig").splitlines()]
    return {"csv": text, "xlsx": workbook(rows), "broken": text + b'"S1 2HE,x'}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "broken"])
def test_nothing_reaches_disk_log_or_screen(
    atlas: Atlas,
    files: dict[str, bytes],
    kind: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    said = ""
    with watched() as written:
        try:
            found = read_exercise(files[kind], atlas, KNOWN, BASE)
            compare_all(tables(atlas, found.responses, BASE, KNOWN))
        except UploadError as error:
            said = str(error)
    # A workbook is read by a process that may make no file longer than nothing, over two pipes.
    allowed = {"/dev/null", "subprocess.Popen"} if kind == "xlsx" else set()
    assert {one for one in written if not one.isdigit()} <= allowed
    assert bool(said) == (kind == "broken")
    assert "S1 2HE" not in said
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_the_watch_sees_a_file_that_is_written(tmp_path: Path) -> None:
    with watched() as written:
        (tmp_path / "x").write_text("x")
    assert written == [str(tmp_path / "x")]


def test_no_postcode_is_left(atlas: Atlas, files: dict[str, bytes]) -> None:
    found = read_exercise(files["csv"], atlas, KNOWN, BASE)
    kept = pickle.dumps(found)
    lines = io.StringIO(files["csv"].decode("utf-8-sig")).readlines()[1:]
    for line in lines:
        postcode = line.split(",")[0]
        assert postcode.encode() not in kept
        assert postcode.replace(" ", "").encode() not in kept
