"""What somebody who knows the rule can conclude of a hidden count: every table, one by one.

Tables are put together by what is shown of them. The numbers that a hidden count has among tables
that look alike are its candidates.
"""

from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from layers import Atlas
from layers.exercise import disclosure, representation
from layers.exercise.respondents import NOT_SAID
from layers.exercise.responses import Responses
from layers.statistics.suppression import Nesting, Rule, alone, protect, rounded
from tests.layers.exercise.exercises import BASE, KNOWN, share_of_areas

RULE = Rule()
ENOUGH = RULE.threshold - 1
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
EXPECTED = ([1, 1, 1, 1], [2, 9, 40, 41], [200, 60, 30, 5], [5, 30, 60, 200])


@lru_cache(maxsize=64)
def every(groups: int, total: int) -> Ints:
    """All tables of some groups with a total."""
    if groups == 1:
        return np.array([[total]])
    bars = np.array(list(combinations(range(total + groups - 1), groups - 1)))
    ends = np.full((len(bars), 1), -1), np.full((len(bars), 1), total + groups - 1)
    return np.diff(np.hstack([ends[0], bars, ends[1]]), axis=1) - 1


def candidates(told: npt.ArrayLike, counts: Ints, hidden: npt.NDArray[np.bool_]) -> Ints:
    """How many different numbers each hidden count has among the tables of which as much is told;
    99 for what is not hidden."""
    _, at = np.unique(np.nan_to_num(told, nan=-1.0), axis=0, return_inverse=True)
    at = at.ravel()
    found = np.full(counts.shape, 99)
    for group in range(counts.shape[1]):
        pairs = np.unique(np.c_[at, counts[:, group]], axis=0)
        many = np.bincount(pairs[:, 0])[at]
        found[:, group] = np.where(hidden[:, group], many, 99)
    return found


def of_others(counts: Ints, expected: npt.ArrayLike, rule: Rule) -> Ints:
    """The same for somebody who knows every other count: only the one may differ."""
    shown = alone(counts, expected, rule)
    found = np.full(counts.shape, 99)
    for group in range(counts.shape[1]):
        hidden = np.isnan(shown[:, group]) & (counts[:, group] > 0)
        mine, told = counts[hidden], shown[hidden]
        many = np.zeros(len(mine), dtype=int)
        for number in range(3 * rule.threshold):
            other = mine.copy()
            other[:, group] = number
            many += same(told, alone(other, expected, rule))
        found[hidden, group] = many
    return found


def same(one: Floats, other: Floats) -> npt.NDArray[np.bool_]:
    return ((one == other) | (np.isnan(one) & np.isnan(other))).all(axis=1)


def knowing_which(counts: Ints, shown: Floats, rule: Rule = RULE) -> Ints:
    """Candidates for somebody who knows the total, every shown count exactly, and which of the
    hidden ones are small (and which are 0)."""
    hidden = np.isnan(shown)
    small = (counts > 0) & (counts < rule.threshold)
    told = np.c_[np.where(hidden, -1, counts), small, counts == 0]
    return candidates(told, counts, hidden & (counts > 0))


def knowing_only_which(counts: Ints, shown: Floats, rule: Rule = RULE) -> Ints:
    """The same without anything shown: what that person knew before."""
    small = (counts > 0) & (counts < rule.threshold)
    return candidates(np.c_[small, counts == 0], counts, np.isnan(shown) & (counts > 0))


# ---- the audit's attacker ----


def formerly(counts: Ints, zeros: str) -> Floats:
    """The rule as it was, of one table: zeros hidden where most is small (or always, or never), and
    the smallest shown counts hidden until there is room."""
    found = []
    for row in counts.astype(float):
        small = (row > 0) & (row < 8)
        hide = zeros == "always" or (zeros == "data" and 2 * small.sum() > (row > 0).sum())
        unseen = small | (row == 0) if hide else small.copy()
        while unseen.any() and not unseen.all():
            room = row[unseen].sum() - (0 if (row[unseen] == 0).any() else unseen.sum())
            if room >= 8:
                break
            above = np.flatnonzero(~unseen & (row > 0))
            unseen[above[np.argmin(row[above])] if len(above) else ~unseen] = True
        found.append(np.where(unseen, np.nan, rounded(row, RULE)))
    return np.array(found)


@pytest.mark.parametrize(("zeros", "found"), [("data", 120), ("never", 0), ("always", 0)])
def test_the_audit_s_attacker_is_the_one_here(zeros: str, found: int) -> None:
    """All tables of four groups and 20 people, by what was shown of them: that somebody who knows
    the rule and the total has fewer than seven candidates happened to 120 small counts."""
    counts = every(4, 20)
    shown = formerly(counts, zeros)
    few = candidates(shown, counts, np.isnan(shown)) < ENOUGH
    assert (few & (counts > 0) & (counts < 8)).sum() == found


