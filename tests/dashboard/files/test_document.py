"""A document in both formats: the same texts in the same order, and what screen readers need."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.files.document import (
    TO_WRITE,
    Blank,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    TableOf,
    running,
)
from dashboard.files.document_docx import FONT, to_docx
from dashboard.files.document_pdf import to_pdf
from tests.dashboard.seldom_heard.test_brief_tags import Read, read

MADE = date(2026, 11, 29)

PARTS = (
    Paragraph("Zone 4 was heard least often.", strong=True),
    Heading("Who was heard"),
    Bullets(["Men under 35", "=1+1 #strong[x] <b>&amp;</b>"]),
    TableOf(
        ("Group", "Heard", "Expected"), [("16 to 24", "15", "22.1")] * 60, "By age", figures=(1, 2)
    ),
    Note("Counts from 1 to 4 are hidden."),
    Heading("Impact", 2),
    Blank("What is the impact?", lines=5),
    Paragraph("Signed by nobody yet."),
)
LINK = "https://atlas.example.nhs.uk/targets?c=imd_decile%21d%212%21r" + "~roma%21nt%2120%21c" * 9
ABOUT = ("Rests on Census 2021", f"The page: {LINK}", "n" * 300)
EVERYTHING = Document("Equality report", "Screening", ABOUT, PARTS, MADE)


def in_docx(content: bytes) -> list[str]:
    """Texts of the file's body, in order; empty ones left out."""
    body = docx.Document(io.BytesIO(content)).element.body
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return [text for text in texts if text]


def as_set(found: Read) -> str:
    """All text as it is read aloud, without the marks of lists."""

    def pieces(tag: Any) -> Iterator[str]:
        for child in tag.children:
            if isinstance(child, str):
                yield child
            elif child.kind != "Lbl":
                yield from pieces(child)

    return "".join(pieces(found.tree))


def in_pdf(found: Read) -> str:
    """The same without spaces, since a line may break anywhere."""
    return re.sub(r"[\s\u200b]", "", as_set(found))


@pytest.fixture(scope="module")
def pdf() -> Read:
    return read(to_pdf(EVERYTHING))


@pytest.fixture(scope="module")
def opened() -> Any:
    return docx.Document(io.BytesIO(to_docx(EVERYTHING)))


# What both can hold and no line ends in.
WORDS = st.text("abcdefghij ÄŵŷéÉ–’&<>#*_$@=", min_size=1, max_size=60).map(
    lambda text: f"x{text.strip()}x"
)


@st.composite
def parts(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(["heading", "paragraph", "bullets", "table", "blank", "note"]))
    if kind == "bullets":
        return Bullets(draw(st.lists(WORDS, min_size=1, max_size=4)))
    if kind == "table":
        wide = draw(st.integers(1, 4))
        row = st.lists(WORDS, min_size=wide, max_size=wide)
        return TableOf(draw(row), draw(st.lists(row, min_size=1, max_size=4)), draw(WORDS))
    simple = {"heading": Heading, "paragraph": Paragraph, "blank": Blank, "note": Note}
    return simple[kind](draw(WORDS))


@settings(max_examples=8, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=2), st.lists(parts(), min_size=1, max_size=12))
def test_both_formats_hold_the_same_texts_in_the_same_order(
    title: str, about: list[str], some: list[Any]
) -> None:
    # Readers of screens are told of no heading whose own is missing.
    document = Document(title, "", about, (Heading("First"), *some), MADE)
    expected = [re.sub(r"\s+", " ", text) for text in document.texts()]
    assert in_docx(to_docx(document)) == expected
    assert in_pdf(read(to_pdf(document))) == re.sub(r"\s", "", "".join(expected))


def test_an_address_is_set_without_a_character_that_is_not_in_it(pdf: Read) -> None:
    """Over lines, and inside the page: any other word as long is cut by characters nobody sees."""
    text = as_set(pdf)
    assert LINK in re.sub(r"\s", "", text)
    assert "n" * 26 not in text
    assert "\u200b" in text


def test_what_leads_to_a_table_stays_with_it() -> None:
    """In the file for Word; Typst's own blocks are as sticky."""
    table = TableOf(("Group", "Heard"), [("16 to 24", "15")], "By age")
    parts = (Heading("Who"), Paragraph("Apart."), Paragraph("About 80 people."), table)
    made = docx.Document(io.BytesIO(to_docx(Document("Report", "", (), parts, MADE))))
    kept = {p.text: p.paragraph_format.keep_with_next for p in made.paragraphs}
    assert (kept["Apart."], kept["About 80 people."], kept["By age"]) == (None, True, True)
    first, second = made.tables[0].rows
    keeps = [
        [c.paragraphs[0].paragraph_format.keep_with_next for c in r.cells] for r in (first, second)
    ]
    assert keeps == [[True, True], [None, None]]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_docx(EVERYTHING) == to_docx(EVERYTHING)
    assert to_pdf(EVERYTHING) == to_pdf(EVERYTHING)


