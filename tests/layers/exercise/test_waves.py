"""Waves: a change by hand, verdicts, how often chance is named, and no count given back."""

from dataclasses import replace
from math import hypot

import numpy as np
import pandas as pd
import pytest
from scipy.stats import hypergeom

from layers import Atlas
from layers.exercise import disclosure
from layers.exercise.representation import Table
from layers.exercise.waves import CLOSER, FEW, FURTHER, SAME, UNKNOWN, Counts, chance, laid_together
from layers.geography import area_groups
from layers.statistics.intervals import wilson
from layers.statistics.suppression import Rule
from tests.layers.exercise.attack import Sums, member, ranges
from tests.layers.exercise.exercises import share_of_areas, tables_of

RULE = Rule()
NAMES = pd.Series({"a": "A", "b": "B", "c": "C"})


def table(a: float, b: float, c: float, share: tuple[float, ...] = (0.2, 0.3, 0.5)) -> Table:
    observed = pd.Series({"a": a, "b": b, "c": c}, dtype=float)
    return Table(observed, pd.Series(share, index=observed.index), int(observed.sum()), NAMES)


def laid(waves: list[Table]) -> pd.DataFrame:
    """One level laid together as if nothing else were looked at."""
    return laid_together([{"alone": wave} for wave in waves])["alone"]


def test_a_change_by_hand() -> None:
    """A fifth of residents: 100 of 1,000 responses, then 180: 0.5 times, then 0.9 times."""
    found = laid([table(100, 300, 600), table(180, 300, 520)])
    assert found.loc["a", ["ratio_1", "ratio_2", "change"]].tolist() == pytest.approx(
        [0.5, 0.9, 0.4]
    )
    one, two = wilson(100, 1_000), wilson(180, 1_000)
    lower = 0.4 - hypot(0.9 - two.lower / 0.2, one.upper / 0.2 - 0.5)
    assert found.loc["a", "lower"] == pytest.approx(lower)
    assert found["verdict"].tolist() == [CLOSER, SAME, CLOSER]


@pytest.mark.parametrize(("share", "counts"), [(0.5, (460, 540)), (0.02, (12, 31))])
def test_the_chance_of_a_change_is_that_of_two_shares(
    share: float, counts: tuple[int, int]
) -> None:
    """Of 1,000 each, by SciPy's hypergeometric: half of residents, and a group of 20 expected."""
    first, last = counts
    given = [
        Counts(np.array([float(n)]), np.array([1_000 * share]), np.array([share]), np.array([1.0]))
        for n in counts
    ]
    both = hypergeom(2_000, first + last, 1_000)
    expected = 2 * (both.sf(last) + 0.5 * both.pmf(last))
    # Counts that are worth more or less are made whole again.
    assert abs(np.log(chance(*given)[0] / expected)) < 0.35


def test_away_from_its_numbers_is_worse_on_either_side() -> None:
    found = laid([table(200, 300, 500), table(100, 300, 600)])
    assert found["verdict"].tolist() == [FURTHER, SAME, FURTHER]


def test_from_far_too_few_to_far_too_many_is_no_improvement() -> None:
    found = laid([table(100, 300, 600), table(400, 300, 300)])
    assert found.loc["a", "ratio_2"] == 2.0
    assert found.loc["a", "verdict"] == FURTHER


def test_few_responses_say_nothing_and_hidden_ones_less() -> None:
    found = laid([table(2, 3, 5), table(4, 3, 3)])
    assert set(found["verdict"]) == {FEW}
    hidden = laid([table(100, 300, 600), replace(table(1, 300, 600), observed=pd.Series(
        {"a": np.nan, "b": 300.0, "c": 600.0}))])  # fmt: skip
    assert hidden.loc["a", "verdict"] == UNKNOWN
    assert hidden.loc["a", ["change", "lower", "upper"]].isna().all()


def test_those_in_between_are_told_and_change_nothing() -> None:
    found = laid([table(100, 300, 600), table(1, 1, 8), table(180, 300, 520)])
    ends = laid([table(100, 300, 600), table(180, 300, 520)])
    assert found["change"].tolist() == ends["change"].tolist()
    assert found["ratio_2"].tolist() == pytest.approx([0.5, 1 / 3, 1.6])
    with pytest.raises(ValueError, match="Two"):
        laid([table(1, 1, 1)])