def test_the_audit_s_example() -> None:
    """7, 42 and 42 were shown as *, * and 40. As 42 was the smallest of the others, 7 was what 91
    left at least. Now any of 1 to 7 leaves the same to see."""
    assert same(formerly(np.array([[7, 42, 42]]), "data"), np.array([[np.nan, np.nan, 40]]))[0]
    for counts in ([7, 42, 42], [7, 90, 92]):
        rest = sum(counts[1:])
        alike = np.array([[n, first, rest + 7 - n - first] for n in range(1, 8)
                          for first in range(8, rest - 8)])  # fmt: skip
        shown = alone(np.array([counts]), rule=RULE)
        exactly = (alike[:, 2] == counts[2]) | np.isnan(shown[0, 2])
        looks = same(np.repeat(shown, len(alike), axis=0), alone(alike, rule=RULE)) & exactly
        assert set(alike[looks, 0]) == set(range(1, 8))


# ---- every table ----


@pytest.mark.parametrize("expected", EXPECTED)
@pytest.mark.parametrize("groups", [1, 2, 3, 4])
def test_every_table_of_up_to_four_groups_and_thirty_people(
    groups: int, expected: list[float]
) -> None:
    wanted = expected[:groups]
    counts = np.vstack([every(groups, total) for total in range(1, 31)])
    assert of_others(counts, wanted, RULE).min() >= ENOUGH
    for total in range(1, 31):
        mine = every(groups, total)
        shown = alone(mine, wanted, RULE)
        hidden = np.isnan(shown) & (mine > 0)
        if groups > 1 and total >= 6:
            assert candidates(shown, mine, hidden).min() >= ENOUGH, total
        # Knowing which are small as well: no more is known than that alone would have told.
        assert (knowing_which(mine, shown) >= np.minimum(knowing_only_which(mine, shown), 7)).all()


@pytest.mark.parametrize(("threshold", "base"), [(3, 2), (5, 5), (12, 10)])
def test_with_other_thresholds(threshold: int, base: int) -> None:
    rule = Rule(threshold, base)
    counts = np.vstack([every(4, total) for total in (threshold, 20, 36, 42)])
    assert of_others(counts, [3, 10, 20, 30], rule).min() >= threshold - 1


def larger(seed: int, tables: int, groups: int) -> tuple[Ints, Floats]:
    """Random tables with 30 to 3,000 responses, of groups that are expected to differ in size and
    that answer between a fifth and three times as often as expected."""
    draw = np.random.default_rng(seed)
    expected = np.sort(draw.gamma(0.7, 1.0, groups))
    expected *= draw.choice([60, 150, 400, 1_500]) / expected.sum()
    often = np.exp(draw.normal(-0.2, 0.6, (tables, groups)))
    return draw.poisson(expected * often), expected


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_larger_tables(seed: int) -> None:
    """Ten times 10,000, of two to twelve groups: seven candidates for each hidden count."""
    counts, expected = larger(seed, 10_000, [2, 3, 4, 5, 5, 6, 8, 10, 12, 3][seed])
    assert of_others(counts, expected, RULE).min() >= ENOUGH


def test_how_often_the_total_and_which_are_small_tell_more() -> None:
    """No rule can hold against both: where one is small, a rule that does not look at it must
    somewhere hide a larger count beside it that is as low as one can be. By expected counts it
    seldom is: 2.9% of small counts, where it was 16% when the smallest was hidden."""
    cells = few = 0
    for seed in range(60):
        counts, expected = larger(100 + seed, 2_000, 3 + seed % 6)
        shown = alone(counts, expected, RULE)
        hidden = np.isnan(shown) & (counts > 0)
        small = hidden & (counts < RULE.threshold)
        large = hidden & ~small
        partly = hidden.any(axis=1) & ~np.isnan(shown).all(axis=1)
        total = np.where(hidden, counts, 0).sum(axis=1)
        room = total - small.sum(axis=1) - RULE.threshold * large.sum(axis=1)
        cells += int(small[partly].sum())
        # Highest less what it is: the others above the least that they can be.
        few += int((small & (room < ENOUGH - 1)[:, None])[partly].sum())
    assert cells > 10_000
    assert few / cells < 0.04


def test_nothing_is_concluded_from_how_large_a_hidden_count_is() -> None:
    """The same small ones and the same shown ones: the same is hidden, whatever the others are."""
    draw = np.random.default_rng(3)
    counts, expected = larger(7, 4_000, 6)
    shown = alone(counts, expected, RULE)
    hidden = np.isnan(shown)
    small = hidden & (counts > 0) & (counts < RULE.threshold)
    others = np.where(small, draw.integers(1, RULE.threshold, counts.shape), counts)
    large = hidden & (counts >= RULE.threshold) & ~hidden.all(axis=1)[:, None]
    others = np.where(large, draw.integers(RULE.threshold, 900, counts.shape), others)
    assert same(shown, alone(others, expected, RULE)).all()
    assert large.sum() > 100


