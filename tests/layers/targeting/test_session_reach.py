"""What one session more or fewer changes and who stays out, against every venue tried in turn."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layers.targeting import sessions
from layers.targeting.covering_problem import Limits, Problem, keeps_to
from layers.targeting.session_reach import SessionReach
from layers.targeting.sessions import greedy
from tests.layers.targeting.made_problems import allowed, problems, reached

CLOSE = 1e-6


def about(number: Any) -> Any:
    return pytest.approx(number, abs=CLOSE)


@given(st.data(), problems())
def test_one_more_adds_most_and_one_fewer_loses_least(data: st.DataObject, asked: Problem) -> None:
    every = list(allowed(asked))
    assume(every)
    reach = SessionReach(asked, sessions.given(asked, data.draw(st.sampled_from(every))))
    venues, here = reach.choice.venues, reached(asked, reach.choice.venues)
    assert reach.people == about(here)
    wider = replace(asked, limits=replace(asked.limits, number=len(venues) + 1))
    others = [(*venues, str(one)) for one in asked.venues.index if one not in venues]
    adds = [reached(asked, some) - here for some in others if keeps_to(wider, some)]
    more = reach.one_more()
    assert (more[1] if more else 0) == about(max(adds, default=0))
    if more:
        assert keeps_to(wider, (*venues, more[0]))
        assert reached(asked, (*venues, more[0])) == about(here + more[1])

    without = {one: tuple(v for v in venues if v != one) for one in venues}
    spared = {one: rest for one, rest in without.items() if rest and keeps_to(asked, rest)}
    fewer = reach.one_fewer()
    assert bool(fewer) == bool(spared)
    if fewer:
        assert fewer[1] == about(min(here - reached(asked, rest) for rest in spared.values()))
        assert reached(asked, spared[fewer[0]]) == about(here - fewer[1])


@given(problems(plain=True))
@settings(max_examples=30)
def test_by_number_is_the_first_answer_for_each(asked: Problem) -> None:
    found = SessionReach(asked, greedy(asked)).by_number(6)
    each = [greedy(replace(asked, limits=Limits(number))).weight for number in range(1, 7)]
    assert found == about(each[: len(found)])
    assert found[-1:] == about(each[-1:]) or not each[-1]


@given(problems(plain=True))
@settings(max_examples=30)
def test_who_stays_out_and_whom_no_venue_would_reach(asked: Problem) -> None:
    reach = SessionReach(asked, greedy(asked))
    names = pd.DataFrame({"neighbourhood": "N", "district": "D"}, index=asked.demand["lsoa"])
    atlas: Any = SimpleNamespace(areas=names)
    left = reach.out_of_reach(atlas)[["left", "beyond"]].sum()
    assert left["left"] == about(reach.everybody - reach.people)
    beyond = reach.everybody - reached(asked, [str(one) for one in asked.venues.index])
    assert left["beyond"] == about(beyond)
