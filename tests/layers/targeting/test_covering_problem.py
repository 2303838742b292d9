"""What is asked of the covering problem: what cannot be met is refused, limits are kept to."""

from typing import Any

import pandas as pd
import pytest

from layers import Atlas
from layers.ground.candidates import candidate_venues
from layers.targeting import covering_problem
from layers.targeting.covering_problem import Limits, Problem, ProblemError, keeps_to, problem
from layers.targeting.session_demand import demand
from layers.targeting.sessions import exact, given, greedy
from tests.layers.targeting.made_problems import made, reached

# Three venues a kilometre apart on a line, and people at each and beside the last.
VENUES = pd.DataFrame(
    {
        "longitude": [-1.500, -1.485, -1.470],
        "latitude": 53.4,
        "district_code": ["D1", "D1", "D2"],
        "lsoa": ["E1", "E2", "E3"],
    },
    index=pd.Index(["v1", "v2", "v3"], name="id"),
)
PEOPLE = pd.DataFrame(
    {
        "lsoa": ["E1", "E2", "E3", "E4"],
        "postcode": "",
        "longitude": [-1.500, -1.485, -1.470, -1.466],
        "latitude": 53.4,
        "people": [10.0, 20.0, 5.0, 7.0],
        "weight": [10.0, 20.0, 5.0, 7.0],
    }
)


def asked(limits: Limits, *, reach: float = 400, **more: Any) -> Problem:
    return problem(VENUES, PEOPLE, limits, reach=reach, detour=1.3, **more)


def test_who_is_within_reach_goes_by_the_walk_and_not_the_straight_line() -> None:
    """The last point is 265 m from v3: a walk of 345 m."""
    one = Limits(1, must=("v3",))
    assert greedy(asked(one, reach=346)).weight == 12
    assert greedy(asked(one, reach=344)).weight == 5


@pytest.mark.parametrize(
    ("limits", "more", "said"),
    [
        (Limits(0), {}, "at least one session"),
        (Limits(1, must_not=("v1", "v2", "v3")), {}, "no venue of these kinds"),
        (Limits(1, must=("v1", "v2")), {}, "2 venues must be among 1 session:"),
        (Limits(2, must=("v9",)), {}, "is not among the venues to choose from"),
        (Limits(2, must=("v1",), must_not=("v1",)), {}, "is not among the venues to choose from"),
        (Limits(2, 1, must=("v1", "v2")), {}, "More venues must be in one district than the 1"),
        (
            Limits(1), {"zones": {"A": ["E1"], "B": ["E3"]}},
            "^1 session cannot give each of 2 zones one:",
        ),
        (Limits(2), {"zones": {"A": ["E9"]}}, "No venue stands in or within reach of A"),
        (
            Limits(4), {"zones": {"A": ["E7"], "B": ["E1"], "C": ["E8"], "D": ["E9"]}},
            "within reach of A, C and D",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_met_is_refused_in_a_sentence(
    limits: Limits, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(ProblemError, match=said) as refused:
        asked(limits, **more)
    assert str(refused.value).endswith(".")


def test_more_than_can_be_worked_out_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    within = len(asked(Limits(1)).venue)
    monkeypatch.setattr(covering_problem, "MOST_PAIRS", within)
    assert len(asked(Limits(1)).venue) == within
    with pytest.raises(ProblemError, match="fewer kinds of venues, or take a shorter walk") as why:
        asked(Limits(1), reach=2_000)
    assert why.value.too_many
    assert not why.value.widen


def test_a_zone_is_served_from_inside_or_where_it_has_no_venue_from_where_it_is_reached() -> None:
    zones = {"with one": ["E1", "E4"], "beside one": ["E4"]}
    found = asked(Limits(2), zones=zones)
    assert found.zones == {"with one": (0,), "beside one": (2,)}
    assert set(greedy(found).venues) == {"v1", "v3"}
    assert set(exact(found, gap=0).venues) == {"v1", "v3"}


@pytest.mark.parametrize(
    ("limits", "venues", "kept"),
    [
        (Limits(2), ["v0", "v1"], True),
        (Limits(2), [], True),
        (Limits(2), ["v0", "v1", "v2"], False),
        (Limits(2), ["v0", "v9"], False),
        (Limits(3, 1), ["v0", "v1"], False),  # both in D1
        (Limits(3, 1), ["v0", "v2", "v3"], True),  # two that are in no district
        (Limits(2, must=("v0",)), ["v1"], False),
        (Limits(2, must=("v0",)), ["v0", "v1"], True),
    ],
)
def test_which_choices_keep_to_the_limits(limits: Limits, venues: list[str], kept: bool) -> None:
    districts = ["D1", "D1", "", ""]
    known = made([[0], [1], [2], [3]], [1.0] * 4, limits, districts=districts)
    assert keeps_to(known, venues) is kept


def test_each_zone_has_one() -> None:
    known = made([[0], [1], [2]], [1.0, 2.0, 3.0], Limits(2), zones={"A": (0, 1), "B": (2,)})
    assert keeps_to(known, ["v1", "v2"])
    assert not keeps_to(known, ["v0", "v1"])


def test_a_link_s_venues_are_taken_as_far_as_they_are_known() -> None:
    known = made([[0], [1], [2]], [1.0, 2.0, 3.0], Limits(2))
    choice = given(known, ["v0", "v9", "v2", "v0", "v1"])
    assert (choice.venues, choice.weight, choice.method) == (("v2", "v0"), 4.0, "given")
    assert choice.bound == 5.0
    assert choice.gap == 0.25


def test_points_that_are_reached_together_are_one_and_nobody_is_lost() -> None:
    known = made([[0, 1, 2], [1, 2], []], [1.0, 2.0, 4.0, 8.0], Limits(1))
    assert sorted(known.groups.weights) == [1.0, 6.0]
    assert [known.groups.weights[known.groups.of(at)].sum() for at in range(3)] == [7.0, 6.0, 0.0]
    without = known.only(known.venues.index != "v0")
    assert without.groups.weights.tolist() == [6.0]
    assert reached(without, ["v1"]) == 6.0


def test_on_the_atlas_a_longer_walk_and_more_kinds_never_reach_fewer(atlas: Atlas) -> None:
    codes = atlas.areas.index[atlas.areas["district"] == "Rotherham"]
    people = demand(atlas, "english_limited", codes=codes)

    def best(kinds: list[str], reach: float) -> float:
        venues = candidate_venues(atlas, kinds)
        return exact(problem(venues, people, Limits(4), reach=reach, detour=1.3)).weight

    short, usual = best(["library"], 400), best(["library"], 800)
    more, wide = best(["library", "school"], 800), best(["library", "school"], 1_200)
    assert 0 < short < usual < more < wide < people["people"].sum()
