"""Codes that are among others: as pandas says it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.membership import are_among

CODES = st.sampled_from([f"E0100000{n}" for n in range(8)])


@given(st.lists(CODES, unique=True), st.lists(CODES))
def test_as_pandas_says_it(there: list[str], codes: list[str]) -> None:
    index = pd.Index(there, dtype="str")
    assert are_among(index, codes).tolist() == index.isin(codes).tolist()


def test_a_code_that_stands_twice_is_refused() -> None:
    with pytest.raises(pd.errors.InvalidIndexError):
        are_among(pd.Index(["E01000001", "E01000001"]), ["E01000001"])
