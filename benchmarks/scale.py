"""The same page over a whole region: does it still work with four times the areas? See README.md.

``python -m benchmarks.scale --sources DIR``
"""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.atlas import measure_memory, run_build
from benchmarks.driver import (
    SWITCHES,
    asked_in_switches,
    chromium,
    measure,
    ours,
    rows,
    sample_points,
)
from benchmarks.server import REPOSITORY, Server, table

REGION = "Yorkshire and The Humber"
# Districts as of 2024: South, West and North Yorkshire, York and the Humber.
DISTRICTS = (
    *(f"E080000{n}" for n in range(16, 20)),
    *(f"E080000{n}" for n in range(32, 37)),
    "E06000010",
    "E06000011",
    "E06000012",
    "E06000013",
    "E06000014",
    "E06000065",
)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sources", type=Path, help="folder with the official publications")
    parser.add_argument("--runs", type=int, default=7, help="visits of each area (default 7)")
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each at the end")
    options = parser.parse_args(argv)
    if not options.sources or not options.sources.is_dir():
        print("Nothing was measured: --sources is not given, or is not a folder.")
        return
    small = REPOSITORY / "data" / "snapshot"
    with tempfile.TemporaryDirectory(prefix="seldom-heard-scale-") as folder:
        large = Path(folder) / "snapshot"
        choice = ("--districts", *DISTRICTS, "--name", REGION)
        seconds, peak = run_build(options.sources.resolve(), large, *choice)
        print(f"{REGION}: built in {seconds:.1f} s with at most {peak:,.0f} MB of memory.\n")
        heads, subjects, facts = [], [], []
        with Server() as first, Server(environment={"SNAPSHOT": str(large)}) as second:
            for snapshot, server in ((small, first), (large, second)):
                manifest = json.loads((snapshot / "manifest.json").read_bytes())
                heads.append(f"{manifest['name']} ({manifest['areas']:,} areas)")
                subjects.append((ours(server.url, manifest["name"]), sample_points(snapshot)))
                facts.append((snapshot, server.seconds_to_ready))
            with chromium() as browser:
                print(
                    f"Chromium {browser.version}, software rendering, {options.runs} visits of "
                    f"each with {len(SWITCHES)} switches; medians (least to most).\n"
                )
                found = measure(browser, subjects, options.runs, pictures=options.pictures)
        lines = [
            ("Snapshot (MB)", *(f"{size_of(snapshot):.1f}" for snapshot, _ in facts), ""),
            ("Start until ready (s)", *(f"{ready:.1f}" for _, ready in facts), ""),
        ]
        costs = [measure_memory(snapshot) for snapshot, _ in facts]
        lines += [(name, a, b, "") for (name, a, _), (_, b, _) in zip(*costs, strict=True)]
    print(table(("What", *heads, "Ratio"), [*lines, *rows(found, ratio=True)]))
    print()
    for (subject, _), runs in zip(subjects, found, strict=True):
        print(asked_in_switches(subject.name, runs))


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


if __name__ == "__main__":
    main()
