"""A route card: its numbers are the answer's, its places those around the venue."""

import re

import pytest

from dashboard.files.paper_words import unbroken
from dashboard.parts.sessions.answer import Answer, work_out
from dashboard.parts.sessions.groups_reached import groups_reached
from dashboard.parts.sessions.route_card import MOST_GROUPS, MOST_STOPS, RouteCard, card_of
from dashboard.parts.sessions.session_request import SessionRequest
from dashboard.parts.sessions.texts import say
from layers import Atlas
from layers.ground.candidates import OWN, candidate_venues
from layers.targeting.covering_problem import ProblemError
from tests.dashboard.parts.sessions.conftest import MOOR


def test_whom_it_reaches_is_what_the_answer_says(four: Answer) -> None:
    for number, (venue, row) in enumerate(four.sessions.iterrows(), start=1):
        card = RouteCard(four, str(venue))
        assert card.kind == f"Route card · session {number} of 4"
        assert card.reached[0].startswith(f"About {row['people']:,.0f} usual residents")
        if row["people"] - row["only"] < 0.5:
            assert card.reached[1] == "They are within a walk of no other session."
        else:
            assert card.reached[1].startswith(f"About {row['only']:,.0f} of them")
        found = groups_reached(four, str(venue))
        english = found[found["part"] == "english"]["reached"]
        assert [people for _, people in card.english] == [f"{one:,.0f}" for one in english]
        most = found[found["part"] == "communities"]["reached"].head(MOST_GROUPS)
        assert [people for _, people in card.communities] == [f"{one:,.0f}" for one in most]


def test_it_is_named_by_number_or_by_venue(four: Answer) -> None:
    second = four.choice.venues[1]
    assert card_of(four, "2").venue == card_of(four, second).venue == second
    for none in ("", "0", "5", "-1", "²", "9999999999", "l00000000", "<b>"):
        with pytest.raises(ProblemError, match="no such session"):
            card_of(four, none)


def test_places_near_have_letters_and_the_venue_is_none_of_them(four: Answer) -> None:
    card = RouteCard(four, four.choice.venues[0])
    assert "".join(one.letter for one in card.near) == "ABCDEFGH"[: len(card.near)]
    assert card.near[0].said.startswith("GP surgery")
    names = {(one["name"], one["postcode"]) for _, one in card.around.venues.iterrows()}
    assert (card.row["name"], card.row["postcode"]) in names
    assert card.row["name"] not in {one.name for one in card.near}


def test_what_is_not_known_is_said(atlas: Atlas) -> None:
    """A venue of the team's own on a moor: no address, no street, no stop, nobody near."""
    own = str(candidate_venues(atlas, (OWN,), [MOOR]).index[0])
    asked = SessionRequest(kinds=("own",), number=1, reach=300, must=(own,))
    card = RouteCard(work_out(atlas, asked, [MOOR]), own)
    assert card.where == "Your own venue"
    assert card.check == "Check before use: from your own list of venues"
    assert card.way[0] == "No bus stop is within 231\u00a0m in a straight line."
    assert card.streets == "No street is known here: go by the postcodes."
    assert (card.near, card.sectors, card.wards, card.english) == ((), "", [], [])


def test_a_stop_says_that_a_room_is_to_be_found(atlas: Atlas) -> None:
    asked = SessionRequest(districts=("E08000018",), kinds=("stop",), number=1)
    card = card_of(work_out(atlas, asked), "1")
    assert card.name.startswith("Near the bus stop ")
    assert card.check.startswith("A bus stop stands for somewhere near here")
    assert "nearest postcode S6" in card.where


def test_both_sides_of_a_road_are_one_place(four: Answer) -> None:
    for venue in four.choice.venues:
        card = RouteCard(four, venue)
        names = [line.partition(": ")[0] for line in card.way]
        stops = [one for one in names if one in set(card.around.stops["name"])]
        assert stops == list(dict.fromkeys(stops))
        shown = card.around.stops["name"].isin(stops).sum()
        left = len(card.around.stops) - shown
        metres = f"{card.straight:,.0f}"
        assert not left or say("card", "stops_more", number=left, metres=metres) in card.way


def test_a_stop_is_named_first_and_a_school_by_the_street_near_it(atlas: Atlas) -> None:
    schools = SessionRequest(districts=("E08000018", "E08000019"), kinds=("school",), number=2)
    card = card_of(work_out(atlas, schools), "1")
    street, place = card.around.nearest_street
    assert card.where.startswith(f"School · near {unbroken(street)}, {place}, ")
    ways = "(north|east|south|west|-| and |, )+"
    for line in card.way[: card.around.stops["name"].nunique()][:MOST_STOPS]:
        assert re.fullmatch(rf".+: \d+\u00a0m( \(towards the {ways}\))?", line), line
