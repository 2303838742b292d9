"""Who is closed when there are too many connections, or they hold too much."""

import pytest

from dashboard.serving import connections
from dashboard.serving.connections import Connection, Connections


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(connections.time, "monotonic", lambda: now[0])
    return now


def some(number: int, clock: list[float]) -> tuple[list[Connection], list[int]]:
    """Connections begun a second after each other, and the places of those that were closed."""
    closed: list[int] = []
    found = []
    for at in range(number):
        clock[0] += 1
        found.append(Connection(lambda at=at: closed.append(at), since=clock[0]))
    return found, closed


def test_one_too_many_closes_the_one_longest_waited_for(clock: list[float]) -> None:
    found, closed = some(6, clock)
    room = Connections(most=3, most_held=100)
    found[0].works()  # its answer is being made
    for one in found[:3]:
        room.add(one)
    found[1].waits()  # it has just had an answer
    for one in found[3:]:
        room.add(one)
    assert closed == [2, 3, 4]
    assert len(room) == 3


def test_nobody_is_closed_whose_answer_is_being_made(clock: list[float]) -> None:
    found, closed = some(4, clock)
    room = Connections(most=2, most_held=100)
    for one in found:
        one.works()
        room.add(one)
    assert closed == []


def test_room_is_made_by_closing_the_slowest_that_holds_something(clock: list[float]) -> None:
    found, closed = some(5, clock)
    room = Connections(most=9, most_held=100)
    for one in found:
        room.add(one)
    assert room.hold(found[1], 60)
    assert room.hold(found[2], 40)
    assert room.hold(found[3], 50)
    assert closed == [1]
    assert room.held == 90
    # More of one's own is no reason to close oneself.
    assert room.hold(found[3], 100)
    assert closed == [1, 2]
    assert room.held == 100


def test_whoever_sends_or_takes_at_a_good_pace_outlives_those_who_came_later(
    clock: list[float],
) -> None:
    found, closed = some(5, clock)
    room = Connections(most=9, most_held=100)
    for one in found:
        room.add(one)
    assert room.hold(found[0], 40)
    found[0].moved = 10_000_000  # an honest upload, begun before all others
    for at in (1, 2, 3, 4):
        found[at].moved = 128_000  # what the system itself takes of an answer
        assert room.hold(found[at], 30)
    assert closed == [1, 2]
    assert room.held == 100


def test_whoever_holds_little_is_not_closed_for_those_who_hold_much(clock: list[float]) -> None:
    found, closed = some(4, clock)
    room = Connections(most=10, most_held=100)
    for one in found:
        room.add(one)
    for one in found[:2]:
        one.moved = 9_000_000  # an upload that came fast, and then stalls
        assert room.hold(one, 45)
    assert room.hold(found[2], 9)  # a few hundred bytes, all that it has to send
    assert room.hold(found[3], 45)
    assert closed == [0]
    assert room.held == 99


def test_what_finds_no_room_is_told_so(clock: list[float]) -> None:
    found, closed = some(2, clock)
    room = Connections(most=9, most_held=100)
    for one in found:
        room.add(one)
    assert room.hold(found[0], 80)
    found[0].works()
    assert not room.hold(found[1], 30)
    assert closed == []


def test_the_idle_are_closed_and_the_others_stay(clock: list[float]) -> None:
    found, closed = some(3, clock)
    room = Connections(most=9, most_held=100)
    for one in found:
        room.add(one)
    found[0].works()
    room.hold(found[2], 1)
    assert room.asked == 1
    room.close_idle()
    assert closed == [1]
    room.release(found[2])
    assert room.held == 0
