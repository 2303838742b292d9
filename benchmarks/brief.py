"""How long the engagement brief takes, and how much memory.

``python -m benchmarks.brief``

Ten zones in one PDF, each time in a process of its own as a worker makes it; beside it, in the same
run, ten PDFs of one zone each, which is what a team would get by asking zone by zone.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

from benchmarks.server import table

ZONES = 10
SEARCH = "?t=Core20+with+limited+English&c=imd_decile!d!2!r~english_limited!nt!20!r"
WAYS = {"one": "Ten zones in one PDF", "each": "Ten PDFs of one zone"}


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.brief", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="times each is repeated (default 5)")
    parser.add_argument("--make", choices=WAYS, help="make them once, in this process")
    given = parser.parse_args(argv)
    if given.make:
        print(*make(given.make))
        return
    rows = []
    for way, name in WAYS.items():
        command = [sys.executable, "-m", "benchmarks.brief", "--make", way]
        runs = [
            [float(part) for part in subprocess.check_output(command, text=True).split()]
            for _ in range(given.runs)
        ]
        seconds, worker, typst = zip(*runs, strict=True)
        rows.append(
            (
                name,
                f"{statistics.median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})",
                f"{max(worker):.0f}",
                f"{max(typst):.0f}",
            )
        )
    head = ("", "Seconds, median", "Worker, MB at most", "Typst's process, MB at most")
    print(table(head, rows))


def make(way: str) -> tuple[float, float, float]:
    """Seconds, and the most memory of this process and of Typst's, in MB."""
    from dashboard.parts.targets import handover as handovers
    from dashboard.parts.targets.target_definition import read_targets
    from dashboard.seldom_heard.brief import brief
    from layers import load_atlas

    atlas = load_atlas()
    made = handovers.work_out(atlas, read_targets(SEARCH, atlas)[0])
    zones = made.zones[:ZONES]
    if len(zones) < ZONES:
        raise SystemExit(f"There are {len(zones)} zones, not {ZONES}: choose another definition.")
    parts = [zones] if way == "one" else [(zone,) for zone in zones]
    begun = time.perf_counter()
    for part in parts:
        brief(atlas, replace(made, zones=part), made=date(2026, 1, 1), link="")
    seconds = time.perf_counter() - begun
    most = [
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return seconds, most[0], most[1]


if __name__ == "__main__":
    main()
