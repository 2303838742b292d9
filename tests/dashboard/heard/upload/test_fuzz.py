"""Ten thousand broken files: each ends in counts or in a sentence, and memory stays small."""

import codecs
import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.heard.upload.exercise import Choices, read_exercise
from dashboard.upload.limits import UploadError
from layers import Atlas
from layers.exercise.respondents import load_respondents
from tests.dashboard.upload.files import HEAD, SHEET, changed, workbook

FILES = int(os.environ.get("FUZZ_FILES", "10000"))
MOST_MEGABYTES = 400
KNOWN = load_respondents()
BASE = KNOWN.bases["16"]

CELLS = [
    "S1 2HE", "DN1 1AB", "E01007317", "e01007318", "S10", "LS1 4AP", "", " ", "0", "-1", "1e309",
    "34", "16-24", "65+", "Under 5", "White British", "=cmd|' /C calc'!A0", '"', '""', '"x', "\0",
    "\ufeff", "\u202e", "é", "日本", "\ud83d\ude00", "NaN", "null", "\r", "\n", "\t", "'", "\\",
    "Prefer not to say", "Female", "9" * 400, "x" * 2_000, "#REF!", "<a>", "&lol;", "1,2", "1;2",
]  # fmt: skip
HEADERS = ["Postcode", "LSOA", "Age", "Ethnicity", "Sex", "Disability", "English", "n", "", "=1"]
BOOK = workbook([HEADERS[:4], ["S1 2HE", "E01007317", 34, "Roma"], ["DN1 1AB", "", 70, "White"]])
with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
    PARTS = {name: archive.read(name) for name in archive.namelist()}
XML = [name for name in PARTS if name.endswith((".xml", ".rels"))]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp037"]


def text(draw: random.Random) -> bytes:
    separator = draw.choice(",;\t|")
    width = draw.choice([1, 2, 4, 8, 61])
    rows = [[draw.choice(HEADERS) for _ in range(width)]] if draw.random() < 0.8 else []
    for _ in range(draw.randrange(6)):
        cells = [draw.choice(CELLS) for _ in range(max(1, width + draw.choice([0, 0, 0, -1, 1])))]
        rows.append([f'"{c}"' if draw.random() < 0.2 else c for c in cells])
    whole = draw.choice(["\n", "\r\n", "\r"]).join(separator.join(row) for row in rows)
    return whole.encode(draw.choice(ENCODINGS), errors=draw.choice(["replace", "ignore"]))


def damaged(content: bytes, draw: random.Random) -> bytes:
    """Bytes changed, lost, doubled or put in."""
    raw = bytearray(content)
    for _ in range(draw.randrange(1, 6)):
        at = draw.randrange(len(raw) + 1)
        match draw.randrange(5):
            case 0 if raw:
                raw[at % len(raw)] = draw.randrange(256)
            case 1:
                del raw[at : at + draw.randrange(40)]
            case 2:
                raw[at:at] = raw[at : at + draw.randrange(60)]
            case 3:
                raw[at:at] = draw.choice(
                    [b"\0", b'"', b"\xff\xfe", b"\r\n", b",", b"\x1a", b"\x80"]
                )
            case _:
                raw[at:at] = draw.randbytes(draw.randrange(1, 9))
    return bytes(raw)


def noise(draw: random.Random) -> bytes:
    start = [b"", b"PK\x03\x04", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"<?xml", b"Postcode\n"]
    return draw.choice(start) + draw.randbytes(draw.randrange(200))


def book(draw: random.Random) -> bytes:
    """A workbook with a part damaged, lost, swapped or made anew."""
    name = draw.choice([SHEET, SHEET, *XML])
    match draw.randrange(5):
        case 0:
            return changed(BOOK, {name: damaged(PARTS[name], draw)})
        case 1:
            return changed(BOOK, {name: None})
        case 2:
            return changed(BOOK, {name: PARTS[draw.choice(XML)]})
        case 3:
            return damaged(BOOK, draw)
        case _:
            cells = b"".join(
                b'<row r="%d"><c r="%s" t="%s"><v>%s</v></c></row>'
                % (
                    draw.choice([0, 1, 2, 10**9]),
                    draw.choice([b"A1", b"ZZZ9", b"", b"A", b"1", b"XFD1048576", b"a1"]),
                    draw.choice([b"s", b"n", b"b", b"str", b"inlineStr", b"e", b"?"]),
                    draw.choice([b"0", b"-1", b"1e400", b"S1 2HE", b"99999999999", b"", b"nan"]),
                )
                for _ in range(draw.randrange(5))
            )
            return changed(
                BOOK, {SHEET: HEAD + b"<sheetData>" + cells + b"</sheetData></worksheet>"}
            )


