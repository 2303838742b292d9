"""The snapshot's tables as the search takes them, and what places are made of."""

from collections import Counter
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any, TypeVar

import pandas as pd

from layers.atlas import Atlas
from layers.ground.search_place import Box, Point
from layers.ground.tables import table
from layers.table_rows import rows

T = TypeVar("T")


def other(atlas: Atlas, name: str, columns: list[str]) -> pd.DataFrame:
    """Another table of the snapshot with these columns, empty where it has none."""
    return atlas.extra(name).reindex(columns=columns)


def stops_of(atlas: Atlas) -> pd.DataFrame:
    """The stops of the snapshot that lie in an area, for what is made of them."""
    found = table(atlas, "stops")
    return found[found["lsoa"].isin(atlas.areas.index)]


def within(*places: str) -> str:
    """Places, each in the next, named once: "Burngreave, Sheffield"."""
    return ", ".join(dict.fromkeys(filter(None, places)))


def spread(points: Iterable[Point]) -> tuple[Point, Box]:
    """The middle of some points (the medians) and their extent."""
    easts, norths = zip(*points, strict=True)
    middle = (round(median(easts), 5), round(median(norths), 5))
    return middle, (min(easts), min(norths), max(easts), max(norths))


def most_first(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes, each once, those that come most often first."""
    number = Counter(codes)
    return tuple(sorted(number, key=lambda code: (-number[code], code)))


def areas_of(stops: Iterable[Any]) -> tuple[str, ...]:
    """Areas of some stops, those with most of them first."""
    return most_first(stop.lsoa for stop in stops)


def by(frame: pd.DataFrame, key: Callable[[Any], T]) -> dict[T, list[Any]]:
    """Rows by what a key says of each: a thousand times sooner than groups of a frame."""
    found: dict[T, list[Any]] = {}
    for row in rows(frame):
        found.setdefault(key(row), []).append(row)
    return found
