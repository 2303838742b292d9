"""How long finding a place by name takes, and how often a wrong letter still leads to it.

``python -m benchmarks.search``

Beside the atlas's search, in the same run, what comes with Python: ``difflib.get_close_matches``
over the same names, which finds names that are alike and knows no places, codes or postcodes.
"""

import argparse
import difflib
import random
import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.server import table
from layers import Atlas, load_atlas
from layers.ground.search import find
from layers.ground.searchable import places
from layers.ground.spelling import plain

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = 5  # results among which a street must be


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--slips", type=int, default=500, help="names that are typed (default 500)")
    slips = parser.parse_args(argv).slips

    atlas = load_atlas()
    begun = time.perf_counter()
    find(atlas, "owler lane")
    made = time.perf_counter() - begun
    names = sorted({plain(one.name) for one in places(atlas) if one.kind != "beyond"})
    streets = [name for name in sorted(set(atlas.extra("streets")["name"])) if len(name) >= 6]
    draw = random.Random(15)
    typed = [(name, _slip(name, draw)) for name in draw.choices(streets, k=slips)]

    def ours(text: str) -> list[str]:
        return [plain(one.name) for one in find(atlas, text).places[:FIRST]]

    def rival(text: str) -> list[str]:
        return difflib.get_close_matches(plain(text), names, n=FIRST)

    rows = [
        ("this search", *_measured(ours, typed)),
        ("difflib", *_measured(rival, typed[: max(slips // 10, 1)])),
        ("this search, postcodes", *_measured_postcodes(atlas, draw)),
    ]
    print(f"Index of {len(places(atlas)):,} places: {made:.2f} s, once.\n")
    print(table(("Milliseconds", "median", "95 of 100 within", f"among first {FIRST}"), rows))


def _slip(name: str, draw: random.Random) -> str:
    """A name with a letter too few, too many, another, or two the wrong way round."""
    at = draw.choice([n for n, sign in enumerate(name) if sign.isalpha()])
    letter = draw.choice(LETTERS)
    ways = [name[at + 1 :], letter + name[at:], letter + name[at + 1 :]]
    if name[at + 1 : at + 2].isalpha():
        ways.append(name[at + 1] + name[at] + name[at + 2 :])
    return name[:at] + draw.choice(ways)


def _measured(
    search: Callable[[str], Sequence[str]], typed: Sequence[tuple[str, str]]
) -> tuple[str, str, str]:
    spent, hits = [], 0
    for name, text in typed:
        begun = time.perf_counter()
        found = search(text)
        spent.append(1000 * (time.perf_counter() - begun))
        hits += plain(name) in found
    return _median(spent), _within(spent), f"{100 * hits / len(typed):.1f} %"


def _measured_postcodes(atlas: Atlas, draw: random.Random) -> tuple[str, str, str]:
    names = draw.choices(atlas.extra("postcodes")["postcode"].tolist(), k=500)
    return _measured(
        lambda text: [plain(one.name) for one in find(atlas, text).places[:1]],
        [(name, name.lower()) for name in names],
    )


def _median(spent: Sequence[float]) -> str:
    return f"{statistics.median(spent):.2f}"


def _within(spent: Sequence[float]) -> str:
    return f"{sorted(spent)[int(0.95 * len(spent))]:.2f}"


if __name__ == "__main__":
    main()
