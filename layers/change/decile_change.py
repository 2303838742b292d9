"""Deprivation deciles of 2019 and 2025 of the same places, overall or for a domain, and who moved
how far.

Deciles are places in an order of all of England's areas, so one area's can change because others
did. What is not the same place in both editions is shown apart, and counts in nothing that compares
(:mod:`layers.change.carried_deciles`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.change.carried_deciles import carried

THEN, MOVED, NOW = "imd_decile_2019", "imd_decile_change", "imd_decile"
# What is compared, by the name that the columns of 2019 and the indicators of today begin with: the
# overall index, and its domains in the publisher's order.
OVERALL = "imd"
DOMAINS = (
    "income",
    "employment",
    "education",
    "health",
    "crime",
    "barriers",
    "living_environment",
)
INDICES = (OVERALL, *DOMAINS)
# Deciles of the most deprived fifth.
FIFTH = 2
DECILES = range(1, 11)


@dataclass(frozen=True)
class People:
    """Areas, and the residents (Census 2021) of these."""

    areas: int
    residents: int


@dataclass(frozen=True)
class Moves:
    """What became of some areas.

    Attributes
    ----------
    every, compared
        All of them, and those whose deciles can be compared. What follows is of these.
    more, same, less
        Now in a more deprived decile, in the same, in a less deprived one.
    into, out_of
        Now among England's most deprived fifth and not then; then and not now.
    divided, redrawn, mixed
        Not compared: parts of an area that was split, areas redrawn from parts of several, and
        those put together of areas in different deciles.
    """

    every: People
    compared: People
    more: People
    same: People
    less: People
    into: People
    out_of: People
    divided: People
    redrawn: People
    mixed: People


def is_known(atlas: Atlas) -> bool:
    """Whether the snapshot holds the deciles of 2019."""
    return MOVED in atlas.indicators


def now_of(index: str) -> str:
    """The indicator that is an index's decile today."""
    return f"{index}_decile"


@lru_cache(maxsize=1)
def _every(atlas: Atlas) -> dict[str, pd.DataFrame]:
    then = atlas.extra("iod2019").set_index("lsoa11")
    links = atlas.extra("lsoa_links")
    links = links[links["lsoa21"].isin(atlas.areas.index)]
    residents = atlas.areas["residents"]
    tables = {}
    for index in INDICES:
        found = carried(links, then[f"{index}_decile"])
        found = found.reindex(atlas.areas.index).rename(columns={"decile": "then"})
        now = atlas.table(now_of(index))["value"]
        tables[index] = found.assign(now=now, moved=now - found["then"], residents=residents)
    return tables


def areas(atlas: Atlas, codes: Iterable[str] | None = None, index: str = OVERALL) -> pd.DataFrame:
    """Each area's deciles then and now.

    Parameters
    ----------
    codes
        Areas wanted; all of the atlas when not given.
    index
        One of :data:`INDICES`.

    Returns
    -------
    pandas.DataFrame
        Indexed by LSOA code, in code order: ``kind`` (``same``, ``merged``, ``split``,
        ``complex``); ``lowest`` and ``highest`` decile then of the areas of 2011 that it is made of
        or was a part of; ``then`` and ``moved`` (now less then, below 0 for more deprived), missing
        where the two cannot be compared; ``now``; ``residents``.
    """
    found = _every(atlas)[index]
    return found.copy(deep=False) if codes is None else found[found.index.isin(list(codes))]


def moved_into_fifth(found: pd.DataFrame) -> pd.Series:
    """Whether each of some :func:`areas` is among the most deprived fifth and was not then."""
    return (found["now"] <= FIFTH) & (found["then"] > FIFTH)


def moved_out_of_fifth(found: pd.DataFrame) -> pd.Series:
    """Whether each was among the most deprived fifth then and is not now."""
    return (found["now"] > FIFTH) & (found["then"] <= FIFTH)


def moves(found: pd.DataFrame) -> Moves:
    """What became of some areas together, from their :func:`areas`."""
    moved = found["moved"]
    known = moved.notna()
    residents = found["residents"].to_numpy()

    def people(which: pd.Series) -> People:
        return People(int(which.sum()), int(residents[which.to_numpy()].sum()))

    return Moves(
        every=people(pd.Series(True, index=found.index)),
        compared=people(known),
        more=people(moved < 0),
        same=people(moved == 0),
        less=people(moved > 0),
        into=people(moved_into_fifth(found)),
        out_of=people(moved_out_of_fifth(found)),
        divided=people(~known & (found["kind"] == "split")),
        redrawn=people(~known & (found["kind"] == "complex")),
        mixed=people(~known & (found["kind"] == "merged")),
    )


def moves_by_index(atlas: Atlas, codes: Iterable[str]) -> dict[str, Moves]:
    """What became of some areas by each of :data:`INDICES`."""
    tables = _every(atlas)
    wanted = atlas.areas.index.isin(list(codes))
    return {index: moves(tables[index][wanted]) for index in INDICES}


def transitions(found: pd.DataFrame) -> npt.NDArray[np.int64]:
    """How many of the areas that can be compared were in each decile then and are in each now.

    Returns
    -------
    numpy.ndarray
        Shape (10, 10): rows decile 1 to 10 then, columns now.
    """
    known = found.dropna(subset=["moved"])
    counts = np.zeros((10, 10), dtype=np.int64)
    np.add.at(counts, (known["then"].astype(int) - 1, known["now"].astype(int) - 1), 1)
    return counts
