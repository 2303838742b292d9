"""Workbooks, read by python-calamine in a process of its own with limits (workbook_reader.py)."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.uploads.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    UploadError,
    too_many_columns,
)

Rows = list[tuple[int, list[str]]]

_READER = Path(__file__).with_name("workbook_reader.py")
_SECONDS = 30.0
_MOST_OUTPUT = 150_000_000  # bytes
_DAMAGED = "The workbook is damaged and cannot be read. Open it, save it again as .xlsx, and retry."
_TOO_LARGE = (
    "The workbook takes too much time or memory to read: it is damaged, or very large once "
    "unpacked. Keep only the sheet and the columns that are wanted here, or save it as CSV."
)
_LOCKED = "The workbook has a password. Save it without one and try again."
_NO_WORKBOOK = "This file is packed (ZIP) but is no workbook. Save it as .xlsx."
_NO_SHEET = "The workbook has no sheet with cells. Save it as CSV and try again."
_REFUSED = {"damaged": _DAMAGED, "locked": _LOCKED, "no workbook": _NO_WORKBOOK}


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook: its name, and its rows that are not empty with their numbers."""

    name: str
    rows: Rows


def read_workbook(content: bytes) -> list[Page]:
    """The sheets that are not hidden and hold cells, in their order.

    Of a formula the value is taken that the workbook was saved with; nothing is worked out.

    Raises
    ------
    UploadError
        For a file that is no workbook, is damaged or protected, or takes too much to read.
    """
    command = [sys.executable, "-I", str(_READER), *map(str, (MOST_ROWS, LONGEST_CELL))]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        output, _ = process.communicate(content, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise UploadError(_TOO_LARGE) from None
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


def _pages(lines: list[bytes]) -> list[Page]:
    found, wide = [], 0
    for line in lines:
        said = json.loads(line)
        columns = max((len(row) for _, row in said["rows"]), default=0)
        wide = max(wide, columns)
        if said["rows"] and columns <= MOST_COLUMNS:
            found.append(Page(said["name"], [(number, row) for number, row in said["rows"]]))
    if not found:
        raise too_many_columns(wide) if wide else UploadError(_NO_SHEET)
    return found
