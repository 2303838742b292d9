"""Weights: margins met, bounds held, design effect by hand, refusals in words."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.exercise.raking import (
    LEAST,
    MOST,
    MOST_ROUNDS,
    Margin,
    RakingError,
    combinations,
    fit_of,
    hold_size,
    rake,
    told_within,
)

CELLS = pd.DataFrame(
    {"sex": ["f", "f", "m", "m"], "age": ["y", "o", "y", "o"], "n": [60, 20, 15, 25]}
)
SEX = Margin("Sex", CELLS["sex"], pd.Series({"f": 500, "m": 500}))
AGE = Margin("Age", CELLS["age"], pd.Series({"y": 400, "o": 600}))


def test_one_margin_by_hand() -> None:
    """80 women to 60 and 40 men to 60: 0.75 and 1.5; n Σ w² ÷ (Σ w)² = 120 · 135 ÷ 120²."""
    found = rake(CELLS["n"], [SEX])
    assert found.weight.tolist() == pytest.approx([0.75, 0.75, 1.5, 1.5])
    assert found.factors["Sex"].to_dict() == pytest.approx({"f": 0.75, "m": 1.5})
    assert found.design_effect == pytest.approx(120 * 135 / 120**2)
    assert found.effective == pytest.approx(120 / 1.125)
    assert found.converged
    assert (found.gap, found.held) == (pytest.approx(0, abs=1e-4), 0)


def test_two_margins_are_met_and_odds_ratios_stay() -> None:
    found = rake(CELLS["n"], [SEX, AGE])
    weighted = found.weight * CELLS["n"]
    assert weighted.groupby(CELLS["sex"]).sum().to_dict() == pytest.approx({"f": 60, "m": 60})
    assert weighted.groupby(CELLS["age"]).sum().to_dict() == pytest.approx({"y": 48, "o": 72})
    w, n = weighted.to_numpy(), CELLS["n"].to_numpy()
    assert w[0] * w[3] / w[1] / w[2] == pytest.approx(n[0] * n[3] / n[1] / n[2])


def test_who_did_not_say_keeps_a_part() -> None:
    age = Margin("Age", pd.Series(["y", "o", "", "o"]), AGE.people)
    found = rake(CELLS["n"], [age])
    weighted = found.weight * CELLS["n"]
    assert weighted[2] == pytest.approx(15)
    assert weighted[0] == pytest.approx(0.4 * 105)


def cells(few: int, rest: int) -> tuple[pd.Series, pd.Series]:
    return pd.Series([few, rest], dtype=float), pd.Series(["few", "rest"])


def test_the_bounds_are_what_the_page_promises() -> None:
    assert (LEAST, MOST) == (0.2, 5.0)
    # So many rounds that real margins settle, and so few that a server is done.
    assert MOST_ROUNDS == 500


def test_weights_are_held_within_bounds_of_their_mean() -> None:
    """8 of 1,000 responses for 4.1 % of residents: 5.1 times the mean would be needed."""
    counts, code = cells(8, 992)
    found = rake(counts, [Margin("Group", code, pd.Series({"few": 41, "rest": 959}))])
    assert (found.weight * counts).sum() / counts.sum() == pytest.approx(1, abs=1e-9)
    # The bound binds, a twentieth inside of what is promised.
    assert found.weight.max() == pytest.approx(4.75)
    assert found.held == pytest.approx(0.008)
    assert found.gap == pytest.approx(100 * (0.041 - 8 * 4.75 / 1_000))
    # 30 of 1,000 responses for 0.5 % of residents: a sixth of the mean would be needed.
    counts, code = cells(30, 970)
    low = rake(counts, [Margin("Group", code, pd.Series({"few": 5, "rest": 995}))])
    assert low.weight.min() == pytest.approx(0.21)


@given(
    st.lists(st.integers(8, 400), min_size=4, max_size=4),
    st.floats(0.05, 0.95),
    st.floats(0.05, 0.95),
)
def test_no_response_counts_more_than_five_times_the_mean(
    counts: list[int], women: float, young: float
) -> None:
    n = pd.Series(counts, dtype=float)
    margins = [
        Margin("Sex", CELLS["sex"], pd.Series({"f": women, "m": 1 - women})),
        Margin("Age", CELLS["age"], pd.Series({"y": young, "o": 1 - young})),
    ]
    try:
        found = rake(n, margins)
    except RakingError:
        return
    for weight in (found.weight.to_numpy(), combinations(found)["weight"].to_numpy()):
        mean = (found.weight * n).sum() / n.sum()
        assert mean == pytest.approx(1, abs=1e-9)
        assert weight.max() <= MOST * mean
        assert weight.min() >= LEAST * mean
    assert found.gap <= 0.5
    for margin in margins:
        there = (found.weight * n).groupby(margin.category).sum() / n.sum()
        assert (there - margin.people).abs().max() <= 0.005 + 1e-9


@pytest.mark.parametrize(("people", "fits"), [(42.9, True), (43.1, False)])
def test_a_weighted_share_is_at_most_half_a_point_away(people: float, fits: bool) -> None:
    """8 of 1,000 count for 3.8 % at most, each with 4.75 times the mean."""
    counts, code = cells(8, 992)
    margin = Margin("Group", code, pd.Series({"few": people, "rest": 1_000 - people}))
    if fits:
        assert rake(counts, [margin]).gap == pytest.approx(0.49)
    else:
        with pytest.raises(RakingError, match=r"stay 0\.5 points away"):
            rake(counts, [margin])


def test_fewer_than_eight_responses_stand_for_nobody() -> None:
    code, people = cells(8, 992)[1], pd.Series({"few": 8, "rest": 992})
    assert rake(cells(8, 992)[0], [Margin("Group", code, people)]).converged
    with pytest.raises(RakingError, match="fewer than 8 responses came from few"):
        rake(cells(7, 993)[0], [Margin("Group", code, people)])


def test_at_most_20_000_combinations_are_listed() -> None:
    hold_size([range(20_000)])
    hold_size([range(200), range(100)])
    for margins in ([range(20_001)], [range(201), range(100)]):
        with pytest.raises(RakingError, match="the most is 20,000"):
            hold_size(margins)


def test_a_margin_that_stays_out_is_refused_by_name() -> None:
    skewed = Margin("Sex", CELLS["sex"], pd.Series({"f": 1, "m": 99}))
    with pytest.raises(RakingError, match=r"Sex: .* stay [0-9.]+ points away .*broader groups"):
        rake(CELLS["n"] * [10, 10, 1, 1], [AGE, skewed])


# ---- a file's own rows ----


def test_the_fit_of_true_rows_by_hand() -> None:
    """Made from 60, 20, 15, 25; in truth two more women are young, two fewer old."""
    weights = rake(CELLS["n"], [SEX])
    rows, true = CELLS[["sex"]], CELLS["n"] + [4, 0, 0, 0]
    fit = fit_of(weights, rows, true, [SEX])
    # 84 women at 0.75, 40 men at 1.5.
    assert fit.mean == pytest.approx((63 + 60) / 124)
    assert fit.gap == pytest.approx(100 * (63 / 123 - 0.5))


def test_true_rows_whose_weights_average_something_else_are_refused() -> None:
    weights = rake(CELLS["n"], [SEX])
    with pytest.raises(RakingError, match="Too much of this exercise is hidden"):
        fit_of(weights, CELLS[["sex"]], CELLS["n"] * [3, 3, 1, 1], [SEX])


@pytest.mark.parametrize(
    ("gap", "responses", "told"),
    [(0.0, 2_000, 1), (0.99, 2_000, 1), (1.01, 2_000, 2), (0.4, 200, 4), (4.2, 200, 8)],
)
def test_the_gap_is_told_in_steps_that_no_small_count_fills(
    gap: float, responses: int, told: int
) -> None:
    assert told_within(gap, responses, threshold=8) == told


def test_the_table_of_combinations_gives_the_weights_back() -> None:
    found = rake(CELLS["n"], [SEX, AGE])
    table = combinations(found).set_index(["Sex", "Age"])["weight"]
    assert len(table) == 4
    for (_, row), weight in zip(CELLS.iterrows(), found.weight, strict=True):
        assert table[row["sex"], row["age"]] == pytest.approx(weight, rel=0.005)


@pytest.mark.parametrize(
    ("margins", "told"),
    [
        ([], "at least one margin"),
        ([Margin("Sex", CELLS["sex"], pd.Series({"f": 1, "m": 1, "x": 1}))], "came from x"),
        ([Margin("Sex", CELLS["sex"], pd.Series({"f": 1}))], "no residents"),
    ],
)
def test_what_cannot_be_weighted_is_refused(margins: list[Margin], told: str) -> None:
    with pytest.raises(RakingError, match=told):
        rake(CELLS["n"], margins)


def test_nobody_and_too_many_combinations_are_refused() -> None:
    with pytest.raises(RakingError, match="no responses"):
        rake(CELLS["n"] * 0, [SEX])
    codes = pd.Series([str(n) for n in range(150)])
    margins = [Margin(m, codes, pd.Series(1, index=codes)) for m in ("A", "B")]
    with pytest.raises(RakingError, match="22,500 combinations"):
        combinations(rake(pd.Series(10, index=codes.index), margins))


def test_just_as_many_combinations_as_may_be() -> None:
    hold_size([range(200), range(100)])
    with pytest.raises(RakingError, match="20,100 combinations; the most is 20,000"):
        hold_size([range(201), range(100)])
