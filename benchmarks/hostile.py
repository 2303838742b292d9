"""What an attacker sends: requests that are small to send and large to answer.

Made here, so that nothing has to be at hand. Each is a whole HTTP request, or the first part of
one; the host's name and the closing of the connection are put in by :func:`request`.
"""

import io
import json
import zipfile
from functools import lru_cache

HOST = "127.0.0.1"
AREA = "E01008068"  # any of the atlas
# What a sheet of a hostile workbook unpacks to: a thousand times what is sent.
UNPACKED = 57_000_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# All that a reader asks for before it opens a sheet: without them it refuses the file at once.
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}
_SHEET = f'<worksheet xmlns="{_MAIN}">'.encode()
_DATA, _END = _SHEET + b"<sheetData>", b"</sheetData></worksheet>"


def request(
    path: str, body: bytes | None = None, *, headers: str = "", kind: str = "application/json"
) -> bytes:
    """A whole request, after whose answer the server is to close the connection."""
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: {HOST}\r\n"
    head += f"Connection: close\r\n{headers}"
    if body is not None:
        head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}\r\n".encode() + (body or b"")


# ---- numbers ----


def analysis(number: int, path: str = "/heard/analyse") -> bytes:
    """A hundred bytes that say that so many people answered."""
    exercise = {"columns": {"lsoa": {"codes": [AREA], "at": [0]}}, "count": [number]}
    return request(path, json.dumps({"exercise": exercise, "base": "16"}).encode())


def waves(number: int) -> bytes:
    """The same six times over, each with another number, to be laid together."""
    made = [
        {
            "name": str(at),
            "exercise": {"columns": {"lsoa": {"codes": [AREA], "at": [0]}}, "count": [number - at]},
            "base": "16",
        }
        for at in range(6)
    ]
    return request("/heard/waves", json.dumps({"waves": made}).encode())


# ---- workbooks ----


def workbook(sheet: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A workbook whose one sheet is given as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _PARTS.items():
            archive.writestr(name, part)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


@lru_cache(maxsize=8)
def upload(which: str) -> bytes:
    """A request to read one of the hostile workbooks: one of :data:`WORKBOOKS`."""
    return request("/heard/read", b"{}\n" + WORKBOOKS[which](), kind="application/octet-stream")


def _filled(first: bytes, again: bytes, last: bytes) -> bytes:
    return first + again * ((UNPACKED - len(first) - len(last)) // len(again)) + last


def _deep() -> bytes:
    """Elements inside elements, nineteen million of them."""
    return workbook(_filled(_SHEET, b"<a>", b""))


def _empty_cells() -> bytes:
    """Fourteen million cells in one row, none of which holds anything."""
    return workbook(_filled(_DATA + b'<row r="1">', b"<c/>", b"</row>" + _END))


def _empty_rows() -> bytes:
    """Eight million rows, none of which holds anything."""
    return workbook(_filled(_DATA, b"<row/>", _END))


def _far_apart() -> bytes:
    """Two cells, in the first and the last of a sheet's 17 thousand million places."""
    cell = b'<row r="%d"><c r="%s"><v>1</v></c></row>'
    return workbook(_DATA + cell % (1, b"A1") + cell % (1_048_576, b"XFD1048576") + _END)


def _bomb() -> bytes:
    """A part that says it is small and unpacks to 200 MB."""
    packed = workbook(_SHEET + b" " * 200_000_000)
    size = 200_000_000 + len(_SHEET)
    small, large = (1000).to_bytes(4, "little"), size.to_bytes(4, "little")
    return packed.replace(large, small)


def _shared_texts() -> bytes:
    """A million shared texts of some length, and a sheet that refers to them."""
    texts = _filled(
        f'<sst xmlns="{_MAIN}">'.encode(), b"<si><t>" + b"x" * 40 + b"</t></si>", b"</sst>"
    )
    return workbook(
        _DATA + b'<row r="1"><c t="s"><v>0</v></c></row>' + _END,
        {"xl/sharedStrings.xml": texts},
    )


def _many_rows() -> bytes:
    """As many full rows as go in."""
    row = b"<row>" + b"<c t='str'><v>abcdefgh</v></c>" * 8 + b"</row>"
    return workbook(_filled(_DATA, row, _END))


def _one_text() -> bytes:
    """A text of 32,000 characters that half a million cells refer to: 16 GB, were it handed on."""
    texts = f'<sst xmlns="{_MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'.encode()
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 50 + b"</row>"
    return workbook(_DATA + row * 10_000 + _END, {"xl/sharedStrings.xml": texts})


WORKBOOKS = {
    "deep": _deep, "empty cells": _empty_cells, "bomb": _bomb, "texts": _shared_texts,
    "rows": _many_rows, "empty rows": _empty_rows, "far apart": _far_apart, "one text": _one_text,
}  # fmt: skip

# ---- work ----

BRIEF = request("/targets/pdf?c=imd_decile!d!1!r&d=E08000016")
PICTURE = request("/export/png?i=roma")
LARGE = "/export/geojson"
FILES = [
    request(f"/{path}")
    for path in (
        "export/xlsx?i=roma", "export/gpkg?i=roma", "export/geojson?i=roma", "export/svg?i=roma",
        "targets/csv?c=imd_decile!d!1!r", "targets/xlsx?c=imd_decile!d!1!r",
    )
]  # fmt: skip

# ---- slow clients and broken ones ----

BEGUN_HEAD = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode()
_POST = f"POST /heard/read HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/octet-stream\r\n"
BEGUN_BODY = f"{_POST}Content-Length: 1200000\r\n\r\n{{}}\n".encode()
CHUNKED = f"{_POST}Transfer-Encoding: chunked\r\n\r\n".encode()
CHUNK = b"1\r\na\r\n"
STALLED = f"{_POST}Content-Length: 10000000\r\n\r\n{{}}\n".encode() + b"a" * 9_000_000
BAD_CHUNKS = [
    CHUNKED + rest
    for rest in (
        b"zz\r\nhello\r\n0\r\n\r\n", b"5\r\nhelloXX0\r\n\r\n", b"-1\r\nhello\r\n0\r\n\r\n",
        b"ffffffffffffffffff\r\nhello", b"5;" + b"x" * 70_000 + b"\r\nhello\r\n0\r\n\r\n",
    )
]  # fmt: skip
FLOOD = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode() * 100
