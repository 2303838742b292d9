"""Workbooks, read by python-calamine in a process of its own with limits (workbook_reader.py)."""

import contextlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dashboard.upload.headers import LOOKED_AT
from dashboard.upload.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    UploadError,
    too_many_columns,
)

Rows = list[tuple[int, list[str]]]

_READER = Path(__file__).with_name("workbook_reader.py")
_SECONDS = 30.0
# Bytes: a character takes four at most, but for those that are written as escapes.
_MOST_OUTPUT = 4 * MOST_TEXT
# The rows above the headers and these themselves come on top of those that may be counted.
_MOST_ROWS = MOST_ROWS + LOOKED_AT
_DAMAGED = "The workbook is damaged and cannot be read. Open it, save it again as .xlsx, and retry."
_TOO_LARGE = (
    "The workbook takes too much time or memory to read: it is damaged, or very large once "
    "unpacked. Keep only the sheet and the columns that are wanted here, or save it as CSV."
)
_LOCKED = "The workbook has a password. Save it without one and try again."
_NO_WORKBOOK = "This file is packed (ZIP) but is no workbook. Save it as .xlsx."
_NO_SHEET = "The workbook has no sheet with cells. Save it as CSV and try again."
_REFUSED = {
    "damaged": _DAMAGED,
    "locked": _LOCKED,
    "no workbook": _NO_WORKBOOK,
    "too large": _TOO_LARGE,
}


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook.

    Attributes
    ----------
    name
        What it is called.
    rows
        Its rows that are not empty, with their numbers.
    many
        Whether it has more rows than may be read; ``rows`` are then its first ones.
    """

    name: str
    rows: Rows
    many: bool = False


def read_workbook(content: bytes) -> list[Page]:
    """The sheets that are not hidden and hold cells, in their order.

    Of a formula the value is taken that the workbook was saved with; nothing is worked out.

    Raises
    ------
    UploadError
        For a file that is no workbook, is damaged or protected, or takes too much to read.
    """
    numbers = map(str, (_MOST_ROWS, LONGEST_CELL, MOST_TEXT))
    process = subprocess.Popen(
        [sys.executable, "-I", str(_READER), *numbers],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        output = _answer(process, content)
    finally:
        process.kill()
        process.wait()
    lines = output.splitlines()
    if process.returncode or not lines:
        raise UploadError(_TOO_LARGE)
    end = json.loads(lines[-1])
    if end.get("refused"):
        raise UploadError(_REFUSED[end["refused"]])
    return _pages(lines[:-1])


def _answer(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    """What the process writes, which is ended when it takes too long or writes too much."""
    assert process.stdin is not None
    assert process.stdout is not None
    ending = threading.Timer(_SECONDS, process.kill)
    giving = threading.Thread(target=_give, args=(process.stdin, content), daemon=True)
    ending.start()
    giving.start()
    try:
        output = process.stdout.read(_MOST_OUTPUT + 1)
        if len(output) > _MOST_OUTPUT:
            raise UploadError(_TOO_LARGE)
        process.wait()
    finally:
        ending.cancel()
        process.kill()
        giving.join()
        process.stdout.close()
    return output


def _give(stream: IO[bytes], content: bytes) -> None:
    # A process that has ended takes no more.
    with contextlib.suppress(OSError):
        stream.write(content)
    with contextlib.suppress(OSError):
        stream.close()


def _pages(lines: list[bytes]) -> list[Page]:
    found, wide = [], 0
    for line in lines:
        said = json.loads(line)
        columns = max((len(row) for _, row in said["rows"]), default=0)
        wide = max(wide, columns)
        if said["rows"] and columns <= MOST_COLUMNS:
            rows = [(number, row) for number, row in said["rows"]]
            found.append(Page(said["name"], rows, said["many"]))
    if not found:
        raise too_many_columns(wide) if wide else UploadError(_NO_SHEET)
    return found
