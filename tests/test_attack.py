"""The server under attack, in short: what benchmarks/attack.py does at length, once in each change.

What takes its time (how long a slow client is borne, how soon all is as before) is measured there;
here is only what holds on a busy machine too.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchmarks.attack import MOST_OVER, Outcome, served, under_attack
from benchmarks.honest import Honest
from tests.loops import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@dataclass
class Running:
    port: int
    roots: list[int]

    def under(self, *names: str, seconds: float = 3) -> Outcome:
        async def work() -> Outcome:
            honest = Honest(self.port)
            await honest.arrive()
            return await under_attack(names, self.port, self.roots, seconds, honest)

        return run(work())


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with served(proxied=False) as (_, port, roots):
        yield Running(port, roots)


def held(outcome: Outcome) -> None:
    assert outcome.during.lost == []
    assert outcome.most_over <= MOST_OVER
    # Everything as before: processes, threads, connections, memory.
    assert outcome.back is not None, outcome.why


def test_clients_that_are_slow_or_broken_cost_nobody_an_answer(server: Running) -> None:
    outcome = server.under(
        "64 bodies over 1 MB, dripping", "64 bodies in chunks, dripping", "200 heads, dripping",
        "150 connections that are not closed", "20 who send bad chunks",
    )  # fmt: skip
    held(outcome)
    assert outcome.tally["400"] > 20
    assert not outcome.tally["500"]


def test_work_beyond_what_can_be_done_is_refused_at_once(server: Running) -> None:
    outcome = server.under("40 deep workbooks", "40 briefs")
    held(outcome)
    assert outcome.tally["503"] == outcome.tally["503 with Retry-After"] > 0
    assert not outcome.tally["500"]


def test_a_large_number_costs_no_more_than_a_small_one(server: Running) -> None:
    outcome = server.under("8 who type large numbers", seconds=3)
    held(outcome)
    assert outcome.tally["200"] + outcome.tally["400"] > 0
    assert not outcome.tally["500"]
