"""Areas outside the atlas where patients of its practices live.

A practice near the edge has patients beyond it. Figures of practices are of all of them: the
snapshot holds, for England's areas outside the atlas where a practice of it has a patient, what the
standard profile needs. Whoever lives in Wales or could not be placed in an area is *not known*.

"Everywhere" below means the areas of the atlas in code order, then those elsewhere in code order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.atlas import Atlas
from layers.bounded_cache import bounded_cache

Floats = npt.NDArray[np.float64]

_PARTS = ("value", "numerator", "denominator")
# Of those who live outside, the part that one district must have to be named as most of them.
MOST = 0.5


@lru_cache(maxsize=2)
def areas(atlas: Atlas) -> pd.DataFrame:
    """Areas elsewhere by LSOA code, in code order: ``name``, ``district``, ``residents``."""
    found = atlas.extra("elsewhere")
    columns = ["lsoa", "name", "district", "residents"]
    return found.reindex(columns=columns).set_index("lsoa")


@lru_cache(maxsize=2)
def residents(atlas: Atlas) -> pd.Series:
    """Census 2021 residents everywhere, by LSOA code."""
    return pd.concat([atlas.areas["residents"], areas(atlas)["residents"]]).astype(float)


@lru_cache(maxsize=2)
def _values(atlas: Atlas) -> dict[str, dict[str, Floats]]:
    """Of each indicator that is known elsewhere: its parts, in the order of :func:`areas`."""
    long = atlas.extra("values_elsewhere")
    place = pd.Series(np.arange(len(areas(atlas))), areas(atlas).index)
    found: dict[str, dict[str, Floats]] = {}
    if long.empty:
        return found
    for name, rows in long.groupby("indicator", sort=False):
        at = place[rows["lsoa"]].to_numpy()
        parts = {part: np.full(len(place), np.nan) for part in _PARTS}
        for part in ("numerator", "denominator"):
            parts[part][at] = rows[part].to_numpy(dtype=float)
        value = rows["value"].to_numpy(dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = 100 * parts["numerator"][at] / parts["denominator"][at]
        # As in the atlas's own areas, the value of a share is the ratio of its two parts.
        parts["value"][at] = np.where(np.isnan(value), share, value)
        found[str(name)] = parts
    return found


def known(atlas: Atlas, indicator: str) -> bool:
    """Whether an indicator is known elsewhere at all; not where only this region publishes it."""
    return not len(areas(atlas)) or indicator in _values(atlas)


def part(atlas: Atlas, indicator: str, name: str) -> Floats:
    """``value``, ``numerator`` or ``denominator`` of an indicator elsewhere, in the order of
    :func:`areas`; NaN where it is not known."""
    there = _values(atlas).get(indicator)
    return there[name] if there else np.full(len(areas(atlas)), np.nan)


def everywhere(atlas: Atlas, indicator: str, name: str) -> Floats:
    """The same everywhere.

    Raises
    ------
    KeyError
        For an indicator that the atlas does not hold.
    """
    return np.concatenate([atlas.column(indicator, name), part(atlas, indicator, name)])


@dataclass(frozen=True)
class Lived:
    """Where the patients of some practices live, in patients.

    Attributes
    ----------
    inside, outside, unknown
        In the atlas's areas; elsewhere in England; in Wales or not placed in an area. They add up
        to ``all``.
    districts
        Of those outside: patients by district, most first.
    """

    inside: float
    outside: float
    unknown: float
    districts: pd.Series

    @property
    def all(self) -> float:
        """The whole list."""
        return self.inside + self.outside + self.unknown

    def share(self, of: float) -> float:
        """A number of patients as a share (0–1) of the whole list; 0 where there is nobody."""
        return of / self.all if self.all else 0.0

    @property
    def most(self) -> str:
        """The district that more than half of those outside live in; empty where none is."""
        if self.districts.empty or self.districts.iloc[0] <= MOST * self.outside:
            return ""
        return str(self.districts.index[0])


def lived(atlas: Atlas, practices: Iterable[str]) -> Lived:
    """How many patients of some practices live inside the atlas, elsewhere, and nobody knows where.

    Patients are those of the count by area (parts of split areas are fractions).
    """
    return _lived(atlas, tuple(dict.fromkeys(practices)))


@bounded_cache(2_000_000)
def _lived(atlas: Atlas, practices: tuple[str, ...]) -> Lived:
    table = _by_practice(atlas)
    at = table.index.get_indexer(pd.Index(practices, dtype=table.index.dtype))
    sums = pd.Series(table.to_numpy()[at[at >= 0]].sum(axis=0), table.columns)
    districts = sums.drop(["inside", "unknown"])
    return Lived(
        float(sums["inside"]),
        float(districts.sum()),
        float(sums["unknown"]),
        districts[districts > 0].sort_values(ascending=False, kind="stable"),
    )


@lru_cache(maxsize=2)
def _by_practice(atlas: Atlas) -> pd.DataFrame:
    """Patients of each practice: ``inside``, ``unknown``, and by district of those elsewhere."""
    rows = atlas.registrations
    place = pd.Series("inside", atlas.areas.index)
    place = pd.concat([place, areas(atlas)["district"]])
    where = rows["lsoa"].map(place).fillna("unknown")
    table = rows["patients"].groupby([rows["practice"], where]).sum().unstack(fill_value=0)
    return table.reindex(columns=table.columns.union(["inside", "unknown"]), fill_value=0.0)
