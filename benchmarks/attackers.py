"""The attackers: what each class of them does, for so many seconds, and what they were answered.

``python -m benchmarks.attackers "40 deep workbooks" --port 8050 --seconds 10``

A process of their own, so that they do not slow down those who measure. Every client has an
address of its own (all of 127.0.0.0/8 is this machine), unless ``--from-one`` says that they are
one computer. All that they do is bounded, and goes to this machine only.
"""

import argparse
import asyncio
import itertools
import json
import random
import socket
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from benchmarks import hostile

MOST_SECONDS = 3600.0
_PATIENCE = 60.0


class Attackers:
    """Those who attack one port together, and the tally of what they were answered."""

    def __init__(self, port: int, seconds: float, from_one: bool = False, block: int = 100) -> None:
        self.port = port
        self.until = time.monotonic() + min(seconds, MOST_SECONDS)
        self.tally: Counter[str] = Counter()
        self._from_one, self._block = from_one, block
        self._numbers = itertools.count()

    @property
    def going(self) -> bool:
        return time.monotonic() < self.until

    def address(self) -> tuple[str, int]:
        number = 0 if self._from_one else next(self._numbers) % 2500
        return f"127.0.{self._block + number // 250}.{1 + number % 250}", 0

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        try:
            return await asyncio.wait_for(
                asyncio.open_connection("127.0.0.1", self.port, local_addr=self.address()), 10
            )
        except (OSError, TimeoutError):
            self.tally["no connection"] += 1
            await asyncio.sleep(1)
            return None

    async def ask(self, sent: bytes, leave: float | None = None) -> None:
        """Send a whole request and read the answer; or leave after so many seconds.

        Who is refused comes again after a second, whatever the server asked for.
        """
        made = await self.connect()
        if made is None:
            return
        reader, writer = made
        status = ""
        try:
            async with asyncio.timeout(leave or _PATIENCE):
                writer.write(sent)
                await writer.drain()
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                while await reader.read(1 << 16):
                    pass
            status = head.split()[1]
            self.tally[status] += 1
            if "\r\nretry-after: " in head.lower():
                self.tally[f"{status} with Retry-After"] += 1
        except TimeoutError:
            self.tally["left" if leave else "no answer"] += 1
        except (OSError, asyncio.IncompleteReadError):
            self.tally["cut off"] += 1
        finally:
            writer.transport.abort()
        if status in ("429", "503"):
            await asyncio.sleep(1)

    async def crowd(self, number: int, one: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """So many at once, each again and again until the time is over."""

        async def again() -> None:
            while self.going:
                await one()
                await asyncio.sleep(0.2)

        tasks = [asyncio.create_task(again()) for _ in range(number)]
        await asyncio.wait(tasks, timeout=max(0.0, self.until - time.monotonic()))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def drip(self, begun: bytes, drop: bytes) -> None:
        """Send the beginning of a request, then a drop each second, until the server ends it."""
        made = await self.connect()
        if made is None:
            return
        reader, writer = made
        ended = asyncio.create_task(reader.read(200))
        try:
            writer.write(begun)
            while self.going and not ended.done():
                writer.write(drop)
                await asyncio.wait([ended], timeout=1)
            if ended.done():
                said = ended.result()
                self.tally[f"ended with {said.split()[1].decode()}" if said else "ended"] += 1
        except OSError:
            self.tally["cut off"] += 1
        finally:
            ended.cancel()
            await asyncio.gather(ended, return_exceptions=True)
            writer.transport.abort()
        await asyncio.sleep(1)

    async def stay(self, sent: bytes) -> None:
        """Send a whole request, take the answer, and leave the connection as it is."""
        made = await self.connect()
        if made is None:
            return
        reader, writer = made
        try:
            writer.write(sent)
            while self.going and await reader.read(1 << 16):
                pass
            # The server has closed its side; ours stays open for as long as a server may wait.
            await asyncio.sleep(3)
        except OSError:
            pass
        finally:
            writer.transport.abort()
        self.tally["stayed"] += 1

    async def deaf(self, sent: bytes) -> None:
        """Ask, and take nothing of the answer."""
        loop = asyncio.get_running_loop()
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            try:
                connection.bind(self.address())
                await asyncio.wait_for(loop.sock_connect(connection, ("127.0.0.1", self.port)), 10)
                await loop.sock_sendall(connection, sent)
            except (OSError, TimeoutError):
                self.tally["no connection"] += 1
                await asyncio.sleep(1)
                return
            self.tally["asked"] += 1
            while self.going:
                await asyncio.sleep(1)
                if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                    self.tally["cut off"] += 1
                    return

    async def flood(self) -> None:
        """Hundreds of requests in one piece, again and again, on one connection."""
        made = await self.connect()
        if made is None:
            return
        reader, writer = made

        async def take() -> None:
            while await reader.read(1 << 16):
                self.tally["pieces taken"] += 1

        taking = asyncio.create_task(take())
        try:
            while self.going and not taking.done():
                writer.write(hostile.FLOOD)
                await writer.drain()
        except OSError:
            self.tally["cut off"] += 1
        finally:
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)
            writer.transport.abort()


