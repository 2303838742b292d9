"""How long finding areas takes, in South Yorkshire and in as many areas as England has.

``python -m benchmarks.targeting``

England is made up: South Yorkshire's areas, repeated until there are 33,755. That is right for
time, since every area costs the same, and says nothing about England.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from functools import cache, partial
from types import SimpleNamespace
from typing import cast

import numpy as np
import pandas as pd

from benchmarks.server import table
from layers import Atlas, load_atlas
from layers.targeting.area_search import Criterion, Definition, evaluate
from layers.targeting.presets import presets_for
from layers.targeting.reach import curve, reach
from layers.targeting.zones import zones

ENGLAND = 33_755
CORE20 = Criterion("imd_decile", "decile", 2)
# As many criteria as there may be, of every rule, all on shares with an interval but one.
LARGEST = Definition(
    (
        CORE20,
        Criterion("english_limited", "national_top", 50),
        Criterion("minority_ethnic", "local_top", 50, required=False),
        Criterion("no_car", "at_least", 20, required=False),
        Criterion("good_health", "at_most", 85, required=False),
        Criterion("qof_hyp", "local_top", 60, required=False),
        Criterion("disabled", "decile", 5, required=False),
        Criterion("overcrowded", "national_top", 60, required=False),
    ),
    at_least=3,
    group="english_limited",
    people=5,
)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.targeting", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="times each is repeated (default 15)")
    runs = parser.parse_args(argv).runs

    real = load_atlas()
    england = repeated(real, ENGLAND)
    rows = []
    for what, target, work in tasks(real):
        cells = [milliseconds(partial(work, atlas), runs) for atlas in (real, england)]
        rows.append((what, *cells, target))
    head = ("Milliseconds", f"{real.name} (860)", f"Repeated ({ENGLAND:,})", "Target")
    print(table(head, rows))


def tasks(real: Atlas) -> Iterable[tuple[str, str, Callable[[Atlas], object]]]:
    """What is measured, what it may take, and the work."""
    core20 = Definition((CORE20,))
    presets = [p.definition for p in presets_for(real).values() if p.definition]

    @cache
    def found(atlas: Atlas) -> pd.Index:
        return evaluate(atlas, core20).found

    yield "evaluate: Core20", "30; 500", lambda a: evaluate(a, core20)
    yield "evaluate: eight criteria", "30; 500", lambda a: evaluate(a, LARGEST)
    yield f"evaluate: all {len(presets)} presets", "", lambda a: [evaluate(a, p) for p in presets]
    yield "zones: all Core20 areas", "", lambda a: zones(a, found(a))
    yield "reach: Core20, one group", "", lambda a: reach(a, found(a), "english_limited")
    yield "curve: all areas, one group", "", lambda a: curve(a, "english_limited")


def milliseconds(work: Callable[[], object], runs: int) -> str:
    """Median, and in brackets the least and the most; the first, which fills caches, apart."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    first, *rest = times
    middle = statistics.median(rest)
    return f"{middle:.1f} ({min(rest):.1f} to {max(rest):.1f}); first {first:.1f}"


def repeated(atlas: Atlas, number: int) -> Atlas:
    """An atlas of so many areas, with the real one's values over and over."""
    here = len(atlas.areas)
    rows = np.arange(number) % here
    codes = pd.Index([f"X{n:08d}" for n in range(number)])
    place = {code: at for at, code in enumerate(atlas.areas.index)}
    pairs = atlas.extra("neighbours")
    ends = np.array([[place[a], place[b]] for a, b in pairs[["a", "b"]].to_numpy()])
    every = np.concatenate([ends + start for start in range(0, number, here)])
    every = every[(every < number).all(axis=1)]
    neighbours = pd.DataFrame({"a": codes[every[:, 0]], "b": codes[every[:, 1]]})

    @cache
    def one(indicator: str) -> pd.DataFrame:
        return atlas.table(indicator).iloc[rows].set_axis(codes)

    return cast(
        Atlas,
        _Repeated(
            name=atlas.name,
            areas=atlas.areas.iloc[rows].set_axis(codes),
            indicators=atlas.indicators,
            catalogue=atlas.catalogue,
            table=one,
            england=atlas.england,
            extra=lambda name: neighbours,
        ),
    )


class _Repeated(SimpleNamespace):
    __hash__ = object.__hash__  # type: ignore[assignment]


if __name__ == "__main__":
    main()
