"""Weights: margins met, bounds held, design effect by hand, refusals in words."""

import numpy as np
import pandas as pd
import pytest

from layers.raking import LEAST, MOST, Margin, RakingError, combinations, rake

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


def test_weights_are_held_within_bounds() -> None:
    skewed = Margin("Sex", CELLS["sex"], pd.Series({"f": 1, "m": 99}))
    found = rake(CELLS["n"] * [10, 10, 1, 1], [skewed])
    assert found.weight.min() >= LEAST
    assert found.weight.max() <= MOST
    assert found.held > 0
    assert found.gap > 1
    assert np.isfinite(found.design_effect)


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
