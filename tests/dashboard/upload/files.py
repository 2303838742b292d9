"""Files as people upload them, whole and broken."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

ROWS = [["Postcode", "Age"], ["S1 2HE", 34], ["DN1 1AB", 70.0]]
SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)


def workbook(rows: Sequence[Sequence[object]], sheets: Sequence[str] = ("Sheet1",)) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def changed(book: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A workbook with some of its parts replaced, or taken out (None)."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {**dict.fromkeys(old.namelist()), **parts}:
            content = parts.get(name, b"") if name in parts else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()
