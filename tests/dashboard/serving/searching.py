"""Searches for the best venues, served as they are, in a process of its own, since it forks.

``python -m tests.dashboard.serving.searching`` prints what came of each as JSON.
"""

import asyncio
import json
import os
import sys
from typing import Any

from dashboard.application import create_app
from dashboard.serving.heavy_work import Workshop
from dashboard.serving.service import AtlasService
from dashboard.settings.config import Config
from dashboard.web.middleware import door_of
from tests.dashboard.serving.toy import below, gone

JOB = "00000000000000ab"
# Every kind of venue and 30 sessions of 1,200 m: not proven within seconds.
LONG = "n=30&r=1200&k=library.school.surgery.pharmacy.stop"
SHORT = "n=3&d=E08000018"


def request(method: str, path: str, query: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
    }


async def main() -> None:
    door = door_of(create_app(Config()).server)
    workshop = Workshop(door.inner, [])
    service = AtlasService(door, workshop)

    async def search(query: str) -> Any:
        environ = request("POST", "/where-to-meet/export/best", query)
        service.begin(environ)
        reply = await service.answer(environ, json.dumps({"job": JOB}).encode())
        return [reply.code, json.loads(reply.body)]

    async def standing() -> Any:
        environ = request("GET", "/where-to-meet/best-progress", f"job={JOB}")
        service.begin(environ)
        return json.loads((await service.answer(environ, b"")).body)

    async def until_told(than: float) -> Any:
        for _ in range(600):
            if (how := await standing()) and how["seconds"] > than:
                return how
            await asyncio.sleep(0.05)
        raise SystemExit("nothing was told")

    found: dict[str, Any] = {"before": await standing()}
    leaving = asyncio.create_task(search(LONG))
    found["first"] = await until_told(0)
    found["later"] = await until_told(found["first"]["seconds"])
    pids = below(workshop.pid)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    found["left"] = [len(pids), await gone(pids), service.busy]
    found["short"] = await search(SHORT)
    found["after"] = await standing()
    found["solver"] = "highspy" in sys.modules
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
