"""The engagement brief: a tagged, accessible PDF on A4 that a team can print and act on.

The summary, two pages for whoever goes to a zone, zone by zone, then more of each zone and how it
was found, for whoever plans. Typst sets it from ``brief.typ``.
"""

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.files import typst_pdf
from dashboard.files.printable import printable
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard.brief.pages import content, of_zone
from layers.atlas import Atlas

TEMPLATE, HANDOUT = (Path(__file__).parent / name for name in ("brief.typ", "one_zone.typ"))


def brief(
    atlas: Atlas,
    handover: Handover,
    *,
    made: date,
    link: str,
    sessions: tuple[Answer, str] | None = None,
) -> bytes:
    """The PDF's bytes: the same for the same arguments.

    Parameters
    ----------
    made
        The day to print; nothing here looks at a clock.
    link
        The address that finds the same again.
    sessions
        Where to meet the people found, and the address that finds that again: a page of its own.

    Raises
    ------
    typst_pdf.PdfError
        When Typst cannot make the file, or takes too long.
    """
    meet = (sessions[0], typst_pdf.address(sessions[1])) if sessions else None
    said = content(atlas, handover, made=made, link=typst_pdf.address(link), sessions=meet)
    return _set(TEMPLATE, said, made)


def handout(atlas: Atlas, handover: Handover, number: int, *, made: date, link: str) -> bytes:
    """The two pages of one zone, counted from 1, for whoever goes there; else as :func:`brief`."""
    said = of_zone(atlas, handover, number, made=made, link=typst_pdf.address(link))
    return _set(HANDOUT, said, made)


def _set(template: Path, said: dict[str, Any], made: date) -> bytes:
    if printable(said["title"]) != typst_pdf.visible(said["title"]):
        said["notes"].append(
            "A part of the name cannot be printed with the letters at hand and is described in "
            "brackets. It is whole in the title that a PDF reader shows, and in the other files."
        )
    return typst_pdf.pdf(template, said, made=made)
