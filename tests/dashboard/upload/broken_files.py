"""Files that cannot be read, as a file of answers, and what is said of each."""

from dashboard.upload import limits
from tests.dashboard.upload.files import HEAD, ROWS, SHEET, changed, workbook


def far(reference: bytes) -> bytes:
    return HEAD + (
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="'
        + reference
        + b'"><v>1</v></c></row></sheetData></worksheet>'
    )


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
MANY = HEAD + b"<sheetData>" + b"<row><c><v>1</v></c></row>" * 200_020 + b"</sheetData></worksheet>"
# More text than may be handed on.
LONG = (
    HEAD
    + b'<sheetData><row><c t="inlineStr"><is><t>Place</t></is></c></row>'
    + (b'<row><c t="str"><v>' + b"x" * 32_000 + b"</v></c></row>") * 1_900
    + b"</sheetData></worksheet>"
)
BOOK = workbook(ROWS)
BROKEN: list[tuple[bytes, str]] = [
    (b"", "The file is empty"),
    (b" \n\t\r\n", "The file is empty"),
    (b",,,\n,,\n", "holds no cells"),
    (b"a,b\n", "no rows below them"),
    (b"a,b\n1,2,3\n", "no row below it can be read"),
    (b"a" * (limits.MOST_BYTES + 1), "the most is 10 MB"),
    (b"a\n" + b"1\n" * (limits.MOST_ROWS + 1), "more than 200,000 rows"),
    (b"a," * 1_000_000 + b"a\n1\n", "1,000,001 columns; the most is 60"),
    (b"a,b\nS1 2HE,\0\n", "NUL"),
    (bytes(range(256)) * 4, "NUL"),
    ("a,b\n1,2".encode("utf-16")[:-1], "text is damaged"),
    (b'a,b\n1,2\n"S1 2HE,3\n4,5\n', "Row 3 cannot be read: a quotation mark"),
    (b'a,b\n1,"' + b"x" * 200_000 + b'"\n', "Row 2 cannot be read"),
    (b"%PDF-1.7 ...", "not a table but a document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "old (.xls) or a password-protected"),
    (b"PK\x03\x04 broken", "workbook is damaged"),
    (BOOK[: len(BOOK) // 2], "workbook is damaged"),
    (changed(BOOK, {"xl/workbook.xml": None}), "no workbook"),
    (changed(BOOK, {"xl/workbook.xml": b"<workbook/>"}), "no sheet with cells"),
    (changed(BOOK, {"xl/_rels/workbook.xml.rels": None}), "workbook is damaged"),
    (changed(BOOK, {SHEET: HEAD + b"<sheetData><row>"}), "workbook is damaged"),
    (changed(BOOK, {SHEET: LAUGHS}), "no sheet with cells"),
    (changed(BOOK, {SHEET: b"<a>" * 300_000}), "no sheet with cells"),
    (changed(BOOK, {SHEET: far(b"XFD9")}), "16,384 columns"),
    (changed(BOOK, {SHEET: far(b"XFD1048576")}), "too much time or memory"),
    (changed(BOOK, {SHEET: MANY}), "more than 200,000 rows"),
    (changed(BOOK, {SHEET: LONG}), "too much time or memory"),
    (changed(BOOK, {SHEET: b" " * 60_000_000}), "damaged"),
    (changed(BOOK, {"xl/workbook.xml": b" " * 3_000_000}), "workbook is damaged"),
]
