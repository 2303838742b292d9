"""The server under attack, and what honest users notice of it. See README.md.

``python -m benchmarks.attack``, ``--short``, ``--proxy``, ``--people 200 --minutes 10``

Ends with 1 when a target is missed.
"""

import argparse
import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks import hostile
from benchmarks.attackers import ATTACKS, Attackers
from benchmarks.browsing import Records, people
from benchmarks.honest import Honest, Seen
from benchmarks.load import Product, by_kind, complain, own_times
from benchmarks.processes import Watch, end
from benchmarks.proxied import allowed, proxy
from benchmarks.server import REPOSITORY, Server, table

# Targets.
P95 = 0.5  # seconds, of honest users under attack
MOST_OVER = 400.0  # MB, of any process over its start
BACK = 10.0  # seconds after the attack's end until everything is as before
PEOPLE_P95 = 0.3  # seconds, of 200 people with an attacker from each class
# Again as before: answers of two seconds come within this time.
CALM = 0.1
WAITED = 30.0  # seconds for everything to be as before; longer is not waited
SHORT = (
    "8 who type large numbers", "40 deep workbooks", "40 briefs",
    "64 bodies over 1 MB, dripping",
)  # fmt: skip
STEADY = (
    "8 who type large numbers", "40 deep workbooks", "40 briefs",
    "64 bodies over 1 MB, dripping", "150 connections that are not closed",
    "64 uploads that stall before their end",
)  # fmt: skip


@dataclass
class Outcome:
    """What an attack did."""

    before: Seen
    during: Seen
    tally: Counter[str]
    most_over: float
    most_together: float
    most_processes: int
    back: float | None  # None: not within the time that was waited
    why: str = ""
    proxy: float = 0.0  # MB, the most that it had in all
    missed: list[str] = field(default_factory=list)

    def judge(self) -> None:
        """Say which targets were missed."""
        if self.during.at(0.95) > P95:
            self.missed.append("p95")
        if self.during.lost:
            self.missed.append("lost")
        if self.most_over > MOST_OVER:
            self.missed.append("memory")
        if self.proxy > allowed():
            self.missed.append("the proxy's memory")
        if self.back is None or self.back > BACK:
            self.missed.append("back")


@contextlib.contextmanager
def served(proxied: bool) -> Iterator[tuple[Server, int, list[int]]]:
    """The server as deployed: it, the port to ask, and the first of its processes."""
    with contextlib.ExitStack() as stack:
        trusted = {"TRUSTED_PROXIES": "127.0.0.1"} if proxied else {}
        server = stack.enter_context(Server(workers=2, environment=trusted))
        # Nobody is left who would want its last answers: no waiting for them.
        stack.callback(lambda: end([server.master]))
        if not proxied:
            yield server, server.port, [server.master]
            return
        port, first = stack.enter_context(proxy(server.port))
        yield server, port, [server.master, first]


