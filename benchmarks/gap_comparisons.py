"""How often places that are the same are told apart, and a gap that has not changed has.

``python -m benchmarks.gap_comparisons``

2,000 made-up comparisons of each kind, of which at most 5 in 100 should name a difference; the
figures are in docs/methods/claims.md. Ten to twenty minutes.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.server import table
from layers import Atlas, load_atlas
from layers.inequality.gap_differences import contrasts
from layers.inequality.gradient import Gradient, gradient, practice_gradient
from layers.practices import profile
from layers.statistics.equal_groups import finest

ORDERING = "imd_without_health"
BARNSLEY, SHEFFIELD = "E08000016", "E08000019"
Trials = Iterator[dict[str, Gradient]]


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.gap_comparisons", description=__doc__
    )
    parser.add_argument("--trials", type=int, default=2_000, help="of each kind (default 2,000)")
    parser.add_argument("--draws", type=int, default=300, help="of areas, each (default 300)")
    chosen = parser.parse_args(argv)
    rows = [
        (what, f"{100 * told_apart(made, chosen.trials, chosen.draws, ages=ages):.1f}%", "6%")
        for what, ages, made in kinds(load_atlas())
    ]
    print(table(("Told apart", "Of the same", "At most"), rows))


def kinds(atlas: Atlas, seed: int = 2) -> list[tuple[str, bool, Trials]]:
    """What is compared, whether adjusted for age, and comparisons of it without end; each kind
    begins with the same random numbers."""
    barnsley, sheffield = (_inside(atlas, code) for code in (BARNSLEY, SHEFFIELD))
    every = _numbered(gradient(atlas, "bad_health", ORDERING))
    copd = _numbered(practice_gradient(atlas, "COPD", "2024-25"))

    def begun() -> np.random.Generator:
        return np.random.default_rng(seed)

    return [
        ("two halves of Barnsley, bad health", False, halves(barnsley, begun())),
        ("two halves of Sheffield, bad health", False, halves(sheffield, begun())),
        ("the same, adjusted for age", True, halves(sheffield, begun())),
        ("two networks that share half of their areas", False, overlapping(every, begun())),
        ("two years of the same practices, COPD", False, two_years(copd, begun())),
    ]


def told_apart(made: Trials, trials: int, draws: int, *, ages: bool = False) -> float:
    """The share of so many comparisons that name a difference, by gap or slope."""
    found = [
        bool(contrasts(next(made), ages=ages, draws=draws, seed=seed).pairs["apart"].any())
        for seed in range(trials)
    ]
    return float(np.mean(found))


def halves(made: Gradient, rng: np.random.Generator) -> Trials:
    """A place's areas put at random into two: nothing but chance tells them apart."""
    codes = made.members.index.to_numpy()
    while True:
        mixed = rng.permutation(codes)
        yield {str(at): _part(made, half) for at, half in enumerate(np.array_split(mixed, 2))}


def overlapping(
    made: Gradient, rng: np.random.Generator, *, areas: int = 160, shared: float = 0.5
) -> Trials:
    """Two networks' areas at random, of which so much is shared; each has its own part of the
    people of an area, and cases by the area's share."""
    codes = made.members.index.to_numpy()
    both = round(shared * areas)
    while True:
        mixed = rng.permutation(codes)
        one, other = mixed[:areas], np.concatenate([mixed[:both], mixed[areas : 2 * areas - both]])
        yield {
            str(at): _part(made, mine, rng.uniform(0.1, 0.9, areas))
            for at, mine in enumerate((one, other))
        }


def two_years(made: Gradient, rng: np.random.Generator) -> Trials:
    """Practices drawn again, with two years each: a practice's share moves by a tenth either way
    from one to the other, which has nothing to do with how deprived its patients are."""
    rows = made.members
    while True:
        drawn = rows.iloc[rng.integers(0, len(rows), len(rows))].reset_index(drop=True)
        share = drawn["numerator"] / drawn["denominator"]
        yield {
            year: replace(made, members=_counted(drawn, share, rng))
            for year in ("2021-22", "2024-25")
        }


def _counted(rows: pd.DataFrame, share: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """A year of some practices: cases by chance, around shares that move a little."""
    moved = (share * np.exp(rng.normal(0, 0.1, len(rows)))).clip(upper=1.0)
    cases = rng.binomial(rows["denominator"].to_numpy(dtype=int), moved.to_numpy())
    return rows.assign(numerator=cases.astype(float), value=100 * cases / rows["denominator"])


def _part(made: Gradient, codes: np.ndarray, weight: np.ndarray | float = 1.0) -> Gradient:
    """Some of a place's areas, with so much of each, as a place of their own."""
    rows = made.members.loc[codes]
    counts = [name for name in ("population", "numerator", "denominator", "expected")
              if name in rows]  # fmt: skip
    rows = rows.assign(**{name: rows[name] * weight for name in counts})
    groups = finest(rows["need"], rows["population"])
    if groups is None:
        raise ValueError("Too few areas for groups.")
    table_of = made.groups.loc[sorted(groups.unique())]
    return replace(made, members=rows.assign(group=groups), groups=table_of)


def _inside(atlas: Atlas, district: str) -> Gradient:
    codes = atlas.areas.index[atlas.areas["district_code"] == district]
    return _numbered(
        gradient(atlas, "bad_health", ORDERING, weights=profile.of_areas(atlas, codes))
    )


def _numbered(made: Gradient) -> Gradient:
    """The same with areas by number: they are put in order thousands of times, and texts are
    slow."""
    return replace(made, members=made.members.reset_index(drop=True))


if __name__ == "__main__":
    main()
