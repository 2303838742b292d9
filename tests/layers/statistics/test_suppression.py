"""Hidden counts: the rule, what totals would give away, and attacks that subtract."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.statistics.suppression import Nesting, Rule, cell, protect, rounded, rule_text, suppress
from tests.layers.exercise.attack import Sums, member, ranges

RULE = Rule()
COUNTS = st.lists(st.integers(0, 40) | st.integers(0, 9), min_size=1, max_size=40)


def codes(counts: list[int]) -> pd.Series:
    return pd.Series(counts, index=[f"a{n}" for n in range(len(counts))], dtype=float)


def test_the_rule_by_hand() -> None:
    """One larger count goes with the small ones: which, is said by how many were expected."""
    table = {"t": codes([0, 3, 5, 8, 12, 13, 400])}
    shown = protect(table)["t"]
    assert [cell(c) for c in shown] == ["0", "*", "*", "*", "10", "15", "400"]
    expected = {"t": codes([2, 4, 5, 6, 25, 24, 300])}
    shown = protect(table, expected=expected)["t"]
    assert [cell(c) for c in shown] == ["0", "*", "*", "10", "10", "*", "400"]
    expected = {"t": codes([2, 4, 5, 6, 20, 19, 300])}
    shown = protect(table, expected=expected)["t"]
    assert all(cell(c) == "*" for c in shown)


def test_one_small_count_is_not_left_alone() -> None:
    """3, 20 and 90: with the total of 113, 3 would be what is left. So 20 is hidden too."""
    assert [cell(c) for c in protect({"t": codes([3, 20, 90])})["t"]] == ["*", "*", "90"]


def test_a_table_with_little_beside_its_small_counts_is_not_shown() -> None:
    assert protect({"t": codes([3, 20, 50, 0])})["t"].isna().all()
    assert protect({"t": codes([8, 20, 50, 0])})["t"].notna().all()


def test_without_a_threshold_all_is_shown() -> None:
    assert protect({"t": codes([0, 1, 7])}, rule=Rule(0, 1))["t"].tolist() == [0, 1, 7]


@pytest.mark.parametrize(
    ("count", "base", "expected"), [(2, 5, 5), (8, 5, 10), (12, 5, 10), (12.5, 5, 15), (9, 20, 20)]
)
def test_rounding(count: float, base: int, expected: int) -> None:
    assert float(rounded(count, Rule(8, base))) == expected


def test_the_rule_in_words() -> None:
    text = rule_text(Rule(8, 5))
    assert text.startswith("Counts from 1 to 7 are shown as *.")
    assert "nearest 5" in text
    assert "nearest" not in rule_text(Rule(8, 1))
    assert rule_text(Rule(1, 1)) == "No count is hidden."
    with pytest.raises(ValueError, match="0 or more"):
        Rule(-1, 5)


@given(COUNTS, st.integers(2, 12), st.sampled_from([1, 5, 10]))
def test_every_shown_count_follows_the_rule(counts: list[int], threshold: int, base: int) -> None:
    rule, table = Rule(threshold, base), codes(counts)
    shown = protect({"t": table}, rule=rule)["t"]
    assert shown[(table > 0) & (table < threshold)].isna().all()
    seen = shown.notna()
    assert (shown[seen] == rounded(table[seen], rule)).all()
    assert ((table[seen] == 0) | (shown[seen] >= min(threshold, base))).all()


@given(COUNTS, st.integers(1, 6))
def test_who_subtracts_from_a_total_gets_no_count(counts: list[int], groups: int) -> None:
    """Even knowing all else exactly, the hidden ones of a total are left with room enough."""
    parts = codes(counts)
    of = pd.Series([f"g{n % groups}" for n in range(len(counts))], index=parts.index)
    whole = parts.groupby(of).sum()
    shown = protect({"p": parts, "w": whole}, [Nesting("p", "w", of)], RULE)
    for group, total in shown["w"].items():
        mine = parts[of == group]
        unseen = shown["p"][mine.index].isna()
        if np.isnan(total):
            assert unseen.any()
        elif mine[unseen].any():
            assert mine[unseen].sum() - (mine[unseen] > 0).sum() >= RULE.threshold
            # Nor knowing which are small: from 1 to 7 is left of each.
            small, large = mine[unseen].between(1, 7), mine[unseen] >= RULE.threshold
            room = mine[unseen].sum() - small.sum() - RULE.threshold * large.sum()
            assert room >= RULE.threshold - 2
            assert (small | large).sum() > 1


def test_a_hidden_total_whose_parts_are_all_shown_would_be_no_secret() -> None:
    parts = codes([20, 30, 40, 3, 2])
    of = pd.Series(["x", "x", "y", "z", "z"], index=parts.index)
    whole = parts.groupby(of).sum()
    shown = protect({"p": parts, "w": whole}, [Nesting("p", "w", of)], RULE)
    assert np.isnan(shown["w"]["z"])
    for group in shown["w"].index[shown["w"].isna()]:
        assert shown["p"][of == group].isna().any()


def test_zeros_are_shown_wherever_anything_is() -> None:
    """Thirty areas with one response each: of that table, nothing is. Otherwise how many others
    are small makes no difference."""
    shown = protect({"t": codes([1] * 30 + [0] * 200)})["t"]
    assert shown.isna().all()
    assert protect({"t": codes([0, 0, 30, 40, 3, 50])})["t"].tolist()[:2] == [0, 0]
    assert protect({"t": codes([0, 1, 2, 3, 4, 5, 30, 100])})["t"].tolist()[0] == 0


def small(table: pd.Series) -> pd.Series:
    return table < RULE.threshold


def crossed(draw: np.random.Generator, responses: int) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Sixty areas in two districts; neighbourhoods and wards of about five, that overlap."""
    place = np.arange(60)
    counts = draw.multinomial(responses, draw.dirichlet(np.full(60, 2.0)))
    areas = pd.Series(counts, index=[f"a{n}" for n in place], dtype=float)
    district = place // 30
    ward = [f"w{d}{(n % 30 + 2) // 6}" for n, d in zip(place, district, strict=True)]
    return areas, {
        "district": pd.Series([f"d{n}" for n in district], index=areas.index),
        "msoa": pd.Series([f"m{n // 5}" for n in place], index=areas.index),
        "ward": pd.Series(ward, index=areas.index),
    }


