"""A workshop whose application does what it is told: ``python -m tests.dashboard.serving.toy``.

In a process of its own, since it forks. Prints what came of each case as JSON; with ``stay``, the
processes below it, and then goes on until it is killed.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from dashboard.serving.heavy_work import LimitError, Workshop
from dashboard.serving.queues import Lane
from dashboard.web.replies import Environ

LANE = Lane(1, 1, 1, seconds=9, processor=1, memory=100_000_000, answer=1_000_000)


def application(environ: Environ, start_response: Any) -> list[bytes]:
    what = environ["PATH_INFO"]
    body = environ["wsgi.input"].read()
    if what == "memory":
        bytearray(300_000_000)
    elif what == "processor":
        while True:
            pass
    elif what == "inside a library":
        sum(range(10**12))  # never looks whether it was asked to stop
    elif what == "large":
        body = bytes(2_000_000)
    elif what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what == "some seconds":
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
    elif what == "with a process of its own":
        subprocess.run(["sleep", environ["QUERY_STRING"]], check=False)
    start_response("200 OK", [("X-Nice", str(os.nice(0))), ("X-Length", environ["CONTENT_LENGTH"])])
    return [body, environ["REMOTE_ADDR"].encode()]


def told_of(pid: int, what: str) -> str:
    """A text of ``/proc``: empty of a process that ended since it was listed."""
    try:
        return Path(f"/proc/{pid}/{what}").read_text()
    except OSError:
        return ""


def alive(pid: int) -> bool:
    state = told_of(pid, "stat").rpartition(")")[2].split()[:1]
    return state not in ([], ["Z"])


def below(pid: int) -> list[int]:
    children = told_of(pid, f"task/{pid}/children").split()
    return [one for child in map(int, children) for one in [child, *below(child)]]


async def gone(pids: list[int], seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < until:
        await asyncio.sleep(0.02)
    return not any(map(alive, pids))


async def started(pid: int, sleeper: str) -> list[int]:
    """All below a process, once the one is there that sleeps for so long."""
    until = time.monotonic() + 10
    wanted = f"sleep\0{sleeper}\0"
    while time.monotonic() < until:
        found = [one for one in below(pid) if alive(one)]
        if any(told_of(one, "cmdline") == wanted for one in found):
            return found
        await asyncio.sleep(0.02)
    raise SystemExit(f"nobody sleeps for {sleeper}")


async def main() -> None:
    workshop = Workshop(application, [])

    spent: dict[str, float] = {}

    async def ask(what: str, body: bytes = b"", query: str = "", last: bool = False) -> str:
        environ = {"PATH_INFO": what, "REMOTE_ADDR": "10.1.2.3", "QUERY_STRING": query}
        try:
            reply = await workshop.work(
                environ | {"wsgi.other": object()},
                body,
                LANE,
                lambda seconds: spent.update({what: seconds}),
                last=last,
            )
        except LimitError as error:
            return f"limit: {error}"
        return f"{reply.code} {dict(reply.headers)} {reply.body[:20].decode()}"

    found: dict[str, Any] = {"fine": await ask("fine", b"abc")}
    found["last"] = await ask("fine", b"abc", last=True)
    names = ("memory", "processor", "inside a library", "large", "crash", "some seconds")
    found |= dict(zip(names, await asyncio.gather(*map(ask, names)), strict=True))
    # Nobody waits any more.
    leaving = asyncio.create_task(ask("inside a library"))
    await asyncio.sleep(0.5)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    found["left"], found["spent"] = spent.pop("inside a library"), dict(spent)
    task = asyncio.create_task(ask("with a process of its own", query="97"))
    pids = await started(workshop.pid, "97")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    found["cancelled"] = [len(pids), await gone(pids)]
    found["fine again"] = await ask("fine", b"abc")
    # The workshop ends.
    other, workshop = workshop, Workshop(application, [])
    task = asyncio.create_task(ask("with a process of its own", query="96"))
    pids = await started(workshop.pid, "96")
    os.kill(workshop.pid, signal.SIGKILL)
    found["workshop gone"] = [await task, await ask("fine")]
    await gone(pids)
    # The worker ends.
    workshop = other
    task = asyncio.create_task(ask("with a process of its own", query="98"))
    pids = await started(workshop.pid, "98")
    workshop.control.close()
    found["worker gone"] = [len(pids), await gone([workshop.pid, *pids])]
    task.cancel()
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)


async def stay() -> None:
    workshop = Workshop(application, [])
    environ = {"PATH_INFO": "with a process of its own", "REMOTE_ADDR": "", "QUERY_STRING": "95"}
    task = asyncio.create_task(workshop.work(environ, b"", LANE, lambda seconds: None))
    pids = await started(workshop.pid, "95")
    print(json.dumps([workshop.pid, *pids]), flush=True)
    await task


if __name__ == "__main__":
    asyncio.run(stay() if sys.argv[1:] == ["stay"] else main())
