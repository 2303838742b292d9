"""Queues say at once when they are full, and forget who has left."""

import asyncio

import pytest

from dashboard.serving.queues import LANES, FullError, Lane, Queue
from dashboard.web import request_kinds
from tests.loops import run

LANE = Lane(at_once=1, waiting=2, of_one=2, seconds=1)


async def have(queue: Queue, client: str, until: asyncio.Event, seen: list[str]) -> None:
    async with queue.turn(client):
        seen.append(client)
        await until.wait()


def test_one_at_a_time_a_few_wait_and_the_next_is_refused_at_once() -> None:
    async def work() -> None:
        queue, until, seen = Queue(LANE), asyncio.Event(), list[str]()
        tasks = [asyncio.create_task(have(queue, name, until, seen)) for name in "abc"]
        await asyncio.sleep(0)
        assert seen == ["a"]
        assert queue.busy == 3
        with pytest.raises(FullError):
            await have(queue, "d", until, seen)
        until.set()
        await asyncio.gather(*tasks)
        assert seen == ["a", "b", "c"]
        assert queue.busy == 0

    run(work())


def test_one_client_leaves_room_for_others() -> None:
    async def work() -> None:
        queue, until, seen = Queue(LANE), asyncio.Event(), list[str]()
        tasks = [asyncio.create_task(have(queue, "a", until, seen)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            await have(queue, "a", until, seen)
        tasks.append(asyncio.create_task(have(queue, "b", until, seen)))
        await asyncio.sleep(0)
        # Whoever leaves, waiting or not, leaves a place.
        tasks[1].cancel()
        await asyncio.gather(tasks[1], return_exceptions=True)
        tasks.append(asyncio.create_task(have(queue, "a", until, seen)))
        await asyncio.sleep(0)
        assert queue.busy == 3
        until.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert seen == ["a", "b", "a"]
        assert (queue.busy, dict(queue._of)) == (0, {})

    run(work())


def test_clients_take_turns_and_who_has_most_makes_room() -> None:
    async def work() -> None:
        queue = Queue(Lane(at_once=1, waiting=4, of_one=4, seconds=1))
        until, seen = asyncio.Event(), list[str]()
        greedy = [asyncio.create_task(have(queue, "a", until, seen)) for _ in range(4)]
        await asyncio.sleep(0)
        others = [asyncio.create_task(have(queue, name, until, seen)) for name in "bc"]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        # c found it full, and a had more than one waiting: a's last one went.
        assert queue.busy == 5
        until.set()
        ended = await asyncio.gather(*greedy, *others, return_exceptions=True)
        assert [isinstance(one, FullError) for one in ended] == [False] * 3 + [True] + [False] * 2
        assert seen == ["a", "a", "b", "c", "a"]
        assert (queue.busy, queue._working, queue._waiting) == (0, 0, {})

    run(work())


@pytest.mark.parametrize("order", ["a before b", "b before a", "b as a is done"])
def test_a_turn_that_comes_as_its_owner_leaves_goes_to_the_next(order: str) -> None:
    async def work() -> None:
        queue, until, seen = Queue(LANE), asyncio.Event(), list[str]()
        tasks = [asyncio.create_task(have(queue, name, until, seen)) for name in "abc"]
        await asyncio.sleep(0)
        if order == "b as a is done":
            until.set()
            tasks[1].cancel()  # its place is found before it could be taken away
            await asyncio.sleep(0)
        if order == "b before a":
            tasks[1].cancel()  # it has left when its turn comes, and has not said so yet
        tasks[0].cancel()  # its turn is handed to b
        if order == "a before b":
            await asyncio.sleep(0)
            tasks[1].cancel()  # in the same moment
        until.set()
        await asyncio.wait_for(tasks[2], 1)
        await asyncio.gather(*tasks, return_exceptions=True)
        assert seen[-1] == "c"
        assert (queue.busy, queue._working) == (0, 0)

    run(work())


def test_every_kind_of_work_has_all_its_limits() -> None:
    assert tuple(LANES) == request_kinds.LANES
    for name, lane in LANES.items():
        assert lane.of_one < lane.at_once + lane.waiting, name
        assert lane.seconds <= 60, name
        if name == "light":
            continue
        assert lane.at_once == 1, name
        assert lane.waiting < 40, name
        assert 0 < lane.processor <= lane.seconds, name
        # No process passes 400 MB over its start, with what it writes to of the pages it shares.
        assert 0 < lane.memory <= 250_000_000, name
        assert 0 < lane.answer < 50_000_000, name


@pytest.mark.parametrize(
    ("method", "path", "lane"),
    [
        ("GET", "/", "light"),
        ("POST", request_kinds.CALLBACKS, "light"),
        ("HEAD", "/export/png", "light"),
        ("POST", "/heard/read", "upload"),
        ("POST", "/heard/weighted", "upload"),
        ("POST", "/where-to-meet/venues", "upload"),
        ("GET", "/where-to-meet/venues/example.csv", "table"),
        ("POST", "/where-to-meet/venues/typed", "light"),
        ("POST", "/data/own/read", "upload"),
        ("POST", "/data/own/layer", "upload"),
        ("GET", "/data/own", "light"),
        ("POST", "/heard/analyse", "exercise"),
        ("GET", "/heard/example.csv", "exercise"),
        ("POST", "/where-to-meet/export/best", "search"),
        ("GET", "/where-to-meet/best-progress", "light"),
        ("GET", "/export/png", "picture"),
        ("GET", "/targets/pdf", "picture"),
        ("GET", "/practices/export/pdf", "picture"),
        ("GET", "/targets/csv", "table"),
        ("HEAD", "/targets/csv", "light"),
        *((method, "/api/v1/targets", "table") for method in ("GET", "POST", "HEAD")),
        ("OPTIONS", "/api/v1/targets", "light"),
        ("HEAD", "/api/v1/values", "light"),
        ("GET", "/export/csv", "table"),
        ("GET", "/inequality/export/xlsx", "table"),
    ],
)
def test_requests_wait_for_their_own_kind_only(method: str, path: str, lane: str) -> None:
    assert request_kinds.lane_of(method, path) == lane
