"""Weighted correlations: against SciPy, by hand, laws, and the atlas's tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from layers import Atlas
from layers.inequality.correlation import (
    Level,
    correlations,
    values_at,
    weighted_correlation,
    weighted_ranks,
)

PAIRS = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 5)), min_size=10, max_size=40
)


@given(PAIRS, st.sampled_from(["pearson", "spearman"]))
def test_a_weight_is_so_many_of_the_same(pairs: list[tuple[int, int, int]], method: str) -> None:
    x, y, weight = (np.array(part) for part in zip(*pairs, strict=True))
    found = weighted_correlation(x, y, weight, method=method)  # type: ignore[arg-type]
    many = [np.repeat(part, weight) for part in (x, y)]
    if min(len(np.unique(part)) for part in many) == 1:
        assert np.isnan(found.r)
        return
    expected = (stats.pearsonr if method == "pearson" else stats.spearmanr)(*many).statistic
    assert found.r == pytest.approx(expected, abs=1e-9)
    assert found.effective == pytest.approx(weight.sum() ** 2 / (weight**2).sum())
    assert -1 <= found.lower <= found.r + 1e-12
    assert found.r - 1e-12 <= found.upper <= 1


def test_its_interval_is_fisher_s() -> None:
    rng = np.random.default_rng(8)
    x = rng.normal(size=50)
    y = x + rng.normal(size=50)
    expected = stats.pearsonr(x, y).confidence_interval(0.95)
    found = weighted_correlation(x, y)
    assert (found.lower, found.upper) == pytest.approx((expected.low, expected.high))
    ranked = weighted_correlation(x, y, method="spearman")
    half = 1.959963984540054 * np.sqrt((1 + ranked.r**2 / 2) / 47)
    assert ranked.upper == pytest.approx(np.tanh(np.arctanh(ranked.r) + half))


@given(PAIRS)
def test_laws(pairs: list[tuple[int, int, int]]) -> None:
    x, y, weight = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    x[:2], y[:2] = [11, -11], [12, 13]
    for method in ("pearson", "spearman"):
        one = weighted_correlation(x, y, weight, method=method)
        assert weighted_correlation(y, x, weight, method=method).r == pytest.approx(one.r)
        assert weighted_correlation(x, -y, weight, method=method).r == pytest.approx(-one.r)
        assert weighted_correlation(x, 3 * y + 1, 9 * weight, method=method).r == pytest.approx(
            one.r
        )
        itself = weighted_correlation(x, x, weight, method=method)
        assert (itself.r, itself.lower, itself.upper) == pytest.approx((1, 1, 1))
    ranks = weighted_correlation(x, y, weight, method="spearman").r
    assert weighted_correlation(np.exp(x), y, weight, method="spearman").r == pytest.approx(ranks)


def test_ranks_by_hand() -> None:
    assert weighted_ranks(np.array([5, 1, 5]), np.array([1, 2, 1])).tolist() == [0.75, 0.25, 0.75]


def test_pairs_without_a_value_are_left_out_and_too_few_refused() -> None:
    x, y = np.arange(12.0), np.arange(12.0) ** 2
    y[0] = np.nan
    assert weighted_correlation(x, y).number == 11
    with pytest.raises(ValueError, match="at least 10 pairs of values, and there are 9"):
        weighted_correlation(x[:10], y[:10])


# ---- the atlas ----


def test_a_table_over_areas(atlas: Atlas) -> None:
    chosen = ["imd_score", "bad_health", "qof_copd", "minority_ethnic", "white_british"]
    table = correlations(atlas, chosen).set_index(["a", "b"])
    assert len(table) == 10
    refused = table[[("qof_copd" in pair) for pair in table.index]]
    assert (refused["guard"] == "attributed").all()
    assert refused["r"].isna().all()
    assert table.loc[("imd_score", "bad_health"), "guard"] == ""
    assert 0.7 < table.loc[("imd_score", "bad_health"), "r"] < 0.9
    assert table.loc[("minority_ethnic", "white_british"), "guard"] == "overlap"
    assert table.loc[("minority_ethnic", "white_british"), "r"] == pytest.approx(-1)
    assert table.drop(refused.index)["number"].eq(860).all()


def test_one_of_them_straight_from_the_areas(atlas: Atlas) -> None:
    x, y = (atlas.table(i)["value"] for i in ("imd_score", "no_car"))
    expected = np.corrcoef(
        np.repeat(x, atlas.areas["residents"]), np.repeat(y, atlas.areas["residents"])
    )
    table = correlations(atlas, ["imd_score", "no_car"], method="pearson")
    assert table["r"].tolist() == pytest.approx([expected[0, 1]])


def test_over_practices_a_register_is_the_practice_s_own(atlas: Atlas) -> None:
    table = correlations(atlas, ["imd_score", "qof_copd", "english_limited"], "practice")
    table = table.set_index(["a", "b"])
    assert table["r"].notna().all()
    assert table["number"].eq(169).all()
    assert "attributed" not in set(table["guard"])
    values = values_at(atlas, ["qof_copd"], "practice")
    rows = atlas.prevalence.query("register == 'COPD' and year == '2024-25'").set_index("practice")
    rows = rows.loc[values.index]
    assert values["qof_copd"].tolist() == pytest.approx(
        (100 * rows["on_register"] / rows["list_size"]).tolist()
    )


@pytest.mark.parametrize(
    ("indicators", "level", "words"),
    [(["imd_score"], "area", "two different"), (["imd_score", "no_car"], "ward", "not a level")],
)
def test_it_is_refused_in_words(
    atlas: Atlas, indicators: list[str], level: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        correlations(atlas, indicators, level)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", ["area", "practice"])
def test_weights_keep_to_a_place(atlas: Atlas, level: Level) -> None:
    every = values_at(atlas, ["no_car", "bad_health"], level)
    kept = every.index[::3]
    weights = pd.Series(1.0, index=kept)
    some = values_at(atlas, ["no_car", "bad_health"], level, weights=weights)
    assert some.equals(every.loc[kept])
    found = correlations(atlas, ["no_car", "bad_health"], level, weights=weights)
    direct = weighted_correlation(
        some["no_car"], some["bad_health"], some["weight"], method="spearman"
    )
    assert found["r"].iloc[0] == direct.r
    assert found["number"].iloc[0] == len(kept)