def kinds() -> list[Callable[[random.Random], bytes]]:
    """Fifty, one of them a workbook: each of those takes a process."""
    texts = [text, text, lambda draw: damaged(text(draw), draw), noise]
    return [book, *(texts * 13)[:49]]


def decided(draw: random.Random) -> Choices | None:
    if draw.random() < 0.7:
        return None
    return Choices(
        place=draw.choice(["", "Postcode", "LSOA", "Age"]),
        count=draw.choice([None, "", "n", "Age"]),
        columns={"age": draw.choice(["", "Age", "Postcode", "n"])},
        meanings={"sex": {draw.choice(CELLS): draw.choice(["female", "", "x"])}},
    )


def run(atlas: Atlas, many: int, seed: int) -> dict[str, int]:
    """How many files ended in what. Anything but counts or a sentence is an error."""
    draw = random.Random(seed)
    ends = {"counts": 0, "sentence": 0}
    sentences, every = set(), kinds()
    for number in range(many):
        content = every[number % len(every)](draw)
        try:
            found = read_exercise(content, atlas, KNOWN, BASE, decided(draw))
        except UploadError as error:
            sentences.add(str(error))
            ends["sentence"] += 1
        else:
            assert found.responses.total + found.responses.elsewhere > 0
            ends["counts"] += 1
    assert all(sentence.endswith(".") for sentence in sentences)
    return ends


def test_ten_thousand_broken_files_end_in_counts_or_a_sentence(atlas: Atlas) -> None:
    ends = run(atlas, FILES, seed=2026)
    assert sum(ends.values()) == FILES
    assert min(ends.values()) > FILES // 40


GREEDY = """
import sys
sys.path.insert(0, ".")
from layers import load_atlas
from tests.dashboard.heard.upload import test_fuzz as fuzz
from tests.dashboard.upload.files import HEAD, SHEET, changed
from dashboard.upload.limits import UploadError
atlas, TEXTS = load_atlas(), "xl/sharedStrings.xml"
sheet = lambda inside: changed(fuzz.BOOK, {SHEET: HEAD + b"<sheetData>" + inside})
files = [
    lambda: b"Postcode" + b"," * 60 + b"\\n" + b"S1 2HE\\n" * 10,
    lambda: b"," * 9_000_000,
    lambda: b"Postcode,Age" + b",x" * 48 + b"\\n" + (b"a" + b"," * 48 + b"\\n") * 190_000,
    lambda: b"Postcode\\n" + b"S1 2HE\\n" * 199_000,
    lambda: ("LSOA\\n" + "\\n".join(map(str, range(10**6))))[:9_000_000].encode(),
    lambda: b'"' * 9_999_999,
    lambda: ("é" * 4_000_000).encode("utf-16"),
    lambda: sheet(b"<row><c><v>S1 2HE</v></c></row>" * 150_000 + b"</sheetData></worksheet>"),
    lambda: sheet(b"<a/>" * 1_000_000),
    lambda: sheet(b"<row>" + b"<c/>" * 1_000_000),
    lambda: sheet(b"<row><c><v>" + b"9" * 50_000_000),
    lambda: changed(fuzz.BOOK, {TEXTS: b"<sst>" + b"<si/>" * 2_000_000 + b"</sst>"}),
    lambda: changed(fuzz.BOOK, {TEXTS: b"<sst><si><t>" + b"x" * 59_000_000}),
]
for make in files:
    try:
        fuzz.read_exercise(make(), atlas, fuzz.KNOWN, fuzz.BASE)
    except UploadError:
        pass
fuzz.run(atlas, 500, seed=1)
# Not getrusage: its maximum starts with that of the process that started this one.
lines = open("/proc/self/status").read().splitlines()
print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux gives it")
def test_greedy_files_stay_under_the_limit_of_memory() -> None:
    """In a process of its own, so that only the atlas and the uploads are measured."""
    done = subprocess.run(
        [sys.executable, "-c", GREEDY],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert float(done.stdout) < MOST_MEGABYTES
