"""Figures that grow from visit to visit: what somebody can conclude who saw every one of them."""

import itertools

import numpy as np
import pytest

from layers.exercise import counts_over_time, head_counts
from layers.exercise.counts_over_time import next_step, steps
from layers.exercise.people_meant import MEANT
from layers.statistics.suppression import Rule
from tests.layers.exercise.diaries import (
    Attack,
    Visits,
    aligned,
    drawn,
    seen,
    with_meant,
)

RULE = Rule()
SEX = "sex"


# ---- heads ----


def test_a_visit_s_people_are_told_as_any_count() -> None:
    shown = head_counts.shown([0, 1, 7, 8, 12, 13], RULE)
    np.testing.assert_array_equal(shown, [0, np.nan, np.nan, 10, 10, 15])


def test_sums_of_heads_are_made_of_what_each_visit_tells() -> None:
    """So that no difference of two sums, over any visits and dates, tells more than the visits."""
    draw = np.random.default_rng(1)
    people = draw.integers(0, 40, 300)
    small = (people > 0) & (people < RULE.threshold)
    others = np.where(small, draw.integers(1, RULE.threshold, 300), people)
    assert (people != others).sum() > 20
    for _ in range(200):
        some = draw.random(300) < draw.random()
        one, other = (head_counts.together(of[some], RULE) for of in (people, others))
        np.testing.assert_equal(one, other)


def test_sums_of_heads_are_near_the_true_ones() -> None:
    """Plans of 40 visits to some ten people each: within a tenth, and on average within 2%."""
    draw = np.random.default_rng(2)
    off = []
    for _ in range(300):
        people = 1 + draw.poisson(10 * draw.gamma(2, 0.5, 40))
        off.append(head_counts.together(people, RULE) / people.sum() - 1)
    assert np.abs(off).max() < 0.1
    assert abs(np.mean(off)) < 0.02


def test_the_most_that_a_visit_s_count_can_be() -> None:
    for rule in (RULE, Rule(2, 5), Rule(5, 10), Rule(12, 1)):
        counts = np.arange(1, 60)
        shown, most = head_counts.shown(counts, rule), head_counts.most(counts, rule)
        for value in np.unique(np.nan_to_num(shown)):
            alike = np.nan_to_num(shown) == value
            if counts[alike].max() < 55:
                assert (most[alike] == counts[alike].max()).all()


# ---- steps ----


def test_steps_depend_on_the_number_of_visits_alone() -> None:
    assert steps(2) == []
    assert steps(12) == [3, 6, 9, 12]
    for many in range(80):
        assert steps(many) == [n for n in steps(200) if n <= many]
    every = steps(500)
    assert all(b - a >= max(3, a / 10) for a, b in itertools.pairwise(every))
    assert next_step(every[-2]) == every[-1]


def test_bounds_are_what_looks_alike() -> None:
    for rule in (RULE, Rule(2, 5), Rule(5, 10), Rule(12, 1)):
        counts = np.arange(60.0)
        shown = head_counts.shown(counts, rule)
        least, most = counts_over_time.bounds(counts, shown, rule)
        for at in range(45):
            alike = counts[np.nan_to_num(shown) == np.nan_to_num(shown)[at]]
            alike = alike[(alike == 0) == (counts[at] == 0)]
            assert (least[at], most[at]) == (alike.min(), alike.max())


# ---- the attack ----


@pytest.mark.parametrize("seed", range(3))
def test_no_hidden_count_can_be_had_from_all_dates_together(seed: int) -> None:
    """Seven candidates for each hidden count and each small visit; five for what a visit or a span
    of time added to a group."""
    attack = Attack(drawn(seed, 9 + seed, [10, 20, 40][seed]), RULE)
    assert sum(len(dates) for dates in attack.shown.values()) >= 6
    assert attack.few() == []


@pytest.mark.parametrize(("seed", "part"), [(0, 0.5), (1, 0.0), (2, 1.0)])
def test_the_people_whom_a_plan_is_meant_for_give_nothing_away(seed: int, part: float) -> None:
    """They are among the answers to a question whose own table is shown too."""
    attack = Attack(with_meant(drawn(seed, 9, 25), seed, part), RULE)
    assert len(attack.shown[MEANT]) >= 1
    assert attack.few() == []


def test_who_is_inside_whom_would_give_a_hidden_count_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hidden counts of a question that those meant, who are two of its groups, would leave fewer
    candidates."""
    visits = with_meant(drawn(26, 8, 25), 26, 1.0)
    assert Attack(visits, RULE).few() == []
    monkeypatch.setattr(counts_over_time, "_inside_has_room", lambda *_: True)
    assert len(Attack(visits, RULE).few()) > 0


def test_counts_that_would_pin_one_another_are_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worst case: all visits as large, and all groups as small, as what is shown allows."""
    visits = aligned(1, 9)
    assert Attack(visits, RULE).few() == []
    monkeypatch.setattr(counts_over_time, "has_room", lambda *_: True)
    assert len(Attack(visits, RULE).few()) > 0


def test_an_example_that_is_pinned_and_is_not_shown() -> None:
    """Visits of 7, 7 and 12 people are shown as *, * and 10: at most 26. Of them 8 and 18 in two
    groups would be shown as 10 and 20: at least 26. So each visit's number would be known."""
    people = np.array([7, 7, 12])
    groups = np.array([[4, 3], [2, 5], [2, 10]])
    assert SEX not in seen(Visits(people, {SEX: groups}), RULE)
    # With six more, of whom nothing more is known, there is room again.
    assert SEX in seen(Visits(np.array([7, 9, 16]), {SEX: groups}), RULE)


def test_what_is_withheld_is_seldom() -> None:
    """Of 30 plans of 12 visits: at least nine in ten tables move on when they may."""
    moved = []
    for seed in range(30):
        visits = drawn(seed, 12, 25)
        for name, one in seen(visits, RULE).items():
            moved.append(one.visits == steps(len(visits.asked(name)))[-1])
    assert len(moved) > 60
    assert np.mean(moved) > 0.9
