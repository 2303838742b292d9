"""The first sheet of a workbook, read as a stream of events.

No library does this safely enough for files of strangers. A workbook of 5 kB with one cell at the
far corner makes python-calamine ask for 500 GB, which ends the whole process; one of 52 kB with
empty elements keeps openpyxl busy for minutes and fills the memory. Here nothing is kept but the
cells, entities are refused, and every part has a limit that counts what is really unpacked.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from dashboard.uploads import limits
from dashboard.uploads.limits import UploadError, too_many_columns, too_many_rows
from dashboard.uploads.sheet import Sheet, make_sheet

_CHUNK = 1 << 16
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?")
_DAMAGED = "The workbook is damaged and cannot be read. Open it, save it again as .xlsx, and retry."


def read_xlsx(content: bytes) -> Sheet:
    """Read the first sheet that is not hidden.

    Of a formula the value is taken that the workbook was saved with; nothing is worked out.

    Raises
    ------
    UploadError
        For a file that is no workbook, is damaged or protected, or is too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Workbook(archive).sheet()
    except (UploadError, MemoryError):
        raise
    except Exception:
        # What broken archives and broken XML make of the standard library has no common name.
        raise UploadError(_DAMAGED) from None


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.left = limits.MOST_UNPACKED
        parts = archive.infolist()
        if len(parts) > limits.MOST_PARTS or sum(p.file_size for p in parts) > self.left:
            raise _too_large()
        self.parts = {part.filename: part for part in parts}
        if "xl/workbook.xml" not in self.parts:
            raise UploadError("This file is packed (ZIP) but is no workbook. Save it as .xlsx.")

    def sheet(self) -> Sheet:
        names, path = self._first_sheet()
        texts = self._texts()
        cells = _Cells(texts)
        self._parse(path, cells.start, cells.end, cells.text, limits.MOST_UNPACKED)
        notes = []
        if len(names) > 1:
            notes.append(
                f"The workbook has {len(names)} sheets; the first, “{names[0][:40]}”, was read."
            )
        return make_sheet(cells.found(), notes)

    def _first_sheet(self) -> tuple[list[str], str]:
        """The names of the sheets that are not hidden, and the path of the first."""
        sheets: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def sheet(tag: str, attributes: dict[str, str]) -> None:
            if tag == "sheet" and attributes.get("state", "visible") == "visible":
                reference = next((v for k, v in attributes.items() if _local(k) == "id"), "")
                sheets.append((attributes.get("name", ""), reference))

        def relation(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        small = limits.MOST_UNPACKED_PART
        self._parse("xl/workbook.xml", sheet, None, None, small)
        self._parse("xl/_rels/workbook.xml.rels", relation, None, None, small)
        for name, reference in sheets:
            target = targets.get(reference, "").removeprefix("/")
            path = target if target.startswith("xl/") else f"xl/{target}"
            if path in self.parts and "worksheets/" in path:
                rest = [n for n, _ in sheets if n != name]
                return [name, *rest], path
        raise UploadError("The workbook has no sheet with cells. Save it as CSV and try again.")

    def _texts(self) -> list[str]:
        """Texts that cells refer to by number."""
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        texts = _Texts()
        self._parse(
            "xl/sharedStrings.xml", texts.start, texts.end, texts.text, limits.MOST_UNPACKED
        )
        return texts.found

    def _parse(
        self,
        path: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None,
        text: Callable[[str], None] | None,
        most: int,
    ) -> None:
        part = self.parts[path]
        if part.flag_bits & 1:
            raise UploadError("The workbook has a password. Save it without one and try again.")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UploadError(_DAMAGED)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        # Entities could multiply without end, or name other files; workbooks have none.
        parser.StartDoctypeDeclHandler = _refuse_doctype

        def first(tag: str, attributes: dict[str, str]) -> None:
            # Names mostly have no prefix; taking one off each would double the time.
            plain = ":" not in tag
            parser.StartElementHandler = start if plain else lambda t, a: start(_local(t), a)
            if end is not None:
                parser.EndElementHandler = end if plain else lambda t: end(_local(t))
            start(_local(tag), attributes)

        parser.StartElementHandler = first
        if text is not None:
            parser.CharacterDataHandler = text
        with self.archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                self.left -= len(chunk)
                most -= len(chunk)
                if self.left < 0 or most < 0:
                    raise _too_large()
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


class _Texts:
    """Shared texts: the runs of each put together, without the reading aids of Japanese."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.reading = False
        self.aside = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            self.parts = []
        elif tag == "rPh":
            self.aside += 1
        elif tag == "t":
            self.reading = not self.aside

    def text(self, data: str) -> None:
        if self.reading:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        if tag == "t":
            self.reading = False
        elif tag == "rPh":
            self.aside -= 1
        elif tag == "si":
            if len(self.found) >= limits.MOST_TEXTS:
                raise _too_large()
            self.found.append("".join(self.parts)[: limits.LONGEST_CELL])


class _Cells:
    """The cells of a sheet, row by row."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.rows: list[tuple[int, list[str]]] = []
        self.number = 0
        self.row: list[str] = []
        self.column = 0
        self.columns = {"": 0}
        self.kind = "n"
        self.parts: list[str] = []
        self.reading = False
        self.aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v" or tag == "t":
            self.reading = not self.aside
        elif tag == "c":
            self.kind = attributes.get("t", "n")
            letters = attributes.get("r", "").rstrip("0123456789")
            number = self.columns.get(letters)
            if number is None:
                number = self.columns[letters] = _column(letters)
            # A cell that does not say where it is comes after the one before.
            self.column = number or self.column + 1
            self.parts = []
        elif tag == "rPh":
            self.aside += 1
        elif tag == "row":
            number_text = attributes.get("r", "")
            self.number = int(number_text[:9]) if number_text.isdecimal() else self.number + 1
            self.row, self.column = [], 0

    def text(self, data: str) -> None:
        if self.reading:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        if tag == "v" or tag == "t":
            self.reading = False
        elif tag == "c":
            value = self._value("".join(self.parts))
            if value:
                if self.column > limits.MOST_COLUMNS:
                    raise too_many_columns(self.column)
                missing = self.column - len(self.row)
                if missing > 0:
                    self.row.extend([""] * missing)
                self.row[self.column - 1] = value
        elif tag == "rPh":
            self.aside -= 1
        elif tag == "row" and self.row:
            if len(self.rows) > limits.MOST_ROWS:
                raise too_many_rows()
            self.rows.append((self.number, self.row))
            self.row = []

    def found(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self.rows)

    def _value(self, raw: str) -> str:
        if self.kind == "s":
            known = raw.isdecimal() and len(raw) < 9 and int(raw) < len(self.texts)
            return self.texts[int(raw)] if known else ""
        if self.kind == "n" and not raw.isdecimal() and _NUMBER.fullmatch(raw):
            number = float(raw)
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else raw
        return raw[: limits.LONGEST_CELL]


def _column(letters: str) -> int:
    """1 for A; 0 for what names no column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _refuse_doctype(*_: Any) -> None:
    raise UploadError(_DAMAGED)


def _too_large() -> UploadError:
    return UploadError(
        "The workbook is too large once unpacked. Keep only the sheet and the columns that are "
        "wanted here, or save it as CSV."
    )


def _local(tag: str) -> str:
    """A name without its namespace's prefix."""
    return tag.rpartition(":")[2]
