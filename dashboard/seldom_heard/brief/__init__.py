"""The engagement brief: a tagged, accessible PDF on A4 that a team can print and act on.

Typst sets it from ``brief.typ``.
"""

from datetime import date
from pathlib import Path

from dashboard.files import typst_pdf
from dashboard.files.printable import printable
from dashboard.parts.targets.handover import Handover
from dashboard.seldom_heard.brief.pages import content
from layers.atlas import Atlas

TEMPLATE = Path(__file__).parent / "brief.typ"


def brief(atlas: Atlas, handover: Handover, *, made: date, link: str) -> bytes:
    """The PDF's bytes: the same for the same arguments.

    Parameters
    ----------
    made
        The day to print; nothing here looks at a clock.
    link
        The address that finds the same again.

    Raises
    ------
    typst_pdf.PdfError
        When Typst cannot make the file, or takes too long.
    """
    said = content(atlas, handover, made=made, link=typst_pdf.address(link))
    if printable(said["title"]) != typst_pdf.visible(said["title"]):
        said["notes"].append(
            "A part of the name cannot be printed with the letters at hand and is described in "
            "brackets. It is whole in the title that a PDF reader shows, and in the other files."
        )
    return typst_pdf.pdf(TEMPLATE, said, made=made)
