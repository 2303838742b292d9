"""The street map of South Yorkshire from made-up tiles of realistic number and size.

``python -m benchmarks.basemap`` says how long the cut takes, what memory, how large the file is,
and how soon tiles and pictures are there. ``--around 8`` puts that many times the area's width of
other tiles around it, as the file of Great Britain has; ``--keep FILE`` keeps the street map.

The publication itself (2.6 GB) is not used: what is said of it here is an estimate.
"""

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dashboard.files.basemap_frame import streets_in
from data import basemap as cutting
from layers.basemap import Basemap
from tests import made_up_tiles

BOX = (-1.8222, 53.3012, -0.8653, 53.6613)  # of South Yorkshire's four districts
BLOCKS = 14  # streets along an edge: as dense as a town everywhere


def tiles(box: tuple[float, float, float, float], around: int) -> Iterator[tuple]:
    """Tiles of the box, and the same few again and again for what lies around it."""
    wide = box[2] - box[0]
    outer = (box[0] - around / 2 * wide, 50.5, box[2] + around / 2 * wide, 57.5)
    inner = set(made_up_tiles.covering(box, range(10, 15)))
    # Elsewhere a tile's content does not matter, only that it is there.
    same = {zoom: made_up_tiles.tile(zoom, 0, 0, BLOCKS) for zoom in range(10, 15)}
    for place in inner:
        yield (*place, made_up_tiles.tile(*place, BLOCKS))
    if around:
        for place in made_up_tiles.covering(outer, range(10, 15)):
            if place not in inner:
                yield (*place, same[place[0]])


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--around", type=int, default=0, metavar="TIMES")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "made.mbtiles", Path(folder) / "basemap.pmtiles"
        made_up_tiles.write_mbtiles(source, tiles(_margin(), given.around))
        print(f"made up: {source.stat().st_size / 1e6:.0f} MB")
        before = _most()
        began = time.perf_counter()
        made = cutting.cut(source, BOX, out)
        took = time.perf_counter() - began
        print(
            f"cut: {took:.1f} s, {made.tiles} tiles, {made.size / 1e6:.1f} MB, "
            f"{_most() - before:.0f} MB of memory more than before"
        )
        began = time.perf_counter()
        opened = Basemap(out)
        print(f"opened: {1000 * (time.perf_counter() - began):.0f} ms")
        places = made_up_tiles.covering(BOX, [14])
        each = []
        for place in places:
            began = time.perf_counter()
            opened.tile(*place)
            each.append(1e6 * (time.perf_counter() - began))
        print(f"a tile: {statistics.median(each):.0f} µs at the median of {len(places)}")
        for wide in (0.02, 0.07, 0.15):
            frame = (-1.46, 53.38, -1.46 + wide, 53.38 + wide * 0.42)
            began = time.perf_counter()
            shown = streets_in(opened, frame, 848)
            took = 1000 * (time.perf_counter() - began)
            lines = sum(len(one.paths) for one in shown.drawn) if shown else 0
            print(f"streets of a picture {wide} degrees wide: {took:.0f} ms, {lines} lines")
        if given.keep:
            shutil.copy2(out, given.keep)


def _margin() -> tuple[float, float, float, float]:
    return BOX[0] - 0.06, BOX[1] - 0.04, BOX[2] + 0.06, BOX[3] + 0.04


def _most() -> float:
    """The most memory that this process has had, MB."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6


if __name__ == "__main__":
    main()