def test_others_may_have_been_asked() -> None:
    found = laid([table(100, 300, 600), table(100, 300, 600, (0.1, 0.3, 0.6))])
    assert found.loc["a", ["ratio_1", "ratio_2"]].tolist() == pytest.approx([0.5, 1.0])
    assert found.loc["a", "verdict"] == CLOSER


def test_chance_alone_is_seldom_named_a_change(atlas: Atlas) -> None:
    """Two waves drawn alike: any change that is named is named by chance, in 5 % of draws."""
    draw = np.random.default_rng(11)
    named, covered = {"district": 0, "deprivation": 0, "ward": 0}, []
    share = share_of_areas(atlas)
    drawn = draw.multinomial(3_000, share, (100, 2))
    tables = tables_of(atlas, drawn[0, 0])
    sums = {
        level: member(area_groups.grouping(atlas, level), atlas.areas.index, groups.index)
        for level, groups in ((level, tables[level].observed) for level in named)
    }
    for pair in drawn:
        for level in named:
            index = tables[level].observed.index
            waves = [
                replace(tables[level], observed=pd.Series(sums[level] @ one, index=index))
                for one in pair
            ]
            found = laid(waves)
            named[level] += bool(found["verdict"].isin([CLOSER, FURTHER]).any())
            covered.append(((found["lower"] <= 0) & (found["upper"] >= 0)).mean())
    assert max(named.values()) <= 11
    assert 0.93 < np.mean(covered) < 0.98


def test_a_bias_that_is_mended_is_named(atlas: Atlas) -> None:
    draw = np.random.default_rng(12)
    share = share_of_areas(atlas)
    poor = atlas.table("imd_decile")["value"].to_numpy() <= 2
    biased = share * np.where(poor, 0.4, 1)
    counts = [draw.multinomial(3_000, s / s.sum()) for s in (biased, share)]
    waves = [disclosure.published(tables_of(atlas, n), RULE)["deprivation"] for n in counts]
    verdict = laid(waves)["verdict"]
    assert verdict[["01", "02"]].tolist() == [CLOSER, CLOSER]


def test_a_wave_that_holds_the_one_before_gives_no_count_back(atlas: Atlas) -> None:
    """The worst case: the second file is the first with a few more, and the attacker knows it.
    Seven numbers are left for each small count; larger ones that are hidden beside them are told
    no better than if they were shown, rounded."""
    draw = np.random.default_rng(13)
    share = share_of_areas(atlas)
    first = draw.multinomial(3_000, share)
    counts = [first, first + draw.multinomial(60, share)]
    levels = ["district", "ward", "msoa", "deprivation"]
    true = [{k: t for k, t in tables_of(atlas, n).items() if k in levels} for n in counts]
    shown = [disclosure.published(tables, RULE) for tables in true]
    codes = atlas.areas.index
    nothing = pd.Series(np.nan, index=range(2 * len(codes)))
    sums, aims = [], {}
    for wave in (0, 1):
        for level in levels:
            groups = shown[wave][level].observed
            of = area_groups.grouping(atlas, level)
            one = member(of, codes, groups.index)
            # Unknown: the first wave's areas, then what each has more. The second is both.
            factors = np.hstack([one, one * wave])
            unseen = groups.isna().to_numpy()
            zeros = bool((unseen & (true[wave][level].observed == 0).to_numpy()).any())
            sums.append(Sums(groups, factors, zeros))
            aims |= {(wave, level, groups.index[at]): factors[at] for at in np.flatnonzero(unseen)}
    first_total = np.r_[np.ones(len(codes)), np.zeros(len(codes))]
    sums.append(Sums(pd.Series([3_000.0]), first_total[None, :], zeros_hidden=False))
    picked = list(aims)
    found = ranges(nothing, True, sums, 3_060, [aims[key] for key in picked], RULE)
    for key, (low, high) in zip(picked, found, strict=True):
        wave, level, code = key
        assert low - 1e-6 <= true[wave][level].observed[code] <= high + 1e-6
        small = true[wave][level].observed[code] < RULE.threshold
        least = RULE.threshold - 2 if small else RULE.base - 1
        assert high - low >= least - 1e-6, (key, low, high)
