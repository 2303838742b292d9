"""Clients that crawl, stall, flood and leave, against a front with little patience."""

import asyncio
import re
import socket
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders, RequestStartLine

from dashboard.serving.connections import Connections
from dashboard.serving.http_exchange import environ_of
from dashboard.serving.listener import Front, Patience
from dashboard.web.replies import Environ, Reply
from tests.loops import run

PATIENCE = Patience(head=1, body=1.5, taking=1)
GET = b"GET /fine HTTP/1.1\r\nHost: a\r\n\r\n"
LARGE = 20_000_000


class Answers:
    """Answers "/fine" at once, "/slow" late, "/large" with much; remembers what it saw."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int]] = []
        self.ended: list[str] = []

    def begin(self, environ: Environ) -> None:
        pass

    def refused(self, environ: Environ) -> Reply | None:
        if environ["PATH_INFO"] == "/refused":
            return Reply("403 Forbidden", [], b"no")
        return None

    async def answer(self, environ: Environ, body: bytes) -> Reply:
        path = environ["PATH_INFO"]
        self.seen.append((path, len(body)))
        if path == "/slow":
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                self.ended.append(path)
                raise
        if path == "/bad":
            return Reply("200 OK", [("X-A", "line\r\nbreak")], b"x")
        return Reply("200 OK", [("X-Path", path)], bytes(LARGE) if path == "/large" else b"fine")

    def end(self, environ: Environ, reply: Reply, seconds: float) -> Reply:
        return reply


Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Place:
    """A front on a free port, with what stands behind it."""

    def __init__(self, most: int = 50, most_held: int = 10**9) -> None:
        self.answers = Answers()
        self.connections = Connections(most, most_held)
        self.front = Front(self.answers, self.connections, PATIENCE)

    def run(self, what: Callable[["Place"], Awaitable[Any]]) -> None:
        async def all_of_it() -> None:
            with socket.create_server(("127.0.0.1", 0)) as listener:
                self.port = listener.getsockname()[1]
                taking = asyncio.create_task(self.front.take(listener))
                await asyncio.wait_for(what(self), 20)
                taking.cancel()

        run(all_of_it())

    async def connect(self, sent: bytes = b"") -> Wire:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1000)
        writer.write(sent)
        return reader, writer

    async def ask(self, sent: bytes = GET) -> bytes:
        """What comes back until the other side closes."""
        reader, writer = await self.connect(sent)
        try:
            return await reader.read(-1)
        except ConnectionError:
            return b"(reset)"
        finally:
            writer.close()


async def ended(wire: Wire) -> float:
    """Seconds until the other side has closed."""
    begun = time.perf_counter()
    try:
        while await wire[0].read(65_536):
            pass
    except ConnectionError:
        pass
    wire[1].close()
    return time.perf_counter() - begun


async def drip(wire: Wire, piece: bytes) -> None:
    try:
        while True:
            wire[1].write(piece)
            await wire[1].drain()
            await asyncio.sleep(0.05)
    except ConnectionError:
        pass


async def until(true: Callable[[], bool]) -> None:
    """Wait for something to become true; whoever called waits for so long and no longer."""
    while not true():
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("begun", "piece"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"a"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n", b"a"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
    ids=["silent", "in the head", "in a body", "in chunks"],
)
def test_whoever_drips_is_closed_at_the_deadline_and_holds_up_nobody(
    begun: bytes, piece: bytes
) -> None:
    async def what(place: Place) -> None:
        wires = [await place.connect(begun) for _ in range(40)]
        dripping = [asyncio.create_task(drip(wire, piece)) for wire in wires if piece]
        start = time.perf_counter()
        assert (await place.ask(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")))[
            -4:
        ] == b"fine"
        assert time.perf_counter() - start < PATIENCE.head
        await asyncio.gather(*(ended(wire) for wire in wires))
        assert time.perf_counter() - start < 5
        assert place.answers.seen == [("/fine", 0)]
        for task in dripping:
            task.cancel()
        await until(lambda: len(place.connections) == 0)
        assert place.connections.held == 0

    Place().run(what)


def test_whoever_does_not_take_an_answer_is_closed_and_holds_nothing_then() -> None:
    async def what(place: Place) -> None:
        deaf = [await place.connect(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(3)]
        await until(lambda: place.connections.held == 3 * LARGE)
        assert place.connections.asked == 3
        await until(lambda: len(place.connections) == 0)
        assert place.connections.held == 0
        for wire in deaf:
            wire[1].close()

    Place().run(what)


def test_untaken_answers_have_so_much_room_and_the_oldest_goes_first() -> None:
    async def what(place: Place) -> None:
        asked = b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
        deaf = []
        for number in range(4):
            deaf.append(await place.connect(asked))
            await until(lambda n=number: len(place.answers.seen) == n + 1)
        await until(lambda: place.connections.held == 2 * LARGE)
        assert len(place.connections) == 2
        for wire in deaf:
            wire[1].close()

    Place(most_held=2 * LARGE + 10).run(what)


def test_when_there_are_too_many_the_new_one_is_let_in() -> None:
    async def what(place: Place) -> None:
        silent = [await place.connect() for _ in range(30)]
        reader, writer = await place.connect(GET)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        assert len(place.connections) <= 10
        for wire in [*silent, (reader, writer)]:
            wire[1].close()

    Place(most=10).run(what)


def test_work_ends_when_the_client_leaves() -> None:
    async def what(place: Place) -> None:
        _, writer = await place.connect(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        await until(lambda: place.answers.seen == [("/slow", 0)])
        writer.close()
        await until(lambda: place.answers.ended == ["/slow"] and len(place.connections) == 0)

    Place().run(what)


def test_a_refused_body_is_not_waited_for() -> None:
    async def what(place: Place) -> None:
        head = b"POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"
        reader, writer = await place.connect(head)
        assert (await reader.readline()).startswith(b"HTTP/1.1 403")
        await ended((reader, writer))
        assert place.answers.seen == []

    Place().run(what)


def test_who_still_sends_is_not_cut_off_before_the_refusal_is_read() -> None:
    """A connection closed on bytes that nobody took is reset, and the answer is lost."""

    async def what(place: Place) -> None:
        size = 1_000_000
        head = b"POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size
        reader, writer = await place.connect(head)
        for _ in range(10):
            writer.write(bytes(size // 10))
            await writer.drain()
        found = await reader.read(-1)
        assert found.startswith(b"HTTP/1.1 403")
        assert found.count(b"HTTP/1.1") == 1
        assert b"Connection: close" in found
        writer.close()
        assert place.answers.seen == []

    Place().run(what)


def test_of_many_who_are_refused_and_send_on_most_are_cut_off() -> None:
    async def what(place: Place) -> None:
        head = b"POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n"
        wires = [await place.connect(head) for _ in range(30)]
        await until(lambda: place.connections.lingering == len(place.connections) == 8)
        for wire in wires:
            wire[1].close()
        await until(lambda: len(place.connections) == place.connections.lingering == 0)
        again = await place.connect(b"GET /refused HTTP/1.1\r\nHost: a\r\n\r\n" + GET)
        # Without a body there is nothing to wait for, and the connection stays.
        assert (await again[0].readline()).startswith(b"HTTP/1.1 403")
        assert b"HTTP/1.1 200" in await again[0].readuntil(b"fine")
        again[1].close()

    Place().run(what)


def test_who_asks_first_whether_to_send_is_told_no_and_nothing_else() -> None:
    async def what(place: Place) -> None:
        head = (
            b"POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
            b"Expect: 100-continue\r\n\r\n"
        )
        reader, writer = await place.connect(head)
        found = await reader.readuntil(b"no")
        writer.write(b"123456789")
        assert b"100" not in found + await reader.read(-1)
        writer.close()

    Place().run(what)


def test_a_body_that_is_longer_than_it_may_be_is_refused_on_the_way() -> None:
    async def what(place: Place) -> None:
        for announced in (b"Content-Length: 300000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"):
            reader, writer = await place.connect(b"POST /fine HTTP/1.1\r\nHost: a\r\n" + announced)
            for _ in range(3):
                chunked = b"186a0\r\n%b\r\n" % bytes(100_000)
                writer.write(chunked if b"chunked" in announced else bytes(100_000))
            assert (await reader.readline()).startswith(b"HTTP/1.1 413")
            writer.close()
        assert place.answers.seen == []

    Place().run(what)


def test_an_upload_at_a_good_pace_outlives_those_that_stall() -> None:
    async def what(place: Place) -> None:
        head = b"POST /heard/read HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n"
        reader, writer = await place.connect(head)
        stalled = []
        for _ in range(9):
            writer.write(bytes(100_000))
            await writer.drain()
            stalled.append(await place.connect(head + bytes(120_000)))
            await asyncio.sleep(0.1)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        assert place.answers.seen == [("/heard/read", 900_000)]
        for wire in [(reader, writer), *stalled]:
            wire[1].close()

    Place(most_held=1_000_000).run(what)


def test_a_header_with_an_underscore_is_nobody_s() -> None:
    """It would look like the one with a hyphen, which a proxy has cleared."""
    headers = HTTPHeaders({"X_Forwarded-User": "a", "X-Forwarded-For": "b", "Content-Type": "c"})
    environ = environ_of(RequestStartLine("GET", "/a%20b?c=%20", "HTTP/1.1"), headers, "10.1.2.3")
    assert "HTTP_X_FORWARDED_USER" not in environ
    assert (environ["HTTP_X_FORWARDED_FOR"], environ["CONTENT_TYPE"]) == ("b", "c")
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/a b", "c=%20")


def test_a_flood_of_requests_on_one_connection_is_answered_in_order() -> None:
    async def what(place: Place) -> None:
        last = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        found = await place.ask(GET * 500 + last)
        assert found.count(b"HTTP/1.1 200") == 501

    Place().run(what)


def test_a_body_arrives_whole_however_it_is_sent() -> None:
    async def what(place: Place) -> None:
        for sent in (
            b"POST /fine HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde",
            b"POST /fine HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"
            b"3\r\ncde\r\n0\r\n\r\n",
        ):
            reader, writer = await place.connect(sent)
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            writer.close()
        assert place.answers.seen == [("/fine", 5)] * 2

    Place().run(what)


def test_an_answer_that_cannot_be_sent_ends_the_connection() -> None:
    async def what(place: Place) -> None:
        asked = b"GET /bad HTTP/1.1\r\nHost: a\r\n\r\n"
        assert b"break" not in await place.ask(asked)
        await until(lambda: len(place.connections) == 0)

    Place().run(what)


def test_a_head_request_has_no_body() -> None:
    async def what(place: Place) -> None:
        asked = GET.replace(b"GET", b"HEAD").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        found = await place.ask(asked)
        assert b"Content-Length: 4" in found
        assert re.search(rb"\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n", found)
        assert found.endswith(b"\r\n\r\n")

    Place().run(what)
