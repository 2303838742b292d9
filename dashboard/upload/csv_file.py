"""Text with separated values, from whichever program and in whichever encoding it comes."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dashboard.upload.limits import UploadError
from dashboard.upload.sheet import Sheet, make_sheet
from dashboard.upload.wanted import Wanted

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 20
_LONGEST_CELL = 131_072  # letters; more than a spreadsheet's cell can hold
# UTF-32 before UTF-16: its mark starts with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(content: bytes, wanted: Wanted) -> Sheet:
    """Read a text file: UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar.

    Formulas are text like any other and are never worked out. Rows are numbered as records, so a
    cell with a line break in it does not count twice.

    Raises
    ------
    UploadError
        For text that cannot be decoded, quotes that do not close, or too much of anything.
    """
    # The library's own limit belongs to the process, and others may have moved it.
    csv.field_size_limit(_LONGEST_CELL)
    text, notes = _decoded(content)
    separator = _separator(text)
    return replace(make_sheet(_records(text, separator), wanted, notes), separator=separator)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if not encoding and b"\0" in content[:1000]:
        # UTF-16 without its mark: every second byte of plain letters is 0.
        half = len(content[:1000]) // 2
        odd, even = content[1:1000:2].count(0), content[0:1000:2].count(0)
        if max(odd, even) > 0.6 * half and min(odd, even) < 0.1 * half:
            encoding = "utf-16-le" if odd > even else "utf-16-be"
    notes = []
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise UploadError(
                "The file's text is damaged and cannot be read. Save it again as CSV (UTF-8)."
            ) from None
        text = content.decode("cp1252", errors="replace")
        notes.append(
            "The file is not in UTF-8; it was read as Windows text. Check names with accents."
        )
    if "\0" in text:
        raise UploadError(
            "The file holds bytes that no text has (NUL), so it is damaged or not a CSV file. "
            "Save it again as CSV (UTF-8) or XLSX."
        )
    return text, notes


def _separator(text: str) -> str:
    """The separator that splits the first rows into the most columns, as many in each."""
    first = _lines(text[:100_000])
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        try:
            widths = [
                len(row) for row in islice(csv.reader(first, delimiter=separator), _SAMPLE) if row
            ]
        except csv.Error:
            continue
        # A title above the headers is no more than one cell wide.
        several = [width for width in widths if width > 1]
        if not several:
            continue
        usual = max(several, key=several.count)
        score = widths.count(usual) / len(widths) + min(usual, 50) / 1000
        if score > most:
            best, most = separator, score
    return best


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    lines = _lines(text)
    reader = csv.reader(lines, delimiter=separator)
    number = start = 0
    try:
        for number, row in enumerate(reader, start=1):
            if reader.line_num == len(lines):
                number -= 1
                _check_closed(lines[start:], separator)
                number += 1
            start = reader.line_num
            yield number, row
    except csv.Error:
        raise UploadError(
            f'Row {number + 1:,} cannot be read: a quotation mark (") that opens there does not '
            "close, or a cell is far too long. Correct it, or save the file as XLSX."
        ) from None


def _lines(text: str) -> list[str]:
    """Lines with their ends. Only CR, LF and both end one: other programs leave U+2028, form feeds
    and the like inside a cell, and ``str.splitlines`` would tear the row there."""
    return list(io.StringIO(text, newline=""))


def _check_closed(lines: list[str], separator: str) -> None:
    """Refuse a last record whose quotes do not close: it has swallowed the rows below it."""
    try:
        next(csv.reader(lines, delimiter=separator, strict=True), None)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise
