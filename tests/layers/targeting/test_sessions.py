"""The covering problem's answers, against every answer that there is."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from layers.targeting import sessions
from layers.targeting.covering_bound import tighten
from layers.targeting.covering_problem import (
    Limits,
    Problem,
    ProblemError,
    Progress,
    keeps_to,
    problem,
)
from layers.targeting.covering_programme import solve
from layers.targeting.covering_swaps import swapped
from layers.targeting.sessions import exact, greedy
from layers.targeting.telling import Telling
from tests.layers.targeting.made_problems import allowed, best, made, problems, reached

CLOSE = 1e-6


@given(problems())
def test_the_exact_answer_is_the_best_of_all_under_every_limit(asked: Problem) -> None:
    most = best(asked)
    if most is None:
        with pytest.raises(ProblemError):
            exact(asked, gap=0)
        return
    found = exact(asked, gap=0)
    assert keeps_to(asked, found.venues)
    assert found.weight == pytest.approx(reached(asked, found.venues), abs=CLOSE)
    assert found.weight == pytest.approx(most, abs=CLOSE)
    assert found.bound == pytest.approx(most, abs=CLOSE)
    assert found.gap == pytest.approx(0, abs=CLOSE)


@given(problems())
def test_the_solver_alone_finds_it_too(asked: Problem) -> None:
    """Which the search mostly does not come to: the relaxation is enough."""
    most = best(asked)
    found, bound = solve(asked, None, seconds=10, gap=0, telling=Telling(None))
    if most is None:
        assert (found, bound) == (None, -math.inf)
        return
    assert found is not None
    assert keeps_to(asked, found)
    assert reached(asked, found) == pytest.approx(most, abs=CLOSE)
    assert bound == pytest.approx(most, abs=CLOSE)


@given(st.data(), problems(), st.sampled_from((0.0, math.inf)))
def test_what_the_relaxation_says_holds(data: st.DataObject, asked: Problem, until: float) -> None:
    """From whatever choice it begins, and whenever it ends: no choice exceeds its bound, and it
    leaves out no venue that a better one needs."""
    every = list(allowed(asked))
    assume(every)
    start = sessions.given(asked, data.draw(st.sampled_from(every)))
    most = best(asked) or 0.0
    relaxed = tighten(asked, start, until=until, gap=0, telling=Telling(None))
    assert relaxed.bound >= most - CLOSE
    assert relaxed.chosen is not None
    found = [str(asked.venues.index[at]) for at in relaxed.chosen]
    assert keeps_to(asked, found)
    assert reached(asked, found) >= start.weight - CLOSE
    if reached(asked, found) < most - CLOSE:
        assert best(asked.only(relaxed.kept)) == pytest.approx(most, abs=CLOSE)


@pytest.mark.parametrize(
    ("limits", "zones", "begins", "ends"),
    [
        (Limits(2), {}, (0, 3), {"v1", "v2"}),
        (Limits(2, 1), {}, (0, 2), {"v0", "v1"}),  # v1 and v2 are both in D1
        (Limits(2, must=("v0",)), {}, (0, 3), {"v0", "v1"}),
        (Limits(2), {"Z": (0, 3)}, (0, 3), {"v0", "v1"}),
    ],
)
def test_a_venue_is_changed_for_another_only_within_the_limits(
    limits: Limits, zones: dict[str, tuple[int, ...]], begins: tuple[int, int], ends: set[str]
) -> None:
    reach, people, districts = [[0], [1], [2], [3]], [1.0, 8.0, 7.0, 0.5], ["D2", "D1", "D1", "D2"]
    asked = made(reach, people, limits, districts=districts, zones=zones)
    assert {f"v{at}" for at in swapped(asked, begins, math.inf)} == ends


@given(problems())
def test_the_first_answer_is_never_better_and_its_bound_never_below_the_best(
    asked: Problem,
) -> None:
    most = best(asked)
    try:
        first = greedy(asked)
    except ProblemError:
        return  # limits that it does not find its way through; the exact search may
    assert keeps_to(asked, first.venues)
    assert most is not None
    assert first.weight <= most + CLOSE <= first.bound + 2 * CLOSE
    assert exact(asked, first, gap=0).weight >= first.weight - CLOSE


@given(problems(plain=True))
def test_where_only_the_number_counts_the_first_answer_is_at_least_63_per_cent(
    asked: Problem,
) -> None:
    most = best(asked)
    assert most is not None
    assert greedy(asked).weight >= (1 - 1 / math.e) * most - CLOSE


@given(problems(plain=True))
@settings(max_examples=30)
def test_more_sessions_and_more_venues_never_reach_fewer(asked: Problem) -> None:
    here = exact(asked, gap=0).weight
    more = replace(asked, limits=Limits(asked.limits.number + 1))
    assert exact(more, gap=0).weight >= here - CLOSE
    assert greedy(more).weight >= greedy(asked).weight - CLOSE
    fewer = asked.only(asked.venues.index != asked.venues.index[0])
    if len(fewer.venues):
        assert exact(fewer, gap=0).weight <= here + CLOSE


def test_a_choice_that_greed_misses() -> None:
    """The venue between two estates reaches most, and is in no best pair."""
    asked = made([[0, 1], [2, 3], [1, 2, 4]], [3.0, 2.0, 2.0, 3.0, 2.0], Limits(2))
    assert greedy(asked).venues[0] == "v2"
    assert greedy(asked).weight == 9
    assert greedy(asked).bound >= 10
    found = exact(asked, greedy(asked), gap=0)
    assert (found.weight, found.gap, found.method) == (10, 0, "exact")
    assert found.bound == pytest.approx(10, abs=CLOSE)
    assert set(found.venues) == {"v0", "v1"}


def test_nothing_worse_than_the_start_comes_back_and_its_bound_is_kept() -> None:
    asked = made([[0], [1], [2]], [3.0, 2.0, 1.0], Limits(2))
    first = greedy(asked)
    out_of_time = exact(asked, first, seconds=0)
    assert out_of_time.weight == first.weight == 5
    assert 5 <= out_of_time.bound <= first.bound


def test_how_it_goes_is_told_and_never_the_wrong_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.targeting.telling._BETWEEN", 0)
    heard: list[Progress] = []
    asked = made([[0, 1], [2, 3], [1, 2, 4]], [3.0, 2.0, 2.0, 3.0, 2.0], Limits(2))
    exact(asked, greedy(asked), gap=0, told=heard.append)
    assert heard
    assert [one.best for one in heard] == sorted(one.best for one in heard)
    assert [one.bound for one in heard] == sorted((one.bound for one in heard), reverse=True)
    assert all(one.best <= one.bound for one in heard)


@given(st.permutations(range(5)), st.permutations(range(4)))
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_the_answer_does_not_depend_on_the_order_of_rows(
    venues: list[int], points: list[int]
) -> None:
    """Ties too: three venues reach as many."""
    places = pd.DataFrame(
        {
            "longitude": [-1.50, -1.48, -1.46, -1.44, -1.42],
            "latitude": 53.4,
            "district_code": ["A", "A", "B", "B", ""],
            "lsoa": "",
        },
        index=pd.Index(list("pqrst"), name="id"),
    )
    people = pd.DataFrame(
        {
            "lsoa": ["E1", "E2", "E3", "E4"],
            "postcode": "",
            "longitude": [-1.50, -1.48, -1.46, -1.43],
            "latitude": 53.4,
            "people": [5.0, 5.0, 5.0, 2.0],
            "weight": [5.0, 5.0, 5.0, 2.0],
        }
    )
    asked = problem(places.iloc[venues], people.iloc[points], Limits(2, 1), reach=1_300, detour=1.3)
    assert greedy(asked).venues == ("p", "r")
    assert exact(asked, gap=0).venues == ("p", "r")
