"""Light work in threads: who leaves is not worked for, and threads that are stuck are noticed."""

import asyncio
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.serving import service as services
from dashboard.serving.lanes import LANES, Lane
from dashboard.serving.service import AtlasService
from dashboard.web.replies import Environ
from dashboard.web.texts import TOO_BUSY, TOO_LONG
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
