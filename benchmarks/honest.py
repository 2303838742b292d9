"""Honest users, one request each 0.2 seconds, whatever has become of those before."""

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field

from benchmarks.browsing import addresses_in, callback_of, read
from benchmarks.load import CALLBACKS, plain

EVERY = 0.2  # seconds between two requests
PEOPLE = 5  # with an address each
PATIENCE = 30.0  # seconds; who waits longer has lost the answer
GOOD = (200, 304)


@dataclass
class Seen:
    """What honest users saw in a while."""

    times: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """Seconds within which so many of the answers came."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


class Honest:
    """People who open pages and cards, look for a postcode, load files, and fetch a small table."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._people = itertools.count()
        self._light: list[tuple[str, bytes]] = []
        self._turn = itertools.count()

    async def arrive(self) -> None:
        """Learn from the pages what there is to ask for."""
        page = plain(await self._get("/"))
        dependencies = json.loads(plain(await self._get("/_dash-dependencies")))
        listing = json.loads(page.split('id="atlas-files">')[1].split("</script>")[0])
        card = callback_of(dependencies, "card-profile")({"search": "?s=E01008068"})
        opened = callback_of(dependencies, "_pages_content")("/seldom-heard", "")
        file = addresses_in(page)[-1]
        self._light = [
            ("/", b""),
            (CALLBACKS, json.dumps(card).encode()),
            ("/find/places?q=S1%202HE", b""),
            (file, b""),
            (CALLBACKS, json.dumps(opened).encode()),
            (listing["atlas"], b""),
        ]

    async def ask_for(self, seconds: float, *, files: bool = True) -> Seen:
        """Ask for so long, and wait for every answer; ``files``: a table too, now and then."""
        seen, tasks = Seen(), []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            turn = next(self._turn)
            path, body = self._light[turn % len(self._light)]
            if files and turn % 25 == 24:
                path, body = "/export/csv?i=roma", b""
            tasks.append(asyncio.create_task(self._one(path, body, seen)))
            await asyncio.sleep(EVERY)
        await asyncio.gather(*tasks)
        return seen

    async def _one(self, path: str, body: bytes, seen: Seen) -> None:
        begun = time.perf_counter()
        try:
            status, again = await asyncio.wait_for(self._ask(path, body), PATIENCE)
            if status not in GOOD:
                asked = ", asked to wait" if again else ""
                seen.lost.append(f"{path[:40]}: {status}{asked}")
        except (OSError, EOFError, TimeoutError) as error:
            seen.lost.append(f"{path[:40]}: {type(error).__name__}")
        seen.times.append(time.perf_counter() - begun)

    async def _get(self, path: str) -> bytes:
        return (await self._exchange(path, b""))[2]

    async def _ask(self, path: str, body: bytes) -> tuple[int, bool]:
        status, headers, _ = await self._exchange(path, body)
        return status, "retry-after" in headers

    async def _exchange(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """On a connection of its own: the server has to accept somebody new each time."""
        source = (f"127.0.250.{1 + next(self._people) % PEOPLE}", 0)
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self._port, local_addr=source, limit=1 << 20
        )
        try:
            head = (
                f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            )
            head += "Accept-Encoding: gzip, br\r\nConnection: close\r\n"
            if body:
                head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            writer.write(f"{head}\r\n".encode() + body)
            return await read(reader)
        finally:
            writer.close()
