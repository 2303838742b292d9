"""How long everything as one package takes, how much memory, and how large it is.

``python -m benchmarks.take``

Each time in a process of its own, as a worker makes it. Beside it, in the same run, a plain script
with the same figures and outlines: pandas' ``to_csv``, geopandas' ``to_file``, ``zipfile``. It says
nothing of what columns mean, of sources and licences, has no Parquet and no tables of practices,
and other bytes each time.
"""

import argparse
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.server import table
from dashboard.take.cited_package import cite
from dashboard.take.package_zip import to_zip
from dashboard.take.packages import USUAL, packages
from layers import Atlas, load_atlas
from layers.geography import levels

# Of ours: the median of seconds, and the most memory of any run.
TARGET_SECONDS, TARGET_MEMORY = 5, 400  # seconds, MB
ADDRESS = "https://atlas.example/data"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.take", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="times each is repeated (default 5)")
    parser.add_argument("--make", choices=WAYS, help="make it once, in this process")
    given = parser.parse_args(argv)
    if given.make:
        print(*make(given.make))
        return
    rows, found = [], {}
    for way, (name, _) in WAYS.items():
        command = [sys.executable, "-m", "benchmarks.take", "--make", way]
        found[way] = [
            [float(part) for part in subprocess.check_output(command, text=True).split()]
            for _ in range(given.runs)
        ]
        rows.append((name, *map(_told, zip(*found[way], strict=True))))
    head = (
        "Everything",
        "Seconds",
        "… of processor",
        "Peak memory, MB",
        "… before it began",
        "Size, MB",
    )
    print(table(head, rows))
    if missed := beyond(found["ours"]):
        print(f"\nNot within the targets: {missed}.")
        raise SystemExit(1)


def beyond(runs: Sequence[Sequence[float]]) -> str:
    """What of some runs, as :func:`make` tells them, misses its target; empty for nothing."""
    seconds = statistics.median(run[0] for run in runs)
    memory = max(run[2] for run in runs)
    missed = [f"{seconds:.1f} s of {TARGET_SECONDS}"] if seconds >= TARGET_SECONDS else []
    missed += [f"{memory:,.0f} MB of {TARGET_MEMORY}"] if memory >= TARGET_MEMORY else []
    return ", ".join(missed)


def make(way: str) -> tuple[float, ...]:
    """Seconds, and those of the processor; MB of memory at most, and before; MB of the zip."""
    atlas = load_atlas()
    before, start, used = _peak(), time.perf_counter(), time.process_time()
    content = WAYS[way][1](atlas)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    return seconds, processor, _peak(), before, len(content) / 1e6


def ours(atlas: Atlas) -> bytes:
    package = packages(atlas)[USUAL]
    return to_zip(atlas, package, cite(atlas, package, ADDRESS, date(2026, 11, 30)))


def plain(atlas: Atlas) -> bytes:
    import geopandas

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped,
        tempfile.TemporaryDirectory() as folder,
    ):
        path = Path(folder) / "areas.gpkg"
        for level in levels_with_outlines(atlas):
            tables = {name: levels.table_at(atlas, name, level) for name in atlas.indicators}
            tidy = pd.concat(tables, names=["indicator", "code"]).reset_index()
            zipped.writestr(f"values_{level}.csv", tidy.to_csv(index=False))
            wide = pd.DataFrame({name: one["value"] for name, one in tables.items()})
            outlines = geopandas.read_file(io.BytesIO(atlas.outlines(level))).set_index("id")
            outlines.join(wide).to_file(path, layer=level, driver="GPKG")
        zipped.write(path, path.name)
    return stream.getvalue()


def levels_with_outlines(atlas: Atlas) -> list[str]:
    return [level for level in atlas.levels if level != "grouping"]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _told(numbers: tuple[float, ...]) -> str:
    return f"{statistics.median(numbers):.1f} ({min(numbers):.1f} to {max(numbers):.1f})"


WAYS: dict[str, tuple[str, Callable[[Atlas], bytes]]] = {
    "ours": ("Package", ours),
    "plain": ("Plain script: to_csv, to_file, zipfile", plain),
}


if __name__ == "__main__":
    main()