def test_the_pdf_is_tagged_says_so_and_keeps_the_rules(pdf: Read) -> None:
    root = pdf.pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert pdf.pdf.metadata.title == "Equality report"
    assert pdf.headings(1) == ["Who was heard"]
    assert pdf.headings(2) == ["Impact"]
    [table] = pdf.tree.all("Table")
    assert table.rows() == [["Group", "Heard", "Expected"], *[["16 to 24", "15", "22.1"]] * 60]
    assert [head.attributes["/Scope"] for head in table.all("TH")] == ["/Column"] * 3
    # Its headings stand on every page that the table goes on over.
    assert [page.count("Group Heard Expected") for page in pdf.pages] == [1] * len(pdf.pages)
    assert len(pdf.pages) > 1


def test_a_checker_that_is_not_typst_passes_the_pdf() -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(to_pdf(EVERYTHING), profile=page.ValidationProfile("ua1"))
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []


def test_the_docx_has_headings_lists_and_tables(opened: Any) -> None:
    styles = {p.text: p.style.name for p in opened.paragraphs if p.text}
    assert styles["Equality report"] == "Title"
    assert (styles["Who was heard"], styles["Impact"]) == ("Heading 1", "Heading 2")
    assert styles["Men under 35"] == "List Bullet"
    [table] = opened.tables
    marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert marked == [True, *[False] * 60]
    assert table._tbl.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) == "By age"
    widths = [cell.width.cm for cell in table.rows[1].cells]
    assert sum(widths) == pytest.approx(17, abs=0.01)
    assert [column.width.cm for column in table.columns] == pytest.approx(widths, abs=0.01)
    about = opened.core_properties
    assert (about.title, about.language, about.author) == (
        *("Equality report", "en-GB", "Seldom Heard"),
    )
    assert (about.created.date(), about.modified.date()) == (MADE, MADE)
    assert opened.sections[0].footer._element.find(f".//{qn('w:fldSimple')}") is not None


def test_no_letters_are_small_and_all_are_of_the_language(opened: Any) -> None:
    cells = [cell for table in opened.tables for row in table.rows for cell in row.cells]
    paragraphs = [*opened.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    used = {paragraph.style.name for paragraph in paragraphs}
    assert "Intense Quote" in used
    for name in used:
        style = opened.styles[name]
        assert style.font.size.pt >= 11, name
        assert style.font.name == FONT, name
    languages = {one.get(qn("w:val")) for one in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_blanks_are_empty_boxes_in_both(opened: Any, pdf: Read) -> None:
    texts = [p.text for p in opened.paragraphs]
    at = texts.index("What is the impact?")
    assert texts[at + 1 : at + 7] == [TO_WRITE, *[""] * 5]
    framed = [p._p.find(f".//{qn('w:pBdr')}") is not None for p in opened.paragraphs[at + 2 :][:5]]
    assert framed == [True] * 5
    assert f"Whatistheimpact?{TO_WRITE.replace(' ', '')}Signedbynobodyyet." in in_pdf(pdf)


@pytest.mark.parametrize(
    ("head", "rows", "caption"),
    [
        (("A",), [], "C"),
        (("A",), [("a", "b")], "C"),
        (("",), [("a",)], "C"),
        (("A",), [("a",)], ""),
    ],
)
def test_a_table_without_rows_names_or_caption_is_none(
    head: tuple[str, ...], rows: list[Any], caption: str
) -> None:
    with pytest.raises(ValueError, match="A table needs"):
        TableOf(head, rows, caption)


def test_what_was_typed_in_lines_stays_in_lines() -> None:
    assert running("One.\n\n  Two. \n") == [Paragraph("One."), Paragraph("Two.")]
    assert running(" \n") == []
    hostile = Document("T\x00\ud800\n2", "", (), (Paragraph("a\x1b[31m\nb"),), MADE)
    assert in_docx(to_docx(hostile)) == ["T 2", "a[31m b"]
    assert "a[31mb" in in_pdf(read(to_pdf(hostile)))
