"""A theme as one Excel workbook: all areas on one sheet, the larger places, how many people, the
dictionary, and what it rests on.

Every sheet of figures is an Excel table with a name, by which formulas and Power Query find it.
"""

import io
from dataclasses import replace
from datetime import date

from dashboard.files import xlsx_file
from dashboard.files.names import slug
from dashboard.files.table import Table
from dashboard.parts.citation import Citation
from dashboard.take import about_package, dictionary_tables
from dashboard.take.packages import Package
from dashboard.take.table_texts import resource
from dashboard.take.texts import say
from dashboard.take.wide_tables import counts_table, wide_table
from dashboard.wording.legend import level_words
from layers.atlas import Atlas


def to_xlsx(atlas: Atlas, package: Package, cited: Citation, made: date) -> bytes:
    """The workbook's bytes: the same for the same package and day.

    Parameters
    ----------
    made
        The day to print in it.
    """
    sheets = {_called(atlas, level): wide_table(atlas, package, level) for level in atlas.levels}
    counts = counts_table(atlas, package)
    dictionary = _dictionary(atlas, package)
    about = about_package.about(atlas, package, cited, made)
    stream = io.BytesIO()
    with xlsx_file.workbook_of(about, stream) as workbook:
        for name, table in sheets.items():
            xlsx_file.data_sheet(workbook, name, table, named=_named(name))
        for name, table in (("counts", counts), ("dictionary", dictionary)):
            called = say("sheets", name)
            xlsx_file.data_sheet(workbook, called, table, say("sheets", "none"), named=called)
        xlsx_file.text_page(
            workbook, say("sheets", "about"), [about.filters, about.publications, about.caveats]
        )
    return stream.getvalue()


def _dictionary(atlas: Atlas, package: Package) -> Table:
    table = resource("indicators", dictionary_tables.indicators(atlas, package.indicators)).table
    assert table is not None
    return replace(table, codes=package.indicators)


def _called(atlas: Atlas, level: str) -> str:
    many = level_words(atlas, level).many
    return f"{many[:1].upper()}{many[1:]}"


def _named(sheet: str) -> str:
    """A table's name: a sheet's, without what Excel's names cannot have."""
    return slug(sheet).replace("-", "_").capitalize()
