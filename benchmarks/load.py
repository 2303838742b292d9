"""Two hundred people at once, memory over time, a worker killed in the middle. See README.md.

``python -m benchmarks.load --minutes 10``
"""

import argparse
import asyncio
import gzip
import json
import os
import random
import re
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli

from benchmarks.browsing import Browser, Records, addresses_in, callback_of, people, think
from benchmarks.processes import together
from benchmarks.server import REPOSITORY, Server, table
from dashboard.web.request_kinds import kind_of
from layers import load_atlas

CALLBACKS = "/_dash-update-component"
INDICATORS = ["imd_decile", "english_limited", "qof_dm", "no_car", "disabled", "roma"]
DEFINITIONS = [
    "c=imd_decile!d!2!r~english_limited!nt!20!c&k=1",
    "c=english_limited!nt!10!r",
    "c=imd_decile!d!1!r~no_car!nt!20!r",
    "c=qof_dm!lt!20!r~imd_decile!d!3!r&z=8",
    "c=disabled!nt!20!r&d=E08000016",
]
# What people do after they have arrived, and how often of a hundred times.
DEEDS = {
    "switch the indicator": 30, "open an area's card": 22, "filter": 12, "find a postcode": 4,
    "go to another page": 8, "build targets": 10, "open a zone": 5, "reload": 4, "export": 5,
}  # fmt: skip
EXPORTS = {"csv": 40, "xlsx": 30, "geojson": 10, "png": 10, "targets/csv": 5, "targets/pdf": 5}


def plain(content: bytes) -> str:
    """Text, however it came compressed."""
    if content[:2] == b"\x1f\x8b":
        return gzip.decompress(content).decode()
    try:
        return brotli.decompress(content).decode()
    except brotli.error:
        return content.decode()


class Product:
    """A person at Seldom Heard. What costs no request is done too: it is most of what people do."""

    def __init__(self) -> None:
        features = json.loads((REPOSITORY / "data/snapshot/lsoa.geo.json").read_bytes())["features"]
        self.areas = [feature["id"] for feature in features]
        self.postcodes = load_atlas().extra("postcodes")["postcode"].tolist()

    async def live(self, browser: Browser) -> None:
        await self.arrive(browser, "arrive")
        while True:
            await think(browser)
            deed = browser.random.choices([*DEEDS], weights=[*DEEDS.values()])[0]
            await self.do(browser, deed)

    async def arrive(self, browser: Browser, deed: str) -> None:
        browser.records.did(deed)
        page = plain(await browser.get("/", "page"))
        await browser.together(addresses_in(page), "file")
        listing = json.loads(page.split('id="atlas-files">')[1].split("</script>")[0])
        self.listing = {n: a for n, a in listing.items() if isinstance(a, str) and "{" not in a}
        layout = plain(await browser.get("/_dash-layout", "page"))
        self.pages = re.findall(r'"className":"nav-link"[^}]*?"href":"([^"]+)"', layout) or [
            "/", "/seldom-heard", "/methods",
        ]  # fmt: skip
        self.dependencies = json.loads(plain(await browser.get("/_dash-dependencies", "page")))
        await self.call(browser, "_pages_content", "/", "")
        first = ("areas", "catalogue", "values", "natural", "england")
        await browser.together([self.listing[n] for n in first if n in self.listing], "file")

    async def call(self, browser: Browser, output: str, *values: object) -> bytes:
        body = callback_of(self.dependencies, output)(*values)
        return await browser.post(CALLBACKS, body, f"callback {output}")

    async def do(self, browser: Browser, deed: str) -> None:
        pick = browser.random
        if deed == "reload":
            await self.arrive(browser, deed)
            return
        browser.records.did(deed)
        if deed == "build targets" or not browser.search:
            definition = pick.choice(DEFINITIONS).replace("!nt!20", f"!nt!{pick.randrange(5, 30)}")
            browser.search = "?" + quote(definition, safe="=&!~")
        search = browser.search  # whose zones are opened, and which is handed over
        if deed == "open an area's card":
            await self.call(browser, "card-profile", {"search": f"?s={pick.choice(self.areas)}"})
        elif deed == "filter" and pick.random() < 0.3:
            # By practice or network, which needs to know where patients live: once.
            await browser.get(self.listing["footprints"], "file")
        elif deed == "find a postcode":
            await browser.get(f"/find/places?q={quote(pick.choice(self.postcodes))}", "find")
        elif deed == "go to another page":
            await self.call(browser, "_pages_content", pick.choice(self.pages), "")
        elif deed == "build targets":
            await self.call(browser, "_pages_content", "/seldom-heard", search)
            await self.call(browser, "seldom-heard-meant", {"search": search})
            await self.call(browser, "targets-result", {"search": search})
        elif deed == "open a zone":
            await self.call(browser, "zone-card", {"search": search, "number": 0})
        elif deed == "export":
            name = pick.choices([*EXPORTS], weights=[*EXPORTS.values()])[0]
            own = (
                f"/{name}{search}" if "/" in name else f"/export/{name}?i={pick.choice(INDICATORS)}"
            )
            await browser.get(own, f"export {name}")


