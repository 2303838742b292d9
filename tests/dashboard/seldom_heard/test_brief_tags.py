"""The brief as assistive technology has it: the structure tree with its text, and PDF/UA's rules.

``read`` is also what the other tests of the brief read it with.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream, DecodedStreamObject, IndirectObject, NameObject

from dashboard.files.typst_pdf import STANDARD
from dashboard.seldom_heard.brief import brief
from layers.atlas import Atlas
from tests.dashboard.seldom_heard.test_export_samples import (
    EIGHT,
    MADE,
    NOTHING,
    SAMPLES,
    Handed,
    handed,
)

UNKNOWN = "\ufffd"
INLINE = ("Span", "Link", "Em", "Strong", "Reference", "Code")
# Of drawing, what says nothing: lines, colours, and how lines and letters are drawn.
_LINES = re.compile(rb"(?:-?[\d.]+\s+){2,6}(?:[mlc]|re)\b")
_LOOKS = re.compile(rb"/c\d+ cs[^/\n]*scn|/c\d+ CS[^/\n]*[wMjJ]\b")
_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_FROM_THE_RIGHT = re.compile(rf"[{_ARABIC}]+(?:[ \u200c\u200d]+[{_ARABIC}]+)*")


@dataclass
class Tag:
    """An element of the structure tree."""

    kind: str
    alt: str = ""
    lang: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list["Tag | str"] = field(default_factory=list)

    def text(self) -> str:
        """All its text, spaces as one, each run in the order in which it is read."""
        return _in_reading_order(" ".join(self.pieces().replace("\u200b", "").split()))

    def pieces(self) -> str:
        """Pieces of one line or of several are one text; what stands in a block is apart."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            else:
                parts.append(child.pieces() if child.kind in INLINE else f" {child.pieces()} ")
        return "".join(parts)

    def all(self, *kinds: str) -> Iterator["Tag"]:
        """Elements of some kinds in it, in the order of reading."""
        for child in self.children:
            if isinstance(child, Tag):
                if child.kind in kinds:
                    yield child
                yield from child.all(*kinds)

    def rows(self) -> list[list[str]]:
        """Of a table: its rows' cells."""
        return [[cell.text() for cell in row.all("TH", "TD")] for row in self.all("TR")]


@dataclass(frozen=True, eq=False)
class Read:
    """A brief that was read again."""

    pdf: pypdf.PdfReader
    tree: Tag

    @cached_property
    def pages(self) -> list[str]:
        """Text by page as anybody may copy it, spaces as one."""
        return [" ".join(page.extract_text().split()) for page in self.pdf.pages]

    def headings(self, level: int) -> list[str]:
        return [tag.text() for tag in self.tree.all(f"H{level}")]

    def tables(self, heading: str) -> list[list[list[str]]]:
        """Tables below each heading that starts so, until the next heading of any level."""
        found, inside = [], False
        for tag in self.tree.all("H1", "H2", "Table"):
            if tag.kind != "Table":
                inside = tag.text().startswith(heading)
            elif inside:
                found.append(tag.rows())
        return found


def read(content: bytes) -> Read:
    pdf = pypdf.PdfReader(io.BytesIO(content))
    for page in pdf.pages:  # the lines of maps and their looks are most of it, and are not read
        stream = DecodedStreamObject()
        stream.set_data(_LOOKS.sub(b"", _LINES.sub(b"", page.get_contents().get_data())))
        page[NameObject("/Contents")] = stream
    return Read(pdf, _tree(pdf))


@cache
def made(sample: Handed) -> bytes:
    """Set once for all tests."""
    return brief(sample.atlas, sample.handover, made=MADE, link=sample.link)


@cache
def opened(sample: Handed) -> Read:
    """Set and read once for all tests."""
    return read(made(sample))


def _in_reading_order(text: str) -> str:
    """A PDF has the letters of a script from the right as they stand, from the left."""
    return _FROM_THE_RIGHT.sub(lambda run: run[0][::-1], text)


def _tree(pdf: pypdf.PdfReader) -> Tag:
    texts = {page.indirect_reference.idnum: _marked(page) for page in pdf.pages}
    root = pdf.trailer["/Root"]["/StructTreeRoot"]

    def walk(node: Any, page: int | None) -> list[Tag | str]:
        if isinstance(node, IndirectObject):
            node = node.get_object()
        if isinstance(node, int):
            return [texts[page][node]] if page in texts else []
        if isinstance(node, list):
            return [part for one in node for part in walk(one, page)]
        if node.get("/Type") == "/OBJR":
            return []
        if "/Pg" in node:
            page = node.raw_get("/Pg").idnum
        if node.get("/Type") == "/MCR":
            return [texts[page][node["/MCID"]]]
        attributes: dict[str, Any] = {}
        given = node.get("/A", [])
        for one in given if isinstance(given, list) else [given]:
            attributes |= one.get_object()
        tag = Tag(
            str(node["/S"])[1:], str(node.get("/Alt", "")), str(node.get("/Lang", "")), attributes
        )
        tag.children = walk(node.get("/K", []), page)
        return [tag]

    return Tag("Root", children=walk(root["/K"], None))


