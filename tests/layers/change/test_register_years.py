"""Registers of practices in the first and the last year: shares, intervals, and what is not one."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.change import register_years
from layers.practices import recorded_registers
from layers.statistics.intervals import difference


def test_the_interval_of_a_difference_is_newcombe_s() -> None:
    """His worked example: 56 of 70 against 48 of 80, a difference of 0.2, 0.0524 to 0.3339."""
    found = difference((48, 80), (56, 70))
    assert found.lower == pytest.approx(5.24, abs=0.005)
    assert found.upper == pytest.approx(33.39, abs=0.005)
    back = difference((56, 70), (48, 80))
    assert (back.lower, back.upper) == (pytest.approx(-found.upper), pytest.approx(-found.lower))
    assert np.isnan(difference((1, 0), (1, 10)).lower)


def test_practices_have_what_their_registers_have(atlas: Atlas) -> None:
    first, last = register_years.ends(atlas) or ("", "")
    assert (first, last) == ("2021-22", "2024-25")
    table = register_years.practices(atlas, "DM")
    assert set(table.index) == set(atlas.directory.index[atlas.directory["home"]])
    for code in ("C88005", "C86606"):
        own = recorded_registers.recorded(atlas, [code])
        for name, year in (("first", first), ("last", last)):
            assert table.at[code, f"prevalence_{name}"] == own.at[(year, "DM"), "prevalence"]
            assert table.at[code, f"upper_{name}"] == pytest.approx(own.at[(year, "DM"), "upper"])
    england = register_years.england_too(atlas, "DM")
    every = recorded_registers.england(atlas)["prevalence"]
    assert england["change"] == every[last, "DM"] - every[first, "DM"]
    # The list of one that merged is another list: it is shown, and in no count.
    assert table.at["C88005", "kind"] == "changed"
    assert not table.at["C86606", "open"]
    inside = table["change"].between(table["change_lower"], table["change_upper"])
    assert inside[table["change"].notna()].all()


def test_a_practice_of_one_year_is_not_compared(atlas: Atlas) -> None:
    """New, gone, closed or with neither: said apart, without a change."""
    row = {"open": True, "prevalence_first": 1.0, "prevalence_last": np.nan, "list_change": np.nan}
    kinds = {
        "gone": row,
        "closed": row | {"open": False},
        "new": row | {"prevalence_first": np.nan, "prevalence_last": 1.0},
        "neither": row | {"prevalence_first": np.nan},
        "changed": row | {"prevalence_last": 1.0, "list_change": -0.21},
        "both": row | {"prevalence_last": 1.0, "list_change": 0.2},
    }
    found = {kind: register_years._kind(pd.Series(one)) for kind, one in kinds.items()}
    assert found == {kind: kind for kind in kinds}
    assert register_years.practices(atlas, "DM", ["no such"]).empty