@pytest.mark.parametrize("responses", [40, 150, 400, 700, 1_200])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_attack_with_all_tables_at_once_fails(responses: int, seed: int) -> None:
    """Wards and neighbourhoods that overlap, their areas and districts: a linear programme."""
    areas, of = crossed(np.random.default_rng(seed), responses)
    tables = {"lsoa": areas, **{name: areas.groupby(group).sum() for name, group in of.items()}}
    nested = [Nesting("lsoa", name, group) for name, group in of.items()]
    for name in ("msoa", "ward"):
        nested.append(Nesting(name, "district", of["district"].groupby(of[name]).first()))
    shown = protect(tables, nested, RULE)
    zeros = {name: bool((shown[name].isna() & (tables[name] == 0)).any()) for name in tables}
    sums = {
        name: Sums(shown[name], member(group, areas.index, shown[name].index), zeros[name])
        for name, group in of.items()
    }
    wanted = {("lsoa", code): np.eye(1, 60, at)[0] for at, code in enumerate(areas.index)}
    for name, table in sums.items():
        wanted |= {
            (name, code): row for code, row in zip(table.shown.index, table.factors, strict=True)
        }
    hidden = {key: row for key, row in wanted.items() if np.isnan(shown[key[0]][key[1]])}
    assert hidden
    found = ranges(
        shown["lsoa"], zeros["lsoa"], list(sums.values()), int(areas.sum()),
        list(hidden.values()), RULE,
    )  # fmt: skip
    for (name, code), (low, high) in zip(hidden, found, strict=True):
        assert low - 1e-6 <= tables[name][code] <= high + 1e-6
        assert high - low >= RULE.threshold - 1e-6, (name, code, low, high)
    if shown["district"].isna().any():
        return
    # Somebody who knows which are small, too, is left seven numbers for each.
    which = {name: small(table) for name, table in tables.items()}
    known = [replace(table, small=which[name]) for name, table in sums.items()]
    found = ranges(
        shown["lsoa"], zeros["lsoa"], known, int(areas.sum()),
        list(hidden.values()), RULE, which["lsoa"],
    )  # fmt: skip
    for (name, code), (low, high) in zip(hidden, found, strict=True):
        if tables[name][code] > 0:
            assert low - 1e-6 <= tables[name][code] <= high + 1e-6
            assert high - low >= RULE.threshold - 2 - 1e-6, (name, code, low, high)


def test_the_attack_would_succeed_on_the_rule_alone() -> None:
    """Hiding only what is small, the same attack tells counts: the test above can fail."""

    def plainly(table: pd.Series) -> pd.Series:
        near = pd.Series(rounded(table, RULE), index=table.index)
        return near.where((table == 0) | (table >= RULE.threshold))

    narrowest = np.inf
    for seed in range(4):
        areas, of = crossed(np.random.default_rng(seed), 700)
        shown = plainly(areas)
        sums = [
            Sums(plainly(total), member(group, areas.index, total.index), False)
            for group in of.values()
            for total in [areas.groupby(group).sum()]
        ]
        rows = [np.eye(1, 60, at)[0] for at in np.flatnonzero(shown.isna())]
        found = ranges(shown, False, sums, 700, rows, RULE)
        narrowest = min(narrowest, *(high - low for low, high in found))
    assert narrowest < 4


# ---- one frame ----


def test_a_frame_with_totals_of_groups() -> None:
    frame = pd.DataFrame(
        {"group": ["x", "x", "y", "y"], "n": [3, 20, 50, 40], "ratio": [0.5, 1.0, 1.0, 2.0]}
    )
    shown = suppress(frame, ["n"], ["ratio"], groups="group")
    assert shown["n"].map(cell).tolist() == ["*", "*", "50", "40"]
    assert shown["ratio"].isna().tolist() == [True, True, False, False]
    assert frame["n"].tolist() == [3, 20, 50, 40]


@settings(max_examples=30)
@given(COUNTS)
def test_derived_columns_are_as_hidden_as_their_counts(counts: list[int]) -> None:
    frame = pd.DataFrame({"n": counts, "share": np.array(counts) / (sum(counts) or 1)})
    shown = suppress(frame, ["n"], ["share"])
    assert (shown["share"].isna() >= shown["n"].isna()).all()


@pytest.mark.parametrize("counts", [[-1.0, 5], [np.nan, 5]])
def test_counts_must_be_counts(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="known and not negative"):
        protect({"t": pd.Series(counts)})


def test_a_part_without_a_whole_is_refused() -> None:
    tables = {"p": codes([9, 9]), "w": pd.Series([18.0], index=["x"])}
    with pytest.raises(ValueError, match="in none of 'w'"):
        protect(tables, [Nesting("p", "w", pd.Series(["x", "y"], index=["a0", "a1"]))])