# ---- what they do ----


@dataclass(frozen=True)
class Attack:
    """A kind of attack: its class (1 numbers, 2 workbooks, 3 work, 4 slow clients) and its way."""

    kind: int
    run: Callable[[Attackers], Coroutine[Any, Any, None]]


def _asking(number: int, make: Callable[[], bytes], leave: float | None = None) -> Any:
    return lambda we: we.crowd(number, lambda: we.ask(make(), leave))


def _number() -> bytes:
    """Another one each time, so that no answer is at hand."""
    number = int(10 ** random.uniform(5, 8))
    pick = random.randrange(4)
    if pick == 0:
        return hostile.waves(number // 6)
    return hostile.analysis(number, "/heard/weights" if pick == 1 else "/heard/analyse")


def _mixed() -> bytes:
    return random.choice([*hostile.FILES, hostile.PICTURE, hostile.BRIEF])


def _book(which: str) -> Callable[[], bytes]:
    return lambda: hostile.upload(which)


ATTACKS = {
    "8 who type large numbers": Attack(1, _asking(8, _number)),
    "40 deep workbooks": Attack(2, _asking(40, _book("deep"))),
    "40 workbooks of empty cells": Attack(2, _asking(40, _book("empty cells"))),
    "40 zip bombs": Attack(2, _asking(40, _book("bomb"))),
    "40 workbooks of texts": Attack(2, _asking(40, _book("texts"))),
    "40 workbooks of rows": Attack(2, _asking(40, _book("rows"))),
    "40 workbooks of empty rows": Attack(2, _asking(40, _book("empty rows"))),
    "40 workbooks of one text": Attack(2, _asking(40, _book("one text"))),
    "40 workbooks, leaving at once": Attack(2, _asking(40, _book("empty cells"), 0.5)),
    "40 briefs": Attack(3, _asking(40, lambda: hostile.BRIEF)),
    "60 pictures": Attack(3, _asking(60, lambda: hostile.PICTURE)),
    "40 mixed files": Attack(3, _asking(40, _mixed)),
    "40 mixed files, leaving early": Attack(3, _asking(40, _mixed, 0.5)),
    "64 bodies over 1 MB, dripping": Attack(
        4, lambda we: we.crowd(64, lambda: we.drip(hostile.BEGUN_BODY, b"a"))
    ),
    "64 bodies in chunks, dripping": Attack(
        4, lambda we: we.crowd(64, lambda: we.drip(hostile.CHUNKED, hostile.CHUNK))
    ),
    "200 heads, dripping": Attack(
        4, lambda we: we.crowd(200, lambda: we.drip(hostile.BEGUN_HEAD, b"a"))
    ),
    "64 uploads that stall before their end": Attack(
        4, lambda we: we.crowd(64, lambda: we.drip(hostile.STALLED, b""))
    ),
    "150 connections that are not closed": Attack(
        4, lambda we: we.crowd(150, lambda: we.stay(hostile.request("/healthz")))
    ),
    "100 readers who take no answer": Attack(
        4,
        lambda we: we.crowd(100, lambda: we.deaf(hostile.request(hostile.LARGE))),
    ),
    "20 who send bad chunks": Attack(4, _asking(20, lambda: random.choice(hostile.BAD_CHUNKS))),
    "20 who send requests in floods": Attack(4, lambda we: we.crowd(20, we.flood)),
}  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attackers", description=__doc__)
    parser.add_argument("attack", choices=ATTACKS)
    parser.add_argument("--port", type=int, required=True, help="of a server on this machine")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--from-one", action="store_true", help="all from one address")
    options = parser.parse_args(argv)
    attack = ATTACKS[options.attack]
    we = Attackers(options.port, options.seconds, options.from_one, 100 + 20 * attack.kind)
    asyncio.run(attack.run(we))
    print(json.dumps(we.tally))


if __name__ == "__main__":
    main()
