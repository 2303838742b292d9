"""Recorded registers of practices together."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.practices import recorded_registers


def test_several_practices_are_the_sum_of_each(atlas: Atlas) -> None:
    codes = ["C85001", "C85003", "C86609"]
    together = recorded_registers.recorded(atlas, codes)
    for year, register in (("2024-25", "HYP"), ("2021-22", "MH")):
        every = atlas.prevalence
        rows = every[
            every["practice"].isin(codes)
            & (every["year"] == year)
            & (every["register"] == register)
        ]
        found = together.loc[(year, register)]
        assert len(rows) == 3
        assert found["on_register"] == rows["on_register"].sum()
        assert found["list_size"] == rows["list_size"].sum()
        assert found["practices"] == 3
        assert found["prevalence"] == pytest.approx(
            100 * rows["on_register"].sum() / rows["list_size"].sum()
        )
        assert found["lower"] < found["prevalence"] < found["upper"]


def test_the_order_of_practices_and_repeats_are_of_no_meaning(atlas: Atlas) -> None:
    one = recorded_registers.recorded(atlas, ["C85001", "C85003"])
    other = recorded_registers.recorded(atlas, ["C85003", "C85001", "C85003", "X00000"])
    pd.testing.assert_frame_equal(one, other)
    assert recorded_registers.recorded(atlas, []).empty


def test_units_at_once_are_as_one_by_one(atlas: Atlas) -> None:
    of = atlas.practices["pcn_code"].loc[lambda code: code != ""]
    every = recorded_registers.by_unit(atlas, of, "2024-25")
    for code in ("U20350", "U16464"):
        alone = recorded_registers.recorded(atlas, of.index[of == code]).loc["2024-25"]
        pd.testing.assert_frame_equal(every.loc[code], alone, check_names=False)


def test_the_region_is_all_practices_and_england_is_larger(atlas: Atlas) -> None:
    region, england = recorded_registers.region(atlas), recorded_registers.england(atlas)
    assert (region["practices"] <= 169).all()
    assert recorded_registers.years(atlas) == ["2021-22", "2022-23", "2024-25"]
    assert (england["on_register"] > 20 * region["on_register"]).all()
    assert np.isfinite(region[["lower", "upper"]]).all(axis=None)
    assert len(recorded_registers.registers(atlas)) == 21


def test_by_practice_has_what_each_has_recorded(atlas: Atlas) -> None:
    every = recorded_registers.by_practice(atlas)
    assert not every.duplicated(["practice", "register", "year"]).any()
    for code in atlas.practices.index[::40]:
        mine = every[every["practice"] == code].set_index(["year", "register"])
        wanted = recorded_registers.recorded(atlas, [code])
        pd.testing.assert_frame_equal(mine.sort_index()[wanted.columns], wanted.sort_index())
