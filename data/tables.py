"""Reading a CSV into a typed frame, and the checks that every table passes.

The happy path is pyarrow's fast typed reader. Only when it refuses is the file read again as
text, to find the column and row that a person has to look at.
"""

import codecs
import csv
import difflib
import io
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from data.errors import SourceError

# The header is row 1 of the file, so the first record of a frame stands in row 2.
FIRST_ROW = 2


def encoding_of(content: bytes) -> str:
    """``utf-8`` or, for older files such as ONS lookups with Welsh names, ``latin-1``."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def header(content: bytes) -> list[str]:
    """The column names as published, without a byte-order mark."""
    first = content.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0]
    row = next(csv.reader([first.decode(encoding_of(first)).rstrip("\r")]), [])
    return [name.strip() for name in row]


def read_table(
    content: bytes,
    file: str,
    *,
    text: Sequence[str] = (),
    numbers: Sequence[str] = (),
    names: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Read the named columns of a CSV.

    Parameters
    ----------
    content
        The unpacked file.
    file
        Its name, for messages.
    text, numbers
        Columns wanted as text (codes, names) and as floating-point numbers.
    names
        All column names in order, for publications without a header row.

    Raises
    ------
    SourceError
        For an empty file, a column that is not there, or a number that is not one.
    """
    published = list(names) if names is not None else header(content)
    require_columns([*text, *numbers], published, file)
    read_options = pacsv.ReadOptions(
        column_names=published,
        skip_rows=0 if names is not None else 1,
        encoding=encoding_of(content),
    )
    types: dict[str, pa.DataType] = {c: pa.string() for c in text}
    types |= {c: pa.float64() for c in numbers}
    convert = pacsv.ConvertOptions(
        column_types=types, include_columns=[*text, *numbers], strings_can_be_null=False
    )
    parse = pacsv.ParseOptions(newlines_in_values=False)
    try:
        table = pacsv.read_csv(io.BytesIO(content), read_options, parse, convert)
    except pa.ArrowInvalid as error:
        _explain(content, file, numbers, published, names is None)
        raise SourceError(
            file, f"cannot be read as a table ({error}).", remedy="Fetch the file again."
        ) from None
    if table.num_rows == 0:
        raise SourceError(file, "holds no rows.", remedy="Fetch the file again.")
    return table.to_pandas()


def require_columns(wanted: Iterable[str], published: Sequence[str], file: str) -> None:
    """Stop when a column is not in the file, naming the nearest one that is."""
    if not published:
        raise SourceError(file, "is empty.", remedy="Fetch the file again.")
    for column in wanted:
        if column not in published:
            near = difflib.get_close_matches(column, published, n=1, cutoff=0.6)
            hint = f"The nearest is {near[0]!r}: was it renamed?" if near else ""
            raise SourceError(
                file,
                "is not in the file.",
                column=column,
                remedy=f"{hint} Use the release named in data/sources.toml, or teach its reader "
                "the new layout.".strip(),
            )


def unique(
    frame: pd.DataFrame, keys: Sequence[str], file: str, *, first_row: int = FIRST_ROW
) -> None:
    """Stop at the first record whose key was given before.

    Here and below, ``frame`` keeps the index it was read with, which tells the row of the file;
    ``first_row`` is 1 for publications without a header row.
    """
    again = frame.duplicated(list(keys))
    if again.any():
        at = int(np.argmax(again.to_numpy()))
        shown = ", ".join(str(frame[k].iloc[at]) for k in keys)
        raise SourceError(
            file,
            f"{shown} is given twice.",
            column=keys[-1],
            row=int(frame.index[at]) + first_row,
            remedy="Each code must appear once: fetch the file again.",
        )


def non_negative(frame: pd.DataFrame, columns: Sequence[str], file: str) -> None:
    """Stop at the first count that is negative or missing."""
    for column in columns:
        values = frame[column].to_numpy(dtype=float)
        bad = ~(values >= 0)
        if bad.any():
            at = int(np.argmax(bad))
            what = "is empty" if np.isnan(values[at]) else f"is negative ({values[at]:g})"
            raise SourceError(
                file,
                f"the count {what}.",
                column=column,
                row=int(frame.index[at]) + FIRST_ROW,
                remedy="Counts are zero or more: fetch the file again.",
            )


def within(frame: pd.DataFrame, column: str, low: int, high: int, file: str) -> None:
    """Stop at the first number of a column that is missing or outside a range."""
    outside = ~frame[column].between(low, high)
    if outside.any():
        at = int(outside.to_numpy().argmax())
        raise SourceError(
            file,
            f"{frame[column].iloc[at]:g} is not between {low} and {high:,}.",
            column=column,
            row=at + FIRST_ROW,
            remedy="Fetch the file again.",
        )


def in_great_britain(
    places: pd.DataFrame, name: str, x: str, y: str, file: str, *, first_row: int = FIRST_ROW
) -> None:
    """Refuse places off the British National Grid.

    Parameters
    ----------
    places
        Those that are meant to be on it, indexed by their place in the file, from 0.
    name, x, y
        The columns of what they are called and of metres east and north.
    first_row
        The file's row of the first place.

    Raises
    ------
    SourceError
        Naming the first that is not.
    """
    outside = ~(places[x].between(0, 700_000) & places[y].between(0, 1_300_000))
    for row, called, east, north in places.loc[outside, [name, x, y]].itertuples(name=None):
        raise SourceError(
            file,
            f"{called} is outside Great Britain ({east:g}, {north:g}).",
            column=f"{x}, {y}",
            row=row + first_row,
            remedy="Fetch the file again.",
        )


def parts_sum(
    frame: pd.DataFrame, total: str, parts: Sequence[str], file: str, *, tolerance: float = 0.5
) -> None:
    """Stop at the first record whose parts do not add up to its total."""
    difference = (frame[list(parts)].sum(axis=1) - frame[total]).abs().to_numpy()
    if (difference > tolerance).any():
        at = int(np.argmax(difference > tolerance))
        raise SourceError(
            file,
            f"the parts add up to {frame[list(parts)].iloc[at].sum():g}, "
            f"not to the total {frame[total].iloc[at]:g}.",
            column=total,
            row=at + FIRST_ROW,
            remedy="A column may be missing or shifted: fetch the file again.",
        )


def _explain(
    content: bytes, file: str, numbers: Sequence[str], published: Sequence[str], has_header: bool
) -> None:
    """Find the first cell that is not a number, or the first row of the wrong length."""
    wanted = {published.index(c): c for c in numbers}
    lines = csv.reader(io.StringIO(content.decode(encoding_of(content)).lstrip("\ufeff")))
    if has_header:
        next(lines, None)
    for row, cells in enumerate(lines, start=FIRST_ROW if has_header else 1):
        if cells and len(cells) != len(published):
            raise SourceError(
                file,
                f"has {len(cells)} cells where {len(published)} are expected.",
                row=row,
                remedy="The file may have been cut short or edited: fetch it again.",
            )
        for at, column in wanted.items() if cells else ():
            try:
                float(cells[at] or "nan")
            except ValueError:
                raise SourceError(
                    file,
                    f"{cells[at]!r} is not a number.",
                    column=column,
                    row=row,
                    remedy="Fetch the file again.",
                ) from None
