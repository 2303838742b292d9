"""How long it takes to choose venues for sessions, beside a plain script of the same problem.

``python -m benchmarks.sessions``

The script is what one finds in courses: the maximal covering location problem written out point by
point with PuLP, whose solver is CBC. It is left out where PuLP is not installed (pip install pulp).
Every search has a process of its own, as in the atlas.
"""

import argparse
import importlib
import importlib.util
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any, NamedTuple

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
    head = (
        "Sessions",
        "by",
        "time",
        "of a processor",
        "people",
        "might reach more",
        "memory beyond the atlas's",
    )
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


def _row(case: Case, method: str, told: dict[str, Any]) -> tuple[str, ...]:
    gap = told["gap"]
    return (
        case.name,
        method,
        _time(told["seconds"]),
        _time(told["processor"]),
        f"{told['people']:,.0f}",
        "no" if gap == 0 else f"{100 * gap:.2f} %" if gap is not None else "not known",
        f"{told['memory']:.0f} MB",
    )


def _time(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _searched(case: Case, method: str) -> dict[str, float | None]:
    """One search, in this process: seconds, people, gap, and MB beyond what the atlas takes."""
    atlas = load_atlas()
    venues = candidate_venues(atlas, case.kinds)
    people = demand(atlas, GROUP)
    before = _most_memory()
    asked = problem(venues, people, Limits(case.number), reach=case.reach, detour=DETOUR)
    find = {"greedy": _greedy, "exact": _exact, "script": _script}[method]
    begun, used = time.perf_counter(), _processor()
    choice, gap, often = find(asked)
    return {
        "seconds": (time.perf_counter() - begun) / often,
        "processor": (_processor() - used) / often,
        "people": choice.weight,
        "gap": gap,
        "memory": _most_memory() - before,
    }


# What was found, what it might be short of, and how often it was looked for.
Found = tuple[Choice, float | None, int]


def _greedy(asked: Problem) -> Found:
    often = 7
    choice = greedy(asked)
    for _ in range(often - 1):
        choice = greedy(replace(asked))  # as if it were asked anew, with nothing worked out yet
    return choice, choice.gap, often


def _exact(asked: Problem) -> Found:
    choice = exact(asked, greedy(asked), seconds=SECONDS)
    return choice, choice.gap, 1


def _script(asked: Problem) -> Found:
    """As in a textbook: a variable for each venue and each point that some venue reaches."""
    pulp: Any = importlib.import_module("pulp")
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
    return given(asked, taken), RIVAL_GAP if in_time else None, 1


# This process, and those that it has waited for.
_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _most_memory() -> float:
    """MB that they have had at most."""
    return sum(resource.getrusage(one).ru_maxrss / 1024 for one in _WHOSE)


def _processor() -> float:
    """Seconds of processor time that they have used."""
    used = [resource.getrusage(one) for one in _WHOSE]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
