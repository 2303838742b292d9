"""How long the measures of inequality take.

``python -m benchmarks.inequality``

The many indicators are made up: what a slope takes does not depend on the values.
"""

import argparse
from collections.abc import Callable

import numpy as np

from benchmarks.server import table
from benchmarks.targeting import milliseconds
from layers import Atlas, load_atlas
from layers.inequality.correlation import correlations
from layers.inequality.gradient import by_district, gradient, practice_change
from layers.inequality.segregation import by_district as segregation
from layers.statistics.slope import slope_index

INDICATORS, GROUPS = 500, 10
CHOSEN = ("imd_score", "english_limited", "no_car", "bad_health", "minority_ethnic", "overcrowded")


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inequality", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="times each is repeated (default 7)")
    runs = parser.parse_args(argv).runs
    atlas = load_atlas()
    rows = [(what, milliseconds(work, runs), target) for what, target, work in tasks(atlas)]
    print(table(("Milliseconds", "Median (least to most)", "Target"), rows))


def tasks(atlas: Atlas) -> list[tuple[str, str, Callable[[], object]]]:
    """What is measured, what it may take, and the work."""
    rng = np.random.default_rng(1)
    shape = (INDICATORS, len(atlas.districts), GROUPS)
    values = rng.uniform(0.05, 0.4, shape)
    people = rng.integers(5_000, 60_000, (len(atlas.districts), GROUPS))
    errors = np.sqrt(values * (1 - values) / people)
    one = values[0, 0], people[0], errors[0, 0]
    many = f"{INDICATORS} indicators × {len(atlas.districts)} districts"
    return [
        ("one slope, 100,000 draws", "50", lambda: slope_index(*one)),
        (f"slopes, {many}", "5,000", lambda: slope_index(values, people, errors)),
        (
            f"logit slopes, {many}",
            "5,000",
            lambda: slope_index(values, people, errors / 0.2, transform="logit"),
        ),
        ("gradient over all areas", "", lambda: gradient(atlas, "no_car")),
        ("gradient of each district", "", lambda: by_district(atlas, "no_car")),
        ("change over three years of QOF", "", lambda: practice_change(atlas, "COPD")),
        ("dissimilarity, every group and district", "", lambda: segregation(atlas)),
        ("correlations of six, areas", "", lambda: correlations(atlas, CHOSEN)),
        ("correlations of six, practices", "", lambda: correlations(atlas, CHOSEN, "practice")),
    ]


if __name__ == "__main__":
    main()