class Tutorial:
    """A person at the app as a tutorial makes it, who arrives and switches; it can do no more."""

    async def live(self, browser: Browser) -> None:
        await self.arrive(browser, "arrive")
        while True:
            await think(browser)
            # As often as at the product; and where that asks its server for more, it does nothing.
            deed = browser.random.choices([*DEEDS], weights=[*DEEDS.values()])[0]
            if deed == "reload":
                await self.arrive(browser, deed)
            elif deed == "switch the indicator":
                browser.records.did(deed)
                await self.draw(browser, browser.random.choice(INDICATORS))

    async def arrive(self, browser: Browser, deed: str) -> None:
        browser.records.did(deed)
        page = plain(await browser.get("/", "page"))
        await browser.together(addresses_in(page), "file")
        await browser.get("/_dash-layout", "page")
        self.dependencies = json.loads(plain(await browser.get("/_dash-dependencies", "page")))
        await self.draw(browser, "imd_decile")

    async def draw(self, browser: Browser, indicator: str) -> None:
        body = callback_of(self.dependencies, "map.figure")(indicator)
        await browser.post(CALLBACKS, body, "callback map")


async def watched(
    server: Server, run: Coroutine[Any, Any, Records], every: float
) -> tuple[Records, list[float]]:
    """A run, and the memory of the server's processes together while it lasted (MB)."""
    sizes: list[float] = []

    async def watch() -> None:
        while True:
            sizes.append(together([server.master]))
            await asyncio.sleep(every)

    watcher = asyncio.create_task(watch())
    try:
        return await run, sizes
    finally:
        watcher.cancel()


async def killing(server: Server, run: Coroutine[Any, Any, Records], after: float) -> Records:
    """A run in the middle of which one worker is killed."""

    async def kill() -> None:
        await asyncio.sleep(after)
        os.kill(random.choice(server.workers), signal.SIGKILL)

    killer = asyncio.create_task(kill())
    try:
        return await run
    finally:
        killer.cancel()


# ---- telling ----


def at(share: float, numbers: list[float]) -> float:
    return sorted(numbers)[min(len(numbers) - 1, int(share * len(numbers)))] if numbers else 0.0


def ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"


def busy(server: Server) -> str:
    """Processor time of each worker until now."""
    ticks = os.sysconf("SC_CLK_TCK")
    used = []
    for pid in server.workers:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used.append((int(fields[11]) + int(fields[12])) / ticks)
    return " and ".join(f"{seconds:.0f} s" for seconds in used)


def summary(server: Server, records: Records, sizes: list[float], minutes: float) -> list[str]:
    seconds = 60 * minutes
    times = [a.seconds for a in records.answers]
    lost = sum(a.status not in (200, 204, 304) for a in records.answers)
    half = len(sizes) // 2
    return [
        f"{sum(records.actions.values()):,}",
        f"{len(times):,} ({len(times) / seconds:.1f}/s)",
        f"{lost}",
        ms(at(0.5, times)),
        ms(at(0.95, times)),
        ms(at(0.99, times)),
        f"{sum(a.size for a in records.answers) / 1e6:,.0f} MB",
        f"{sizes[half]:.0f} MB / {sizes[-1]:.0f} MB / {max(sizes):.0f} MB" if sizes else "",
        busy(server),
    ]


