"""Sexual orientation (Census 2021, TS077): published for neighbourhoods (MSOA), never smaller."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas


@dataclass(frozen=True)
class Orientation:
    """People aged 16 and over of some whole neighbourhoods.

    Attributes
    ----------
    people
        By category, in the publication's order.
    total
        All of them.
    neighbourhoods
        How many.
    whole
        Whether the areas asked about are all of these neighbourhoods.
    """

    people: pd.Series
    total: int
    neighbourhoods: int
    whole: bool

    def share(self, category: str) -> float:
        """Percent of a category; NaN where nobody lives there."""
        return 100 * float(self.people[category]) / self.total if self.total else float("nan")


def orientation(atlas: Atlas, codes: Iterable[str]) -> Orientation | None:
    """Of the neighbourhoods that some areas are, or lie in; None where the snapshot has none.

    Raises
    ------
    KeyError
        For a code that the atlas does not have.
    """
    table = _table(atlas)
    if table.empty:
        return None
    of = atlas.areas["msoa_code"]
    wanted = list(dict.fromkeys(codes))
    there = of.loc[wanted].unique()
    mine = table[table["msoa_code"].isin(there)]
    total = int(mine.drop_duplicates("msoa_code")["total"].sum())
    people = mine.groupby("category", sort=False)["people"].sum()
    return Orientation(people, total, len(there), bool(of.isin(there).sum() == len(wanted)))


@lru_cache(maxsize=1)
def _table(atlas: Atlas) -> pd.DataFrame:
    return atlas.extra("sexual_orientation")
