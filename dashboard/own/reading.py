"""An uploaded file as a table of one's own: its cells, its columns, and what was read of them.

The one reader of files is :mod:`dashboard.upload`; what the rows mean, :mod:`layers.own` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec

from dashboard.own.decisions import Decided, Role
from dashboard.own.file_words import says_nothing, title_of
from dashboard.own.texts import say
from dashboard.upload.any_file import read_sheet
from dashboard.upload.limits import MOST_ROWS
from dashboard.upload.sheet import Sheet
from dashboard.upload.wanted import Wanted
from layers.atlas import Atlas
from layers.exercise.respondents import load_respondents, normal
from layers.own.column_words import column_words
from layers.own.decimal_commas import with_points
from layers.own.errors import OwnLayerError
from layers.own.other_places import not_supported
from layers.own.own_columns import Columns, Form, find_columns
from layers.own.own_table import Reading, read_table
from layers.own.texts import say as say_of_layers
from layers.own.value_headings import names_counted
from layers.statistics.suppression import Rule

# What a file of each form holds, in the order in which it is asked for; and what it must hold.
ROLES: Mapping[Form, tuple[Role, ...]] = {
    "value": ("place", "value", "year"),
    "parts": ("place", "numerator", "denominator", "year"),
    "cases": ("place", "year"),
    "points": ("name", "place", "easting", "northing"),
}
_NEEDED: Mapping[Form, tuple[Role, ...]] = {
    "value": ("place", "value"),
    "parts": ("place", "numerator", "denominator"),
    "cases": ("place",),
    "points": ("name",),
}
_EVERY = tuple(dict.fromkeys(role for roles in ROLES.values() for role in roles))


@dataclass(frozen=True)
class OwnFile:
    """What a file was taken for.

    Attributes
    ----------
    columns
        Places of its columns in the sheet.
    called
        What its values are called: the header of their column, with the file's name where that
        does not say what they are.
    reading
        What was read of it; None where that cannot be, for ``why``.
    """

    sheet: Sheet
    columns: Columns
    called: str
    reading: Reading | None
    why: str = ""

    def header(self, role: Role) -> str:
        """The header of a column; "" where there is none."""
        at = getattr(self.columns, role)
        return "" if at is None else self.sheet.headers[at]


def read_file(content: bytes, atlas: Atlas, decided: Decided, rule: Rule) -> OwnFile:
    """Read a file with what has been decided about it.

    Parameters
    ----------
    rule
        Which numbers of rows are small.

    Raises
    ------
    dashboard.upload.limits.UploadError
        For a file that is no table, and a column that is not in it.
    """
    sheet = _with_points(read_sheet(content, wanted(), decided.sheet))
    rows = list(zip(*sheet.columns, strict=True))
    columns = _with(find_columns(atlas, sheet.headers, rows), sheet, decided)
    called = _called(sheet, columns, decided.file)
    if missing := _missing(columns):
        named = ", ".join(say("columns", _label(role, columns.form)) for role in missing)
        why = [say("read", "choose", columns=named)]
        if "place" in missing:
            others = (not_supported(column) for column in sheet.columns)
            why = [next(filter(None, others), ""), *why, say_of_layers("table", "supported")]
        return OwnFile(sheet, columns, called, None, " ".join(filter(None, why)))
    try:
        numbered = list(zip(sheet.rows, rows, strict=True))
        reading = read_table(atlas, numbered, columns, called=called, rule=rule)
        return OwnFile(sheet, columns, called, reading)
    except OwnLayerError as error:
        return OwnFile(sheet, columns, called, None, str(error))


def _called(sheet: Sheet, columns: Columns, name: str) -> str:
    header = "" if columns.value is None else sheet.headers[columns.value]
    by_file = says_nothing(header) and not names_counted(header)
    return f"{header} {title_of(name)}" if by_file else header


def _with_points(sheet: Sheet) -> Sheet:
    """A sheet whose columns are parted by semicolons, with a point for each decimal comma."""
    if sheet.separator != ";":
        return sheet
    columns, found = with_points(sheet.columns)
    notes = (*sheet.notes, say("read", "decimal_commas")) if found else sheet.notes
    return replace(sheet, columns=columns, notes=notes)


def wanted() -> Wanted:
    """What tells a file with figures, for the reader of files."""
    return Wanted(
        what=say("file", "what"),
        names=_is_heading,
        asks=lambda _: False,
        second_headers=(),
        most_rows=MOST_ROWS,
        fewer_rows=say("file", "fewer_rows"),
    )


def _is_heading(header: str) -> bool:
    return normal(header) in _headings()


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    """What columns that are read may be called."""
    every = msgspec.structs.asdict(column_words().headings).values()
    return frozenset(
        {*load_respondents().place_columns, *(one for those in every for one in those)}
    )


def label_of(role: Role, form: Form) -> str:
    """What a column is called, in a file of a form."""
    return say("columns", _label(role, form))


def _label(role: Role, form: Form) -> str:
    return f"place_{form}" if role == "place" and form in ("cases", "points") else role


def _with(found: Columns, sheet: Sheet, decided: Decided) -> Columns:
    """The columns found, with what has been decided of them."""
    form = decided.form or found.form
    at: dict[str, Any] = {role: getattr(found, role) for role in _EVERY}
    for role, header in decided.columns.items():
        at[role] = sheet.place(header) if header else None
    asked = {role: at[role] if role in ROLES[form] else None for role in _EVERY}
    return replace(found, form=form, wanted_year=decided.year, rest=decided.rest, **asked)


def _missing(columns: Columns) -> list[Role]:
    """What a file must hold and no column is known for; places have a postcode or coordinates."""
    needed = [role for role in _NEEDED[columns.form] if getattr(columns, role) is None]
    placed = columns.place is not None or None not in (columns.easting, columns.northing)
    return needed if placed or columns.form != "points" else [*needed, "place"]