def _marked(page: Any) -> dict[int, str]:
    """Text of a page by the numbers of its marked content; artifacts are left out."""
    fonts = {n: _letters(f.get_object()) for n, f in page["/Resources"].get("/Font", {}).items()}
    found: dict[int, str] = {}
    stack: list[tuple[int | None, str | None]] = []
    letters: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"BDC", b"BMC"):
            about = operands[1] if len(operands) > 1 else {}
            about = about if isinstance(about, dict) else {}
            outer = stack[-1][0] if stack else None
            number = about.get("/MCID", outer)
            instead = about.get("/ActualText")
            stack.append((number, None if instead is None else str(instead)))
            if number is not None:
                found.setdefault(int(number), "")
                if instead is not None:
                    found[int(number)] += str(instead)
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and stack and stack[-1][0] is not None:
            if any(instead is not None for _, instead in stack):
                continue
            parts = operands[0] if operator == b"TJ" else operands
            raw = b"".join(_bytes(part) for part in parts if isinstance(part, str | bytes))
            codes = [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
            found[int(stack[-1][0])] += "".join(letters.get(code, UNKNOWN) for code in codes)
    return found


def _bytes(part: Any) -> bytes:
    return part if isinstance(part, bytes) else part.original_bytes


def _letters(font: Any) -> dict[int, str]:
    """A font's letters by code, from its table for copying."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            first = int(text, 16)
            for at in range(int(low, 16), int(high, 16) + 1):
                found[at] = chr(first + at - int(low, 16))
    return found


@pytest.fixture(params=[*SAMPLES, "eight", "nothing"], ids=lambda name: name.replace(" ", "-"))
def sample(request: pytest.FixtureRequest, atlas: Atlas) -> Handed:
    return handed(atlas, {**SAMPLES, "eight": EIGHT, "nothing": NOTHING}[request.param])


def test_it_keeps_the_rules_of_pdf_ua(sample: Handed) -> None:
    """By a checker that is not Typst's own: 104 rules after the Matterhorn Protocol."""
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(made(sample), profile=page.ValidationProfile("ua1"))
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 100


def test_it_says_that_it_is_pdf_ua_and_is_tagged(sample: Handed) -> None:
    assert STANDARD == "ua-1"
    pdf = opened(sample).pdf
    root = pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert all("/StructParents" in page for page in pdf.pages)
    assert all(page["/Tabs"] == "/S" for page in pdf.pages)


def test_title_author_and_date(sample: Handed) -> None:
    about = opened(sample).pdf.metadata
    assert about.title
    assert about.title.startswith(sample.targets.name)
    assert about.author == "Seldom Heard"
    assert (about.creation_date.year, about.creation_date.month) == (2026, 11)


def test_headings_nest_and_each_zone_has_one(sample: Handed) -> None:
    found = opened(sample)
    levels = [int(tag.kind[1]) for tag in found.tree.all(*(f"H{n}" for n in range(1, 7)))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    zones = [f"{n}. {z.leading}" for n, z in enumerate(sample.handover.zones[:20], start=1)]
    assert [h for h in found.headings(1) if h[0].isdigit()] == zones
    outline = found.pdf.outline
    assert len(outline) >= len(zones) + 2


def test_every_picture_has_words_for_those_who_cannot_see_it(sample: Handed) -> None:
    pictures = list(opened(sample).tree.all("Figure"))
    pictures = [p for p in pictures if p.alt or not list(p.all("Figure"))]
    codes = [p.alt for p in pictures if p.alt.startswith("Code ")]
    maps = [p.alt for p in pictures if p.alt.startswith("Map of ")]
    zones = sample.handover.zones[:20]
    taken = zones[:10]
    assert len(pictures) == len(codes) + len(maps)
    assert ["opens zone" in alt for alt in codes] == [True] * len(taken)
    for number, alt in enumerate(maps[1 : len(taken) + 1], start=1):
        assert f"zone {number}:" in alt
    for number, alt in enumerate(maps[len(taken) + 1 :], start=1):
        assert f"zone {number} " in alt
    assert len(maps) == len(taken) + 1 + len(zones)


def test_tables_have_header_cells_over_every_column(sample: Handed) -> None:
    tables = list(opened(sample).tree.all("Table"))
    assert tables
    for table in tables:
        first, *rest = list(table.all("TR"))
        heads = list(first.all("TH"))
        assert heads
        assert not list(first.all("TD"))
        assert all(head.text() for head in heads)
        assert all(head.attributes["/Scope"] in ("/Column", "/Both") for head in heads)
        for row in rest:
            assert len(list(row.all("TD", "TH"))) == len(heads)


def test_nothing_is_read_twice_or_left_out(sample: Handed) -> None:
    """The tree's text is all of the pages' but what repeats at the foot of each."""
    found = opened(sample)
    assert UNKNOWN not in found.tree.text()
    assert found.tree.text().count(sample.handover.sentence) == 1
    foot = f"1 of {len(found.pages)}"
    assert foot in found.pages[0]
    assert foot not in found.tree.text()


def test_links_say_where_they_lead(sample: Handed) -> None:
    found = opened(sample)
    links = list(found.tree.all("Link"))
    assert links
    assert "".join("".join(link.pieces().split()) for link in links) == sample.link
