"""Recorded against expected: ratios, funnel limits, and how much units differ."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from layers import Atlas, expected
from layers.intervals import byars

COUNT = st.integers(0, 20_000)
EXPECTED = st.floats(0.01, 20_000)
TAU2 = st.floats(0, 0.3)


def test_a_ratio_is_recorded_over_expected() -> None:
    found = expected.ratio([54, 0, 5, 5], [63, 10, 0, np.nan])
    assert found[:2] == pytest.approx([54 / 63, 0])
    assert np.isnan(found[2:]).all()


def test_the_interval_of_a_ratio_is_byar_s_over_the_expected_count() -> None:
    """The worked example of docs/methods.md."""
    lower, upper = expected.ratio_interval(60, 100)
    assert [round(float(x), 2) for x in (lower, upper)] == [0.46, 0.77]
    limits = byars(60)
    assert [lower, upper] == pytest.approx([limits.lower / 100, limits.upper / 100])
    assert np.isnan(expected.ratio_interval(5, 0)).all()


def test_funnel_limits_worked_by_hand() -> None:
    """(1 ± 1.96 · √(1/400 + 0.0084))², as in docs/methods.md."""
    lower, upper = expected.funnel_limits(100, 0.0084)
    assert [round(float(x), 2) for x in (lower, upper)] == [0.63, 1.45]
    far = expected.funnel_limits(100, 0.0084, 0.998)
    z = norm.ppf(0.999)
    assert float(far.upper) == pytest.approx((1 + z * np.sqrt(1 / 400 + 0.0084)) ** 2)
    # Where hardly anybody is expected, nobody recorded is no finding.
    assert expected.funnel_limits(0.2, 0.0).lower == 0


@given(EXPECTED, TAU2, st.floats(1.01, 100))
def test_limits_hold_one_and_narrow_as_more_are_expected(
    e: float, tau2: float, more: float
) -> None:
    few, many = (expected.funnel_limits(n, tau2) for n in (e, e * more))
    assert few.lower <= many.lower < 1 < many.upper < few.upper
    alarm = expected.funnel_limits(e, tau2, expected.ALARM)
    assert alarm.lower <= few.lower
    assert alarm.upper > few.upper
    wider = expected.funnel_limits(e, tau2 + 0.01)
    assert wider.upper > few.upper


@given(COUNT, EXPECTED, TAU2)
def test_a_verdict_is_where_the_ratio_lies_in_the_funnel(o: int, e: float, tau2: float) -> None:
    lower, upper = expected.funnel_limits(e, tau2)
    word = "lower" if o / e < lower else "higher" if o / e > upper else "as_expected"
    assert expected.verdict(o, e, tau2) == word
    far = expected.verdict(o, e, tau2, expected.ALARM)
    assert far in (word, "as_expected")


def test_no_verdict_without_an_expected_count_or_limits() -> None:
    assert expected.verdict([3, 3, 3], [np.nan, 0, 9], [0.1, 0.1, np.nan]).tolist() == [""] * 3


# ---- How much units differ ----


def simulated(tau2: float, n: int = 6000, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    e = random.uniform(20, 2000, n)
    true = np.clip(1 + np.sqrt(tau2) * random.standard_normal(n), 0, None) ** 2
    return random.poisson(e * true), e


def test_chance_alone_gives_a_phi_of_one_and_no_variance_between_units() -> None:
    phi, tau2 = expected.overdispersion(*simulated(0))
    assert phi == pytest.approx(1, abs=0.05)
    assert tau2 < 1e-4


@pytest.mark.parametrize("true", [0.002, 0.02])
def test_the_variance_between_units_is_found_again(true: float) -> None:
    counts = simulated(true)
    phi, tau2 = expected.overdispersion(*counts)
    assert tau2 == pytest.approx(true, rel=0.1)
    assert phi > 3
    outside = expected.verdict(*counts, tau2) != "as_expected"
    assert outside.mean() == pytest.approx(0.05, abs=0.01)


def test_units_that_stand_out_do_not_widen_the_limits() -> None:
    o, e = simulated(0.01)
    _, before = expected.overdispersion(o, e)
    o[:300] *= 10
    _, after = expected.overdispersion(o, e)
    assert before < after < 1.3 * before


def test_units_that_expect_nobody_are_left_out() -> None:
    o, e = simulated(0.01)
    whole = expected.overdispersion(o, e)
    more = np.append(e, [0, np.nan])
    assert expected.overdispersion(np.append(o, [3, 3]), more) == whole


def test_nothing_is_known_without_units() -> None:
    assert np.isnan(expected.overdispersion([3.0], [0.0])).all()


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
    found = expected.of_group(atlas, [PRACTICE])
    assert len(found) == 21
    assert (found["practices"] == 1).all()
    spread = atlas.extra("expected_england").set_index(["level", "register"])
    for register in ("HYP", "OST"):
        row, mine = found.loc[register], rows(atlas).loc[(PRACTICE, register)]
        assert row["ratio"] == mine["observed"] / mine["expected"]
        limits = expected.funnel_limits(
            mine["expected"], spread.loc[("practice", register), "tau2"]
        )
        assert (row["limit_lower"], row["limit_upper"]) == limits
        assert row["lower"] < row["ratio"] < row["upper"]


def test_a_network_adds_up_both_sides(atlas: Atlas) -> None:
    code = atlas.practices.loc[PRACTICE, "pcn_code"]
    members = atlas.practices.index[atlas.practices["pcn_code"] == code]
    assert len(members) > 1
    found = expected.of_group(atlas, members)
    summed = rows(atlas).loc[list(members)].groupby("register").sum()
    assert found["observed"].equals(summed["observed"])
    assert found["expected"].tolist() == pytest.approx(summed["expected"].tolist())
    assert found["practices"].eq(len(members)).all()
    points = expected.funnel(atlas, "HYP", "pcn")
    assert points.loc[code].to_dict() == found.loc["HYP"].to_dict()
    assert "" not in points.index
    judged = atlas.practices[~atlas.practices["flag_students"]]
    assert points["practices"].sum() == (judged["pcn_code"] != "").sum()


def test_a_funnel_has_a_point_for_each_practice_as_on_its_own_page(atlas: Atlas) -> None:
    points = expected.funnel(atlas, "COPD")
    students = atlas.practices["flag_students"]
    assert points.index.tolist() == sorted(atlas.practices.index[~students])
    alone = expected.of_group(atlas, [PRACTICE]).loc["COPD"]
    assert points.loc[PRACTICE].to_dict() == alone.to_dict()


def test_a_practice_that_cannot_be_judged_adds_nothing(atlas: Atlas) -> None:
    assert expected.of_group(atlas, [CLOSED]).empty
    university = atlas.practices.index[atlas.practices["flag_students"]]
    assert len(university) == 2
    assert expected.of_group(atlas, university).empty
    both = expected.of_group(atlas, [PRACTICE, CLOSED])
    assert both.equals(expected.of_group(atlas, [PRACTICE]))


@pytest.mark.parametrize(
    ("practices", "level"), [(0, "practice"), (1, "practice"), (2, "pcn"), (19, "pcn"),
                             (20, "sub_icb"), (169, "sub_icb")],
)  # fmt: skip
def test_a_group_is_held_against_units_of_its_size(practices: int, level: str) -> None:
    assert expected.level_of(practices) == level


def test_larger_units_differ_less(atlas: Atlas) -> None:
    spread = atlas.extra("expected_england").pivot(
        index="register", columns="level", values=["tau2", "phi", "units", "outside_95"]
    )
    assert len(spread) == 21
    assert (spread["tau2"]["practice"] > spread["tau2"]["pcn"]).all()
    assert (spread["tau2"]["pcn"] > spread["tau2"]["sub_icb"]).all()
    # Practices differ more than chance explains in every register.
    assert (spread["phi"] > 1).all(axis=None)
    assert spread["outside_95"]["practice"].between(1, 10).all()


@pytest.mark.parametrize(("register", "level"), [("HYP", "ward"), ("XYZ", "practice")])
def test_what_there_is_not(atlas: Atlas, register: str, level: str) -> None:
    with pytest.raises(KeyError):
        expected.funnel(atlas, register, level)
