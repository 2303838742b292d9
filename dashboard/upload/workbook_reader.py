"""Reads a workbook in a process of its own:
``python -I workbook_reader.py ROWS LONGEST TEXT < book``.

Whatever a file of strangers makes of the library that reads it ends here: memory and processor time
are limited before it is loaded. Writes a line of JSON for each sheet that is not hidden, with its
``name`` and its ``rows`` (their numbers, and their cells as text), and a last line: ``{}``, or
``{"refused": why}``. Of a sheet with more than ROWS rows its first ones come, and ``many``. All of
them hold at most TEXT characters.

Knows nothing of the atlas, so that it starts in a moment. How numbers are shown is read by
workbook_formats.py, beside it.
"""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from pathlib import Path

# This program starts without the folder that it stands in.
sys.path.append(str(Path(__file__).parent))
from workbook_formats import formats_of, shown  # type: ignore[import-not-found]

MEMORY = 440_000_000  # bytes of address space
PROCESSOR = 12  # seconds
_MAIN = "xl/workbook.xml"
_LONGEST_RELATIONS = 100_000
# Rows of a sheet with too many: whether it holds places can still be seen.
_FIRST = 50
_TARGET = re.compile(
    r"<Relationship\b(?=[^>]*/officeDocument[\"'])[^>]*\bTarget=(?:\"([^\"]+)\"|'([^']+)')"
)
# The escapes in which a workbook holds characters that XML cannot.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class NoWorkbookError(Exception):
    """A packed file, but no workbook."""


class TooLargeError(Exception):
    """More text than may be handed on: one text of a workbook can stand in a million cells."""


def main(most_rows: int, longest: int, most_text: int) -> None:
    """Read standard input, write standard output."""
    limit(resource.RLIMIT_AS, MEMORY)
    limit(resource.RLIMIT_CPU, PROCESSOR)
    # Nothing of it may reach a disk: no file can be made longer than nothing.
    limit(resource.RLIMIT_FSIZE, 0)
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        content = usual(sys.stdin.buffer.read())
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            shown = about.visible == SheetVisibleEnum.Visible
            if shown and about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(about.name)
                rows, text = read(
                    sheet, formats(content, about.name), most_rows, longest, most_text
                )
                most_text -= text
                many = len(rows) > most_rows
                rows = rows[:_FIRST] if many else rows
                write({"name": about.name, "rows": rows, "many": many})
    except NoWorkbookError:
        write({"refused": "no workbook"})
    except TooLargeError:
        write({"refused": "too large"})
    except PasswordError:
        write({"refused": "locked"})
    except (CalamineError, zipfile.BadZipFile):
        write({"refused": "damaged"})
    else:
        write({})


def limit(what: int, most: int) -> None:
    """Limit this process, which may already be more limited by the one that started it."""
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def usual(content: bytes) -> bytes:
    """The workbook with its main part under the usual name, which is where the library looks.

    Some programs call it otherwise, as they may: the package's own relations say what it is.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = {name.replace("\\", "/"): name for name in book.namelist()}
        if _MAIN in names:
            return content
        if "_rels/.rels" not in names:
            raise NoWorkbookError
        with book.open(names["_rels/.rels"]) as relations:
            match = _TARGET.search(relations.read(_LONGEST_RELATIONS).decode("utf-8", "replace"))
        path = (match[1] or match[2]).lstrip("/") if match else ""
        folder, _, name = path.rpartition("/")
        again = {path: _MAIN, f"{folder}/_rels/{name}.rels": "xl/_rels/workbook.xml.rels"}
        if folder != "xl" or path not in names:
            raise NoWorkbookError
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as other:
            for plain, packed in names.items():
                other.writestr(again.get(plain, plain), book.read(packed))
        return buffer.getvalue()


def formats(content: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """By row and column, both from 0: formats that change how a sheet's numbers are read.

    None of them where they cannot be made out: the values are what counts.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return formats_of(book, sheet)
    except Exception:
        return {}


def read(
    sheet: object,
    formats: dict[int, dict[int, str]],
    most_rows: int,
    longest: int,
    most_text: int,
) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows of a sheet that are not empty, at most one more than may be, and the length of their
    text."""
    rows: list[tuple[int, list[str]]] = []
    length = 0
    # Rows are given from the first one on, but columns from the first that holds something.
    _, first = sheet.start or (0, 0)  # type: ignore[attr-defined]
    for number, row in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        given = formats.get(number - 1)
        cells = [
            text(cell, given.get(at, "") if given else "")[:longest]
            for at, cell in enumerate(row, first)
        ]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            rows.append((number, cells))
            # Beside each cell's text its quotes and comma.
            length += sum(map(len, cells)) + 3 * len(cells)
        if length > most_text:
            raise TooLargeError
        if len(rows) > most_rows:
            break
    return rows, length


def text(cell: object, code: str = "") -> str:
    """A cell as a person reads it in the sheet, dates as ISO 8601 has them."""
    if code and (said := shown(cell, code)):
        return said
    if isinstance(cell, str):
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), cell) if "_x" in cell else cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="seconds" if cell.second else "minutes")
    return str(cell)


def write(what: dict[str, object]) -> None:
    """A line of output."""
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
