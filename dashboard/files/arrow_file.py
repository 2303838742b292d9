"""Large tables as files for programs: plain CSV and Parquet, both by Arrow.

As :mod:`dashboard.files.csv_file`, without what spreadsheets need: UTF-8 without a mark in front,
lines that end as Unix has them. Whole columns pass through :mod:`dashboard.files.cells` at once,
each different text one time, which is what makes tables of 400,000 rows quick.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from dashboard.files import cells
from dashboard.files.table import DECIMALS, Column, Table

_TYPES = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64()}


def arrow_table(table: Table, *, rounded: bool = True) -> pa.Table:
    """A table with its columns' types: text without what a spreadsheet would run, whole numbers,
    numbers to six decimals unless not ``rounded``; missing where there is no figure and where a
    text is empty."""
    return pa.table({column.id: _array(column, rounded) for column in table.columns})


def to_plain_csv(table: pa.Table) -> bytes:
    """A row of short names, then figures and nothing else."""
    stream = pa.BufferOutputStream()
    csv.write_csv(table, stream, csv.WriteOptions(quoting_style="needed"))
    return stream.getvalue().to_pybytes()


def to_parquet(table: pa.Table) -> bytes:
    """The same as Parquet, with types."""
    stream = pa.BufferOutputStream()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue().to_pybytes()


def _array(column: Column, rounded: bool) -> pa.Array:
    if column.kind == "text":
        return _text(column.values)
    numbers = np.asarray(column.values, dtype=float)
    if rounded:
        numbers = np.round(numbers, DECIMALS)
    return pa.array(numbers, from_pandas=True).cast(_TYPES[column.kind])


def _text(values: Any) -> pa.Array:
    found = pa.array(values, pa.string(), from_pandas=True).dictionary_encode()
    safe = [cells.text(one) or None for one in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(safe, pa.string())).cast(
        pa.string()
    )
