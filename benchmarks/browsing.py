"""Browsers as a load test needs them: connections, a cache, and people who stop to think.

Plain asyncio, so that two hundred of them take less of the machine than the server they measure.
"""

import asyncio
import json
import random
import re
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

CONNECTIONS = 6  # to one host, as browsers keep them
PATIENCE = 60.0  # seconds
THINK = (5.0, 15.0)  # seconds between two actions


@dataclass
class Answer:
    """One request as its sender saw it."""

    kind: str
    status: int  # 0: none came
    seconds: float
    size: int = 0
    body: bytes = b""


@dataclass
class Records:
    """What all browsers of a run have seen."""

    answers: list[Answer] = field(default_factory=list)
    actions: dict[str, int] = field(default_factory=dict)
    retried: int = 0
    errors: list[str] = field(default_factory=list)

    def did(self, action: str) -> None:
        self.actions[action] = self.actions.get(action, 0) + 1


class Browser:
    """One person's browser, from an address of its own, with a cache of what may be kept."""

    def __init__(self, number: int, port: int, records: Records, seed: int) -> None:
        self.random = random.Random(seed + number)
        self.records = records
        self.search = ""  # what the person has last looked for
        self._port = port
        # All of 127.0.0.0/8 is this machine: every person is a client of their own to the limits.
        self._source = (f"127.0.{1 + number // 250}.{1 + number % 250}", 0)
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._kept: dict[str, bytes] = {}

    async def get(self, address: str, kind: str) -> bytes:
        """Fetch, or take from the cache what the server said may be kept."""
        if address in self._kept:
            return self._kept[address]
        answer, headers = await self._ask("GET", address, b"", kind)
        if answer.status == 200 and "max-age=" in headers.get("cache-control", ""):
            # A page's text may be needed again; of the rest only that it is there.
            self._kept[address] = b"" if answer.size > 100_000 else answer.body
        return answer.body

    async def post(self, address: str, what: object, kind: str) -> bytes:
        answer, _ = await self._ask("POST", address, json.dumps(what).encode(), kind)
        return answer.body

    async def together(self, addresses: list[str], kind: str) -> None:
        await asyncio.gather(*(self.get(address, kind) for address in addresses))

    async def close(self) -> None:
        for _, writer in self._idle:
            writer.close()

    async def _ask(
        self, method: str, address: str, body: bytes, kind: str
    ) -> tuple[Answer, dict[str, str]]:
        async with self._places:
            begun = time.perf_counter()
            try:
                status, headers, content = await asyncio.wait_for(
                    self._exchange(method, address, body), PATIENCE
                )
            except (OSError, EOFError, TimeoutError, ValueError) as error:
                status, headers, content = 0, {}, b""
                self.records.errors.append(f"{method} {address[:60]}: {type(error).__name__}")
            answer = Answer(kind, status, time.perf_counter() - begun, len(content))
            self.records.answers.append(answer)
            if status not in (200, 204, 304):
                self.records.errors.append(f"{method} {address[:60]}: {status}")
            return Answer(kind, status, 0.0, len(content), content), headers

    async def _exchange(
        self, method: str, address: str, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        head = (
            f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            "Accept-Encoding: gzip, br\r\nAccept: */*\r\n"
        )
        if body:
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            head += f"Origin: http://127.0.0.1:{self._port}\r\n"
        sent = f"{head}\r\n".encode() + body
        while True:
            used = self._take()
            reader, writer = used or await asyncio.open_connection(
                "127.0.0.1", self._port, local_addr=self._source, limit=1 << 20
            )
            try:
                writer.write(sent)
                status, headers, content = await read(reader)
            except (ConnectionError, asyncio.IncompleteReadError):
                writer.close()
                # A kept connection may end just as it is used again: browsers ask once more.
                if used:
                    self.records.retried += 1
                    continue
                raise
            if headers.get("connection", "").lower() == "close":
                writer.close()
            else:
                self._idle.append((reader, writer))
            return status, headers, content

    def _take(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        while self._idle:
            reader, writer = self._idle.pop()
            if not (reader.at_eof() or writer.is_closing()):
                return reader, writer
            writer.close()
        return None


async def read(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """A whole answer: status, headers with small names, body as it came."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    status = int(head[0].split()[1])
    if status in (204, 304):
        return status, headers, b""
    if "content-length" in headers:
        return status, headers, await reader.readexactly(int(headers["content-length"]))
    pieces = []
    while size := int((await reader.readline()).strip() or b"0", 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return status, headers, b"".join(pieces)


async def people(
    number: int,
    seconds: float,
    port: int,
    live: Callable[[Browser], Coroutine[Any, Any, None]],
    *,
    ramp: float = 20.0,
    seed: int = 8,
    first: int = 0,
) -> Records:
    """So many people for so long, who arrive one after another.

    Parameters
    ----------
    live
        What one of them does; it is ended when the time is over.
    ramp
        Seconds until the last one has arrived.
    first
        The number of the first, where others are there already: each has an address of its own.
    """
    records = Records()
    browsers = [Browser(first + at, port, records, seed) for at in range(number)]

    async def one(at: int, browser: Browser) -> None:
        await asyncio.sleep(ramp * at / number)
        await live(browser)

    tasks = [asyncio.create_task(one(at, browser)) for at, browser in enumerate(browsers)]
    done, running = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    while running:
        # More than once: a person may have just been answered and not have noticed.
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=1)
    for browser in browsers:
        await browser.close()
    for task in done:
        if task.exception():
            raise task.exception()  # type: ignore[misc]
    return records


async def think(browser: Browser) -> None:
    await asyncio.sleep(browser.random.uniform(*THINK))


# ---- pages of Dash ----


def addresses_in(page: str) -> list[str]:
    """What a page asks for at once: scripts, styles, files."""
    found = re.findall(r'<(?:script|link)[^>]* (?:src|href)="(/[^"]+)"', page)
    return [address.replace("&amp;", "&") for address in dict.fromkeys(found)]


def callback_of(dependencies: list[dict[str, Any]], output: str) -> Callable[..., dict[str, Any]]:
    """Makes the bodies that Dash would send to a callback, named by the start of its output."""
    for one in dependencies:
        if one["output"].lstrip(".").startswith(output) and not one["clientside_function"]:
            break
    else:
        raise SystemExit(f"The app has no callback for {output}: bring load.py up to date.")
    several = one["output"].startswith("..")
    named = [part.rpartition(".") for part in one["output"].strip(".").split("...")]
    outputs = [{"id": id_, "property": what} for id_, _, what in named]

    def body(*values: object) -> dict[str, Any]:
        inputs = [given | {"value": v} for given, v in zip(one["inputs"], values, strict=True)]
        return {
            "output": one["output"],
            "outputs": outputs if several else outputs[0],
            "inputs": inputs,
            "state": [given | {"value": None} for given in one["state"]],
            "changedPropIds": [f"{given['id']}.{given['property']}" for given in inputs],
        }

    return body
