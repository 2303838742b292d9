"""A document for a team to edit (DOCX): real headings, lists and tables, which readers of screens
find their way by, in letters of 11 points or more."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from dashboard.files.about import day
from dashboard.files.document import (
    TO_WRITE,
    Blank,
    Bullets,
    Document,
    Heading,
    Link,
    Note,
    Paragraph,
    Part,
    TableOf,
    leads_to_table,
    one_line,
)

FONT = "Arial"
LANGUAGE = "en-GB"
# By name of the style: its size in points, and whether it is bold. No smaller than 11.
_LETTERS = {
    "Normal": (11, False),
    "Title": (22, True),
    "Subtitle": (14, False),
    "Heading 1": (16, True),
    "Heading 2": (13, True),
    "Caption": (11, True),
    "List Bullet": (11, False),
    "Intense Quote": (11, False),
}
_INK = "15202B"
_WIDE = 17.0  # centimetres between the margins of A4
_MARGIN = 2.0
# Letters of a column's longest cell below which it gets no less room, and beyond which no more.
_SHORT, _LONG = 10, 45


def to_docx(document: Document) -> bytes:
    """The file's bytes: the same for the same document."""
    # Imported when the first is made: a worker that makes none stays smaller.
    import docx

    paper = docx.Document()
    _set_up(paper, document)
    paper.add_paragraph(one_line(document.title), style="Title")
    if document.subtitle:
        paper.add_paragraph(one_line(document.subtitle), style="Subtitle")
    for line in filter(None, document.about):
        paper.add_paragraph(one_line(line))
    if document.link:
        _add_link(paper, document.link)
    for at, part in enumerate(document.parts):
        _add(paper, part)
        if leads_to_table(document.parts, at):
            paper.paragraphs[-1].paragraph_format.keep_with_next = True
    stream = io.BytesIO()
    paper.save(stream)
    return _dated(stream, document.made)


def _add(paper: Any, part: Part) -> None:
    match part:
        case Heading():
            paper.add_heading(one_line(part.text), level=part.level)
        case Paragraph():
            paper.add_paragraph().add_run(one_line(part.text)).bold = part.strong or None
        case Bullets():
            for item in part.items:
                paper.add_paragraph(one_line(item), style="List Bullet")
        case Note():
            paper.add_paragraph(one_line(part.text), style="Intense Quote")
        case Blank():
            _add_blank(paper, part)
        case TableOf():
            _add_table(paper, part)


def _add_link(paper: Any, link: Link) -> None:
    """A line whose address leads there; underlined, so that it is seen to without its colour."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.text.run import Run

    line = paper.add_paragraph(link.words)
    leads = line.part.relate_to(
        one_line(link.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    element = _element("w:hyperlink", {"r:id": leads})
    run = Run(_element("w:r"), line)
    run.text, run.underline = one_line(link.shown), True
    element.append(run._r)
    line._p.append(element)
    line.add_run(link.after)


def _add_blank(paper: Any, part: Blank) -> None:
    label = paper.add_paragraph()
    label.add_run(one_line(part.label)).bold = True
    note = paper.add_paragraph(TO_WRITE)
    for paragraph in (label, note):
        paragraph.paragraph_format.keep_with_next = True
    for at in range(part.lines):
        line = paper.add_paragraph()
        _framed(line._p, "top", "left", "bottom", "right")
        line.paragraph_format.space_after = 0
        line.paragraph_format.keep_with_next = at < part.lines - 1
    paper.add_paragraph()


def _framed(element: Any, *sides: str) -> None:
    """Lines at some sides of a paragraph, or of a style's; those that follow each other are one."""
    frame = _element("w:pBdr")
    for side in sides:
        look = {"w:val": "single", "w:sz": "8", "w:space": "6", "w:color": _INK}
        frame.append(_element(f"w:{side}", look))
    properties = element.get_or_add_pPr()
    for before in properties.findall(_name("w:pBdr")):
        properties.remove(before)
    # The place that the schema has for it.
    properties.insert_element_before(frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _add_table(paper: Any, part: TableOf) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    caption = paper.add_paragraph(one_line(part.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = paper.add_table(rows=0, cols=len(part.head), style="Table Grid")
    widths = [Cm(width) for width in _widths(part)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for at, row in enumerate((part.head, *part.rows)):
        line = table.add_row()
        look = line._tr.get_or_add_trPr()
        look.append(_element("w:cantSplit"))
        if at == 0:  # read out as the columns' names, and again on every page
            look.append(_element("w:tblHeader"))
        for x, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = widths[x]
            paragraph = cell.paragraphs[0]
            paragraph.add_run(one_line(text)).bold = at == 0 or None
            paragraph.paragraph_format.space_after = 0
            # Its first row goes with the columns' names, which go with what is above them.
            paragraph.paragraph_format.keep_with_next = at == 0 or None
            if x in part.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # What the table shows, for readers of screens that go from table to table.
    described = {"w:val": one_line(part.caption)}
    table._tbl.tblPr.append(_element("w:tblCaption", described))
    paper.add_paragraph()


def _widths(part: TableOf) -> list[float]:
    """Of each column, in centimetres: by its longest cell, together as wide as the page."""
    longest = [max(map(len, cells)) for cells in zip(part.head, *part.rows, strict=True)]
    letters = [min(max(length, _SHORT), _LONG) for length in longest]
    return [_WIDE * count / sum(letters) for count in letters]


def _set_up(paper: Any, document: Document) -> None:
    """Title, language, letters, page, and the line at its foot."""
    from docx.shared import Cm, Pt, RGBColor

    about = paper.core_properties
    about.title, about.subject = one_line(document.title), one_line(document.subtitle)
    about.author = about.last_modified_by = "Seldom Heard"
    about.comments, about.language = "", LANGUAGE
    about.created = about.modified = datetime.combine(document.made, time())
    for name, (size, bold) in _LETTERS.items():
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(_name(f"w:{theme}"), None)  # else it hides the font's name
        fonts.set(_name("w:cs"), FONT)
    note = paper.styles["Intense Quote"]
    _framed(note.element, "left")
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Cm(0.3)
    defaults = paper.styles.element.find(f".//{_name('w:rPrDefault')}/{_name('w:rPr')}")
    language = defaults.find(_name("w:lang"))
    language.set(_name("w:val"), LANGUAGE)
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"Seldom Heard · {one_line(document.title)} · {day(document.made)} · ")
    foot._p.append(_element("w:fldSimple", {"w:instr": "PAGE"}))


def _element(name: str, values: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in (values or {}).items():
        made.set(_name(key), value)
    return made


def _name(short: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(short))


def _dated(stream: io.BytesIO, made: date) -> bytes:
    """The same file with one day in all its parts, where the library has the hour it ran."""
    dated = io.BytesIO()
    with zipfile.ZipFile(stream) as before, zipfile.ZipFile(dated, "w") as after:
        for name in before.namelist():
            info = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, before.read(name))
    return dated.getvalue()
