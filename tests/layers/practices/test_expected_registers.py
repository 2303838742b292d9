"""Recorded against expected: ratios, their intervals, and which units they are held against."""

import numpy as np
import pandas as pd
import pytest

from layers import Atlas
from layers.practices import expected_registers
from layers.statistics.intervals import byars


def test_a_ratio_is_recorded_over_expected() -> None:
    found = expected_registers.ratio([54, 0, 5, 5], [63, 10, 0, np.nan])
    assert found[:2] == pytest.approx([54 / 63, 0])
    assert np.isnan(found[2:]).all()


def test_the_interval_of_a_ratio_is_byar_s_over_the_expected_count() -> None:
    """The worked example of docs/methods/expected.md."""
    lower, upper = expected_registers.ratio_interval(60, 100)
    assert [round(float(x), 2) for x in (lower, upper)] == [0.46, 0.77]
    limits = byars(60)
    assert [lower, upper] == pytest.approx([limits.lower / 100, limits.upper / 100])
    assert np.isnan(expected_registers.ratio_interval(5, 0)).all()


# ---- On the atlas ----

PRACTICE, CLOSED = "C87008", "C86606"


def rows(atlas: Atlas) -> pd.DataFrame:
    return atlas.extra("expected").set_index(["practice", "register"])


def test_every_home_practice_has_every_register_as_published(atlas: Atlas) -> None:
    mine = rows(atlas)
    home = atlas.directory.index[atlas.directory["home"]]
    assert set(mine.index.get_level_values(0)) == set(home)
    assert len(mine) == 21 * len(home)
    published = atlas.prevalence.query("year == '2024-25'").set_index(["practice", "register"])
    published = published.loc[mine.index]
    assert (mine["observed"] == published["on_register"]).all()
    assert (mine["list_size"] == published["list_size"]).all()
    # Ages of a practice that has closed are not published any more.
    missing = mine.index[mine["expected"].isna()].get_level_values(0)
    assert set(missing) == {CLOSED}
    known = mine["expected"].dropna()
    assert (known >= 0).all()
    assert (known <= mine.loc[known.index, "list_size"]).all()


def test_one_practice_is_held_against_practices(atlas: Atlas) -> None:
    found = expected_registers.of_group(atlas, [PRACTICE])
    assert len(found) == 21
    assert (found["practices"] == 1).all()
    usual = expected_registers.usual(atlas, "practice")
    for register in ("HYP", "OST"):
        row, mine = found.loc[register], rows(atlas).loc[(PRACTICE, register)]
        assert row["ratio"] == mine["observed"] / mine["expected"]
        limits = usual[register].limits(mine["expected"])
        assert (row["limit_lower"], row["limit_upper"]) == limits
        assert row["lower"] < row["ratio"] < row["upper"]


def test_a_network_adds_up_both_sides(atlas: Atlas) -> None:
    code = atlas.practices.loc[PRACTICE, "pcn_code"]
    members = atlas.practices.index[atlas.practices["pcn_code"] == code]
    assert len(members) > 1
    found = expected_registers.of_group(atlas, members)
    summed = rows(atlas).loc[list(members)].groupby("register").sum()
    assert found["observed"].equals(summed["observed"])
    assert found["expected"].tolist() == pytest.approx(summed["expected"].tolist())
    assert found["practices"].eq(len(members)).all()
    points = expected_registers.funnel(atlas, "HYP", "pcn")
    assert points.loc[code].to_dict() == found.loc["HYP"].to_dict()
    assert "" not in points.index
    judged = atlas.practices[~atlas.practices["flag_students"]]
    assert points["practices"].sum() == (judged["pcn_code"] != "").sum()


def test_a_funnel_has_a_point_for_each_practice_as_on_its_own_page(atlas: Atlas) -> None:
    points = expected_registers.funnel(atlas, "COPD")
    students = atlas.practices["flag_students"]
    assert points.index.tolist() == sorted(atlas.practices.index[~students])
    alone = expected_registers.of_group(atlas, [PRACTICE]).loc["COPD"]
    assert points.loc[PRACTICE].to_dict() == alone.to_dict()


def test_a_practice_that_cannot_be_judged_adds_nothing(atlas: Atlas) -> None:
    assert expected_registers.of_group(atlas, [CLOSED]).empty
    university = atlas.practices.index[atlas.practices["flag_students"]]
    assert len(university) == 2
    assert expected_registers.of_group(atlas, university).empty
    both = expected_registers.of_group(atlas, [PRACTICE, CLOSED])
    assert both.equals(expected_registers.of_group(atlas, [PRACTICE]))


@pytest.mark.parametrize(
    ("practices", "level"), [(0, "practice"), (1, "practice"), (2, "pcn"), (19, "pcn"),
                             (20, "sub_icb"), (169, "sub_icb")],
)  # fmt: skip
def test_a_group_is_held_against_units_of_its_size(practices: int, level: str) -> None:
    assert expected_registers.level_of(practices) == level


def test_registers_stand_in_the_order_of_how_unusual_they_are(atlas: Atlas) -> None:
    """Distance in units of what is usual: 1.96 at the limits, whatever the register's spread."""
    judged = expected_registers.of_group(atlas, [PRACTICE])
    usual = expected_registers.usual(atlas, "practice")
    away = pd.Series(
        {
            r: float(usual[r].deviation(*judged.loc[r, ["observed", "expected"]]))
            for r in judged.index
        }
    )
    ordered = expected_registers.by_distance(judged)
    assert ordered.index.tolist() == away.abs().sort_values(ascending=False).index.tolist()
    assert expected_registers.lowest(judged) == away.idxmin()
    marked = (away.abs() > 1.96).sum()
    assert (ordered["verdict"] != "as_expected").tolist() == [True] * marked + [False] * (
        21 - marked
    )
    # Of one with a verdict the list is that of the publication; the unknown are left out.
    published = atlas.prevalence[atlas.prevalence["year"] == "2024-25"]
    lists = published[published["practice"] == PRACTICE].set_index("register")["list_size"]
    assert (judged["list_size"] == lists.reindex(judged.index)).all()
    unknown = judged.assign(verdict=judged["verdict"].where(judged.index != ordered.index[0], ""))
    assert expected_registers.by_distance(unknown).index.tolist() == ordered.index[1:].tolist()


def test_larger_units_differ_less(atlas: Atlas) -> None:
    spread = atlas.extra("expected_england").pivot(
        index="register", columns="level", values=["tau2", "phi", "units"]
    )
    assert len(spread) == 21
    assert (spread["tau2"]["practice"] > spread["tau2"]["pcn"]).all()
    assert (spread["tau2"]["pcn"] > spread["tau2"]["sub_icb"]).all()
    # Practices differ more than chance explains in every register.
    assert (spread["phi"] > 1).all(axis=None)


@pytest.mark.parametrize(("register", "level"), [("HYP", "ward"), ("XYZ", "practice")])
def test_what_there_is_not(atlas: Atlas, register: str, level: str) -> None:
    with pytest.raises(KeyError):
        expected_registers.funnel(atlas, register, level)
