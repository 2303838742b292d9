"""The map against its tutorial form, in the same run and the same browser. See README.md.

``python -m benchmarks.map``
"""

import argparse
from pathlib import Path

from benchmarks.driver import (
    SWITCHES,
    asked_in_switches,
    chromium,
    measure,
    ours,
    rows,
    sample_points,
    tutorial,
)
from benchmarks.server import REPOSITORY, Server, table


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.map", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="visits of each app (default 7)")
    parser.add_argument("--mbit", type=float, default=0, help="a slower network, in Mbit/s")
    parser.add_argument("--latency", type=float, default=0, help="… and its round trip, in ms")
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each app at the end")
    options = parser.parse_args(argv)
    points = sample_points(REPOSITORY / "data" / "snapshot")
    with (
        Server() as product,
        Server("benchmarks.tutorial_app:server", ready="/") as other,
        chromium() as browser,
    ):
        print(
            f"Chromium {browser.version}, software rendering, {options.runs} visits of each with "
            f"{len(SWITCHES)} switches; medians (least to most).\n"
        )
        found = measure(
            browser,
            [(ours(product.url), points), (tutorial(other.url), points)],
            options.runs,
            mbit=options.mbit,
            latency=options.latency,
            pictures=options.pictures,
        )
    head = ("What", "Seldom Heard", "Tutorial", "Tutorial ÷ Seldom Heard")
    print(table(head, rows(found, ratio=True)))
    print()
    for name, runs in zip(head[1:], found, strict=False):
        print(asked_in_switches(name, runs))


if __name__ == "__main__":
    main()
