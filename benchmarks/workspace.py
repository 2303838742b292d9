"""Fifty people who record visits beside a hundred and fifty who read plans. See README.md.

``python -m benchmarks.workspace --minutes 1``
"""

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.browsing import Browser, Records, callback_of, people, think
from benchmarks.load import CALLBACKS, at, ms, plain
from benchmarks.server import Server, table
from scripts.local_postgres import LocalPostgres, find_postgres
from tests.workspace.made_up_plan import made_up_plan
from workspace import check, diary, transfer
from workspace.database import Workspace
from workspace.records import new_id

PLANS = 10
WRITERS, READERS = 50, 150
RIVAL = (sys.executable, "-m", "benchmarks.plain_sqlite")
LIST = "/plans"


class Team:
    """People at the plans: every fourth records visits, the others read."""

    def __init__(self, ids: list[str], zones: dict[str, list[str]]) -> None:
        self.ids, self.zones = ids, zones
        self.sent: list[str] = []  # visits that were answered to be kept
        self._arrived = 0

    async def live(self, browser: Browser) -> None:
        self._arrived += 1
        writes = self._arrived % ((WRITERS + READERS) // WRITERS) == 0
        self.dependencies = json.loads(plain(await browser.get("/_dash-dependencies", "arrive")))
        await (self.write(browser) if writes else self.read(browser))

    async def call(self, browser: Browser, output: str, kind: str, *values: object) -> str:
        body = callback_of(self.dependencies, output)(*values)
        if kind.startswith("read"):
            body["state"] = [{**one, "value": LIST} for one in body["state"]]
        return plain(await browser.post(CALLBACKS, body, kind))

    async def read(self, browser: Browser) -> None:
        """The list, then one plan after the other."""
        await self.call(browser, "_pages_content", "arrive", LIST, "")
        while True:
            search = browser.random.choice(["", *(f"?p={id_}" for id_ in self.ids)])
            kind = "read: one plan" if search else "read: the list"
            await self.call(browser, "plans-head", kind, search, None)
            await think(browser)

    async def write(self, browser: Browser) -> None:
        """Open the plans, whose page has the token, then record one visit after the other."""
        plan = browser.random.choice(self.ids)
        page = await self.call(browser, "_pages_content", "arrive", LIST, f"?p={plan}")
        found = re.search(r"\b([0-9a-f]{64})\b", page)
        if not found:
            raise SystemExit(f"The page has no token: {browser.records.errors[-1:]}")
        while True:
            await think(browser)
            values = {
                "on": "2026-11-20", "zone_id": browser.random.choice(self.zones[plan]),
                "people": 12, "counted": "counted", "summary": "The bus stops at six. " * 10,
            }  # fmt: skip
            id_ = new_id()
            sent = {"token": found[1], "plan": plan, "id": id_, "values": values}
            before = len(browser.records.errors)
            await browser.post("/plans/visits", sent, "write: a visit")
            if len(browser.records.errors) == before:
                self.sent.append(id_)


def filled(url: str) -> Team:
    """A database with plans in it, and who works with them."""
    workspace = Workspace(url)
    workspace.upgrade()
    zones = {}
    with workspace.writing() as session:
        moved = transfer.from_json(transfer.to_json(session, made_up_plan(session).id))
        for _ in range(PLANS):
            plan = transfer.bring_in(session, moved, "benchmark", copy=True)
            zones[plan.id] = [zone.id for zone in plan.zones]
    workspace.close()
    return Team(list(zones), zones)


@contextmanager
def databases() -> Iterator[list[tuple[str, str, tuple[str, ...]]]]:
    """What is compared: its name, its address, and what the server runs under."""
    with tempfile.TemporaryDirectory() as folder:

        def lite(name: str) -> str:
            return f"sqlite:///{Path(folder) / name}"

        ours = ("SQLite", lite("ours.sqlite3"), ())
        rival = ("SQLite as it comes", lite("plain.sqlite3"), RIVAL)
        if find_postgres() is None:
            print("PostgreSQL is not here and is left out: scripts/ensure-postgres provides it.")
            yield [ours, rival]
            return
        with LocalPostgres() as server:
            yield [ours, ("PostgreSQL", server.database(), ()), rival]


def measured(url: str, under: tuple[str, ...], minutes: float) -> tuple[Records, Team, int, str]:
    """One run: what people saw, how many acknowledged visits are missing, what check says."""
    team = filled(url)
    environment = {"WORKSPACE": url.removeprefix("sqlite:///"), "HOST": "127.0.0.1"}
    with Server(workers=2, environment=environment, under=under) as server:
        records = asyncio.run(people(WRITERS + READERS, 60 * minutes, server.port, team.live))
    workspace = Workspace(url)
    with workspace.reading() as session:
        kept = set(diary.counts(session).activities["activity"])
    found = check.faults(workspace)
    workspace.close()
    return records, team, len(set(team.sent) - kept), found[0] if found else "whole"


def column(records: Records, missing: int, said: str) -> list[str]:
    """What a run came to, in the order of :data:`WHAT`."""
    found = []
    for kind in ("write: a visit", "read: one plan", "read: the list"):
        times = [answer.seconds for answer in records.answers if answer.kind == kind]
        found.append(f"{len(times):,}: {ms(at(0.5, times))}, {ms(at(0.95, times))}")
    lost = [answer for answer in records.answers if answer.status not in (200, 204, 304)]
    return [*found, f"{len(lost):,}", f"{missing:,}", said]


WHAT = (
    "Visits recorded: number, p50, p95", "One plan opened: number, p50, p95",
    "The list opened: number, p50, p95", "Not answered well", "Said to be kept and not there",
    "Checked afterwards",
)  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workspace", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1, help="of each database (default 1)")
    options = parser.parse_args(argv)
    if not 0 < options.minutes <= 30:
        parser.error("At most half an hour.")
    load = os.getloadavg()[1]
    print(
        f"{WRITERS} people record visits and {READERS} read, each every 5 to 15 s; two workers, "
        f"{os.cpu_count()} processors shared with the people; load of the last five minutes "
        f"before: {load:.1f}.\n"
    )
    columns, errors = [], []
    with databases() as found:
        for _, url, under in found:
            records, _, missing, said = measured(url, under, options.minutes)
            columns.append(column(records, missing, said))
            errors.append(records.errors[:5])
        head = ("What", *(name for name, _, _ in found))
    print(table(head, [(w, *c) for w, c in zip(WHAT, zip(*columns, strict=True), strict=True)]))
    for name, said in zip(head[1:], errors, strict=True):
        for line in said:
            print(f"  {name}, not answered well: {line}")


if __name__ == "__main__":
    main()
