"""One page on a practice, network or place: a tagged, accessible PDF on A4 for a visit.

Typst sets it from ``sheet.typ``.
"""

from datetime import date
from pathlib import Path

from dashboard.files import typst_pdf
from dashboard.practices.sheet.sheet_content import content
from layers.atlas import Atlas
from layers.practices.units import Unit

TEMPLATE = Path(__file__).parent / "sheet.typ"


def sheet(atlas: Atlas, unit: Unit, *, made: date, link: str) -> bytes:
    """The PDF's bytes: the same for the same arguments.

    Parameters
    ----------
    made
        The day to print; nothing here looks at a clock.
    link
        The address of the unit's page.

    Raises
    ------
    typst_pdf.PdfError
        When Typst cannot make the file, or takes too long.
    """
    said = content(atlas, unit, made=made, link=typst_pdf.address(link))
    return typst_pdf.pdf(TEMPLATE, said, made=made)
