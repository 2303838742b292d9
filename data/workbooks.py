"""Reading one table out of a publisher's workbook (XLSX).

The first sheets are often notes, and a table starts some rows down, so it is found by its column
of codes. Cells are typed by the workbook itself; a mark that stands for a hidden figure is not a
number and is refused by name, so that no reader takes it for nought.
"""

import io
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


def read_workbook(
    content: bytes, file: str, *, text: Sequence[str], numbers: Sequence[str]
) -> pd.DataFrame:
    """Read the named columns of the sheet that has them.

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
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        for at, cells in zip(range(1, _DEEPEST_HEADER + 1), rows, strict=False):
            published = [" ".join(str(cell or "").split()) for cell in cells]
            if text[0] in published:
                return _table(rows, at, published, file, text, numbers)
    raise SourceError(
        file,
        "has no sheet with this column.",
        column=text[0],
        remedy="Use the release named in data/sources.toml, or teach its reader the new layout.",
    )


def _table(
    rows: Any, header: int, published: list[str], file: str, text: Sequence[str], numbers: Any
) -> pd.DataFrame:
    tables.require_columns([*text, *numbers], published, file)
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
