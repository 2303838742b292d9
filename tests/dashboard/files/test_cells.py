import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.files import cells
from tests.dashboard.conftest import HOSTILE


@pytest.mark.parametrize(("raw", "wanted"), HOSTILE.items())
def test_text_is_made_harmless_and_kept_otherwise(raw: str, wanted: str) -> None:
    assert cells.safe(raw) == wanted


@pytest.mark.parametrize("plain", ["-0.01", "-1,204.5", "-3%", "-0.5 to 1.25", "-2 and -1"])
def test_numbers_written_as_text_have_no_apostrophe(plain: str) -> None:
    assert cells.text(plain) == plain


@pytest.mark.parametrize("raw", ["-1+1", "-1 to A1", "-1-1", "-(1)", "-1 to 2 to 3", "-1\n+1"])
def test_what_only_begins_like_a_number_is_still_guarded(raw: str) -> None:
    assert cells.text(raw).startswith("'-")


def test_half_a_character_is_removed() -> None:
    assert cells.text("lost\ud800 half") == "lost half"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (-5, -5),
        (-0.25, -0.25),
        (264.0, 264),
        (np.int64(-7), -7),
        (np.float64(1.5), 1.5),
        (np.float32(0.5), 0.5),
        (True, "yes"),
        (np.bool_(False), "no"),
    ],
)
def test_numbers_stay_numbers(value: object, wanted: object) -> None:
    found = cells.safe(value)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize("nothing", [None, math.nan, np.nan, pd.NA, pd.NaT, math.inf, -math.inf])
def test_nothing_is_an_empty_cell(nothing: object) -> None:
    assert cells.safe(nothing) is None


def test_a_cell_is_never_longer_than_a_spreadsheet_takes() -> None:
    assert len(cells.text("=" + "x" * 40_000)) < 32_767


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_no_text_starts_a_formula_or_fails_to_be_written(raw: str) -> None:
    found = cells.text(raw)
    number = re.fullmatch(r"-[\d,.% ]+((to|and)[-\d,.% ]+)?", found, re.ASCII)
    assert number or found.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in found)
    found.encode("utf-8")
