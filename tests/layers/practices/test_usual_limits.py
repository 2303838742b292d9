"""What is usual: coverage among simulated and England's practices, tails, and overdispersion."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import Atlas
from layers.practices import usual_limits
from layers.practices.expected_registers import known
from layers.practices.usual_limits import ALARM, EDGE, Usual, spread
from layers.statistics.chance_tests import adjusted

COUNT = st.integers(0, 20_000)
EXPECTED = st.floats(0.01, 20_000)
SOME = Usual(0.0084, (20.0, 60.0, 200.0), (-3.0, -2.2, -1.7), (2.6, 1.9, 1.5), (0.5, 0.6), (0, 0.2))
# Registers and practices of an area, as South Yorkshire has them.
REGISTERS, PRACTICES = 21, 167


# ---- Ordinary practices, made up as England's are ----


def ordinary(
    random: np.random.Generator, n: int, tails: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Recorded and expected counts: lists of 1,500 to 40,000, lopsided, small lists spread more.

    ``tails``: degrees of freedom of a t-distribution, for tails longer than a normal variable's.
    """
    lists = np.exp(random.uniform(np.log(1500), np.log(40_000), n))
    e = lists * random.uniform(0.015, 0.03, n)
    draw = random.standard_normal(n) if tails is None else random.standard_t(tails, n)
    lopsided = np.where(draw < 0, 1.5 * draw, 0.8 * draw)
    true = 1 + 0.09 * (lists / 8000) ** -0.25 * lopsided
    return random.poisson(e * np.clip(true, 0, None) ** 2), e


def england_of(counts: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, Usual]:
    frames = [pd.DataFrame({str(at): pair[part] for at, pair in enumerate(counts)})
              for part in (0, 1)]  # fmt: skip
    return usual_limits.england(*frames)


@pytest.mark.parametrize("tails", [None, 5])
def test_of_ordinary_practices_one_in_forty_is_below_and_above_at_every_size(
    tails: int | None,
) -> None:
    """6,000 to fit, 30,000 others to hold against it; the limits of a normal variable fail."""
    random = np.random.default_rng(11)
    fitted = england_of([ordinary(random, 6000, tails)])["0"]
    o, e = ordinary(random, 30_000, tails)
    x = fitted.deviation(o, e)
    below, above = x < -EDGE, x > EDGE
    assert 0.02 < below.mean() < 0.03
    assert 0.02 < above.mean() < 0.03
    third = np.searchsorted(np.quantile(e, [1 / 3, 2 / 3]), e)
    for size in range(3):
        mine = third == size
        assert 0.015 < below[mine].mean() < 0.035
        assert 0.015 < above[mine].mean() < 0.035
        assert 0.93 < 1 - (below | above)[mine].mean() < 0.97
    # One variance for all sizes and both sides, as it was: too many below, hardly any above.
    z = (np.sqrt(o / e) - 1) / spread(e, fitted.tau2)
    assert (z < -EDGE).mean() > 0.04
    assert (z > EDGE).mean() < 0.02


def test_the_usual_range_holds_95_in_100_of_practices_with_the_stated_overdispersion(
    atlas: Atlas,
) -> None:
    """Each register with its own variance between practices and sizes, as the snapshot states them.

    6,000 made-up practices to fit and 20,000 others to hold against the ranges. With limits for
    chance alone, as of Byar's interval, far fewer would lie inside.
    """
    random = np.random.default_rng(16)
    stated = atlas.extra("expected_england").set_index(["level", "register"]).loc["practice"]
    sizes = known(atlas).groupby("register")["expected"]
    inside, by_chance = {}, {}
    for register, tau2 in stated["tau2"].items():
        mine = sizes.get_group(register).to_numpy()
        fit, held = (as_stated(random, mine, tau2, n) for n in (6000, 20_000))
        o, e = held
        usual = england_of([fit])["0"]
        assert usual.tau2 == pytest.approx(tau2, rel=0.15, abs=1e-4)
        inside[register] = (usual.verdict(o, e) == "as_expected").mean()
        by_chance[register] = (Usual(0.0, (1.0,), (-EDGE,), (EDGE,)).verdict(o, e)
                               == "as_expected").mean()  # fmt: skip
    assert len(inside) == REGISTERS
    assert all(0.93 <= share <= 0.97 for share in inside.values()), inside
    assert np.mean(list(inside.values())) == pytest.approx(0.95, abs=0.005)
    assert max(by_chance.values()) < 0.93