# ---- several tables ----


@pytest.mark.parametrize("total", [33, 38])
def test_wards_in_districts(total: int) -> None:
    """Two wards in one district, one in another, threshold 3, by the total and all that is shown:
    of 894 and 986 hidden counts 4 and none have fewer than two candidates (a twentieth formerly);
    4 each that had more before where it is known which are small."""
    rule = Rule(3, 2)
    of = pd.Series(["x", "x", "y"], index=["a", "b", "c"])
    counts = every(3, total)
    shown = []
    for row in counts:
        wards = pd.Series(row, index=of.index, dtype=float)
        tables = {"ward": wards, "district": wards.groupby(of).sum()}
        found = protect(tables, [Nesting("ward", "district", of)], rule)
        shown.append(np.r_[found["ward"], found["district"]])
    seen = np.array(shown)
    whole = np.c_[counts, counts[:, 0] + counts[:, 1], counts[:, 2]]
    hidden = np.isnan(seen) & (whole > 0)
    assert hidden.sum() > 200
    assert (candidates(seen, whole, hidden) < rule.threshold - 1).sum() <= hidden.sum() / 200
    few = knowing_which(whole, seen, rule) < rule.threshold - 1
    before = knowing_only_which(whole, seen, rule) < rule.threshold - 1
    assert (few & ~before).sum() <= hidden.sum() / 200


# ---- what is made of the counts ----


def answered(atlas: Atlas, counts: dict[str, int], unsaid: int) -> Responses:
    """An exercise with one question, all from a few areas of each district."""
    rows = [("white", 400), *counts.items(), (NOT_SAID, unsaid)]
    areas = atlas.areas.index[:: 860 // 40]
    cells = [(areas[at % 40], kind, 1) for kind, many in rows for at in range(many)]
    frame = pd.DataFrame(cells, columns=["lsoa", "ethnicity", "count"])
    keys = ["lsoa", "ethnicity"]
    return Responses(frame.groupby(keys)["count"].sum().reset_index())


def test_totals_ratios_and_index_are_the_same_whatever_a_hidden_count_is(atlas: Atlas) -> None:
    """Only totals of what is shown: "412 hold an answer" gave back what was hidden of 412."""
    kept = []
    for few in (1, 4, 7):
        counts = {"asian": 60, "black": 30, "mixed": 25, "other_ethnic": few}
        true = representation.tables(atlas, answered(atlas, counts, 3), BASE, KNOWN)
        shown = disclosure.published({"ethnicity": true["ethnicity"]}, RULE)
        found = disclosure.dissimilarities({"ethnicity": true["ethnicity"]}, shown, RULE)
        table = shown["ethnicity"]
        assert np.isnan(table.observed["other_ethnic"])
        assert table.total != true["ethnicity"].total
        kept.append(
            (
                table.total,
                representation.compare_all({"ethnicity": table})["ethnicity"],
                found["ethnicity"].index,
            )
        )
    for total, frame, index in kept[1:]:
        assert total == kept[0][0]
        assert index == pytest.approx(kept[0][2], nan_ok=True)
        pd.testing.assert_frame_equal(frame, kept[0][1])


def test_shown_totals_are_close_to_the_true_ones(atlas: Atlas) -> None:
    """Of 200 exercises: on average within a quarter of a percent, none off by more than five."""
    draw = np.random.default_rng(11)
    share = share_of_areas(atlas)
    off = []
    for n in np.repeat([300, 500, 1_000, 2_000], 50):
        counts = draw.multinomial(n, share)
        table = representation.of_place(
            atlas, "district", pd.Series(counts, index=atlas.areas.index),
            pd.Series(share, index=atlas.areas.index), int(n),
        )  # fmt: skip
        shown = disclosure.published({"district": table}, RULE)["district"]
        off.append(shown.total / n - 1)
    assert abs(np.mean(off)) < 0.0025
    assert np.abs(off).max() < 0.05


def test_a_table_that_tells_too_little_has_no_total(atlas: Atlas) -> None:
    counts = {"asian": 2, "black": 1, "mixed": 9, "other_ethnic": 0}
    responses = answered(atlas, counts, 3)
    cells = responses.cells[responses.cells["ethnicity"] != "white"]
    true = representation.tables(atlas, Responses(cells), BASE, KNOWN)
    shown = disclosure.published(true, RULE)["ethnicity"]
    assert shown.observed.isna().all()
    assert np.isnan(shown.total)
    verdicts = representation.compare_all({"ethnicity": shown})["ethnicity"]["verdict"]
    assert verdicts.eq(representation.UNKNOWN).all()
