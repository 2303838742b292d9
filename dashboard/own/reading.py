"""An uploaded file as a table of one's own: its cells, its columns, and what was read of them.

The one reader of files is :mod:`dashboard.upload`; what the rows mean, :mod:`layers.own` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec

from dashboard.own.decisions import Decided, Role
from dashboard.own.texts import say
from dashboard.upload.any_file import read_sheet
from dashboard.upload.limits import MOST_ROWS
from dashboard.upload.sheet import Sheet
from dashboard.upload.wanted import Wanted
from layers.atlas import Atlas
from layers.exercise.respondents import load_respondents, normal
from layers.own.column_words import column_words
from layers.own.errors import OwnLayerError
from layers.own.own_columns import Columns, Form, find_columns
from layers.own.own_table import Reading, read_table

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
    reading
        What was read of it; None where that cannot be, for ``why``.
    """

    sheet: Sheet
    columns: Columns
    reading: Reading | None
    why: str = ""

    def header(self, role: Role) -> str:
        """The header of a column; "" where there is none."""
        at = getattr(self.columns, role)
        return "" if at is None else self.sheet.headers[at]


def read_file(content: bytes, atlas: Atlas, decided: Decided) -> OwnFile:
    """Read a file with what has been decided about it.

    Raises
    ------
    dashboard.upload.limits.UploadError
        For a file that is no table, and a column that is not in it.
    """
    sheet = read_sheet(content, wanted(), decided.sheet)
    rows = list(zip(*sheet.columns, strict=True))
    columns = _with(find_columns(atlas, sheet.headers, rows), sheet, decided)
    if missing := _missing(columns):
        named = ", ".join(say("columns", _label(role, columns.form)) for role in missing)
        return OwnFile(sheet, columns, None, say("read", "choose", columns=named))
    try:
        numbered = list(zip(sheet.rows, rows, strict=True))
        return OwnFile(sheet, columns, read_table(atlas, numbered, columns))
    except OwnLayerError as error:
        return OwnFile(sheet, columns, None, str(error))


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
    return replace(found, form=form, wanted_year=decided.year, **asked)


def _missing(columns: Columns) -> list[Role]:
    """What a file must hold and no column is known for; places have a postcode or coordinates."""
    needed = [role for role in _NEEDED[columns.form] if getattr(columns, role) is None]
    placed = columns.place is not None or None not in (columns.easting, columns.northing)
    return needed if placed or columns.form != "points" else [*needed, "place"]
