"""How long it takes to choose venues for sessions, beside a plain script of the same problem.

``python -m benchmarks.sessions``

The script is what one finds in courses: the maximal covering location problem written out point by
point with PuLP, whose solver is CBC. It is left out where PuLP is not installed (pip install pulp).
Every search has a process of its own, as in the atlas.
"""

import argparse
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.server import table
from layers import load_atlas
from layers.ground.candidates import candidate_venues
from layers.ground.postcodes import home_postcodes
from layers.targeting.covering_problem import Choice, Limits, Problem, problem
from layers.targeting.session_demand import demand
from layers.targeting.sessions import exact, given, greedy

GROUP, DETOUR = "english_limited", 1.3
SECONDS = 20.0  # the atlas's own
RIVAL_SECONDS, RIVAL_GAP = 120, 0.01


class Case(NamedTuple):
    """A question for all of South Yorkshire."""

    kinds: tuple[str, ...]
    number: int
    reach: int  # metres on foot

    @property
    def name(self) -> str:
        return f"{self.number} of {', '.join(self.kinds)}; {self.reach:,} m"


EVERY = ("library", "school", "surgery", "pharmacy", "stop")
CASES = (
    Case(("library", "school"), 20, 800),
    Case(("library", "school"), 20, 1_200),
    Case(("stop",), 20, 800),
    Case(EVERY, 30, 1_200),
)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sessions", description=__doc__)
    parser.add_argument("--cases", type=int, default=len(CASES), help="how many of the questions")
    parser.add_argument("--one", nargs=2, metavar=("CASE", "METHOD"), help=argparse.SUPPRESS)
    given_to = parser.parse_args(argv)
    if given_to.one:
        number, method = given_to.one
        print(json.dumps(_searched(CASES[int(number)], method)))
        return
    _counted()
    methods = ["greedy", "exact"]
    if importlib.util.find_spec("pulp"):
        methods.append("script")
    else:
        print("PuLP is not installed, so there is no script beside it.\n")
    rows = []
    for at, case in enumerate(CASES[: given_to.cases]):
        for method in methods:
            command = [sys.executable, "-m", "benchmarks.sessions", "--one", str(at), method]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            rows.append(_row(case, method, json.loads(told.splitlines()[-1])))
    head = ("Sessions", "by", "time", "people", "might reach more", "memory beyond the atlas's")
    print(table(head, rows))


def _counted() -> None:
    """What is chosen among, and where the people stand."""
    atlas = load_atlas()
    kinds = candidate_venues(atlas, EVERY)["kind"].value_counts()
    print(
        f"{len(atlas.areas):,} areas; {len(atlas.extra('postcodes')):,} postcodes, of which "
        f"{len(home_postcodes(atlas)):,} are of homes; {kinds['library']} libraries, "
        f"{kinds['school']} schools, {kinds['stop']:,} bus stops apart.\n"
    )


def _row(case: Case, method: str, told: dict[str, float]) -> tuple[str, ...]:
    gap = told["gap"]
    return (
        case.name,
        method,
        f"{1000 * told['seconds']:.0f} ms" if told["seconds"] < 1 else f"{told['seconds']:.1f} s",
        f"{told['people']:,.0f}",
        "no" if gap == 0 else f"{100 * gap:.2f} %" if gap is not None else "not known",
        f"{told['memory']:.0f} MB",
    )


def _searched(case: Case, method: str) -> dict[str, float | None]:
    """One search, in this process: seconds, people, gap, and MB beyond what the atlas takes."""
    atlas = load_atlas()
    venues = candidate_venues(atlas, case.kinds)
    people = demand(atlas, GROUP)
    before = _most_memory()
    asked = problem(venues, people, Limits(case.number), reach=case.reach, detour=DETOUR)
    find = {"greedy": _greedy, "exact": _exact, "script": _script}[method]
    choice, gap, seconds = find(asked)
    return {
        "seconds": seconds,
        "people": choice.weight,
        "gap": gap,
        "memory": _most_memory() - before,
    }


Found = tuple[Choice, float | None, float]


def _greedy(asked: Problem) -> Found:
    greedy(asked)
    spent = []
    for _ in range(7):
        asked.__dict__.pop("groups")  # as if it were asked anew
        begun = time.perf_counter()
        choice = greedy(asked)
        spent.append(time.perf_counter() - begun)
    return choice, choice.gap, statistics.median(spent)


def _exact(asked: Problem) -> Found:
    begun = time.perf_counter()
    choice = exact(asked, greedy(asked), seconds=SECONDS)
    return choice, choice.gap, time.perf_counter() - begun


def _script(asked: Problem) -> Found:
    """As in a textbook: a variable for each venue and each point that some venue reaches."""
    import pulp

    begun = time.perf_counter()
    venues, reachable = range(len(asked.venues)), sorted(set(asked.point.tolist()))
    near: dict[int, list[int]] = {point: [] for point in reachable}
    for venue, point in zip(asked.venue.tolist(), asked.point.tolist(), strict=True):
        near[point].append(venue)
    programme = pulp.LpProblem("sessions", pulp.LpMaximize)
    x = pulp.LpVariable.dicts("x", venues, cat="Binary")
    y = pulp.LpVariable.dicts("y", reachable, cat="Binary")
    programme += pulp.lpSum(asked.weights[point] * y[point] for point in reachable)
    programme += pulp.lpSum(x.values()) <= asked.limits.number
    for point in reachable:
        programme += y[point] <= pulp.lpSum(x[venue] for venue in near[point])
    limits = {"timeLimit": RIVAL_SECONDS, "gapRel": RIVAL_GAP, "threads": 1}
    status = programme.solve(pulp.PULP_CBC_CMD(msg=False, **limits))
    taken = [str(asked.venues.index[at]) for at in venues if (x[at].value() or 0) > 0.5]
    seconds = time.perf_counter() - begun
    in_time = status == pulp.LpStatusOptimal and seconds < RIVAL_SECONDS
    return given(asked, taken), RIVAL_GAP if in_time else None, seconds


def _most_memory() -> float:
    """MB that this process, or one that it has waited for, has had at most."""
    who: Sequence[int] = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    read: Callable[[int], float] = lambda one: resource.getrusage(one).ru_maxrss / 1024  # noqa: E731
    return sum(map(read, who))


if __name__ == "__main__":
    main()
