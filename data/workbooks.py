"""Reading one table out of a publisher's workbook (XLSX).

The first sheets are often notes, and a table starts some rows down, so it is found by its column
of codes. Cells are typed by the workbook itself; a mark that stands for a hidden figure is not a
number and is refused by name, so that no reader takes it for nought.

calamine reads a publication's workbook in a tenth of the time that readers in Python take. It gives
every number as a float, and an error such as #N/A as an empty cell.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from data import tables
from data.errors import SourceError

# A header further down is not looked for: no publication has one there.
_DEEPEST_HEADER = 40
# The number of a footnote behind a column's name: "Answered [3, 4]".
_FOOTNOTE = re.compile(r" ?\[[\d, ]+\]$")
# A cell that holds an error, as a sheet's XML has it.
_ERRORS = (b' t="e"', b" t='e'")
_SHEETS = "xl/worksheets/"


def read_workbook(
    content: bytes, file: str, *, text: Sequence[str], numbers: Sequence[str]
) -> pd.DataFrame:
    """Read the named columns of the sheet that has them, footnotes' numbers left out of the names.

    Of several sheets with the first column, it is the first that has all of them.

    Parameters
    ----------
    content, file
        The workbook, and its name for messages.
    text, numbers
        Columns wanted as text and as floating-point numbers. The first of ``text`` tells the
        sheet and the row of its header; a row without it ends up nowhere.

    Returns
    -------
    pandas.DataFrame
        Its index is the row of the sheet less 2, which is what the checks of
        :mod:`data.tables` expect.

    Raises
    ------
    SourceError
        For what is not a workbook, a column that is not there, or a number that is not one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)):  # no other format, though calamine reads some
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            for about in book.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, zipfile.BadZipFile) as error:
        raise SourceError(
            file,
            f"cannot be opened as a workbook ({error}).",
            remedy="The download may have been cut short: fetch it again as .xlsx.",
        ) from None
    nearest = None
    for rows in sheets:
        for at, cells in enumerate(rows[:_DEEPEST_HEADER], start=1):
            published = [_name(cell) for cell in cells]
            if text[0] in published:
                if {*text, *numbers} <= set(published):
                    frame = _table(rows[at:], at, published, file, text, numbers)
                    _refuse_errors(frame[[*numbers]], content, file)
                    return frame
                nearest = nearest or published
                break
    if nearest:
        tables.require_columns([*text, *numbers], nearest, file)
    raise SourceError(
        file,
        "has no sheet with this column.",
        column=text[0],
        remedy="Use the release named in data/sources.toml, or teach its reader the new layout.",
    )


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without the ".0" of the float that they are read as."""
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _name(cell: Any) -> str:
    return _FOOTNOTE.sub("", " ".join(_text(cell).split()))


def _table(
    rows: list[list[Any]],
    header: int,
    published: list[str],
    file: str,
    text: Sequence[str],
    numbers: Sequence[str],
) -> pd.DataFrame:
    places = [published.index(column) for column in (*text, *numbers)]
    found, at = [], []
    for row, cells in enumerate(rows, start=header + 1):
        if cells[places[0]] != "":
            found.append([None if cells[place] == "" else cells[place] for place in places])
            at.append(row - tables.FIRST_ROW)
    if not found:
        raise SourceError(file, "holds no rows.", remedy="Fetch the file again.")
    frame = pd.DataFrame(found, index=at, columns=[*text, *numbers], dtype=object)
    for column in text:
        frame[column] = frame[column].map(_text, na_action="ignore").astype(str).str.strip()
    for column in numbers:
        frame[column] = _numbers(frame[column], column, file)
    return frame


def _refuse_errors(numbers: pd.DataFrame, content: bytes, file: str) -> None:
    """Stop at an empty cell where the workbook has cells with errors: it may be one of them."""
    empty = numbers.isna()
    if not empty.to_numpy().any():
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith(_SHEETS)]
        if not any(mark in archive.read(name) for name in sheets for mark in _ERRORS):
            return
    column = empty.columns[empty.any()][0]
    raise SourceError(
        file,
        "the cell is empty or holds an error such as #N/A, which is not a number.",
        column=column,
        row=int(empty.index[empty[column]][0]) + tables.FIRST_ROW,
        remedy="Fetch the file again.",
    )


def _numbers(cells: pd.Series, column: str, file: str) -> Any:
    strange = [
        cell is not None and (isinstance(cell, bool) or not isinstance(cell, int | float))
        for cell in cells
    ]
    if any(strange):
        at = strange.index(True)
        raise SourceError(
            file,
            f"{cells.iloc[at]!r} is not a number.",
            column=column,
            row=int(cells.index[at]) + tables.FIRST_ROW,
            remedy="Fetch the file again.",
        )
    return np.array([np.nan if cell is None else cell for cell in cells], dtype=float)
