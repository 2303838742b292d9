"""Zones that a plan gets around its sessions, and which of a team's own venues it keeps."""

from typing import Any

import pytest

from dashboard.parts.plans.session_records import sessions_of, venues_of, zones_of
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.session_request import SessionRequest
from layers import Atlas
from layers.ground.candidates import OWN, OwnVenue, candidate_venues

OURS = [
    OwnVenue("Fir Vale Hall", "Owler Lane", "S4 8GB", -1.449, 53.404, "Hall"),
    OwnVenue("Unity Centre", "St Leonard's Road", "S65 1PD", -1.3482, 53.4337, "Hall"),
]


@pytest.fixture(scope="module")
def answer(atlas: Atlas) -> Answer:
    """Four sessions for a whole district: nobody asked about zones."""
    return work_out(atlas, SessionRequest(number=4, districts=("E08000019",)))


def test_each_session_has_a_zone_of_the_areas_that_it_reaches_most_of(answer: Answer) -> None:
    zones, areas = zones_of(answer), answer.reach.areas
    assert zones
    every = [code for zone in zones for code in zone["areas"]]
    assert sorted(every) == sorted(areas.index[areas["covered"] >= 0.5])
    shares = [answer.reach.areas_of(one)["covered"] for one in answer.choice.venues]
    for zone in zones:
        venue = answer.sessions.iloc[zone["number"] - 1]
        assert zone["name"] == answer.atlas.areas.loc[venue["lsoa"], "neighbourhood"]
        assert zone["people"] == pytest.approx(areas.loc[zone["areas"], "people"].sum())
        for code in zone["areas"]:
            most = max(one.get(code, 0.0) for one in shares)
            assert shares[zone["number"] - 1][code] == most
    numbers = {zone["number"] for zone in zones}
    expected = [n if n in numbers else None for n in range(1, 5)]
    assert [one["zone"] for one in sessions_of(answer)] == expected


def test_own_venues_are_kept_all_or_those_that_are_sessions(atlas: Atlas) -> None:
    first = candidate_venues(atlas, (OWN,), OURS[:1]).index

    def names(kept: list[dict[str, Any]]) -> list[str]:
        return sorted(one["name"] for one in kept)

    assert names(venues_of(atlas, OURS)) == ["Fir Vale Hall", "Unity Centre"]
    assert names(venues_of(atlas, OURS, list(first))) == ["Fir Vale Hall"]
    assert venues_of(atlas, OURS, []) == []
