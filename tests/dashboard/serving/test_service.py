"""Light work in threads: who leaves is not worked for, and threads that are stuck are noticed.
Heavy work of clients who have used much is done last, and in nobody's way."""

import asyncio
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.serving import service as services
from dashboard.serving.queues import LANES, LAST, MUCH, Lane
from dashboard.serving.service import AtlasService
from dashboard.web.refusal_texts import TOO_BUSY, TOO_LONG
from dashboard.web.replies import Environ, Reply
from tests.loops import run

FEW = Lane(at_once=2, waiting=1, of_one=9, seconds=0.4)


class Room:
    """An application whose answers wait until they may go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = 0
        self.told: list[str] = []
        door = SimpleNamespace(inner=self, watch=self, client=lambda environ: "a")
        self.service = AtlasService(door, SimpleNamespace())  # type: ignore[arg-type]

    def __call__(self, environ: Environ, start_response: Any) -> list[bytes]:
        self.begun += 1
        self.go.wait(10)
        start_response("200 OK", [])
        return [b"done"]

    def limited(self, environ: Environ, lane: str, limit: str) -> None:
        self.told.append(f"{lane}: {limit}")

    def ask(self) -> "asyncio.Task[Any]":
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
        return asyncio.create_task(self.service.answer(environ, b""))


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(services, "LANES", LANES | {"light": FEW})
    made = Room()
    yield made
    made.go.set()


def test_a_thread_that_does_not_come_back_is_left_and_noticed(room: Room) -> None:
    async def work() -> None:
        replies = await asyncio.gather(*(room.ask() for _ in range(4)))
        said = sorted(reply.body.decode().split("\n")[0] for reply in replies)
        assert said == sorted([TOO_LONG, TOO_LONG, TOO_LONG, TOO_BUSY])
        assert all(reply.code == 503 and "Retry-After" in dict(reply.headers) for reply in replies)
        assert sorted(room.told) == ["light: queue", "light: time", "light: time", "light: time"]
        # Two threads are still at it; the third was never begun.
        assert (room.begun, room.service.stuck, room.service.busy) == (2, True, 2)
        room.go.set()
        while room.service.busy:
            await asyncio.sleep(0.01)
        assert not room.service.stuck
        assert (await room.ask()).body == b"done"

    run(work())


def test_whoever_leaves_while_waiting_leaves_a_place(room: Room) -> None:
    async def work() -> None:
        tasks = [room.ask() for _ in range(3)]
        while room.begun < 2:
            await asyncio.sleep(0.01)
        tasks[2].cancel()
        await asyncio.gather(tasks[2], return_exceptions=True)
        while room.service.busy > 2:
            await asyncio.sleep(0.01)
        waiting = room.ask()
        await asyncio.sleep(0)
        room.go.set()
        assert (await waiting).body == b"done"
        await asyncio.gather(*tasks, return_exceptions=True)
        assert (room.begun, room.told) == (3, [])

    run(work())


class Heavy:
    """A workshop whose work takes what the test says, and ends when the test says so."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.cost = 0.0
        self.begun: list[tuple[str, bool]] = []
        self.told: list[str] = []
        door = SimpleNamespace(
            inner=None, watch=self, client=lambda environ: environ["REMOTE_ADDR"]
        )
        self.service = AtlasService(door, self)  # type: ignore[arg-type]

    async def work(
        self, environ: Environ, body: bytes, lane: Lane, spent: Any, *, last: bool
    ) -> Reply:
        assert lane == LANES["table"]  # the limits of its kind, first or last
        self.begun.append((environ["REMOTE_ADDR"], last))
        try:
            await self.go.wait()
        finally:
            spent(self.cost)
        return Reply("200 OK", [], b"done")

    def limited(self, environ: Environ, lane: str, limit: str) -> None:
        assert lane == "table"
        self.told.append(limit)

    def ask(self, client: str) -> "asyncio.Task[Reply]":
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": "/export/csv", "REMOTE_ADDR": client,
        }  # fmt: skip
        return asyncio.create_task(self.service.answer(environ, b""))


def test_who_has_used_much_is_worked_on_last_and_in_nobody_s_way() -> None:
    async def work() -> None:
        heavy = Heavy()
        heavy.go.set()
        heavy.cost = 0.6 * MUCH
        for _ in range(2):
            assert (await heavy.ask("a")).code == 200
        heavy.go.clear()
        tasks = [heavy.ask("a") for _ in range(9)]
        await asyncio.sleep(0)
        assert heavy.service.busy == LAST.of_one
        tasks += [heavy.ask("b"), heavy.ask("c")]
        while len(heavy.begun) < 4:
            await asyncio.sleep(0.001)
        # One of a's is at it, and b is, too; c waits for b and not for a.
        assert heavy.begun == [("a", False), ("a", False), ("a", True), ("b", False)]
        heavy.go.set()
        codes = [reply.code for reply in await asyncio.gather(*tasks)]
        assert codes == [200] * LAST.of_one + [503] * (9 - LAST.of_one) + [200] * 2
        assert ("c", False) in heavy.begun
        assert sorted(heavy.told) == ["last"] * LAST.of_one + ["queue"] * (9 - LAST.of_one)
        assert heavy.service.busy == 0

    run(work())


def test_much_is_what_was_used_and_not_how_often() -> None:
    async def work() -> None:
        heavy = Heavy()
        heavy.go.set()
        for _ in range(int(2 * MUCH / LANES["table"].usual)):
            assert (await heavy.ask("a")).code == 200
        assert heavy.begun[-1] == ("a", False)

    run(work())


def test_what_waits_behind_much_of_the_same_client_comes_last_too() -> None:
    async def work() -> None:
        heavy = Heavy()
        heavy.cost = MUCH
        tasks = [heavy.ask("a") for _ in range(3)]
        await asyncio.sleep(0)
        heavy.go.set()
        await asyncio.gather(*tasks)
        assert heavy.begun == [("a", False), ("a", True), ("a", True)]

    run(work())


def test_work_that_its_client_left_counts_as_well() -> None:
    async def work() -> None:
        heavy = Heavy()
        heavy.cost = 2 * MUCH
        task = heavy.ask("a")
        while not heavy.begun:
            await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        heavy.go.set()
        await heavy.ask("a")
        assert heavy.begun == [("a", False), ("a", True)]

    run(work())