def as_stated(
    random: np.random.Generator, sizes: np.ndarray, tau2: float, n: int
) -> tuple[np.ndarray, np.ndarray]:
    """Practices of such sizes, whose √ratio varies by ``tau2`` beyond chance."""
    e = random.choice(sizes, n)
    true = np.clip(1 + np.sqrt(tau2) * random.standard_normal(n), 0, None) ** 2
    return random.poisson(e * true), e


@pytest.mark.parametrize("tails", [None, 5])
def test_an_area_of_ordinary_practices_seldom_has_one_that_stands_out(tails: int | None) -> None:
    """1,000 areas of 167 practices and 21 registers, with normal tails and with long ones."""
    random = np.random.default_rng(12)
    fitted = england_of([ordinary(random, 6000, tails) for _ in range(REGISTERS)])
    areas = 1000
    chance = np.empty((areas, REGISTERS, PRACTICES))
    for at, one in enumerate(fitted.values()):
        o, e = ordinary(random, areas * PRACTICES, tails)
        chance[:, at] = one.chance(one.deviation(o, e)).reshape(areas, PRACTICES)
    found = [(adjusted(area.ravel()) < 0.05).any() for area in chance]
    assert np.mean(found) < 0.06
    # Marks themselves are no rarity: one in twenty, so that counting them finds nothing.
    assert (chance < 0.05).mean() == pytest.approx(0.05, abs=0.005)


def test_a_practice_that_records_hardly_anybody_stands_out() -> None:
    random = np.random.default_rng(13)
    fitted = england_of([ordinary(random, 6000) for _ in range(REGISTERS)])
    pairs = [ordinary(random, PRACTICES) for _ in fitted]
    largest = int(np.argmax(pairs[4][1]))
    pairs[4][0][largest] = round(0.1 * pairs[4][1][largest])
    chance = [one.chance(one.deviation(*pair))
              for one, pair in zip(fitted.values(), pairs, strict=True)]  # fmt: skip
    out = np.argwhere(adjusted(np.ravel(chance)).reshape(REGISTERS, PRACTICES) < 0.05)
    assert out.tolist() == [[4, largest]]


# ---- Laws of one register's limits ----


@given(EXPECTED)
def test_the_chance_at_the_limits_is_one_in_twenty(e: float) -> None:
    for confidence in (0.95, ALARM):
        lower, upper = SOME.limits(e, confidence)
        chances = SOME.chance(SOME.deviation([lower * e, upper * e], [e, e]))
        # A lower limit of nought stands for one further down, which no count can pass.
        assert chances[1] == pytest.approx(1 - confidence)
        assert chances[0] == pytest.approx(1 - confidence) or lower == 0
    assert SOME.limits(e).lower < 1 < SOME.limits(e).upper


@given(COUNT, EXPECTED)
def test_a_verdict_is_where_the_ratio_lies_and_how_seldom_that_is(o: int, e: float) -> None:
    lower, upper = SOME.limits(e)
    word = "lower" if o / e < lower else "higher" if o / e > upper else "as_expected"
    assert SOME.verdict(o, e) == word
    assert SOME.verdict(o, e, ALARM) in (word, "as_expected")
    chance = float(SOME.chance(SOME.deviation(o, e)))
    if abs(chance - 0.05) > 1e-9:
        assert (chance < 0.05) == (word != "as_expected")


@given(st.floats(-40, 40), st.floats(0, 5))
def test_further_out_is_rarer(x: float, more: float) -> None:
    assert SOME.chance(x + np.sign(x) * more) <= SOME.chance(x)


