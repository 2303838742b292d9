"""Plain CSV and Parquet: what programs read is what the table holds, and nothing runs."""

import io
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.files import cells
from dashboard.files.arrow_file import arrow_table, to_parquet, to_plain_csv
from dashboard.files.table import Column, Table
from tests.dashboard.conftest import HOSTILE

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=12)), min_size=1, max_size=6)
NUMBERS = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False))


def table(kind: Any, values: list[Any]) -> Table:
    codes = tuple(map(str, range(len(values))))
    numbered = Column("code", "Code", "text", list(codes))
    return Table("test", codes, (numbered, Column("x", "X", kind, values)))


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8")


def test_text_that_a_spreadsheet_would_run_is_harmless_and_other_text_survives() -> None:
    rows = arrow_table(table("text", list(HOSTILE)))
    assert read(to_plain_csv(rows))["x"].tolist() == list(HOSTILE.values())


@settings(max_examples=30)
@given(TEXTS)
def test_texts_are_the_safe_cells_that_every_format_has(values: list[str | None]) -> None:
    wanted = [cells.safe(value) or None for value in values]
    rows = arrow_table(table("text", values))
    assert rows["x"].to_pylist() == wanted
    assert read(to_plain_csv(rows))["x"].tolist() == [one or "" for one in wanted]
    assert pq.read_table(io.BytesIO(to_parquet(rows))).equals(rows)


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_numbers_keep_six_decimals_and_a_cell_without_one_is_empty(
    values: list[float | None],
) -> None:
    rows = arrow_table(table("number", values))
    found = read(to_plain_csv(rows))["x"].tolist()
    for text, value in zip(found, values, strict=True):
        assert (text == "") is (value is None)
        if value is not None:
            assert float(text) == pytest.approx(value, abs=6e-7, rel=0)
            assert float(text) == np.round(float(text), 6)