async def attackers(
    name: str, port: int, seconds: float, *, from_one: bool = False
) -> dict[str, int]:
    """Attackers in a process of their own, and the tally of what they were answered."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.attackers", name,
        "--port", str(port), "--seconds", str(seconds), *(["--from-one"] if from_one else []),
        cwd=REPOSITORY, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return dict(json.loads(said or b"{}"))


async def warmed(port: int) -> Honest:
    """Honest users who have arrived, at a server that has done everything once."""
    honest, others = Honest(port), Attackers(port, 60, block=99)
    await honest.arrive()
    for _ in range(2):
        await asyncio.gather(
            *(others.ask(one) for one in (hostile.BRIEF, hostile.PICTURE, *hostile.FILES)),
            honest.ask_for(1),
        )
    return honest


async def under_attack(
    names: Sequence[str], port: int, roots: list[int], seconds: float, honest: Honest
) -> Outcome:
    """Attacks on a server that runs, all at once, and what was seen of it.

    Parameters
    ----------
    names
        Of :data:`benchmarks.attackers.ATTACKS`.
    port, roots
        As :func:`served` gives them.
    honest
        Who have arrived.
    """
    before = await honest.ask_for(min(3.0, seconds / 2))
    await asyncio.sleep(1)  # what worked on the last of it ends
    watch, others = Watch(roots, port), Watch(roots[1:], port)
    watching = asyncio.gather(watch.go_on(), others.go_on())
    try:
        attacking = asyncio.gather(*(attackers(name, port, seconds + 1) for name in names))
        await asyncio.sleep(1)  # until they are there
        asking = asyncio.create_task(honest.ask_for(seconds))
        tally = sum((Counter(one) for one in await attacking), Counter[str]())
        back = await until_calm(honest, watch, before.at(0.95))
        during = await asking
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    outcome = Outcome(
        before, during, tally, watch.most_over, watch.most_together, watch.most_processes, back,
        "stopped for its memory" if watch.stopped else watch.why, others.most_in_all,
    )  # fmt: skip
    outcome.judge()
    return outcome


async def until_calm(honest: Honest, watch: Watch, before: float) -> float | None:
    """Seconds from now until two seconds are as they were before; that was on a busy machine."""
    ended, calm = time.monotonic(), max(CALM, 1.5 * before)
    while not watch.stopped and (begun := time.monotonic()) < ended + WAITED:
        seen = await honest.ask_for(2, files=False)
        if not seen.lost and seen.at(0.95) < calm and watch.unlike < time.monotonic() - 0.5:
            return max(0.0, begun - ended, watch.unlike - ended)
    return None


# ---- telling ----

HEAD = (
    "Attack", "Honest requests", "Lost", "p50", "p95", "Worst", "Before: p95",
    "Memory, most over start: a process / all", "Proxy, in all", "Processes more",
    "As before after", "Missed",
)  # fmt: skip


def ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"


def row(name: str, outcome: Outcome) -> list[str]:
    during = outcome.during
    waited = sum("asked to wait" in one for one in during.lost)
    return [
        name,
        f"{len(during.times)}",
        f"{len(during.lost)}" + (f" ({waited} asked to wait)" if waited else ""),
        ms(during.at(0.5)),
        ms(during.at(0.95)),
        ms(during.at(1)),
        ms(outcome.before.at(0.95)),
        f"{outcome.most_over:.0f} / {outcome.most_together:.0f} MB",
        f"{outcome.proxy:.0f} MB" if outcome.proxy else "",
        f"{outcome.most_processes}",
        f"no: {outcome.why}" if outcome.back is None else f"{outcome.back:.1f} s",
        ", ".join(outcome.missed),
    ]


def each(names: list[str], seconds: float, proxied: bool) -> bool:
    """One attack after another, each on a server that has just started; whether all was well."""
    rows, well = [], True

    async def one(name: str, port: int, roots: list[int]) -> Outcome:
        return await under_attack([name], port, roots, seconds, await warmed(port))

    for name in names:
        with served(proxied) as (_, port, roots):
            outcome = asyncio.run(one(name, port, roots))
        rows.append(row(name, outcome))
        well = well and not outcome.missed
        print(f"{rows[-1]}\n  attackers: {dict(outcome.tally)}", file=sys.stderr, flush=True)
        for line in outcome.during.lost[:3]:
            print(f"  lost: {line}", file=sys.stderr, flush=True)
    print(f"{'Through the proxy' if proxied else 'Without a proxy'}, {seconds:g} s an attack:\n")
    print(table(HEAD, rows), flush=True)
    return well


def among_people(number: int, minutes: float, proxied: bool) -> bool:
    """People at work, and an attacker of each class who goes on all the time."""

    async def run(port: int, roots: list[int]) -> tuple[Records, Watch]:
        watch = Watch(roots, port)
        watching = asyncio.create_task(watch.go_on())
        attacking = [
            asyncio.create_task(attackers(name, port, 60 * minutes, from_one=True))
            for name in STEADY
        ]
        try:
            records = await people(number, 60 * minutes, port, Product().live)
        finally:
            watching.cancel()
        for name, tally in zip(STEADY, await asyncio.gather(*attacking), strict=True):
            print(f"  {name}: {tally}", file=sys.stderr)
        return records, watch

    with served(proxied) as (server, port, roots):
        records, watch = asyncio.run(run(port, roots))
        detail = by_kind(records, own_times(server))
    seen = Seen([answer.seconds for answer in records.answers])
    figures = [
        f"{len(seen.times):,}", f"{len(records.errors)}", ms(seen.at(0.5)), ms(seen.at(0.95)),
        ms(seen.at(0.99)), f"{watch.most_over:.0f} / {watch.most_together:.0f} MB",
    ]  # fmt: skip
    head = ("Requests", "Not answered well", "p50", "p95", "p99", "Memory, a process / all")
    print(f"{number} people for {minutes:g} minutes, with {', '.join(STEADY)}:\n")
    print(table(head, [figures]), f"\n{detail}\n", sep="\n")
    complain(records)
    return not records.errors and seen.at(0.95) < PEOPLE_P95 and watch.most_over <= MOST_OVER


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each attack (default 15)")
    parser.add_argument("--only", default="", help="those attacks whose name holds this")
    parser.add_argument("--short", action="store_true", help="four attacks of 3 s: a minute")
    parser.add_argument("--proxy", action="store_true", help="through nginx as deployed")
    parser.add_argument("--people", type=int, default=0, help="so many people, all attacks at once")
    parser.add_argument("--minutes", type=float, default=10, help="… for so long (default 10)")
    options = parser.parse_args(argv)
    if not (1 <= options.seconds <= 120 and 0 <= options.people <= 500 and options.minutes <= 30):
        parser.error("At most two minutes an attack, 500 people, and half an hour.")
    if options.people:
        return 0 if among_people(options.people, options.minutes, options.proxy) else 1
    names = [*SHORT] if options.short else [name for name in ATTACKS if options.only in name]
    seconds = 3.0 if options.short else options.seconds
    return 0 if each(names, seconds, options.proxy) else 1


if __name__ == "__main__":
    sys.exit(main())