def test_limits_worked_by_hand() -> None:
    """The example of docs/methods/expected.md: epilepsy, where 100 are expected."""
    epilepsy = Usual(0.00826, (100.0,), (-1.867,), (1.826,))
    lower, upper = epilepsy.limits(100)
    assert [round(float(x), 2) for x in (lower, upper)] == [0.65, 1.41]
    # Between two sizes the limits of z run straight with the logarithm.
    halfway = SOME.edges(np.sqrt(20 * 60))
    assert halfway == pytest.approx([-2.6, 2.25])
    assert SOME.edges([1, 1000])[0].tolist() == [-3.0, -1.7]


def test_no_verdict_without_an_expected_count() -> None:
    assert SOME.verdict([3, 3], [np.nan, 0]).tolist() == ["", ""]
    assert np.isnan(SOME.chance(SOME.deviation([3, 3], [np.nan, 0]))).all()


def test_with_few_units_the_limits_are_a_normal_variable_s() -> None:
    o, e = ordinary(np.random.default_rng(1), usual_limits.FEWEST - 1)
    found = england_of([(o, e)])["0"]
    assert (found.low, found.high) == ((-EDGE,), (EDGE,))
    assert england_of([(o[:0], e[:0])])["0"].at == (1.0,)


def test_sizes_are_of_like_numbers_and_those_that_expect_nobody_are_left_out() -> None:
    o, e = ordinary(np.random.default_rng(2), 1200)
    found = england_of([(o, e)])["0"]
    assert len(found.at) == 2
    halves = np.sort(e)[:600], np.sort(e)[600:]
    assert found.at == pytest.approx([np.median(half) for half in halves])
    more = england_of([(np.append(o, [5, 5]), np.append(e, [0, np.nan]))])["0"]
    assert more == found


# ---- England's, as the snapshot holds them ----


def test_england_s_shares_below_and_above_are_alike_in_every_register(atlas: Atlas) -> None:
    frame = atlas.extra("expected_england").set_index(["level", "register"])
    practices = frame.loc["practice"]
    assert len(practices) == REGISTERS
    assert practices[["below", "above"]].stack().between(2, 3).all()
    assert practices["far"].between(0.05, 0.45).all()
    assert practices["far"].mean() == pytest.approx(0.2, abs=0.05)
    assert frame.loc["pcn"][["below", "above"]].stack().between(1.8, 3).all()
    limits = atlas.extra("usual_limits").groupby(["level", "register"]).size().unstack(0)
    assert (limits[["practice", "pcn", "sub_icb"]] == [4, 2, 1]).all(axis=None)


# ---- How much units differ ----


def simulated(tau2: float, n: int = 6000, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    e = random.uniform(20, 2000, n)
    true = np.clip(1 + np.sqrt(tau2) * random.standard_normal(n), 0, None) ** 2
    return random.poisson(e * true), e


def test_chance_alone_gives_a_phi_of_one_and_no_variance_between_units() -> None:
    phi, tau2 = usual_limits.overdispersion(*simulated(0))
    assert phi == pytest.approx(1, abs=0.05)
    assert tau2 < 1e-4


@pytest.mark.parametrize("true", [0.002, 0.02])
def test_the_variance_between_units_is_found_again(true: float) -> None:
    counts = simulated(true)
    phi, tau2 = usual_limits.overdispersion(*counts)
    assert tau2 == pytest.approx(true, rel=0.1)
    assert phi > 3
    outside = england_of([counts])["0"].verdict(*counts) != "as_expected"
    assert outside.mean() == pytest.approx(0.05, abs=0.01)


def test_units_that_stand_out_do_not_widen_the_variance() -> None:
    o, e = simulated(0.01)
    _, before = usual_limits.overdispersion(o, e)
    o[:300] *= 10
    _, after = usual_limits.overdispersion(o, e)
    assert before < after < 1.3 * before


def test_units_that_expect_nobody_are_left_out() -> None:
    o, e = simulated(0.01)
    whole = usual_limits.overdispersion(o, e)
    more = np.append(e, [0, np.nan])
    assert usual_limits.overdispersion(np.append(o, [3, 3]), more) == whole


def test_nothing_is_known_without_units() -> None:
    assert np.isnan(usual_limits.overdispersion([3.0], [0.0])).all()
