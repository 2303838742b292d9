"""Reading one table out of a publisher's workbook (XLSX).

The first sheets are often notes, and a table starts some rows down, so it is found by its column
of codes. Cells are typed by the workbook itself; a mark that stands for a hidden figure is not a
number and is refused by name, so that no reader takes it for nought.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from data import tables
from data.errors import SourceError

# A header further down is not looked for: no publication has one there.
_DEEPEST_HEADER = 40
# The number of a footnote behind a column's name: "Answered [3, 4]".
_FOOTNOTE = re.compile(r" ?\[[\d, ]+\]$")


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
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise SourceError(
            file,
            f"cannot be opened as a workbook ({error}).",
            remedy="The download may have been cut short: fetch it again as .xlsx.",
        ) from None
    nearest = None
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        for at, cells in zip(range(1, _DEEPEST_HEADER + 1), rows, strict=False):
            published = [_name(cell) for cell in cells]
            if text[0] in published:
                if {*text, *numbers} <= set(published):
                    return _table(rows, at, published, file, text, numbers)
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


def _name(cell: Any) -> str:
    return _FOOTNOTE.sub("", " ".join(str(cell or "").split()))


def _table(
    rows: Any, header: int, published: list[str], file: str, text: Sequence[str], numbers: Any
) -> pd.DataFrame:
    places = [published.index(column) for column in (*text, *numbers)]
    found, at = [], []
    for row, cells in enumerate(rows, start=header + 1):
        if cells[places[0]] is not None:
            found.append([cells[place] if place < len(cells) else None for place in places])
            at.append(row - tables.FIRST_ROW)
    if not found:
        raise SourceError(file, "holds no rows.", remedy="Fetch the file again.")
    frame = pd.DataFrame(found, index=at, columns=[*text, *numbers], dtype=object)
    for column in text:
        frame[column] = frame[column].astype(str).str.strip()
    for column in numbers:
        frame[column] = _numbers(frame[column], column, file)
    return frame


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
