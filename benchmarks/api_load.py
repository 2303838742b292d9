"""Two hundred people on the pages, and programs that ask the read API beside them. See README.md.

``python -m benchmarks.api_load --minutes 5``
"""

import argparse
import asyncio
import os
from collections.abc import Coroutine
from typing import Any
from urllib.parse import quote

from benchmarks.browsing import Browser, Records, people
from benchmarks.load import DEFINITIONS, INDICATORS, Product, at, by_kind, complain, ms, own_times
from benchmarks.server import Server, table
from dashboard.api.service import PREFIX
from layers import load_atlas

PAUSE = (1.0, 3.0)  # seconds between two requests of a program
TARGET = 0.25  # seconds: 95 in 100 answers to people are to take less, whatever programs ask
# What programs ask for, and how often of a hundred times.
ASKED = {"values": 45, "csv": 25, "profile": 10, "targets": 8, "inequality": 6, "registers": 6}


class Program:
    """A program that goes on asking: a dashboard that refreshes, a script."""

    def __init__(self) -> None:
        atlas = load_atlas()
        self.practices = atlas.practices.index.tolist()
        self.wards = sorted(set(atlas.areas["ward_code"]))

    async def live(self, browser: Browser) -> None:
        while True:
            await asyncio.sleep(browser.random.uniform(*PAUSE))
            name = browser.random.choices([*ASKED], weights=[*ASKED.values()])[0]
            browser.records.did(name)
            await browser.get(f"{PREFIX}/{self.address(browser, name)}", f"api {name}")

    def address(self, browser: Browser, name: str) -> str:
        """What is asked for, as an address below the API's own."""
        pick = browser.random.choice
        indicator = pick(INDICATORS)
        if name == "profile":
            return f"profile?of={pick(self.practices)},{pick(self.wards)}:0.5&indicator={indicator}"
        if name == "targets":
            return f"targets?{quote(pick(DEFINITIONS), safe='=&!~')}&limit=100"
        if name == "inequality":
            return f"inequality?indicator={pick(['bad_health', 'no_car', 'disabled'])}"
        if name == "registers":
            return f"registers?practice={pick(self.practices)}"
        level = pick(["lsoa", "msoa", "ward", "district"])
        form = "&format=csv" if name == "csv" else ""
        return f"values?indicator={indicator}&level={level}{form}"


async def together(*runs: Coroutine[Any, Any, Records]) -> list[Records]:
    return list(await asyncio.gather(*runs))


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api_load", description=__doc__)
    parser.add_argument("--people", type=int, default=200, help="at once (default 200)")
    parser.add_argument("--programs", type=int, default=10, help="beside them (default 10)")
    parser.add_argument("--minutes", type=float, default=5, help="how long (default 5)")
    options = parser.parse_args(argv)
    if not (1 <= options.people + options.programs <= 2000 and options.minutes <= 60):
        parser.error("At most 2,000 people and programs, and an hour.")
    print(
        f"{options.people} people, 5 to 15 s between two actions; {options.programs} programs, "
        f"{PAUSE[0]:g} to {PAUSE[1]:g} s between two requests; two workers, {os.cpu_count()} "
        "processors shared with all of them.\n"
    )
    seconds = 60 * options.minutes
    with Server(workers=2) as server:
        runs = (
            people(options.people, seconds, server.port, Product().live),
            people(
                options.programs, seconds, server.port, Program().live, first=options.people
            ),
        )  # fmt: skip
        records = asyncio.run(together(*runs))
        own = own_times(server)
    rows, slow = [], False
    for who, found in zip(("People", "Programs"), records, strict=True):
        times = [answer.seconds for answer in found.answers]
        lost = sum(answer.status not in (200, 204, 304) for answer in found.answers)
        slow |= who == "People" and at(0.95, times) >= TARGET
        shares = (ms(at(share, times)) for share in (0.5, 0.95, 0.99))
        rows.append((who, f"{len(times):,}", str(lost), *shares))
    print(table(("Who", "Requests", "Not answered well", "p50", "p95", "p99"), rows))
    for who, found in zip(("people", "programs"), records, strict=True):
        print(f"\nKind by kind, of {who}:\n\n{by_kind(found, own if who == 'programs' else {})}")
        complain(found)
    if slow:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