WHAT = (
    "Actions of people", "Requests", "Not answered well", "Answer, p50", "Answer, p95",
    "Answer, p99", "Sent", "Memory of all processes: halfway / at the end / most",
    "Processor time of the workers",
)  # fmt: skip


def by_kind(records: Records, own: dict[str, list[float]]) -> str:
    kinds: dict[str, list[float]] = {}
    for answer in records.answers:
        kinds.setdefault(answer.kind, []).append(answer.seconds)
    rows = [
        (kind, f"{len(t):,}", ms(at(0.5, t)), ms(at(0.95, t)), ms(max(t)))
        for kind, t in sorted(kinds.items())
    ]
    rows += [
        (f"server's own: {kind}", f"{len(t):,}", ms(at(0.5, t)), ms(at(0.95, t)), ms(max(t)))
        for kind, t in sorted(own.items())
    ]
    return table(("Kind", "Requests", "p50", "p95", "Most"), rows)


def own_times(server: Server) -> dict[str, list[float]]:
    """Seconds until answers were ready, as the server's log has them."""
    found: dict[str, list[float]] = {"all": []}
    for line in server.log(last=1 << 40).splitlines():
        if '"ms":' in line and line.startswith("{"):
            said = json.loads(line)
            for kind in ("all", kind_of(said["path"])):
                found.setdefault(kind, []).append(said["ms"] / 1000)
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, default=200, help="at once (default 200)")
    parser.add_argument("--minutes", type=float, default=10, help="of Seldom Heard (default 10)")
    parser.add_argument("--others", type=float, default=2, help="… of the other runs (default 2)")
    options = parser.parse_args(argv)
    if not (1 <= options.people <= 2000 and options.minutes <= 60 and options.others <= 60):
        parser.error("At most 2,000 people and an hour.")

    def run(
        server: Server, minutes: float, live: Callable[[Browser], Coroutine[Any, Any, None]]
    ) -> Coroutine[Any, Any, Records]:
        return people(options.people, 60 * minutes, server.port, live)

    print(
        f"{options.people} people, 5 to 15 s between two actions (mean 10), two workers, "
        f"{os.cpu_count()} processors shared with the people.\n"
    )
    columns = []
    with Server(workers=2) as server:
        records, sizes = asyncio.run(
            watched(server, run(server, options.minutes, Product().live), every=10)
        )
        columns.append(summary(server, records, sizes, options.minutes))
        detail, own = by_kind(records, own_times(server)), records
    with Server("benchmarks.tutorial_app:server", workers=2, ready="/") as server:
        other, sizes = asyncio.run(
            watched(server, run(server, options.others, Tutorial().live), every=10)
        )
        columns.append(summary(server, other, sizes, options.others))
    head = (
        "What", f"Seldom Heard, {options.minutes:g} min", f"Tutorial form, {options.others:g} min",
    )  # fmt: skip
    print(table(head, [(w, *c) for w, c in zip(WHAT, zip(*columns, strict=True), strict=True)]))
    print(f"\nSeldom Heard, kind by kind:\n\n{detail}")
    print(f"\nWhat people did: {own.actions}")
    complain(own)
    with Server(workers=2) as server:
        killed = asyncio.run(
            killing(server, run(server, options.others, Product().live), 30 * options.others)
        )
        print(
            f"\nA worker killed halfway (SIGKILL), {options.others:g} min: {len(killed.answers):,} "
            f"requests, {len(killed.errors)} lost, {killed.retried} asked once more by the browser "
            f"on another connection; p95 {ms(at(0.95, [a.seconds for a in killed.answers]))}; "
            f"workers at the end: {len(server.workers)}."
        )
        complain(killed)


def complain(records: Records) -> None:
    for line in records.errors[:10]:
        print(f"  not answered well: {line}")


if __name__ == "__main__":
    main()
