"""A document as a tagged, accessible PDF on A4, set by Typst from ``document.typ``."""

from pathlib import Path
from typing import Any

from dashboard.files import typst_pdf
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

TEMPLATE = Path(__file__).with_name("document.typ")
# Letters of a column's longest cell: up to the first it is as wide as that, unless it is the first
# column; beyond the second it gets no more room.
_SHORT, _LONG = 16, 45
# A table of so few rows, with so few letters in their longest cells, surely fits on a page even
# where its columns are narrow, and is kept on one.
_FEW_ROWS, _FEW_LETTERS = 12, 500


def to_pdf(document: Document) -> bytes:
    """The PDF's bytes: the same for the same document.

    Raises
    ------
    typst_pdf.PdfError
        When Typst cannot make the file, or takes too long.
    """
    said = {
        "title": one_line(document.title),
        "sentence": one_line(document.subtitle),
        "subtitle": document.subtitle,
        "about": list(filter(None, document.about)),
        "link": typst_pdf.address(document.link.address) if document.link else "",
        "link_said": _linked(document.link) if document.link else [],
        "parts": [
            _part(part) | {"sticky": leads_to_table(document.parts, at)}
            for at, part in enumerate(document.parts)
        ],
        "day": day(document.made),
        "made": {
            "year": document.made.year,
            "month": document.made.month,
            "day": document.made.day,
        },
    }
    return typst_pdf.pdf(TEMPLATE, said, made=document.made)


def _linked(link: Link) -> list[str]:
    """What stands before the address, the address as printed, and what stands after it."""
    return [link.words, link.shown, link.after]


def _part(part: Part) -> dict[str, Any]:
    """What the template knows of a part."""
    match part:
        case Heading():
            return {"is": "heading", "text": part.text, "level": part.level}
        case Paragraph():
            return {"is": "paragraph", "text": part.text, "strong": part.strong}
        case Bullets():
            return {"is": "bullets", "items": list(part.items)}
        case Note():
            return {"is": "note", "text": part.text}
        case Blank():
            return {"is": "blank", "label": part.label, "note": TO_WRITE, "lines": part.lines}
        case TableOf():
            return {
                "is": "table",
                "caption": part.caption,
                "head": list(part.head),
                "rows": [list(row) for row in part.rows],
                "figures": list(part.figures),
                "shares": _shares(part),
                "whole": _small(part),
            }


def _shares(part: TableOf) -> list[int]:
    """How much of a table's width each column gets beside the others; 0 for as wide as its text."""
    longest = [max(map(len, cells)) for cells in zip(part.head, *part.rows, strict=True)]
    short = {x for x, length in enumerate(longest) if x and length <= _SHORT}
    return [
        0 if x in short or x in part.figures else min(max(length, _SHORT), _LONG)
        for x, length in enumerate(longest)
    ]


def _small(part: TableOf) -> bool:
    letters = sum(max(map(len, row)) for row in part.rows)
    return len(part.rows) <= _FEW_ROWS and letters <= _FEW_LETTERS
