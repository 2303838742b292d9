"""How a workbook shows its numbers: "00043" for 43, "25%" for 0.25, "09:30" for a time of a day.

The library that reads the values (workbook_reader.py) leaves the formats out. They are read here
from the workbook's own parts, only of those cells whose format makes a difference, in the same
process and under the same limits. Formats that are not understood leave the value as it is.

Source: ECMA-376, part 1, 18.8.30 (number formats), as spreadsheets apply it.
"""

import datetime
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

# By row, then by column, both from 0: the format of a cell.
Formats = dict[int, dict[int, str]]

_LARGEST_SHEET = 60_000_000  # bytes unpacked; of a larger one no format is read
_LARGEST_PART = 2_000_000
# From here on a spreadsheet knows no single digits.
_MOST = 1e15
# A number is rounded as it is written down, halves up: 1.005 is a little less in two's powers.
_HALVES_UP = 1 + 2.0**-50
# The formats that every workbook has and none writes down.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# In a format: text in quotes, an escaped sign, a colour, condition or currency, room, a filler.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|([0#?.,%]+)|(.)', re.DOTALL)
_CURRENCY = re.compile(r"\$([^-\]]*)")
_CLOCK = re.compile(r"[hs:]", re.IGNORECASE)
_CALENDAR = re.compile(r"[dy]", re.IGNORECASE)


def formats_of(book: zipfile.ZipFile, sheet: str) -> Formats:
    """The cells of a sheet whose numbers are shown otherwise than they are written down."""
    styles = _styles(book)
    part = _part(book, sheet)
    if not styles or not part or book.getinfo(part).file_size > _LARGEST_SHEET:
        return {}
    found: Formats = {}
    row = column = -1

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal row, column
        tag = name.rpartition(":")[2]
        if tag == "row":
            row, column = int(given["r"]) - 1 if "r" in given else row + 1, -1
        elif tag == "c":
            column += 1
            if match := _LETTERS.fullmatch(given.get("r", "")):
                column, row = _column(match[1]), int(match[2]) - 1
            code = styles.get(given.get("s", ""))
            if code and given.get("t", "n") == "n":
                found.setdefault(row, {})[column] = code

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with book.open(part) as stream:
        parser.ParseFile(stream)
    return found


def shown(value: object, code: str) -> str | None:
    """A value as a format shows it; None where it is shown as it is, or nobody can say how.

    >>> shown(43.0, "00000"), shown(0.25, "0%"), shown(1204.5, '"£"#,##0.00')
    ('00043', '25%', '£1,204.50')
    """
    if isinstance(value, datetime.datetime):
        return value.time().isoformat("seconds" if "s" in code.lower() else "minutes")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _MOST:
        return None
    sections = code.split(";")
    negative = value < 0
    at = 1 if negative and len(sections) > 1 else 2 if not value and len(sections) > 2 else 0
    text = _number(abs(value), sections[at])
    return f"-{text}" if text and negative and at == 0 else text


@dataclass(frozen=True)
class _Plan:
    """A section of a format: how many digits, and what stands around and between them."""

    pieces: tuple[tuple[bool, str], ...]
    scale: float
    places: int
    least_places: int
    least_digits: int
    commas: bool


@lru_cache(maxsize=256)
def _plan(section: str) -> _Plan | None:
    """How to write a number; None for what is not understood here, such as fractions."""
    pieces = _pieces(section)
    masks = [piece for is_mask, piece in pieces if is_mask and piece.strip("%")]
    between = "".join(piece for is_mask, piece in pieces[1:-1] if not is_mask)
    whole, _, part = "".join(masks).replace("%", "").partition(".")
    commas = "," in whole
    if (
        not re.search("[0#?]", whole + part)
        or re.search(r"[A-Za-z/]", between)
        or whole.endswith(",")
        or (commas and len(masks) > 1)
    ):
        return None
    scale = 100.0 ** sum(piece.count("%") for is_mask, piece in pieces if is_mask)
    return _Plan(pieces, scale, len(part), part.count("0"), whole.count("0"), commas)


def _number(value: float, section: str) -> str | None:
    plan = _plan(section)
    if plan is None:
        return None
    number = f"{value * plan.scale * _HALVES_UP:{',' if plan.commas else ''}.{plan.places}f}"
    digits, _, rest = number.partition(".")
    while len(rest) > plan.least_places and rest.endswith("0"):
        rest = rest[:-1]
    digits = "" if digits == "0" and not plan.least_digits else digits.rjust(plan.least_digits, "0")
    return _around(plan.pieces, digits, rest)


def _around(pieces: tuple[tuple[bool, str], ...], digits: str, rest: str) -> str:
    """Digits put into a format, from the right, with what stands before, between and after."""
    made: list[str] = []
    first = next(n for n, (is_mask, piece) in enumerate(pieces) if is_mask and piece.strip("%"))
    for at in range(len(pieces) - 1, -1, -1):
        is_mask, piece = pieces[at]
        if not is_mask or not piece.strip("%"):
            made.append(piece)
            continue
        whole, dot, _ = piece.partition(".")
        places = 0 if at == first else len(digits) - len(re.sub("[^0#?]", "", whole))
        digits, taken = digits[: max(places, 0)], digits[max(places, 0) :]
        made.append(taken + (f".{rest}" if dot and rest else "") + "%" * piece.count("%"))
    return "".join(reversed(made)).strip()


def _pieces(section: str) -> tuple[tuple[bool, str], ...]:
    """A section's digits (True) and the text around them."""
    found: list[tuple[bool, str]] = []
    for quoted, escaped, bracket, mask, plain in _PIECE.findall(section):
        if mask:
            found.append((True, mask))
            continue
        currency = _CURRENCY.match(bracket) if bracket else None
        text = quoted or escaped or (currency[1] if currency else "") or plain
        if text:
            found.append((False, text))
    return tuple(found)


def _styles(book: zipfile.ZipFile) -> dict[str, str]:
    """By a cell's style: its format, where that changes how a number is read."""
    codes, used = dict(_BUILT_IN), []
    inside = False
    for tag, given in _elements(book, "xl/styles.xml"):
        if tag == "numFmt":
            codes[int(given["numFmtId"])] = given["formatCode"]
        elif tag in ("cellXfs", "cellStyles", "dxfs", "cellStyleXfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            used.append(codes.get(int(given.get("numFmtId", "0")), ""))
    return {str(n): code for n, code in enumerate(used) if _matters(code)}


def _matters(code: str) -> bool:
    """Whether a format is one of numbers, or of a time without its day; not of whole numbers."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
    if bare.lower() in ("", "general", "@", "0"):
        return False
    if _CLOCK.search(bare):
        return not _CALENDAR.search(bare)
    return not _CALENDAR.search(bare) and "m" not in bare.lower() and "e" not in bare.lower()


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a sheet; empty where the workbook does not say."""
    wanted = ""
    for tag, given in _elements(book, "xl/workbook.xml"):
        if tag == "sheet" and given.get("name") == sheet:
            wanted = next((v for k, v in given.items() if k.rpartition(":")[2] == "id"), "")
    for tag, given in _elements(book, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship" and given.get("Id") == wanted:
            target = given.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            path = posixpath.normpath(path)
            return path if path in book.namelist() else ""
    return ""


def _elements(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part, without their prefixes, and their attributes."""
    if part not in book.namelist():
        return
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: found.append((name.rpartition(":")[2], given))
    with book.open(part) as stream:
        parser.Parse(stream.read(_LARGEST_PART), True)
    yield from found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
